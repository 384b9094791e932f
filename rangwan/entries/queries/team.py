"""Reads about who works on an entry: the team, letters under way, requests to take an entry over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from rangwan.accounts.models import Membership, Person
from rangwan.accounts.queries import verified_addresses
from rangwan.accounts.rules import token_digest
from rangwan.entries.models import Entry, HandOverRequest, Invitation, TeamMember
from rangwan.entries.permissions import able_to_take_over, hand_overs_decidable_by, may_decide_hand_over
from rangwan.entries.queries.finding import NoSuchEntry
from rangwan.entries.rules import TeamRole
from rangwan.kernel.text import storable
from rangwan.programmes.models import Edition

# Doors name the type of what they are handed without reaching for the table.
InvitationItem = Invitation
HandOverItem = HandOverRequest


@dataclass(frozen=True)
class Colleague:
    """One person in the team. `id` is empty for the coordinator, who has no row there."""

    id: str
    person: Person
    role: TeamRole | None  # None: the coordinator
    since: dt.datetime
    belongs: bool  # a confirmed member of the organisation


def team_of(entry: Entry) -> list[Colleague]:
    """Return the coordinator and all colleagues, in the order they came. Two queries whatever the number."""
    members = list(entry.team.filter(ended_at__isnull=True).select_related("person").order_by("since", "pk"))
    everybody = [entry.coordinator, *(member.person for member in members)]
    confirmed = Membership.objects.filter(
        organisation_id=entry.organisation_id, person__in=everybody, standing=Membership.Standing.CONFIRMED
    )
    inside = set(confirmed.values_list("person_id", flat=True))
    first = Colleague("", entry.coordinator, None, entry.created_at, entry.coordinator_id in inside)
    return [first] + [
        Colleague(member.id, member.person, TeamRole(member.role), member.since, member.person_id in inside)
        for member in members
    ]


def team_size(entry: Entry) -> int:
    """Return how many people are in the team, the coordinator among them."""
    return 1 + entry.team.filter(ended_at__isnull=True).count()


def place_in(entry: Entry, person: Person) -> TeamRole | None:
    """Return the person's role beside the coordinator, if they are in the team. (Pages speak of places.)"""
    member = entry.team.filter(person_id=person.pk, ended_at__isnull=True).first()
    return TeamRole(member.role) if member else None


def places_of(person: Person, entries: Iterable[Entry]) -> dict[str, TeamRole]:
    """Return {entry id: role} for those entries in whose team the person is. One query whatever the number."""
    ids = [entry.pk for entry in entries]
    rows = TeamMember.objects.filter(person_id=person.pk, entry__in=ids, ended_at__isnull=True)
    return {entry: TeamRole(role) for entry, role in rows.values_list("entry_id", "role")}


def invitations_of(entry: Entry) -> list[Invitation]:
    """Return the letters that nobody has answered, the newest first; those past their date too."""
    waiting = entry.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True)
    return list(waiting.order_by("-invited_at", "pk"))


def find_invitation(key: str, addresses: Iterable[str]) -> Invitation | None:
    """Return the letter whose secret this is, or whose id it is if it went to one of these addresses."""
    found = Invitation.objects.select_related("entry__edition", "entry__organisation", "invited_by")
    by_secret = found.filter(digest=token_digest(key)).first()
    if by_secret is not None:
        return by_secret
    mine = [address.lower() for address in addresses]
    return found.filter(pk=storable(key), address__in=mine).first()


def invitation_for(person: Person | None, key: str) -> tuple[Invitation, bool]:
    """Return a letter, and whether it went to a verified address of the person. Raises NoSuchEntry."""
    addresses = {address.lower() for address in verified_addresses(person)} if person is not None else set()
    found = find_invitation(key, addresses)
    if found is None:
        raise NoSuchEntry
    return found, found.address in addresses


def why_void(letter: Invitation, now: dt.datetime) -> str:
    """Return the code of why a letter lets nobody in any more: used, revoked or expired; "" for a good one."""
    if letter.accepted_at is not None:
        return "used"
    if letter.revoked_at is not None:
        return "revoked"
    return "expired" if now >= letter.expires_at else ""


def invitations_for(person: Person, now: dt.datetime) -> list[Invitation]:
    """Return the letters to the person's verified addresses that can still be answered, the newest first."""
    addresses = [address.lower() for address in verified_addresses(person)]
    waiting = Invitation.objects.filter(
        address__in=addresses, accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now
    )
    found = waiting.select_related("entry__edition", "entry__organisation", "invited_by")
    return list(found.order_by("-invited_at", "pk"))


def heirs_of(entry: Entry) -> list[Person]:
    """Return who could become coordinator of the entry, by name."""
    return list(able_to_take_over(Person.objects.filter(is_active=True), entry).order_by("name", "pk"))


def hand_over_asked(entry: Entry) -> HandOverRequest | None:
    """Return the request to take the entry over that waits for an answer, if there is one."""
    waiting = entry.hand_over_requests.filter(verdict=HandOverRequest.Verdict.ASKED)
    return waiting.select_related("asked_by").first()


def hand_over_answered(entry: Entry, person: Person) -> HandOverRequest | None:
    """Return the person's last request that was answered, so that they can read what was said."""
    answered = entry.hand_over_requests.filter(asked_by_id=person.pk).exclude(verdict=HandOverRequest.Verdict.ASKED)
    return answered.order_by("-asked_at", "-pk").first()


def hand_overs_waiting(edition: Edition, person: Person) -> list[HandOverRequest]:
    """Return the requests of the edition that wait and that the person may decide, the oldest first. One query."""
    waiting = HandOverRequest.objects.filter(entry__edition=edition, verdict=HandOverRequest.Verdict.ASKED)
    found = hand_overs_decidable_by(waiting, person).select_related(
        "asked_by", "entry__organisation", "entry__coordinator"
    )
    return list(found.order_by("asked_at", "pk"))


def hand_over_by_id(request_id: str) -> HandOverRequest:
    """Return a request for a door that knows already who asks. Raises NoSuchEntry."""
    found = HandOverRequest.objects.select_related(
        "asked_by", "entry__edition", "entry__organisation", "entry__coordinator"
    )
    request = found.filter(pk=storable(request_id)).first()
    if request is None:
        raise NoSuchEntry
    return request


def hand_over_request(person: Person, request_id: str) -> HandOverRequest:
    """Return a request that the person may decide, whatever became of it. Raises NoSuchEntry."""
    request = hand_over_by_id(request_id)
    if not may_decide_hand_over(person, request):
        raise NoSuchEntry
    return request
