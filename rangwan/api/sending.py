"""Sending an entry in: ส่ง, the on-screen questions, ยืนยัน with its receipt, and taking it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Body, Router

from rangwan.api.auth import caller, received_at
from rangwan.api.entries import own, state_out
from rangwan.api.problems import problem
from rangwan.api.shapes.base import Reason, in_bangkok
from rangwan.api.shapes.entries import Confirmed, ReceiptCounts, StateOut, SurveyKept
from rangwan.entries import actions, queries
from rangwan.entries.queries import EntryItem as Entry
from rangwan.entries.queries import ReceiptItem as Receipt
from rangwan.entries.rules import State
from rangwan.forms.definition import Question
from rangwan.kernel.text import storable
from rangwan.programmes.definition import Definition

router = Router(tags=["entries"])


@router.post("/entries/{entry_id}/submit", response=StateOut, summary="ส่ง")
def submit(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Freeze answers and files and open the on-screen questions."""
    found = own(request, entry_id)
    return state_out(actions.submit_entry(entry=found, acting=caller(request), now=received_at(request)).state)


@router.put("/entries/{entry_id}/survey", response=SurveyKept, summary="Answer the on-screen questions")
def survey(request: HttpRequest, entry_id: str, body: Body[dict[str, Any]]) -> dict[str, Any]:
    """Keep what is used: {question key: [choice keys], …, "other": {question key: text}}."""
    found = own(request, entry_id)
    given = _survey(queries.definition_for(found), body)
    kept = actions.save_survey(entry=found, survey=given, acting=caller(request), now=received_at(request))
    return {"state": kept.state, "survey": kept.survey}


def _survey(definition: Definition, body: dict[str, Any]) -> dict[str, Any]:
    """Return the on-screen answers in the shape that is kept. Raises UnknownQuestions; validation sees the rest.

    `other` may be {question key: text}, {key of the choice that opens the box: text}, or one text for all questions.
    """
    questions = {question.key: question for question in definition.survey}
    boxes = {choice.key for question in definition.survey for choice in question.choices if choice.other}
    other = body.get("other")
    words = other if isinstance(other, dict) else dict.fromkeys(boxes, other)
    unknown = [key for key in body if key not in questions and key != "other"]
    unknown += [f"other.{key}" for key in words if key not in questions and key not in boxes]
    if unknown:
        raise actions.UnknownQuestions(sorted(unknown))
    found = {
        key: {"chosen": given, "other": _words_for(questions[key], given, words)} if isinstance(given, list) else given
        for key, given in body.items()
        if key in questions
    }
    said = {key for key, text in words.items() if text}
    if said and not any(isinstance(kept, dict) and kept.get("other") for kept in found.values()):
        # Words that belong to no choice are not dropped: validation says what is wrong with them.
        key = next((key for key in questions if key in said), next(iter(questions)))
        found[key] = {"chosen": body.get(key) or [], "other": next(words[key] for key in said)}
    return found


def _words_for(question: Question, given: list[Any], words: dict[str, Any]) -> Any:
    """Return the words written for "other": for this question, or for the choice that opens its box."""
    if words.get(question.key):
        return words[question.key]
    opened = [choice.key for choice in question.choices if choice.other and choice.key in given]
    return next((words[key] for key in opened if words.get(key)), "")


@router.post("/entries/{entry_id}/confirm", response=Confirmed, summary="ยืนยัน (Idempotency-Key)")
def confirm(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Hand the entry in: it gets its reference and receipt. Repeating it gives the same receipt."""
    found, key = own(request, entry_id), storable(request.headers.get("Idempotency-Key", ""))[:200]
    receipt = _already_given(found, key) or actions.confirm_entry(
        entry=found, acting=caller(request), now=received_at(request), idempotency_key=key
    )
    return _confirmed(request, queries.entry_for(caller(request), entry_id), receipt)


def _already_given(found: Entry, key: str) -> Receipt | None:
    """Return the receipt that this key gave already, though the entry has gone on to screening since."""
    if not key or found.state in (State.DRAFT, State.SUBMITTED):
        return None
    return next((receipt for receipt in queries.receipts_of(found) if receipt.idempotency_key == key), None)


def _confirmed(request: HttpRequest, found: Entry, receipt: Receipt) -> dict[str, Any]:
    address = reverse("api-1:receipt", kwargs={"entry_id": found.id})
    return {
        "state": found.state, "reference": found.reference, "received_at": in_bangkok(receipt.received_at),
        "receipt_url": request.build_absolute_uri(address), "page_url": _page(request, receipt),
        "digest": receipt.digest,
    }  # fmt: skip


def _page(request: HttpRequest, receipt: Receipt) -> str:
    return request.build_absolute_uri(reverse("entrant:receipt", kwargs={"receipt": receipt.id}))


@router.get(
    "/entries/{entry_id}/receipt", response=ReceiptCounts, url_name="receipt", summary="The receipt that counts"
)
def receipt(request: HttpRequest, entry_id: str) -> dict[str, Any] | HttpResponse:
    """Show the receipt: when the entry was received, and the hash of every file; and the receipts before it."""
    found = queries.entry_for(caller(request), entry_id)
    given = [_receipt(request, found, item) for item in queries.receipts_of(found)]
    return {**given[0], "earlier": given[1:]} if given else problem(request, 404)


def _receipt(request: HttpRequest, found: Entry, item: Receipt) -> dict[str, Any]:
    return {
        "number": item.number, "reference": found.reference, "title": item.title,
        "received_at": in_bangkok(item.received_at), "files": item.files, "digest": item.digest,
        "page_url": _page(request, item),
    }  # fmt: skip


@router.post("/entries/{entry_id}/reopen", response=StateOut, summary="Back to a draft, before the closing")
def reopen(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Open the entry again; it must be sent and confirmed again."""
    found = own(request, entry_id)
    return state_out(actions.reopen_entry(entry=found, acting=caller(request), now=received_at(request)).state)


@router.post("/entries/{entry_id}/answer-return", response=Confirmed, summary="Send the corrections back")
def answer_return(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Send back what screening asked for."""
    made = actions.answer_return(entry=own(request, entry_id), acting=caller(request), now=received_at(request))
    return _confirmed(request, queries.entry_for(caller(request), entry_id), made)


@router.post("/entries/{entry_id}/withdraw", response=StateOut, summary="Take the entry out of the award")
def withdraw(request: HttpRequest, entry_id: str, body: Reason | None = None) -> dict[str, Any]:
    """Withdraw, with a reason: the coordinator or the authorised signatory."""
    reason = body.reason if body else ""
    found = queries.entry_for(caller(request), entry_id)
    moved = actions.withdraw_entry(entry=found, reason=reason, acting=caller(request), now=received_at(request))
    return state_out(moved.state)
