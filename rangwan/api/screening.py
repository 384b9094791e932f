"""Screening: the queue and the verdicts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router

from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.entries import state_out
from rangwan.api.problems import coded, problem
from rangwan.api.shapes.base import Page, Reason, in_bangkok, in_bangkok_or_none
from rangwan.api.shapes.entries import StateOut
from rangwan.api.shapes.screening import QueueRow, ScreeningIn, SecondIn, ToScreen, VerdictGiven
from rangwan.entries.queries import EntryItem, NoSuchEntry, any_entry, entry_for
from rangwan.programmes.permissions import NotAllowed, may_see_office
from rangwan.programmes.queries import edition_by_slug
from rangwan.screening import actions, queries

router = Router(tags=["screening"])

_UNKNOWN = _("The award has no such rule or point.")


def _to_screen(request: HttpRequest, entry_id: str) -> EntryItem:
    """Return an entry that the caller screens. Raises NoSuchEntry; NotAllowed for who may read it and no more."""
    try:
        return queries.entry_to_screen(caller(request), entry_id)
    except NoSuchEntry:
        entry_for(caller(request), entry_id)
        raise NotAllowed from None


@router.get("/awards/{edition}/screening", response=Page[QueueRow], summary="The screening queue")
def screening_queue(request: HttpRequest, edition: str) -> dict[str, Any]:
    """List what the caller may screen: waiting entries first."""
    chosen = edition_by_slug(edition)
    if not may_see_office(caller(request), chosen):
        raise NotAllowed
    return lists.whole(
        [
            {
                "id": row["id"], "entry": row["id"], "reference": row["reference"], "title": row["title"],
                "state": row["state"], "due": in_bangkok_or_none(row["return_due"]),
                "organisation": {"th": row["organisation__name_th"], "en": row["organisation__name_en"]},
                "confirmed_at": in_bangkok_or_none(row["confirmed_at"]), "proposed": row["proposed"],
                "proposed_by_me": row["proposed_by_me"],
            }
            for row in queries.queue(caller(request), chosen)
        ]
    )  # fmt: skip


@router.get(
    "/entries/{entry_id}/screening", response=ToScreen, summary="What is to be looked at, and the verdicts so far"
)
def points(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Show the rules and points with what the answers say of them."""
    entry = _to_screen(request, entry_id)
    return {
        "entry": entry.id,
        "state": entry.state,
        "rules": [
            {
                "key": point.key, "label": point.label.as_dict(),
                "met_by_answers": point.outcome.met if point.outcome else None,
            }
            for point in queries.points_of(entry)
        ],
        "verdicts": [_verdict(row) for row in queries.verdicts_of(caller(request), entry)],
    }  # fmt: skip


@router.post(
    "/entries/{entry_id}/screening", response=VerdictGiven, summary="Give a verdict: eligible, ineligible or return"
)
def screen(request: HttpRequest, entry_id: str, body: ScreeningIn) -> dict[str, Any] | HttpResponse:
    """Give a verdict. An ineligible one waits for a second person, who gives the same verdict.

    Rules and points that are not mentioned are recorded as not looked at.
    """
    entry = _to_screen(request, entry_id)
    known = {point.key for point in queries.points_of(entry)}
    unknown = [(f"rules.{key}", "unknown_point") for key in body.rules if key not in known]
    if unknown:
        return problem(request, 422, problems=coded(unknown, lambda _code: _UNKNOWN))
    row = actions.screen_entry(
        entry=entry, verdict=body.verdict, findings={key: found.model_dump() for key, found in body.rules.items()},
        note=body.note, parts=body.parts, due=body.due, acting=caller(request), now=received_at(request), partial=True,
    )  # fmt: skip
    return {**_verdict(row), "state": any_entry(entry.id).state}


@router.post(
    "/entries/{entry_id}/screening/second", response=VerdictGiven, summary="Agree with an ineligible verdict, or not"
)
def second(request: HttpRequest, entry_id: str, body: SecondIn) -> dict[str, Any]:
    """Answer, as the second person, an ineligible verdict that a colleague proposed."""
    entry = _to_screen(request, entry_id)
    row = actions.second_verdict(
        entry=entry, agree=body.agree, note=body.note, acting=caller(request), now=received_at(request)
    )
    return {**_verdict(row), "state": any_entry(entry.id).state}


@router.post(
    "/entries/{entry_id}/screening/revoke", response=StateOut, summary="Take an ineligible entry back into screening"
)
def revoke(request: HttpRequest, entry_id: str, body: Reason | None = None) -> dict[str, Any]:
    """Revoke an ineligible verdict, with a reason."""
    entry, reason = _to_screen(request, entry_id), body.reason if body else ""
    moved = actions.revoke_ineligible(entry=entry, reason=reason, acting=caller(request), now=received_at(request))
    return state_out(moved.state, staff=True)


@router.post(
    "/entries/{entry_id}/screening/take-back", response=StateOut, summary="Go on with a returned entry as it stands"
)
def take_back(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Take a returned entry back into screening, once its date for corrections has passed."""
    entry = _to_screen(request, entry_id)
    return state_out(actions.take_back(entry=entry, acting=caller(request), now=received_at(request)).state, staff=True)


def _verdict(row: queries.VerdictItem) -> dict[str, Any]:
    return {
        "id": row.id, "verdict": row.verdict, "standing": row.standing, "rules": row.findings, "note": row.note,
        "parts": row.parts, "due": in_bangkok_or_none(row.due), "at": in_bangkok(row.at),
    }  # fmt: skip
