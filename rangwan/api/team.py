"""Who works on an entry: team, invitations, hand-overs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from rangwan.accounts.queries import PersonItem
from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.entries import own
from rangwan.api.shapes.base import Page, in_bangkok
from rangwan.api.shapes.team import (
    AskHandOverIn,
    ColleagueOut,
    DecideHandOverIn,
    HandOverIn,
    HandOverOut,
    HandOverRequestOut,
    InvitationOut,
    InviteIn,
    Joined,
    OwnInvitation,
    RoleIn,
    TeamOut,
)
from rangwan.entries import actions, queries
from rangwan.entries.permissions import is_coordinator, may_ask_hand_over, may_hand_over
from rangwan.entries.queries import Colleague, HandOverItem, InvitationItem
from rangwan.entries.wording.team import role_name
from rangwan.kernel.tongues import in_both
from rangwan.programmes.permissions import NotAllowed, Role, require
from rangwan.programmes.queries import edition_by_slug

router = Router(tags=["team"])


def someone(person: PersonItem) -> dict[str, Any]:
    """Return a person, as colleagues see one another."""
    return {"id": person.id, "name": person.name, "position": person.position, "email": person.email}


@router.get("/entries/{entry_id}/team", response=TeamOut, summary="Who works on an entry")
def team(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List the coordinator and the colleagues, and to the coordinator the invitations that nobody has answered."""
    found = queries.entrant_entry(caller(request), entry_id)
    letters = queries.invitations_of(found) if is_coordinator(caller(request), found) else []
    return {
        "team": [_colleague(item) for item in queries.team_of(found)],
        "invitations": [_invitation(letter) for letter in letters],
    }


def _colleague(item: Colleague) -> dict[str, Any]:
    return {
        "id": item.id or None, "person": someone(item.person), "role": item.role or "coordinator",
        "role_name": in_both(role_name(item.role)).as_dict(), "since": in_bangkok(item.since),
        "belongs": item.belongs,
    }  # fmt: skip


def _invitation(letter: InvitationItem) -> dict[str, Any]:
    return {
        "id": letter.id, "address": letter.address, "role": letter.role, "invited_at": in_bangkok(letter.invited_at),
        "expires_at": in_bangkok(letter.expires_at),
    }  # fmt: skip


@router.post("/entries/{entry_id}/invitations", response={201: InvitationOut}, summary="Invite a colleague")
def invite(request: HttpRequest, entry_id: str, body: InviteIn) -> Status[dict[str, Any]]:
    """Send a letter of invitation; its link is in the letter alone. An earlier one to the address becomes void."""
    found, now = own(request, entry_id), received_at(request)
    sent = actions.invite_colleague(entry=found, address=body.address, role=body.role, acting=caller(request), now=now)
    return Status(201, _invitation(sent))


@router.post(
    "/entries/{entry_id}/invitations/{invitation_id}/resend", response=InvitationOut, summary="Send a letter again"
)
def resend(request: HttpRequest, entry_id: str, invitation_id: str) -> dict[str, Any]:
    """Send the letter again, with a new link and a new date; it has another id then."""
    found, now = own(request, entry_id), received_at(request)
    sent = actions.resend_invitation(entry=found, invitation_id=invitation_id, acting=caller(request), now=now)
    return _invitation(sent)


@router.delete("/entries/{entry_id}/invitations/{invitation_id}", response={204: None}, summary="Make a letter void")
def revoke_invitation(request: HttpRequest, entry_id: str, invitation_id: str) -> Status[None]:
    """Take an invitation back."""
    found, now = own(request, entry_id), received_at(request)
    actions.revoke_invitation(entry=found, invitation_id=invitation_id, acting=caller(request), now=now)
    return Status(204, None)


@router.patch("/entries/{entry_id}/team/{place_id}", response=ColleagueOut, summary="Give a colleague another part")
def change_role(request: HttpRequest, entry_id: str, place_id: str, body: RoleIn) -> dict[str, Any]:
    """Change what a colleague may do."""
    found, now = own(request, entry_id), received_at(request)
    actions.change_role(entry=found, member_id=place_id, role=body.role, acting=caller(request), now=now)
    return next(_colleague(item) for item in queries.team_of(found) if item.id == place_id)


@router.delete("/entries/{entry_id}/team/{place_id}", response={204: None}, summary="End a place in the team")
def end_place(request: HttpRequest, entry_id: str, place_id: str) -> Status[None]:
    """Take a colleague out of the team (the coordinator), or leave it oneself."""
    found = queries.entry_for(caller(request), entry_id)
    actions.end_membership(entry=found, member_id=place_id, acting=caller(request), now=received_at(request))
    return Status(204, None)


