"""The pages of a file as pictures, as the judges will see them."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rangwan.entries import queries
from rangwan.web.entrant.door import door
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit import file_pages
from rangwan.web.kit.requests import SignedIn


@require_safe
@door
def pages(request: SignedIn, entry: str, file_id: str) -> HttpResponseBase:
    """Show the pages, and what is to be said of them."""
    item = queries.entrant_entry(request.user, entry)
    found = queries.file_of(item, file_id)
    context = {
        "entry": item,
        "shown": file_pages.context(found, file_url=reverse("entrant:file", args=[item.id, found.id])),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/file_pages.html", context)


@require_safe
@door
def picture(request: SignedIn, entry: str, file_id: str, number: int) -> HttpResponseBase:
    """Give the picture of one page."""
    item = queries.entrant_entry(request.user, entry)
    back = reverse("entrant:entry", args=[item.id])
    return file_pages.picture(queries.file_of(item, file_id), number, request=request, back=back)


@require_safe
@door
def pdf(request: SignedIn, entry: str, file_id: str) -> HttpResponseBase:
    """Give all pages as a PDF."""
    item = queries.entrant_entry(request.user, entry)
    back = reverse("entrant:entry", args=[item.id])
    return file_pages.pdf(queries.file_of(item, file_id), request=request, back=back)
