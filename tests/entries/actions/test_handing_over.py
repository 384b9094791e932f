"""The entry changes hands: by its coordinator, or by the organiser when that one has left."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import TestCase

from rangwan.accounts.models import Membership, Person
from rangwan.entries import actions
from rangwan.entries.models import Entry, HandOverRequest, TeamMember
from rangwan.entries.permissions import may_write
from rangwan.entries.queries import NoSuchEntry, problems_before_sending
from rangwan.entries.rules import State
from rangwan.kernel.models import AuditRow
from rangwan.notices.models import Message
from rangwan.programmes.models import Appointment
from tests.builders import (
    NOW,
    appointed,
    confirmed_entry,
    filled_entry,
    join_team,
    make_edition,
    make_organisation,
    make_person,
    member,
)

LATER = NOW + dt.timedelta(hours=1)
Verdict = HandOverRequest.Verdict


@dataclass
class World:
    """A draft of Alice's; Bob is a confirmed colleague, Charlie in the team from elsewhere, Olga an organiser."""

    entry: Entry
    alice: Person
    bob: Person
    charlie: Person
    olga: Person


@pytest.fixture
def world(db: None) -> World:
    edition, office = make_edition(), make_organisation()
    alice, bob, charlie = make_person("Alice", office), make_person("Bob", office), make_person("Charlie")
    entry = filled_entry(edition, office, alice)
    join_team(entry, charlie, "edit")
    return World(entry, alice, bob, charlie, appointed("Olga", edition, Appointment.Role.ORGANISER))


def give(world: World, to: Person, *, by: Person | None = None, **more) -> Entry:
    return actions.hand_over(entry=world.entry, to_id=to.id, acting=by or world.alice, now=LATER, **more)


def ask(world: World, by: Person | None = None, reason: str = "เธอย้ายไปแล้ว") -> HandOverRequest:
    return actions.ask_hand_over(entry=world.entry, reason=reason, acting=by or world.bob, now=LATER)


def decide(request: HandOverRequest, by: Person, *, agree: bool, note: str = "") -> HandOverRequest:
    return actions.decide_hand_over(request_id=request.id, agree=agree, note=note, acting=by, now=LATER)


def code(refused) -> tuple[str, str]:
    return refused.value.field, refused.value.code


# --- given away ------------------------------------------------------------------------------------------------------


def test_a_colleague_takes_over_and_both_are_told(world):
    with TestCase.captureOnCommitCallbacks(execute=True):
        entry = give(world, world.bob)
    entry.refresh_from_db()
    assert entry.coordinator == world.bob
    assert (may_write(world.bob, entry), may_write(world.alice, entry)) == (True, False)
    letters = Message.objects.filter(kind="entry.handed_over")
    assert set(letters.values_list("to_address", flat=True)) == {world.alice.email, world.bob.email}
    row = AuditRow.objects.get(act="entry.handed_over")
    assert (row.before, row.after) == (
        {"coordinator": world.alice.id}, {"coordinator": world.bob.id, "stays": False},
    )  # fmt: skip


def test_the_one_before_may_stay_as_an_editor(world):
    give(world, world.bob, stay=True)
    assert may_write(world.alice, world.entry)
    assert TeamMember.objects.get(person=world.alice).role == "edit"


def test_who_was_in_the_team_leaves_their_place_there(world):
    entry = give(world, world.charlie)
    assert entry.coordinator == world.charlie
    assert not entry.team.filter(ended_at__isnull=True).exists()
    give(world, world.alice, by=world.charlie)  # and back


def test_a_coordinator_from_elsewhere_cannot_send(world):
    assert problems_before_sending(world.entry, LATER) == []
    entry = give(world, world.charlie)
    assert [problem.code for problem in problems_before_sending(entry, LATER)] == ["membership_waiting"]
    with pytest.raises(actions.NotReady):
        actions.submit_entry(entry=entry, acting=world.charlie, now=LATER)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.WITHDRAWN])
def test_once_sent_only_confirmed_members_take_over(world, state):
    Entry.objects.update(state=state)
    with pytest.raises((actions.TeamRefused, actions.Frozen)):
        give(world, world.charlie)
    if state == State.SUBMITTED:
        assert give(world, world.bob).coordinator == world.bob


