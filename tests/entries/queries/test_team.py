"""Reads about the team cost the same for one and for fifty."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.entries import actions, queries
from rangwan.entries.models import Invitation
from rangwan.entries.rules import TeamRole
from rangwan.programmes.models import Appointment
from tests.builders import NOW, appointed, draft_entry, join_team, make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_organisation()


@pytest.fixture
def alice(office):
    return make_person("Alice", office)


@pytest.fixture
def entry(office, alice):
    return draft_entry(make_edition(), office, alice)


def _count(read) -> int:
    with CaptureQueriesContext(connection) as found:
        read()
    return len(found)


def test_the_team_in_the_order_they_came(entry, alice, office):
    bob, eve = make_person("Bob", office), make_person("Eve")
    join_team(entry, eve, "signatory", NOW + dt.timedelta(hours=1))
    join_team(entry, bob, "edit")
    found = queries.team_of(entry)
    assert [(each.person, each.role, each.belongs, bool(each.id)) for each in found] == [
        (alice, None, True, False), (bob, TeamRole.EDIT, True, True), (eve, TeamRole.SIGNATORY, False, True),
    ]  # fmt: skip


def test_every_list_costs_the_same_for_one_and_for_fifty(entry, alice, office):
    edition, olga = entry.edition, appointed("Olga", entry.edition, Appointment.Role.ORGANISER)
    entries = [entry]

    def grow(number: int) -> None:
        person = make_person(f"P{number}", office)
        join_team(entry, person, "signatory")
        other = draft_entry(edition, office, alice, title=f"T{number}")
        join_team(other, alice_two, "edit")
        actions.ask_hand_over(entry=other, reason="x", acting=person, now=NOW)
        Invitation.objects.create(
            entry=other, address=alice.email, role="view", digest=str(number), invited_by=alice, invited_at=NOW,
            expires_at=NOW + dt.timedelta(days=1),
        )  # fmt: skip
        entries.append(other)

    alice_two = make_person("Alice Two")
    reads = {
        "team": lambda: [(each.person.name, each.role) for each in queries.team_of(entry)],
        "signatories": lambda: [person.name for person in queries.signatories_of(entry)],
        "places": lambda: queries.places_of(alice_two, entries),
        "waiting": lambda: queries.waiting_for(alice_two, entries),
        "heirs": lambda: [person.name for person in queries.heirs_of(entry)],
        "own letters": lambda: [
            (letter.entry.organisation.name, letter.invited_by.name) for letter in queries.invitations_for(alice, NOW)
        ],
        "requests": lambda: [
            (each.asked_by.name, each.entry.organisation.name, each.entry.coordinator.name)
            for each in queries.hand_overs_waiting(edition, olga)
        ],
    }
    grow(0)
    one = {name: _count(read) for name, read in reads.items()}
    for number in range(1, 50):
        grow(number)
    assert {name: _count(read) for name, read in reads.items()} == one
    assert one == {
        "team": 2, "signatories": 1, "places": 1, "waiting": 1, "heirs": 1, "own letters": 2, "requests": 1,
    }  # fmt: skip
    assert (len(queries.team_of(entry)), len(queries.places_of(alice_two, entries))) == (51, 50)


def test_a_letter_is_found_by_its_id_only_by_its_addressee(entry, alice):
    letter = actions.invite_colleague(entry=entry, address="x@example.com", role="view", acting=alice, now=NOW)
    with pytest.raises(queries.NoSuchEntry):
        queries.invitation_for(None, letter.id)
    with pytest.raises(queries.NoSuchEntry):
        queries.invitation_for(alice, letter.id)


@pytest.mark.parametrize(
    ("field", "code"), [("accepted_at", "used"), ("revoked_at", "revoked"), ("expires_at", "expired"), (None, "")]
)
def test_why_a_letter_is_void(entry, alice, field, code):
    letter = actions.invite_colleague(entry=entry, address="x@example.com", role="view", acting=alice, now=NOW)
    if field:
        setattr(letter, field, NOW)
    assert queries.why_void(letter, NOW) == code


def test_where_an_award_asks_for_no_approval_nothing_is_read(entry):
    assert _count(lambda: queries.approval_of(entry)) == 0
