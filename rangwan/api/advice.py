"""Beside an entry: the entrants' self-check, notes of correction, questions of the staff, putting it out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.shapes.advice import (
    AnswerIn,
    BreachIn,
    ClarificationIn,
    ClarificationOut,
    NoteIn,
    NoteOut,
    ProposalOut,
    SelfCheckIn,
    SelfCheckOut,
)
from rangwan.api.shapes.base import Page, in_bangkok, in_bangkok_or_none
from rangwan.api.shapes.screening import SecondIn
from rangwan.entries import actions, queries
from rangwan.entries.permissions import is_entrant, may_disqualify
from rangwan.entries.queries import EntryItem
from rangwan.entries.rules.self_checking import outlook
from rangwan.programmes.permissions import NotAllowed, may_see_office
from rangwan.screening import actions as screening
from rangwan.screening.queries import ClarificationItem, clarification_for, clarifications_of

router = Router(tags=["advice"])


def entered(request: HttpRequest, entry_id: str) -> EntryItem:
    """Return an entry on whose side the caller stands. Raises NoSuchEntry, NotAllowed (may see it, as staff)."""
    found = queries.entry_for(caller(request), entry_id)
    if not is_entrant(caller(request), found):
        raise NotAllowed
    return found


@router.get("/entries/{entry_id}/self-check", response=SelfCheckOut, summary="Where the entrants see their project")
def self_check(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Show the self-check: to the entrants' side, and never to staff or judges."""
    return _self_check(entered(request, entry_id))


def _self_check(found: EntryItem) -> dict[str, Any]:
    definition, levels = queries.definition_for(found), queries.self_check_levels(found)
    come_to = outlook(definition.criteria, levels)
    serving: dict[str, list[str]] = {}
    for section in definition.form.sections:
        for key in {question.criterion for question in section.questions if question.criterion}:
            serving.setdefault(key, []).append(section.key)
    return {
        "levels": levels, "lowest": come_to.lowest, "highest": come_to.highest, "weight": come_to.weight,
        "missing": [criterion.key for criterion in definition.criteria if criterion.key not in levels],
        "strengthen": [
            {
                "criterion": item.criterion.key, "next_level": item.better.label.as_dict(),
                "asks": item.better.text.as_dict(), "sections": serving.get(item.criterion.key, []),
            }
            for item in come_to.advice
            if item.better is not None
        ],
    }  # fmt: skip


@router.put("/entries/{entry_id}/self-check", response=SelfCheckOut, summary="Keep the self-check")
def save_self_check(request: HttpRequest, entry_id: str, body: SelfCheckIn) -> dict[str, Any]:
    """Keep the levels of the rubric on which the entrants see themselves."""
    found = entered(request, entry_id)
    actions.save_self_check(entry=found, levels=body.levels, acting=caller(request), now=received_at(request))
    return _self_check(found)