@pytest.mark.parametrize("to", ["alice", "stranger", "claimed", "gone", "nobody", "no id"])
def test_who_cannot_take_over(world, to):
    claimed, gone = make_person("Claimed"), make_person("Gone", world.entry.organisation)
    member(claimed, world.entry.organisation, standing=Membership.Standing.CLAIMED)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    ids = {
        "alice": world.alice.id, "stranger": make_person("Eve").id, "claimed": claimed.id, "gone": gone.id,
        "nobody": "", "no id": "\x00",
    }  # fmt: skip
    with pytest.raises(actions.TeamRefused) as refused:
        actions.hand_over(entry=world.entry, to_id=ids[to], acting=world.alice, now=LATER)
    assert code(refused) == ("person", "nobody_chosen" if to == "nobody" else "cannot_take_over")
    world.entry.refresh_from_db()
    assert world.entry.coordinator == world.alice


def test_an_organiser_hands_over_with_a_reason(world):
    for reason in ("", "  \n"):
        with pytest.raises(actions.TeamRefused) as refused:
            give(world, world.bob, by=world.olga, reason=reason)
        assert code(refused) == ("reason", "no_reason")
    with pytest.raises(actions.TeamRefused) as refused:
        give(world, world.bob, by=world.olga, reason="ก" * 2001)
    assert code(refused) == ("reason", "too_long")
    with TestCase.captureOnCommitCallbacks(execute=True):
        give(world, world.bob, by=world.olga, reason="ผู้ประสานงานเดิมเกษียณ")
    assert AuditRow.objects.get(act="entry.handed_over").reason == "ผู้ประสานงานเดิมเกษียณ"
    bodies = Message.objects.filter(kind="entry.handed_over").values_list("body_text", flat=True)
    assert ["ผู้ประสานงานเดิมเกษียณ" in body for body in bodies] == [True, True]


def test_an_organiser_who_belongs_to_the_organisation_does_not(world):
    member(world.olga, world.entry.organisation)
    with pytest.raises(actions.NotAllowed):
        give(world, world.bob, by=world.olga, reason="เอง")


def test_after_confirming_the_receipt_stays_and_the_new_one_may_reopen(world):
    receipt = confirmed_entry(world.entry.edition, world.entry.organisation, world.alice)
    actions.hand_over(entry=receipt.entry, to_id=world.bob.id, acting=world.alice, now=LATER)
    assert actions.reopen_entry(entry=receipt.entry, acting=world.bob, now=LATER).state == "draft"
    with pytest.raises(actions.NotAllowed):
        actions.submit_entry(entry=receipt.entry, acting=world.alice, now=LATER)


# --- asked for -------------------------------------------------------------------------------------------------------


def test_a_colleague_asks_and_the_organiser_agrees(world):
    with TestCase.captureOnCommitCallbacks(execute=True):
        request = ask(world)
    asked = Message.objects.filter(kind="entry.hand_over_asked")
    assert set(asked.values_list("to_address", flat=True)) == {world.alice.email, world.olga.email}
    assert f"/hand-overs/{request.id}/" in asked.get(to_address=world.olga.email).body_text
    assert "/team/" in asked.get(to_address=world.alice.email).body_text

    assert decide(request, world.olga, agree=True).verdict == Verdict.AGREED
    world.entry.refresh_from_db()
    assert world.entry.coordinator == world.bob
    assert AuditRow.objects.get(act="entry.handed_over").reason == "เธอย้ายไปแล้ว"
    with pytest.raises(actions.TeamRefused) as refused:
        decide(request, world.olga, agree=False, note="x")
    assert code(refused) == ("decision", "decided_already")


def test_the_coordinator_may_answer_too(world):
    assert decide(ask(world), world.alice, agree=True).verdict == Verdict.AGREED


def test_a_refusal_says_why(world):
    request = ask(world)
    with pytest.raises(actions.TeamRefused) as refused:
        decide(request, world.olga, agree=False)
    assert code(refused) == ("note", "no_note")
    with TestCase.captureOnCommitCallbacks(execute=True):
        decide(request, world.olga, agree=False, note="โทรหาเธอได้")
    told = Message.objects.get(kind="entry.hand_over_refused")
    assert (told.to_address, "โทรหาเธอได้" in told.body_text) == (world.bob.email, True)
    world.entry.refresh_from_db()
    assert world.entry.coordinator == world.alice
    assert ask(world).pk != request.pk  # and may be asked again


