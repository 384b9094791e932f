"""Assignments: who judges what, by lot and by hand, for chair and organiser."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router
from ninja.responses import Status

from rangwan.accounts.queries import NoSuchPerson, person_by_id
from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.awards import round_key
from rangwan.api.problems import coded, problem
from rangwan.api.shapes.base import Page, Reason
from rangwan.api.shapes.judging import Assigned, AssignIn, AssignmentRow, ByHandIn, ProgressRow, SheetState
from rangwan.entries.queries import NoSuchEntry, any_entry
from rangwan.judging import actions, queries
from rangwan.judging.permissions import may_assign
from rangwan.programmes.permissions import NotAllowed
from rangwan.programmes.queries import EditionItem, definition_of, edition_by_slug

router = Router(tags=["assignments"])

_UNKNOWN = _("There is no such entry or judge in this edition.")


def _led(request: HttpRequest, slug: str) -> EditionItem:
    """Return the edition, for who assigns there. Raises NoSuchEdition, NotAllowed."""
    edition = edition_by_slug(slug)
    if not may_assign(caller(request), edition):
        raise NotAllowed
    return edition


@router.post("/awards/{edition}/assignments", response={201: Assigned}, summary="Assign by lot and publish")
def assign(request: HttpRequest, edition: str, body: AssignIn | None = None) -> Status[dict[str, Any]]:
    """Draw judges for the eligible entries. What was assigned before stays."""
    chosen, given = _led(request, edition), body or AssignIn()
    key = round_key(chosen, given.round)
    declared = {item.key: item.per_entry for item in definition_of(chosen.version_id).rounds}
    seed = secrets.randbits(31) if given.seed is None else given.seed
    per_entry = declared.get(key, 0) if given.per_entry is None else given.per_entry
    made = actions.assign_by_lot(
        edition=chosen, round_key=key, per_entry=per_entry, acting=caller(request), now=received_at(request), seed=seed
    )
    rows = lists.whole(_rows(chosen, key))
    return Status(201, {"seed": seed, "round": key, "made": len(made), **rows})


@router.get("/awards/{edition}/assignments", response=Page[AssignmentRow], summary="Who judges what in a round")
def assignments(request: HttpRequest, edition: str, round: str = "") -> dict[str, Any]:  # noqa: A002 -- the contract's word
    """List the assignments of a round (chair, organiser)."""
    chosen = _led(request, edition)
    return lists.whole(_rows(chosen, round_key(chosen, round)))


def _rows(edition: EditionItem, key: str) -> list[dict[str, Any]]:
    return [
        {
            "id": row["id"], "entry": row["entry_id"], "reference": row["entry__reference"], "round": row["round"],
            "judge": row["judge_id"], "judge_name": row["judge__name"], "state": row["state"],
        }
        for row in queries.assignments_in(edition, key)
    ]  # fmt: skip


@router.post(
    "/awards/{edition}/assignments/by-hand", response={201: AssignmentRow}, summary="Give an entry to one judge"
)
def assign_by_hand(request: HttpRequest, edition: str, body: ByHandIn) -> Status[dict[str, Any]] | HttpResponse:
    """Give an entry to a judge without a conflict. A second time changes nothing."""
    chosen = _led(request, edition)
    try:
        entry, judge = any_entry(body.entry), person_by_id(body.judge)
    except (NoSuchEntry, NoSuchPerson):
        return problem(request, 422, problems=coded([("entry", "unknown")], lambda _code: _UNKNOWN))
    if entry.edition_id != chosen.id:
        return problem(request, 422, problems=coded([("entry", "unknown")], lambda _code: _UNKNOWN))
    made = actions.assign_by_hand(
        entry=entry, judge=judge, round_key=round_key(chosen, body.round), acting=caller(request),
        now=received_at(request),
    )  # fmt: skip
    row = {
        "id": made.id, "entry": entry.id, "reference": entry.reference, "round": made.round, "judge": judge.id,
        "judge_name": judge.name, "state": str(made.state),
    }  # fmt: skip
    return Status(201, row)


@router.delete(
    "/awards/{edition}/assignments/{assignment_id}", response={204: None}, summary="Take an untouched scoresheet back"
)
def unassign(request: HttpRequest, edition: str, assignment_id: str, reason: str = "") -> Status[None]:
    """Take back a scoresheet on which nothing was marked."""
    found = queries.sheet_in(_led(request, edition), assignment_id)
    actions.unassign(assignment=found, reason=reason, acting=caller(request), now=received_at(request))
    return Status(204, None)


@router.post(
    "/awards/{edition}/assignments/{assignment_id}/reopen",
    response=SheetState,
    summary="Open a finished sheet again",
)
def reopen_sheet(request: HttpRequest, edition: str, assignment_id: str, body: Reason | None = None) -> dict[str, Any]:
    """Give a finished scoresheet back to its judge, with a reason."""
    found = queries.sheet_in(_led(request, edition), assignment_id)
    reason = body.reason if body else ""
    done = actions.reopen_sheet(assignment=found, reason=reason, acting=caller(request), now=received_at(request))
    return {"id": done.id, "state": str(done.state), "total": done.total}


@router.get("/awards/{edition}/progress", response=Page[ProgressRow], summary="How far every judge has come")
def progress(request: HttpRequest, edition: str, round: str = "") -> dict[str, Any]:  # noqa: A002 -- the contract's word
    """List the judges with the number of their scoresheets in each state (chair, organiser)."""
    chosen = _led(request, edition)
    rows = queries.progress(chosen, round_key(chosen, round) if round else "")
    return lists.whole(
        [
            {"judge": row["judge_id"], "name": row["judge__name"] or row["judge__email"], **row}
            for row in rows
        ]
    )  # fmt: skip
