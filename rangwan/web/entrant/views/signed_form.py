"""The submission form, filled in advance to be printed and signed, and where the code in its corner leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from rangwan.documents.qr import qr_svg
from rangwan.documents.submission_form import SubmissionFormDocument, submission_form_docx
from rangwan.entries import paper, queries
from rangwan.entries.queries import EntryItem
from rangwan.entries.rules.signed_form import parse_code
from rangwan.files.convert import UnableToConvert, converter
from rangwan.files.names import content_disposition
from rangwan.web.entrant.door import door
from rangwan.web.kit import languages
from rangwan.web.kit.requests import SignedIn

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _form(request: SignedIn, item: EntryItem) -> SubmissionFormDocument:
    return paper.submission_form(item, languages.active(), printed_at=request.received_at)


@door
def form_page(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show the submission form, filled in advance, ready to print. Its boxes are empty: a hand ticks them."""
    item = queries.entrant_entry(request.user, entry)
    form = _form(request, item)
    context = {
        "paper": form,
        "code": mark_safe(qr_svg(form.code.address, sturdy=True)) if form.code else "",  # noqa: S308 -- drawn by us
        "entry": item,
        "back_url": reverse("entrant:files", args=[item.id]),
    }
    return render(request, "entrant/form_page.html", context)


@door
def form_docx(request: SignedIn, entry: str) -> HttpResponseBase:
    """Give the submission form, filled in advance, as a Word file."""
    item = queries.entrant_entry(request.user, entry)
    return _download(submission_form_docx(_form(request, item)), _form_name(item, "docx"), _DOCX)


@door
def form_pdf(request: SignedIn, entry: str) -> HttpResponseBase:
    """Give the same as PDF; where that cannot be made, lead to the page to print."""
    item = queries.entrant_entry(request.user, entry)
    content = submission_form_docx(_form(request, item))
    try:
        pdf = converter().to_pdf(content, ".docx")
    except UnableToConvert:
        messages.warning(request, _("A PDF cannot be made at the moment. Please print this page instead."))
        return redirect("entrant:form_page", entry=item.id)
    return _download(pdf, _form_name(item, "pdf"), "application/pdf")


@door
def signed_form(request: SignedIn, entry: str) -> HttpResponseBase:
    """Take whoever pointed a telephone at the code of a printed form to the entry, with a word about that print."""
    found = queries.entry_for(request.user, entry)
    try:
        item = queries.entrant_entry(request.user, entry)
    except queries.NoSuchEntry:  # staff: the office has the entry
        return redirect("office:entry", found.edition.slug, found.id)
    code = parse_code(request.build_absolute_uri())
    if code is None:
        messages.info(request, _("This address is not that of a printed form. Here is the entry."))
    elif queries.is_print_of(item, code.digest):
        messages.success(
            request, _("This form was printed from version %(version)s. The answers are still the same.")
            % {"version": code.version},
        )  # fmt: skip
    else:
        messages.warning(
            request,
            _("This form was printed from version %(version)s, and answers have changed since. Print it again to sign.")
            % {"version": code.version},
        )
    return redirect("entrant:entry", entry=item.id)


def _form_name(item: EntryItem, kind: str) -> str:
    form = _("submission form")
    return f"{form} {item.title[:60]}".strip() + f".{kind}"


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition(name, inline=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response