def test_one_request_at_a_time(world):
    first = ask(world)
    assert ask(world, reason="อีกครั้ง") == first
    dao = make_person("Dao", world.entry.organisation)
    with pytest.raises(actions.TeamRefused) as refused:
        ask(world, dao)
    assert code(refused) == ("reason", "asked_already")
    give(world, dao)
    first.refresh_from_db()
    assert (first.verdict, first.decided_by) == (Verdict.OVERTAKEN, world.alice)


def test_who_lost_their_place_meanwhile_gets_nothing(world):
    request = ask(world)
    Membership.objects.filter(person=world.bob).update(standing=Membership.Standing.REFUSED)
    with pytest.raises(actions.TeamRefused) as refused:
        decide(request, world.olga, agree=True)
    assert code(refused) == ("person", "cannot_take_over")


@pytest.mark.parametrize("request_id", ["nothing", "\x00"])
def test_there_must_be_a_request(world, request_id):
    with pytest.raises(NoSuchEntry):
        actions.decide_hand_over(request_id=request_id, agree=True, note="", acting=world.olga, now=LATER)


# --- who may ---------------------------------------------------------------------------------------------------------

#                  hand over  ask    decide on Bob's request
WHO_MAY = {
    "alice": (True, False, True),
    "bob": (False, True, False),
    "charlie": (False, False, False),  # in the team, of no office
    "viewer": (False, False, False),
    "signatory": (False, False, False),
    "claimed": (False, False, False),
    "stranger": (False, False, False),
    "olga": (True, False, True),
    "screener": (False, False, False),
    "organiser of another edition": (False, False, False),
}


@pytest.mark.parametrize("who", WHO_MAY)
def test_who_may(world, who):
    claimed = make_person("Claimed")
    member(claimed, world.entry.organisation, standing=Membership.Standing.CLAIMED)
    role = Appointment.Role
    people = {
        "viewer": make_person("Viewer"), "signatory": make_person("Mayor"), "claimed": claimed,
        "stranger": make_person("Eve"), "screener": appointed("Screener", world.entry.edition, role.SCREENER),
        "organiser of another edition": appointed("Otto", make_edition(slug="another"), role.ORGANISER),
    }  # fmt: skip
    join_team(world.entry, people["viewer"], "view")
    join_team(world.entry, people["signatory"], "signatory")
    person = people.get(who) or getattr(world, who)
    request, dao = ask(world), make_person("Dao", world.entry.organisation)

    def may(act) -> bool:
        try:
            act()
        except actions.NotAllowed:
            return False
        return True

    found = (
        may(lambda: give(world, dao, by=person, reason="x")) if not WHO_MAY[who][0] else True,
        may(lambda: ask(world, person)),
        may(lambda: decide(request, person, agree=False, note="x")),
    )
    assert found == WHO_MAY[who]
    if WHO_MAY[who][0]:
        assert give(world, dao, by=person, reason="x").coordinator == dao


def test_two_who_hand_over_at_once_do_it_one_after_the_other(committed):
    edition, office = make_edition(), make_organisation()
    alice, olga = make_person("Alice", office), appointed("Olga", edition, Appointment.Role.ORGANISER)
    heirs = [make_person("Bob", office), make_person("Dao", office)]
    entry = filled_entry(edition, office, alice)
    start, done = threading.Barrier(2), []

    def give_to(heir: Person, acting: Person) -> None:
        start.wait()
        try:
            actions.hand_over(entry=entry, to_id=heir.id, acting=acting, reason="x", now=LATER)
            done.append(heir)
        except actions.NotAllowed:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=give_to, args=pair) for pair in zip(heirs, (alice, olga), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entry.refresh_from_db()
    rows = list(AuditRow.objects.filter(act="entry.handed_over").order_by("number"))
    assert {row.after["coordinator"] for row in rows} == {heir.id for heir in done}
    assert entry.coordinator_id == rows[-1].after["coordinator"]
    assert [row.before["coordinator"] for row in rows] == [alice.id, *(row.after["coordinator"] for row in rows)][:-1]
