"""The pages of an entry's file as pictures, for staff."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from rangwan.entries.queries import file_of
from rangwan.web.kit import file_pages
from rangwan.web.office.door import Office, OfficeRequest, door, page
from rangwan.web.office.views.entries import entry_in


@require_safe
@door()
def pages(request: OfficeRequest, office: Office, entry: str, file_id: str) -> HttpResponseBase:
    """Show the pages, and what is to be said of them."""
    found = entry_in(request, office, entry)
    item = file_of(found, file_id)
    file_url = reverse("office:file", args=[office.edition.slug, found.id, item.id])
    return page(request, office, "file_pages", {"entry": found, "shown": file_pages.context(item, file_url=file_url)})


@require_safe
@door()
def picture(request: OfficeRequest, office: Office, entry: str, file_id: str, number: int) -> HttpResponseBase:
    """Give the picture of one page."""
    found = entry_in(request, office, entry)
    back = reverse("office:entry", args=[office.edition.slug, found.id])
    return file_pages.picture(file_of(found, file_id), number, request=request, back=back)


@require_safe
@door()
def pdf(request: OfficeRequest, office: Office, entry: str, file_id: str) -> HttpResponseBase:
    """Give all pages as a PDF."""
    found = entry_in(request, office, entry)
    back = reverse("office:entry", args=[office.edition.slug, found.id])
    return file_pages.pdf(file_of(found, file_id), request=request, back=back)
