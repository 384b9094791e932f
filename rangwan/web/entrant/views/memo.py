"""The memorandum to the head of the organisation: to read, to print, as Word and as PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.documents.memo import MemoDocument
from rangwan.documents.memo import memo_docx as as_docx
from rangwan.entries import paper, queries
from rangwan.entries.queries import EntryItem
from rangwan.files.convert import UnableToConvert, converter
from rangwan.files.names import content_disposition
from rangwan.web.entrant.door import door
from rangwan.web.kit import languages
from rangwan.web.kit.requests import SignedIn

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _memo(request: SignedIn, item: EntryItem) -> MemoDocument:
    return paper.memo(item, request.user, languages.active(), printed_at=request.received_at)


@door
def memo_page(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show the memorandum, ready to print."""
    item = queries.entrant_entry(request.user, entry)
    context = {
        "paper": _memo(request, item),
        "entry": item,
        "has_pdf": converter().available,
        "back_url": reverse("entrant:entry", args=[item.id]),
    }
    return render(request, "entrant/memo.html", context)


@door
def memo_docx(request: SignedIn, entry: str) -> HttpResponseBase:
    """Give the memorandum as a Word file."""
    item = queries.entrant_entry(request.user, entry)
    return _download(as_docx(_memo(request, item)), item, "docx", _DOCX)


@door
def memo_pdf(request: SignedIn, entry: str) -> HttpResponseBase:
    """Give the same as PDF; where that cannot be made, lead to the page to print."""
    item = queries.entrant_entry(request.user, entry)
    try:
        pdf = converter().to_pdf(as_docx(_memo(request, item)), ".docx")
    except UnableToConvert:
        messages.warning(request, _("A PDF cannot be made at the moment. Please print this page instead."))
        return redirect("entrant:memo", entry=item.id)
    return _download(pdf, item, "pdf", "application/pdf")


def _download(content: bytes, item: EntryItem, kind: str, media_type: str) -> HttpResponse:
    name = f"{_('memorandum')} {item.title[:60]}".strip() + f".{kind}"
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition(name, inline=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response