@router.get("/entries/{entry_id}/correction-notes", response=Page[NoteOut], summary="Notes of correction")
def correction_notes(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List the notes, in the order in which they came; a judge finds them in the scoresheet."""
    found = queries.entry_for(caller(request), entry_id)
    return lists.whole([note_out(note) for note in queries.correction_notes(found)])


def note_out(note: queries.Note) -> dict[str, Any]:
    """Return a note as the API shows it."""
    return {"id": note.id, "question": note.question, "text": note.text, "at": in_bangkok(note.at)}


@router.post("/entries/{entry_id}/correction-notes", response={201: NoteOut}, summary="Correct a factual error")
def add_correction_note(request: HttpRequest, entry_id: str, body: NoteIn) -> Status[dict[str, Any]]:
    """Add a note that judges read beside the answers, until the decision (coordinator)."""
    made = actions.add_correction_note(
        entry=entered(request, entry_id), text=body.text, question=body.question, acting=caller(request),
        now=received_at(request),
    )  # fmt: skip
    return Status(201, {"id": made.id, "question": made.question, "text": made.text, "at": in_bangkok(made.at)})


@router.get("/entries/{entry_id}/clarifications", response=Page[ClarificationOut], summary="What staff asked")
def clarifications(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List the questions of the staff about an entry, with their answers."""
    found = queries.entry_for(caller(request), entry_id)
    return lists.whole([_clarification(request, item) for item in clarifications_of(caller(request), found)])


def _clarification(request: HttpRequest, item: ClarificationItem) -> dict[str, Any]:
    if item.answered_at is not None:
        state = "answered"
    elif item.withdrawn_at is not None:
        state = "withdrawn"
    else:
        state = "overdue" if item.due_at <= received_at(request) else "open"
    return {
        "id": item.id, "entry": item.entry_id, "question": item.question, "asked_at": in_bangkok(item.asked_at),
        "due": in_bangkok(item.due_at), "state": state, "answer": item.answer or None,
        "answered_at": in_bangkok_or_none(item.answered_at),
    }  # fmt: skip


@router.post("/entries/{entry_id}/clarifications", response={201: ClarificationOut}, summary="Ask the entrants")
def ask_clarification(request: HttpRequest, entry_id: str, body: ClarificationIn) -> Status[dict[str, Any]]:
    """Ask the entrants something, to be answered by a date (screener, organiser)."""
    found = queries.entry_for(caller(request), entry_id)
    made = screening.ask_clarification(
        entry=found, question=body.question, due=body.due, acting=caller(request), now=received_at(request)
    )
    return Status(201, _clarification(request, made))


@router.post("/clarifications/{clarification_id}/answer", response=ClarificationOut, summary="Answer for the entrants")
def answer_clarification(request: HttpRequest, clarification_id: str, body: AnswerIn) -> dict[str, Any]:
    """Answer, once and before the date (coordinator or editor)."""
    found = clarification_for(caller(request), clarification_id)
    done = screening.answer_clarification(
        clarification=found, answer=body.answer, acting=caller(request), now=received_at(request)
    )
    return _clarification(request, done)


@router.post("/clarifications/{clarification_id}/withdraw", response=ClarificationOut, summary="Need no answer more")
def withdraw_clarification(request: HttpRequest, clarification_id: str) -> dict[str, Any]:
    """Tell the entrants that no answer is needed any more (screener, organiser)."""
    found = clarification_for(caller(request), clarification_id)
    done = screening.withdraw_clarification(clarification=found, acting=caller(request), now=received_at(request))
    return _clarification(request, done)


@router.get("/entries/{entry_id}/disqualification", response=Page[ProposalOut], summary="Proposals to disqualify")
def disqualifications(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List the proposals, newest first (staff)."""
    found = queries.entry_for(caller(request), entry_id)
    if not may_see_office(caller(request), found.edition):
        raise NotAllowed
    return lists.whole([_proposal(found, item) for item in queries.disqualifications_of(found)])


def _proposal(found: EntryItem, item: queries.ProposalItem) -> dict[str, Any]:
    return {
        "id": item.id, "breach": item.breach, "proposed_by": str(item.proposed_by), "at": in_bangkok(item.at),
        "standing": item.standing, "seconded_by": str(item.seconded_by) if item.seconded_by else None,
        "seconded_at": in_bangkok_or_none(item.seconded_at), "note": item.note, "state": found.state,
    }  # fmt: skip


@router.post("/entries/{entry_id}/disqualification", response={201: ProposalOut}, summary="Propose to disqualify")
def propose_disqualification(request: HttpRequest, entry_id: str, body: BreachIn) -> Status[dict[str, Any]]:
    """Name the rule that was broken; the entry is out when a second person agrees (organiser, screener, chair)."""
    found = _to_decide(request, entry_id)
    made = actions.propose_disqualification(
        entry=found, breach=body.breach, acting=caller(request), now=received_at(request)
    )
    return Status(201, _proposal(found, made))


@router.post("/entries/{entry_id}/disqualification/second", response=ProposalOut, summary="Agree to disqualify, or not")
def second_disqualification(request: HttpRequest, entry_id: str, body: SecondIn) -> dict[str, Any]:
    """Answer as the second person; who proposed it may only take it back (agree: false)."""
    found = _to_decide(request, entry_id)
    done = actions.second_disqualification(
        entry=found, agree=body.agree, note=body.note, acting=caller(request), now=received_at(request)
    )
    return _proposal(queries.entry_for(caller(request), entry_id), done)


def _to_decide(request: HttpRequest, entry_id: str) -> EntryItem:
    found = queries.entry_for(caller(request), entry_id)
    if not may_disqualify(caller(request), found):
        raise NotAllowed
    return found
