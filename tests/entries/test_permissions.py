"""Who sees an entry: the rule on one entry and the rule on a list of them agree, for every role and state."""

from __future__ import annotations

import pytest

from rangwan.accounts.models import Membership, Person
from rangwan.entries.models import Entry, HandOverRequest, TeamMember
from rangwan.entries.permissions import (
    able_to_take_over,
    disqualifiable_by,
    hand_overs_decidable_by,
    is_coordinator,
    may_ask_hand_over,
    may_decide_hand_over,
    may_disqualify,
    may_hand_over,
    may_see,
    may_sign,
    may_take_over,
    may_withdraw,
    may_write,
    taken_part_in_by,
    takes_part,
    visible_to,
    writable_by,
)
from rangwan.entries.rules import State
from rangwan.programmes.models import Appointment
from tests.builders import (
    NOW,
    appointed,
    draft_entry,
    join_team,
    make_edition,
    make_organisation,
    make_person,
    member,
)

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


def test_who_takes_part_and_who_may_put_an_entry_out_agree_with_their_lists():
    edition, other, office = make_edition(), make_edition(slug="another"), make_organisation()
    coordinator = make_person("coordinator", office)
    entry = draft_entry(edition, office, coordinator)
    people = {**_people(edition, other, office), "coordinator": coordinator, "guest": make_person("guest")}
    torn = appointed("torn", edition, Appointment.Role.CHAIR)
    for role, person in (("view", people["guest"]), ("edit", torn)):
        TeamMember.objects.create(entry=entry, person=person, role=role, since=NOW, added_by=coordinator)
    people |= {"torn": torn}
    for state, reference in ((State.DRAFT, None), (State.DRAFT, "R1"), (State.ELIGIBLE, "R1"), (State.WITHDRAWN, None)):
        Entry.objects.update(state=state, reference=reference)
        entry = Entry.objects.select_related("edition").get()
        part = {who for who, person in people.items() if takes_part(person, entry)}
        assert part == {"coordinator", "guest", "torn", "colleague", Membership.Standing.CLAIMED}
        every = Entry.objects.all()
        assert part == {who for who, person in people.items() if taken_part_in_by(every, person).exists()}
        may = {who for who, person in people.items() if may_disqualify(person, entry)}
        assert may == ({"organiser", "screener", "chair"} if reference else set())
        assert may == {who for who, person in people.items() if disqualifiable_by(every, person).exists()}


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.ELIGIBLE])
def test_the_pairs_of_the_team_agree_for_every_role(state):
    edition, office = make_edition(), make_organisation()
    coordinator = make_person("coordinator", office)
    entry = draft_entry(edition, office, coordinator)
    people = {**_people(edition, make_edition(slug="another"), office), "coordinator": coordinator}
    for role in ("view", "edit", "signatory"):
        people[role] = make_person(role)
        join_team(entry, people[role], role)
    people["edits for the office"] = make_person("both", office)
    join_team(entry, people["edits for the office"], "edit")
    people["who left"] = make_person("who left")
    left = join_team(entry, people["who left"], "edit")
    left.ended_at = NOW
    left.save()
    people["organiser of the office"] = appointed("olga", edition, Appointment.Role.ORGANISER)
    member(people["organiser of the office"], office)
    Entry.objects.update(state=state, reference="T1")
    entry = Entry.objects.select_related("edition").get()
    asked = HandOverRequest.objects.create(entry=entry, asked_by=people["colleague"], asked_at=NOW, reason="x")

    may: dict[str, set[str]] = {
        name: set() for name in ("write", "sign", "withdraw", "hand over", "take over", "ask", "decide")
    }
    for who, person in people.items():
        rules = {
            "write": may_write(person, entry), "sign": may_sign(person, entry),
            "withdraw": may_withdraw(person, entry), "hand over": may_hand_over(person, entry),
            "take over": may_take_over(person, entry), "ask": may_ask_hand_over(person, entry),
            "decide": may_decide_hand_over(person, asked),
        }  # fmt: skip
        for name, allowed in rules.items():
            may[name] |= {who} if allowed else set()
        listed = (
            writable_by(Entry.objects.all(), person).exists(),
            able_to_take_over(Person.objects.filter(pk=person.pk), entry).exists(),
            hand_overs_decidable_by(HandOverRequest.objects.all(), person).exists(),
        )
        assert listed == (rules["write"], rules["take over"], rules["decide"]), who
    inside = {"colleague", "edits for the office", "organiser of the office"}
    assert may == {
        "write": {"coordinator", "edit", "edits for the office"},
        "sign": {"signatory"},
        "withdraw": {"coordinator", "signatory"},
        "hand over": {"coordinator", "organiser"},
        "take over": inside | ({"view", "edit", "signatory"} if state == State.DRAFT else set()),
        "ask": inside,
        "decide": {"coordinator", "organiser"},
    }