@router.get("/invitations", response=Page[OwnInvitation], summary="Invitations to the caller")
def own_invitations(request: HttpRequest) -> dict[str, Any]:
    """List the letters to the caller's verified addresses that can be answered."""
    found = queries.invitations_for(caller(request), received_at(request))
    return lists.whole([_own_invitation(letter) for letter in found])


def _own_invitation(letter: InvitationItem) -> dict[str, Any]:
    entry = letter.entry
    return {
        "id": letter.id, "entry": entry.id, "title": entry.title, "edition": entry.edition.slug, "role": letter.role,
        "organisation": {"id": entry.organisation_id, "name": entry.organisation.name.as_dict()},
        "invited_by": str(letter.invited_by), "expires_at": in_bangkok(letter.expires_at),
    }  # fmt: skip


@router.post("/invitations/{invitation}/accept", response=Joined, summary="Come into the team")
def accept_invitation(request: HttpRequest, invitation: str) -> dict[str, Any]:
    """Accept a letter, by its id or the secret in its link; it must have gone to a verified address of the caller's."""
    entry = actions.accept_invitation(key=invitation, acting=caller(request), now=received_at(request))
    return {"entry": entry.id, "role": queries.place_in(entry, caller(request))}


@router.get("/entries/{entry_id}/hand-over", response=HandOverOut, summary="Who could take the entry over")
def hand_over_state(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Show who could take the entry over, and the request that waits: to who may hand it over or ask for it."""
    person = caller(request)
    found = queries.entry_for(person, entry_id)
    hands_over = may_hand_over(person, found)
    if not hands_over and not may_ask_hand_over(person, found):
        raise NotAllowed
    asked = queries.hand_over_asked(found)
    told = asked is not None and (hands_over or asked.asked_by_id == person.id)
    return {
        "candidates": [someone(heir) for heir in queries.heirs_of(found)] if hands_over else [],
        "request": _request(queries.hand_over_by_id(asked.id)) if asked is not None and told else None,
    }


def _request(item: HandOverItem) -> dict[str, Any]:
    entry = item.entry
    return {
        "id": item.id, "entry": entry.id, "title": entry.title, "coordinator": someone(entry.coordinator),
        "organisation": {"id": entry.organisation_id, "name": entry.organisation.name.as_dict()},
        "asked_by": someone(item.asked_by), "asked_at": in_bangkok(item.asked_at), "reason": item.reason,
        "verdict": item.verdict, "note": item.note,
    }  # fmt: skip


@router.post("/entries/{entry_id}/hand-over", response=TeamOut, summary="Hand the entry over")
def hand_over(request: HttpRequest, entry_id: str, body: HandOverIn) -> dict[str, Any]:
    """Make another person coordinator: the coordinator, or an organiser of the edition with a reason."""
    found = queries.entry_for(caller(request), entry_id)
    given = actions.hand_over(
        entry=found, to_id=body.person, reason=body.reason, stay=body.stay, acting=caller(request),
        now=received_at(request),
    )  # fmt: skip
    return {"team": [_colleague(item) for item in queries.team_of(given)], "invitations": []}


@router.post("/entries/{entry_id}/hand-over/requests", response={201: HandOverRequestOut}, summary="Ask for the entry")
def ask_hand_over(request: HttpRequest, entry_id: str, body: AskHandOverIn) -> Status[dict[str, Any]]:
    """Ask to coordinate an entry whose coordinator cannot be reached (a confirmed member of the organisation)."""
    found = queries.entry_for(caller(request), entry_id)
    asked = actions.ask_hand_over(entry=found, reason=body.reason, acting=caller(request), now=received_at(request))
    return Status(201, _request(queries.hand_over_by_id(asked.id)))


@router.get("/awards/{edition}/hand-overs", response=Page[HandOverRequestOut], summary="Requests that wait")
def hand_over_requests(request: HttpRequest, edition: str) -> dict[str, Any]:
    """List the requests to take entries over, the oldest first (organisers of the edition)."""
    found = edition_by_slug(edition)
    require(caller(request), found, Role.ORGANISER)
    return lists.whole([_request(item) for item in queries.hand_overs_waiting(found, caller(request))])


@router.post("/hand-overs/{request_id}/decision", response=HandOverRequestOut, summary="Agree or refuse")
def decide_hand_over(request: HttpRequest, request_id: str, body: DecideHandOverIn) -> dict[str, Any]:
    """Give the entry to who asked for it, or refuse and say why: its coordinator, or an organiser of the edition."""
    found = queries.hand_over_request(caller(request), request_id)
    actions.decide_hand_over(
        request_id=found.id, agree=body.agree, note=body.note, acting=caller(request), now=received_at(request)
    )
    return _request(queries.hand_over_by_id(found.id))
