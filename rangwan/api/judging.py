"""Judging: a judge's own scoresheets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Body, Router

from rangwan.api import lists
from rangwan.api.advice import note_out
from rangwan.api.auth import caller, received_at
from rangwan.api.entries import file_out, pins_out
from rangwan.api.shapes.base import Page, Reason
from rangwan.api.shapes.judging import MarkIn, SheetOut, SheetRow
from rangwan.api.shapes.judging import SheetState as SheetStateOut
from rangwan.entries.queries import correction_notes, files_of, pins_of
from rangwan.files.serving import serve
from rangwan.judging import actions, queries
from rangwan.judging.permissions import may_mark
from rangwan.judging.rules import RECUSAL_REASONS, SheetState
from rangwan.programmes.queries import edition_by_slug

router = Router(tags=["judging"])


@router.get("/judging/assignments", response=Page[SheetRow], summary="The caller's own scoresheets")
def own_sheets(request: HttpRequest, edition: str = "") -> dict[str, Any]:
    """List the caller's scoresheets: open, draft, finished, recused."""
    chosen = edition_by_slug(edition) if edition else None
    return lists.whole(
        [
            {
                "id": row["id"], "entry": row["entry_id"], "round": row["round"], "state": row["state"],
                "edition": row["entry__edition__slug"], "reference": row["entry__reference"],
                "title": row["entry__title"], "marked": row["marked"], "total": row["total"],
            }
            for row in queries.own_assignments(caller(request), chosen)
        ]
    )  # fmt: skip


@router.get("/judging/assignments/{assignment_id}", response=SheetOut, summary="A scoresheet with its entry")
def sheet(request: HttpRequest, assignment_id: str) -> dict[str, Any]:
    """Show answers, files and marks: to the judge, and once it is finished to chair, organiser and auditor."""
    person = caller(request)
    found = queries.sheet_for(person, assignment_id)
    if found.assignment.judge_id == person.id and not may_mark(person, found.assignment):
        if found.assignment.state != SheetState.RECUSED:
            raise queries.NoSuchAssignment
        return {**_state(found.assignment), "round": found.assignment.round, "entry": None, "marks": {}, "missing": []}
    return _sheet(found)


def _sheet(found: queries.Sheet) -> dict[str, Any]:
    entry = found.entry
    return {
        **_state(found.assignment),
        "round": found.assignment.round,
        "entry": {
            "id": entry.id,
            "reference": entry.reference,
            "title": entry.title,
            "organisation": entry.organisation.name.as_dict(),
            "answers": entry.answers,
            "survey": entry.survey,
            "correction_notes": [note_out(note) for note in correction_notes(entry)],
            "files": [file_out(entry.id, item, sheet=found.assignment.id) for item in files_of(entry)],
            "pins": pins_out(pins_of(entry)),
        },
        "marks": {
            criterion.key: {"mark": given.mark if given else None, "comment": given.comment if given else ""}
            for criterion in found.definition.criteria
            for given in [found.marks.get(criterion.key)]
        },
        "missing": [criterion.key for criterion in found.missing],
    }


def _state(assignment: queries.AssignmentItem) -> dict[str, Any]:
    return {"id": assignment.id, "state": str(assignment.state), "total": assignment.total}


@router.get(
    "/judging/assignments/{assignment_id}/files/{file_id}",
    url_name="judged_file",
    summary="Download a file",
)
def judged_file(request: HttpRequest, assignment_id: str, file_id: str) -> HttpResponseBase:
    """Send a file of the entry that the caller judges."""
    return serve(queries.file_for_judge(caller(request), assignment_id, file_id).stored, request=request)


@router.put(
    "/judging/assignments/{assignment_id}/marks", response=SheetOut, summary="Save marks: {criterion: {mark, comment}}"
)
def marks(request: HttpRequest, assignment_id: str, body: Body[dict[str, MarkIn]]) -> dict[str, Any]:
    """Keep marks, all or none; criteria left out stay as they are."""
    person = caller(request)
    found = queries.sheet_to_mark(person, assignment_id)
    given = {criterion: mark.model_dump(exclude_unset=True) for criterion, mark in body.items()}
    kept = actions.save_marks(assignment=found.assignment, marks=given, acting=person, now=received_at(request))
    return _sheet(queries.sheet_of(kept))


@router.post(
    "/judging/assignments/{assignment_id}/finish", response=SheetStateOut, summary="Finish and lock the scoresheet"
)
def finish(request: HttpRequest, assignment_id: str) -> dict[str, Any]:
    """Lock the scoresheet; every criterion needs its mark."""
    found = queries.sheet_to_mark(caller(request), assignment_id)
    return _state(actions.finish_sheet(assignment=found.assignment, acting=caller(request), now=received_at(request)))


@router.post("/judging/assignments/{assignment_id}/recuse", response=SheetStateOut, summary="Cannot judge this entry")
def recuse(request: HttpRequest, assignment_id: str, body: Reason | None = None) -> dict[str, Any]:
    """Step back from the entry. `reason` is one of the listed ones, or words of one's own."""
    given = body or Reason()
    found = queries.sheet_for(caller(request), assignment_id)
    listed = given.reason in RECUSAL_REASONS
    done = actions.recuse(
        assignment=found.assignment, reason=given.reason if listed else "other",
        note=given.note if listed else given.reason or given.note, acting=caller(request), now=received_at(request),
    )  # fmt: skip
    return _state(done)
