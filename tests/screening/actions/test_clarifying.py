"""Questions to the entrants: asked by who screens, answered once and in time by who writes, withdrawn."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rangwan.entries.models import Entry, TeamMember
from rangwan.entries.rules import RECEIVED, State
from rangwan.forms.rules import BadTexts
from rangwan.kernel.models import AuditRow, Event
from rangwan.programmes.permissions import NotAllowed
from rangwan.screening import actions
from rangwan.screening.models import Clarification
from rangwan.screening.queries import clarifications_of, queue, waits_for_answer
from tests.builders import NOW, bare_entry, make_person, member
from tests.screening.conftest import World

DUE = NOW + dt.timedelta(days=7)
SECOND = dt.timedelta(seconds=1)


def ask(world: World, **other: Any) -> Clarification:
    """Ask as the screener."""
    said: dict[str, Any] = {
        "entry": world.entry, "question": "ใช้จริงเมื่อใด", "due": DUE, "acting": world.staff.screener, "now": NOW,
    }  # fmt: skip
    return actions.ask_clarification(**(said | other))


def reply(world: World, asked: Clarification, **other: Any) -> Clarification:
    """Answer as the coordinator."""
    said: dict[str, Any] = {"answer": "1 มกราคม 2563", "acting": world.entry.coordinator, "now": NOW}
    return actions.answer_clarification(clarification=asked, **(said | other))


def test_asked_and_answered(world: World):
    before = Entry.objects.values().get()
    asked = ask(world)
    assert clarifications_of(world.entry.coordinator, world.entry) == [asked]
    assert waits_for_answer(asked)
    answered = reply(world, asked, now=DUE - SECOND)
    assert (answered.answer, answered.answered_by, answered.answered_at) == (
        "1 มกราคม 2563", world.entry.coordinator, DUE - SECOND,
    )  # fmt: skip
    assert not waits_for_answer(answered)
    rows = AuditRow.objects.filter(act__startswith="screening.clar").order_by("number").values_list("act", "reason")
    assert list(rows) == [
        ("screening.clarification_asked", "ใช้จริงเมื่อใด"), ("screening.clarification_answered", "1 มกราคม 2563"),
    ]  # fmt: skip
    told = Event.objects.filter(kind__startswith="screening.clar").order_by("number").values_list("kind", "payload")
    assert list(told) == [(act, {"clarification": asked.id}) for act, _reason in rows]
    assert Entry.objects.values().get() == before


def test_who_may_ask_and_who_may_answer(world: World):
    editor, reader = make_person("ผู้แก้ไข"), make_person("ผู้อ่าน", world.entry.organisation)
    for person, role in ((editor, "edit"), (reader, "view")):
        TeamMember.objects.create(
            entry=world.entry, person=person, role=role, since=NOW, added_by=world.entry.coordinator
        )
    staff, stranger = world.staff, make_person("ไกล")
    for person in (staff.chair, staff.auditor, staff.judges[0], stranger, editor, world.entry.coordinator):
        with pytest.raises(NotAllowed):
            ask(world, acting=person)
    asked = ask(world)
    for person in (staff.screener, staff.organiser, reader, stranger):
        with pytest.raises(NotAllowed):
            reply(world, asked, acting=person)
    for person in (staff.chair, staff.auditor, stranger, editor, world.entry.coordinator):
        with pytest.raises(NotAllowed):
            actions.withdraw_clarification(clarification=asked, acting=person, now=NOW)
    reply(world, asked, acting=editor)


def test_a_screener_of_the_organisation_or_in_the_team_asks_nothing(world: World):
    member(world.staff.screener, world.entry.organisation)
    TeamMember.objects.create(
        entry=world.entry, person=world.staff.second, role="view", since=NOW, added_by=world.entry.coordinator
    )
    for person in (world.staff.screener, world.staff.second):
        with pytest.raises(NotAllowed):
            ask(world, acting=person)


@pytest.mark.parametrize(
    ("due", "code"),
    [(None, "due_required_to_answer"), (NOW, "due_passed_to_answer"), (NOW - SECOND, "due_passed_to_answer")],
)
def test_a_date_in_the_future(world: World, due: dt.datetime | None, code: str):
    with pytest.raises(actions.UnableToClarify) as refused:
        ask(world, due=due)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["", " ", "ก" * 4001, "ก" * 1_000_000, "ก\0"])
def test_texts_that_can_be_read(world: World, text: str):
    with pytest.raises(BadTexts):
        ask(world, question=text)
    asked = ask(world)
    with pytest.raises(BadTexts):
        reply(world, asked, answer=text)
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_at) == ("", None)


@pytest.mark.parametrize("late", [dt.timedelta(0), SECOND])
def test_one_second_late_is_too_late(world: World, late: dt.timedelta):
    asked = ask(world)
    with pytest.raises(actions.UnableToClarify) as refused:
        reply(world, asked, now=DUE + late)
    assert refused.value.code == "too_late"


def test_answered_once_and_withdrawn_for_good(world: World):
    first, second = ask(world), ask(world)
    reply(world, first)
    actions.withdraw_clarification(clarification=second, acting=world.staff.second, now=NOW)
    for asked, code in ((first, "answered"), (second, "taken_back")):
        with pytest.raises(actions.UnableToClarify) as refused:
            reply(world, asked)
        assert refused.value.code == code
        with pytest.raises(actions.UnableToClarify) as refused:
            actions.withdraw_clarification(clarification=asked, acting=world.staff.screener, now=NOW)
        assert refused.value.code == code
    with pytest.raises(IntegrityError), transaction.atomic():
        Clarification.objects.filter(pk=second.pk).update(answered_at=NOW)


@pytest.mark.parametrize("state", list(State))
def test_asked_about_received_entries_that_are_in_the_award(world: World, state: State):
    entry = bare_entry(world.edition, state, 2)
    if state in RECEIVED and state != State.DISQUALIFIED:
        ask(world, entry=entry)
    else:
        with pytest.raises((NotAllowed, actions.UnableToClarify)):
            ask(world, entry=entry)


def test_out_of_the_award_nothing_is_to_be_answered(world: World):
    asked = ask(world)
    for state in (State.WITHDRAWN, State.DISQUALIFIED):
        Entry.objects.update(state=state)
        with pytest.raises(actions.UnableToClarify) as refused:
            reply(world, asked)
        assert refused.value.code == "entry_gone"


def test_ten_open_questions(world: World):
    for _ in range(10):
        ask(world)
    with pytest.raises(actions.UnableToClarify) as refused:
        ask(world)
    assert refused.value.code == "too_many_questions"
    ask(world, now=DUE + SECOND, due=DUE + dt.timedelta(days=1))  # those whose date has passed wait no more


def test_the_queue_says_by_when_the_first_answer_is_due(world: World):
    bare_entry(world.edition, State.CONFIRMED, 2)
    early = ask(world, due=NOW + SECOND)
    ask(world)
    assert [row["clarify_by"] for row in queue(world.staff.screener, world.edition)] == [NOW + SECOND, None]
    actions.withdraw_clarification(clarification=early, acting=world.staff.screener, now=NOW)
    assert [row["clarify_by"] for row in queue(world.staff.screener, world.edition)] == [DUE, None]
