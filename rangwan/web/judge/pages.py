"""The pages of a file as pictures, beside the scoresheet of the entry's judge."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rangwan.judging.queries import file_for_judge
from rangwan.web.judge.door import door
from rangwan.web.kit import file_pages
from rangwan.web.kit.requests import SignedIn


@require_safe
@door
def pages(request: SignedIn, assignment_id: str, file_id: str) -> HttpResponseBase:
    """Show the pages; what was said of them to the entrant is the entrant's to mend, but explains what is seen."""
    item = file_for_judge(request.user, assignment_id, file_id)
    file_url = reverse("judge:file", args=[assignment_id, file_id])
    context = {"assignment_id": assignment_id, "shown": file_pages.context(item, file_url=f"{file_url}?download=1")}
    response = render(request, "judge/file_pages.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@door
def picture(request: SignedIn, assignment_id: str, file_id: str, number: int) -> HttpResponseBase:
    """Give the picture of one page."""
    item = file_for_judge(request.user, assignment_id, file_id)
    return file_pages.picture(item, number, request=request, back=reverse("judge:sheet", args=[assignment_id]))


@require_safe
@door
def pdf(request: SignedIn, assignment_id: str, file_id: str) -> HttpResponseBase:
    """Give all pages as a PDF."""
    item = file_for_judge(request.user, assignment_id, file_id)
    return file_pages.pdf(item, request=request, back=reverse("judge:sheet", args=[assignment_id]))
