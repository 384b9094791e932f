"""Who sees an entry: the rule on one entry and the rule on a list of them agree, for every role and state."""

from __future__ import annotations

import pytest

from rangwan.accounts.models import Membership
from rangwan.entries.models import Entry
from rangwan.entries.permissions import is_coordinator, may_see, visible_to
from rangwan.entries.rules import State
from rangwan.programmes.models import Appointment
from tests.builders import NOW, appointed, draft_entry, make_edition, make_organisation, make_person, member

pytestmark = pytest.mark.django_db

STAFF = ("organiser", "screener", "chair", "auditor")
NEVER_RECEIVED = {State.DRAFT, State.SUBMITTED}


def _people(edition, other_edition, office):
    Standing = Membership.Standing  # noqa: N806  a class
    people = {role: appointed(role, edition, Appointment.Role(role)) for role in (*STAFF, "judge")}
    people |= {f"{role} of another edition": appointed(role, other_edition, Appointment.Role(role)) for role in STAFF}
    people["screener who left"] = appointed("screener who left", edition, Appointment.Role.SCREENER)
    Appointment.objects.filter(person=people["screener who left"]).update(ended_at=NOW)
    people["colleague"] = make_person("colleague", office)
    for standing in (Standing.CLAIMED, Standing.REFUSED):
        people[standing] = make_person(standing)
        member(people[standing], office, standing=standing)
    people["neighbour"] = make_person("neighbour", make_organisation("เทศบาลตำบลข้างเคียง"))
    people["stranger"] = make_person("stranger")
    return people


def _expected(who: str, state: State, *, has_reference: bool) -> bool:
    if who in ("coordinator", "colleague"):
        return True
    received = state not in {State.DRAFT, State.SUBMITTED, State.WITHDRAWN} or has_reference
    return who in STAFF and received


@pytest.mark.parametrize("has_reference", [False, True])
def test_may_see_and_visible_to_agree_for_every_role_and_state(has_reference):
    edition, other = make_edition(), make_edition(slug="another")
    office = make_organisation()
    coordinator = make_person("coordinator", office)
    entry = draft_entry(edition, office, coordinator)
    people = {**_people(edition, other, office), "coordinator": coordinator}
    states = [
        state
        for state in State
        if has_reference or state in {State.DRAFT, State.SUBMITTED, State.WITHDRAWN, State.DISQUALIFIED}
    ]
    for state in states:
        Entry.objects.update(state=state, reference="DLG2564-0001" if has_reference else None)
        entry = Entry.objects.select_related("edition").get()
        for who, person in people.items():
            expected = _expected(who, state, has_reference=has_reference)
            listed = visible_to(Entry.objects.all(), person).filter(pk=entry.pk).exists()
            assert (may_see(person, entry), listed) == (expected, expected), (who, state)


def test_a_person_with_two_reasons_sees_an_entry_once():
    edition, office = make_edition(), make_organisation()
    person = make_person("both", office)
    member(person, make_organisation("อบต.อื่น"))
    entry = draft_entry(edition, office, person)
    assert list(visible_to(Entry.objects.all(), person)) == [entry]


def test_alice_bob_and_charlie():
    """Alice coordinates, Bob is of another office, Charlie is Alice's colleague: he reads, and does not coordinate."""
    edition, office = make_edition(), make_organisation()
    alice, charlie = make_person("Alice", office), make_person("Charlie", office)
    bob = make_person("Bob", make_organisation("เทศบาลตำบลอื่น"))
    entry = draft_entry(edition, office, alice)
    assert [may_see(person, entry) for person in (alice, bob, charlie)] == [True, False, True]
    assert [is_coordinator(person, entry) for person in (alice, bob, charlie)] == [True, False, False]
