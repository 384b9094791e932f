"""Files of an entry: those that come in, and those that go out (the submission form to sign, the receipt)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.documents.receipt import receipt_docx as receipt_as_docx
from rangwan.entries import actions, paper, queries, wording
from rangwan.entries.queries import EntryItem
from rangwan.files.convert import converter
from rangwan.files.messages import refusal_message
from rangwan.files.names import content_disposition
from rangwan.files.refusal import Refused
from rangwan.kernel.text import storable
from rangwan.web.entrant import presenter, readings
from rangwan.web.entrant.door import door
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit import file_pages, languages
from rangwan.web.kit.requests import SignedIn

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@door
def files(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show the file slots; take a file in, or take one out."""
    item = queries.entrant_entry(request.user, entry)
    if request.method == "POST":
        act = _take_out if request.POST.get("remove") else _give_up if request.POST.get("give_up") else _take_in
        return act(request, item)
    if not any(part.startswith("file:") for part in queries.open_parts(item, request.user, request.received_at)):
        return redirect(f"{reverse('entrant:check', args=[item.id])}#files")
    return _page(request, item, {})


def _take_out(request: SignedIn, item: EntryItem) -> HttpResponse:
    leaving = queries.file_of(item, storable(request.POST["remove"]))
    actions.remove_file(entry=item, attachment_id=leaving.id, acting=request.user, now=request.received_at)
    messages.success(request, _("Removed: %(name)s") % {"name": leaving.name})
    return redirect(_here(request, item, leaving.kind))


def _give_up(request: SignedIn, item: EntryItem) -> HttpResponse:
    upload_id = storable(request.POST["give_up"])
    under_way = queries.uploads_under_way(request.user, item, request.received_at)
    left = next((upload for upload in under_way if upload.id == upload_id), None)
    if left is not None:
        actions.drop_upload(entry=item, upload_id=left.id, acting=request.user)
        messages.success(request, _("Given up: %(name)s") % {"name": left.name})
    return redirect(_here(request, item, left.kind if left else ""))


def _take_in(request: SignedIn, item: EntryItem) -> HttpResponse:
    kind, question = request.POST.get("kind", ""), request.POST.get("question", "")
    uploads = request.FILES.getlist("file")
    before = [present for present in queries.files_of(item) if present.kind == kind]
    slot = queries.definition_for(item).form.file_slot(kind)
    wrong = [] if uploads else [_("Choose a file first, then press the button.")]
    taken = []
    for upload in uploads:
        try:
            actions.add_file(
                entry=item, kind=kind, upload=upload, question=question, acting=request.user, now=request.received_at
            )
        except Refused as refusal:
            wrong.append(refusal_message(refusal.code, refusal.params))
        except actions.FileNotWanted as unwanted:
            wrong.append(wording.explain(unwanted))
        else:
            taken.append(str(upload.name))
    for name in taken:
        messages.success(request, _("Received: %(name)s") % {"name": name})
    if taken and before and slot is not None and slot.max_files == 1:
        said = _("It takes the place of %(name)s, which the committee will not see.")
        messages.info(request, said % {"name": before[0].name})
    if wrong:
        return _page(request, item, {kind: wrong}, status=422)
    return redirect(_here(request, item, kind))


def _here(request: SignedIn, item: EntryItem, kind: str) -> str:
    query = "?back=check" if request.GET.get("back") == "check" else ""
    return f"{reverse('entrant:files', args=[item.id])}{query}#slot-{kind}"


def _page(request: SignedIn, item: EntryItem, errors: dict[str, list[str]], *, status: int = 200) -> HttpResponse:
    definition = queries.definition_for(item)
    open_parts = queries.open_parts(item, request.user, request.received_at)
    slots = presenter.slots_of(item, definition, queries.files_of(item), open_parts, errors)
    known = {slot.slot.key for slot in slots}
    context: dict[str, Any] = {
        "entry": item,
        "slots": slots,
        "problems": [
            presenter.Said(text, f"#file-{kind}" if kind in known else "")
            for kind, said in errors.items()
            for text in said
        ],
        "under_way": presenter.under_way(item, queries.uploads_under_way(request.user, item, request.received_at)),
        "has_errors": bool(errors),
        "questions": [question for question in definition.form.by_key.values() if question.type == "evidence"],
        "asked_for": request.GET.get("question", ""),
        "has_pdf": converter().available,
        **readings.of_form(item, is_editable=bool(open_parts)),
        **readings.of_deck(item),
        "back": "check" if request.GET.get("back") == "check" else "",
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/files.html", context, status=status)


@door
def file(request: SignedIn, entry: str, file_id: str) -> HttpResponseBase:
    """Give a file back to who may see the entry."""
    item = queries.entrant_entry(request.user, entry)
    found = queries.file_of(item, file_id)
    back = reverse("entrant:entry", args=[item.id])
    return file_pages.give(found.stored, request=request, back=back, inline=request.GET.get("show") == "1")


@door
def receipt_page(request: SignedIn, receipt: str) -> HttpResponseBase:
    """Show a receipt, ready to print."""
    found = queries.receipt_for(request.user, receipt)
    context = {
        "receipt": found,
        "paper": paper.receipt_document(found, languages.active()),
        "back_url": reverse("entrant:entry", args=[found.entry_id]),
    }
    return render(request, "entrant/receipt.html", context)


@door
def receipt_docx(request: SignedIn, receipt: str) -> HttpResponseBase:
    """Give a receipt as a Word file."""
    found = queries.receipt_for(request.user, receipt)
    content = receipt_as_docx(paper.receipt_document(found, languages.active()))
    name = _("receipt")
    return _download(content, f"{name} {found.entry.reference}.docx", _DOCX)


def _download(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition(name, inline=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response
