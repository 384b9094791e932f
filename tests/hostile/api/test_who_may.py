"""Every operation of the API, asked for by everybody who has another part in the award: who may, and who is told what.

404 for what is none of one's business, 403 for what one may see and not do, 401 without a token.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from rangwan.api.urls import _document, api
from rangwan.kernel.models import AuditRow
from tests.api.calling import Caller, refused
from tests.hostile.api.conftest import Judged
from tests.hostile.files import good

WHO = ("coordinator", "other", "screener", "judge", "other_judge", "chair", "organiser", "auditor")
TH_EN = {"th": "น้ำท่วม", "en": "Floods"}
NEW = {"name": "เทศบาลตำบลอีกแห่ง", "type": "TM", "province": "อุบลราชธานี"}
REASON = {"reason": "เหตุผล"}
WORDS = {"subject": "เรื่อง", "text": "ข้อความ"}
ASKED = {"question": "ขอทราบ", "due": "2026-12-15"}

# operation: (what is sent, the status for each of WHO). {places} in a body are filled like those of addresses.
TABLE: dict[str, tuple[Any, str]] = {
    #                                coordinator other screener judge other_judge chair organiser auditor
    "awards": (None, "200 200 200 200 200 200 200 200"),
    "award": (None, "200 200 200 200 200 200 200 200"),
    "form": (None, "200 200 200 200 200 200 200 200"),
    "results": (None, "404 404 404 404 404 404 404 404"),
    "organisations": (None, "200 200 200 200 200 200 200 200"),
    "organisation": (None, "200 200 200 200 200 200 200 200"),
    "me": (None, "200 200 200 200 200 200 200 200"),
    "change_me": ({"phone": "0812345678"}, "200 200 200 200 200 200 200 200"),
    "messages": (None, "200 200 200 200 200 200 200 200"),
    "message": (None, "404 404 404 404 404 404 404 404"),
    "claims": (None, "200 200 200 200 200 200 200 200"),
    "claim": ({}, "201 201 201 201 201 201 201 201"),
    "decide_claim": ({"confirm": True}, "200 404 404 404 404 404 200 404"),
    "letter": (None, "404 404 404 404 404 404 404 404"),
    "add_letter": ("file", "404 404 404 404 404 404 404 404"),
    "organisation_requests": (None, "403 403 403 403 403 403 200 403"),
    "request_organisation": (NEW, "201 201 201 201 201 201 201 201"),
    "decide_organisation": ({"confirm": True}, "404 404 404 404 404 404 200 404"),
    "begin": ({"organisation": "{organisation}"}, "201 201 201 201 201 201 201 201"),
    "entries": (None, "200 200 200 200 200 200 200 200"),
    "entry": (None, "200 404 200 404 404 200 200 200"),
    "answers": ({"problem": "ใหม่"}, "409 404 403 404 404 403 403 403"),
    "revisions": (None, "200 404 200 404 404 200 200 200"),
    "revision": (None, "200 404 200 404 404 200 200 200"),
    "restore_revision": ({}, "409 404 403 404 404 403 403 403"),
    "presence": (None, "200 404 404 404 404 404 404 404"),
    "files": (None, "200 404 200 404 404 200 200 200"),
    "add_file": ("file", "409 404 403 404 404 403 403 403"),
    "download": (None, "200 404 200 404 404 200 200 200"),
    "file_pages": (None, "200 404 200 404 404 200 200 200"),
    "page_picture": (None, "200 404 200 404 404 200 200 200"),
    "pages_pdf": (None, "200 404 200 404 404 200 200 200"),
    "take_file_out": (None, "409 404 403 404 404 403 403 403"),
    "uploads": (None, "200 404 403 404 404 403 403 403"),
    "begin_upload": (None, "412 404 403 404 404 403 403 403"),
    "upload": (None, "404 404 403 404 404 403 403 403"),
    "continue_upload": (None, "412 404 403 404 404 403 403 403"),
    "drop_upload": (None, "404 404 403 404 404 403 403 403"),
    "presentation": (None, "200 404 200 404 404 200 200 200"),
    "deck": (None, "200 404 404 404 404 404 404 404"),
    "take_from_deck": ({"file": "x", "take": []}, "409 404 404 404 404 404 404 404"),
    "pins": (None, "200 404 200 404 404 200 200 200"),
    "set_pins": ({"items": []}, "409 404 403 404 404 403 403 403"),
    "datasets": (None, "200 404 200 404 404 200 200 200"),
    "ask_datasets": ({}, "200 404 403 404 404 403 403 403"),
    "submit": ({}, "409 404 403 404 404 403 403 403"),
    "survey": ({"tools": ["info"]}, "409 404 403 404 404 403 403 403"),
    "confirm": ({}, "409 404 403 404 404 403 403 403"),
    "receipt": (None, "200 404 200 404 404 200 200 200"),
    "reopen": ({}, "409 404 403 404 404 403 403 403"),
    "answer_return": ({}, "409 404 403 404 404 403 403 403"),
    "withdraw": (REASON, "200 404 403 404 404 403 403 403"),
    "team": (None, "200 404 404 404 404 404 404 404"),
    "invite": ({"address": "a@example.com", "role": "edit"}, "201 404 403 404 404 403 403 403"),
    "resend": ({}, "200 404 403 404 404 403 403 403"),
    "revoke_invitation": (None, "204 404 403 404 404 403 403 403"),
    "change_role": ({"role": "view"}, "200 404 403 404 404 403 403 403"),
    "end_place": (None, "204 404 403 404 404 403 403 403"),
    "own_invitations": (None, "200 200 200 200 200 200 200 200"),
    "accept_invitation": ({}, "404 404 404 404 404 404 404 404"),
    "hand_over_state": (None, "200 404 403 404 404 403 200 403"),
    "hand_over": ({"person": "{heir}", "reason": "ย้าย"}, "200 404 403 404 404 403 200 403"),
    "ask_hand_over": (REASON, "403 404 403 404 404 403 403 403"),
    "hand_over_requests": (None, "403 403 403 403 403 403 200 403"),
    "decide_hand_over": ({"agree": True}, "200 404 404 404 404 404 200 404"),
    "approval": (None, "404 404 404 404 404 404 404 404"),
    "ask_approval": ({}, "409 404 403 404 404 403 403 403"),
    "take_back_approval": (None, "409 404 403 404 404 403 403 403"),
    "decide_approval": ({"approval": "x", "decision": "approve"}, "403 404 403 404 404 403 403 403"),
    "memo_docx": (None, "200 404 404 404 404 404 404 404"),
    "memo_pdf": (None, "200 404 404 404 404 404 404 404"),
    "screening_queue": (None, "403 403 200 403 403 200 200 200"),
    "points": (None, "403 404 200 404 404 403 200 403"),
    "screen": ({"verdict": "eligible"}, "403 404 409 404 404 403 409 403"),
    "second": ({"agree": True}, "403 404 422 404 404 403 422 403"),
    "revoke": (REASON, "403 404 409 404 404 403 409 403"),
    "take_back": ({}, "403 404 409 404 404 403 409 403"),
    "own_sheets": (None, "200 200 200 200 200 200 200 200"),
    "sheet": (None, "404 404 404 200 404 404 404 404"),
    "judged_file": (None, "404 404 404 200 404 404 404 404"),
    "judged_pages": (None, "404 404 404 200 404 404 404 404"),
    "judged_picture": (None, "404 404 404 200 404 404 404 404"),
    "judged_pdf": (None, "404 404 404 200 404 404 404 404"),
    "marks": ({"problem": {"mark": 5}}, "404 404 404 200 404 404 404 404"),
    "finish": ({}, "404 404 404 422 404 404 404 404"),
    "recuse": (REASON, "404 404 404 200 404 404 404 404"),
    "assign": ({"per_entry": 1}, "403 403 403 403 403 201 201 403"),
    "assignments": (None, "403 403 403 403 403 200 200 403"),
    "assign_by_hand": ({"entry": "{entry_id}", "judge": "{judge}"}, "403 403 403 403 403 201 201 403"),
    "unassign": (None, "403 403 403 403 403 204 204 403"),
    "reopen_sheet": (REASON, "403 403 403 403 403 409 409 403"),
    "progress": (None, "403 403 403 403 403 200 200 403"),
    "rank": ({}, "403 403 403 403 403 422 422 403"),
    "rankings": (None, "403 403 403 403 403 200 200 200"),
    "ranking": (None, "404 404 404 404 404 404 404 404"),
    "decide": ({"ranking": "x", "prizes": []}, "403 403 403 403 403 422 422 403"),
    "decision": (None, "403 403 403 403 403 404 404 404"),
    "release": ({}, "403 403 403 403 403 409 409 403"),
    "faq": (None, "200 200 200 200 200 200 200 200"),
    "ask": (WORDS, "201 201 201 201 201 201 201 201"),
    "own_enquiries": (None, "200 200 200 200 200 200 200 200"),
    "enquiry_queue": (None, "403 403 200 403 403 403 200 403"),
    "enquiry": (None, "200 404 200 404 404 404 200 404"),
    "post": (WORDS, "201 404 201 404 404 404 201 404"),
    "close_enquiry": (None, "200 404 200 404 404 404 200 404"),
    "publish_faq": ({"question": TH_EN, "answer": TH_EN}, "403 404 200 404 404 404 200 404"),
    "withdraw_faq": (None, "403 404 204 404 404 404 204 404"),
    "examples": (None, "200 200 200 200 200 200 200 200"),
    "publish_example": ({"question": "problem", "text": TH_EN}, "403 403 403 403 403 403 201 403"),
    "withdraw_example": (None, "403 403 403 403 403 403 204 403"),
    "self_check": (None, "200 404 403 404 404 403 403 403"),
    "save_self_check": ({"levels": {}}, "200 404 403 404 404 403 403 403"),
    "correction_notes": (None, "200 404 200 404 404 200 200 200"),
    "add_correction_note": (WORDS, "201 404 403 404 404 403 403 403"),
    "clarifications": (None, "200 404 200 404 404 200 200 200"),
    "ask_clarification": (ASKED, "403 404 201 404 404 403 201 403"),
    "answer_clarification": ({"answer": "ตอบ"}, "200 404 403 404 404 403 403 403"),
    "withdraw_clarification": (None, "403 404 200 404 404 403 200 403"),
    "disqualifications": (None, "403 404 200 404 404 200 200 200"),
    "propose_disqualification": ({"breach": "ผลงานผู้อื่น"}, "403 404 201 404 404 201 201 403"),
    "second_disqualification": ({"agree": True}, "403 404 409 404 404 409 409 403"),
    "received_entries": (None, "403 403 200 403 403 200 200 200"),
    "extend": ({"closes_at": "2026-12-31", "moves_count": False, "reason": TH_EN}, "403 403 403 403 403 403 200 403"),
    "extensions": (None, "403 403 200 403 403 200 200 200"),
    "extend_for": (
        {"organisation": "{organisation}", "closes_at": "2026-12-31", "reason": "น้ำท่วม"},
        "403 403 403 403 403 403 201 403",
    ),
    "set_grace": ({"minutes": 5, "reason": "ระบบช้า"}, "403 403 403 403 403 403 200 403"),
    "reminders": (None, "403 403 200 403 403 200 200 200"),
    "failed_mails": (None, "403 403 403 403 403 403 200 403"),
    "retry_mail": ({}, "403 403 403 403 403 403 404 403"),
    "duplicates": (None, "200 404 200 404 404 200 200 200"),
    "status": (None, "200 404 200 404 404 200 200 200"),
    "definitions": (None, "403 403 200 403 403 200 200 200"),
    "revise": ({"prizes": {"dg_award_local": 3}}, "403 403 403 403 403 403 201 403"),
    "appointments": (None, "403 403 200 403 403 200 200 200"),
    "appoint": ({"email": "{email}", "role": "judge"}, "403 403 403 403 403 403 201 403"),
    "dismiss": (None, "403 403 403 403 403 403 204 403"),
}
PUBLIC = {"faq", "awards", "award", "form", "results", "organisations", "organisation"}
# Where the address names something else than elsewhere.
OTHER_PLACES = {"decide_organisation": {"organisation": "requested"}}


@cache
def _operations() -> dict[str, tuple[str, str]]:
    """Return {operation id: (method, address)}."""
    paths = api.get_openapi_schema()["paths"]
    return {
        operation["operationId"]: (method.upper(), path)
        for path, operations in paths.items()
        for method, operation in operations.items()
    }


def _filled(value: Any, places: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, places) for key, item in value.items()}
    return value.format_map(places) if isinstance(value, str) else value


def _status(caller: Caller, operation: str, places: dict[str, str]) -> int:
    """Ask for the operation; whatever it changed is taken back."""
    method, path = _operations()[operation]
    named = places | {mine: places[other] for mine, other in OTHER_PLACES.get(operation, {}).items()}
    address, body = path.format_map(named), TABLE[operation][0]
    with transaction.atomic():
        if body == "file":
            file = SimpleUploadedFile("a.pdf", good.pdf(1))
            answer = caller.upload(address.removeprefix("/api/v1/"), kind="evidence", file=file)
        else:
            answer = caller(method, address, _filled(body, places), If_Match='"2"')
        transaction.set_rollback(True)
    if answer.status_code >= 400:
        refused(answer, answer.status_code)
    return int(answer.status_code)


def test_the_table_knows_every_operation():
    assert set(TABLE) == set(_operations())
    assert '"operationId": "begin"' in _document()


def test_everybody_gets_what_they_may(judged: Judged):
    found = {
        operation: " ".join(str(_status(judged.callers[who], operation, judged.places)) for who in WHO)
        for operation in TABLE
    }
    assert found == {operation: expected for operation, (_body, expected) in TABLE.items()}


def test_without_a_token_only_what_everybody_may_read(judged: Judged, nobody: Caller):
    changes = AuditRow.objects.count()
    wrong = Caller(token="not-a-token")

    answered = {operation: (_status(nobody, operation, judged.places), _status(wrong, operation, judged.places))
                for operation in TABLE}  # fmt: skip

    expected = {
        operation: (404 if operation == "results" else 200 if operation in PUBLIC else 401, 401) for operation in TABLE
    }
    assert answered == expected
    assert AuditRow.objects.count() == changes
