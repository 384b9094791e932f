"""The signatory's approval in the system, and the memorandum that asks for the signature on paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Router
from ninja.responses import Status

from rangwan.api.auth import caller, received_at
from rangwan.api.entries import written
from rangwan.api.problems import problem
from rangwan.api.shapes.base import in_bangkok_or_none
from rangwan.api.shapes.team import ApprovalOut, DecideApprovalIn
from rangwan.api.team import someone
from rangwan.documents.memo import MemoDocument
from rangwan.documents.memo import memo_docx as as_docx
from rangwan.entries import actions, paper, queries
from rangwan.entries.queries import EntryItem as Entry
from rangwan.entries.wording.team import standing_name
from rangwan.files.convert import UnableToConvert, converter
from rangwan.files.names import content_disposition
from rangwan.kernel.text import Language
from rangwan.kernel.tongues import in_both

router = Router(tags=["team"])
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _shown(found: Entry) -> dict[str, Any]:
    """Return where the approval stands. Raises NoSuchEntry where the award asks for none."""
    item = queries.approval_of(found)
    if item is None:
        raise queries.NoSuchEntry
    return {
        "standing": item.standing, "standing_name": in_both(standing_name(item.standing)).as_dict(),
        "signatories": [someone(person) for person in item.signatories], "id": item.id or None,
        "asked_by": str(item.asked_by) if item.asked_by else None, "asked_at": in_bangkok_or_none(item.asked_at),
        "decided_by": str(item.decided_by) if item.decided_by else None,
        "decided_at": in_bangkok_or_none(item.decided_at), "note": item.note,
    }  # fmt: skip


@router.get("/entries/{entry_id}/approval", response=ApprovalOut, summary="Where the approval stands")
def approval(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Show where the signatory's approval stands; 404 where the award does not ask for it in the system."""
    return _shown(queries.entrant_entry(caller(request), entry_id))


@router.post("/entries/{entry_id}/approval", response={201: ApprovalOut}, summary="Ask for the approval")
def ask_approval(request: HttpRequest, entry_id: str) -> Status[dict[str, Any]]:
    """Ask the signatory to approve answers and files as they stand (coordinator or editor)."""
    found = written(request, entry_id)
    actions.ask_approval(entry=found, acting=caller(request), now=received_at(request))
    return Status(201, _shown(found))


@router.delete("/entries/{entry_id}/approval", response={204: None}, summary="Ask no longer")
def take_back_approval(request: HttpRequest, entry_id: str) -> Status[None]:
    """Take the request back (coordinator or editor)."""
    found = written(request, entry_id)
    actions.take_back_approval(entry=found, acting=caller(request), now=received_at(request))
    return Status(204, None)


@router.post("/entries/{entry_id}/approval/decision", response=ApprovalOut, summary="Approve or refuse")
def decide_approval(request: HttpRequest, entry_id: str, body: DecideApprovalIn) -> dict[str, Any]:
    """Decide on the request that was read (the authorised signatory)."""
    found = queries.entry_for(caller(request), entry_id)
    actions.decide_approval(
        entry=found, approval_id=body.approval, approve=body.decision == "approve", note=body.note,
        acting=caller(request), now=received_at(request),
    )  # fmt: skip
    return _shown(found)


@router.get("/entries/{entry_id}/memo.docx", summary="The memorandum to the signatory, Word")
def memo_docx(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Send the memorandum that says what is to be signed and by when, in the language of the request."""
    return _sent(as_docx(_memo(request, entry_id)), "memo.docx", _DOCX)


@router.get("/entries/{entry_id}/memo.pdf", summary="The memorandum to the signatory, PDF")
def memo_pdf(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Send the same as PDF; 503 where this server cannot make one."""
    try:
        pdf = converter().to_pdf(as_docx(_memo(request, entry_id)), ".docx")
    except UnableToConvert as error:
        return problem(request, 503, detail=in_both(error.reason))
    return _sent(pdf, "memo.pdf", "application/pdf")


def _memo(request: HttpRequest, entry_id: str) -> MemoDocument:
    found, person = queries.entrant_entry(caller(request), entry_id), caller(request)
    language: Language = "en" if get_language() == "en" else "th"
    return paper.memo(found, person, language, printed_at=received_at(request))


def _sent(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = content_disposition(name, inline=False)
    return response
