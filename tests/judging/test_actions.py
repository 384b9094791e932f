"""Assigning, marking, finishing, stepping back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.judging import actions
from rangwan.judging.models import Assignment, Conflict, Mark, MarkEvent
from rangwan.judging.queries import NoSuchAssignment
from rangwan.judging.rules import MarkProblem, draw_lots
from rangwan.kernel.audit import verify
from rangwan.kernel.models import AuditRow
from rangwan.programmes.actions import dismiss
from rangwan.programmes.models import Appointment
from rangwan.programmes.permissions import NotAllowed
from tests.builders import NOW, assignment, finished_sheet, member, pack
from tests.judging.conftest import World

ROUND = pack().rounds[0].key
FIRST = pack().criteria[0].key
LATER = NOW + dt.timedelta(hours=1)


def _draw(
    world: World, per_entry: int = 2, *, acting: Person | None = None, round_key: str = ROUND
) -> list[Assignment]:
    return actions.assign_by_lot(
        edition=world.edition, round_key=round_key, per_entry=per_entry, acting=acting or world.staff.chair, now=NOW,
        seed=7,
    )  # fmt: skip


def _acts() -> list[str]:
    return list(AuditRow.objects.order_by("number").values_list("act", flat=True))


def _set(entry: Entry, state: State) -> None:
    Entry.objects.filter(pk=entry.pk).update(state=state)


def test_the_lot_gives_every_entry_its_judges_and_can_be_drawn_again_from_the_log(world: World):
    member(world.judge, world.entry.organisation)
    made = _draw(world)
    drawn = AuditRow.objects.get(act="judging.assigned_by_lot").after
    assert sorted([sheet.entry_id, sheet.judge_id] for sheet in made) == sorted(drawn["pairs"])
    assert sorted(sheet.entry_id for sheet in made) == sorted([entry.id for entry in world.entries] * 2)
    assert [world.entry.id, world.judge.id] in drawn["conflicts"]
    again = draw_lots(
        drawn["entries"], drawn["judges"], per_entry=drawn["per_entry"], seed=drawn["seed"],
        conflicts={(entry, judge) for entry, judge in drawn["conflicts"]},
        taken={(entry, judge) for entry, judge in drawn["taken"]},
    )  # fmt: skip
    assert [list(pair) for pair in again] == drawn["pairs"]
    assert verify() == []


def test_a_second_lot_changes_nothing_that_is_assigned(world: World):
    first = {(sheet.entry_id, sheet.judge_id) for sheet in _draw(world)}
    assert _draw(world) == []
    assert {(sheet.entry_id, sheet.judge_id) for sheet in Assignment.objects.all()} == first
    assert len(_draw(world, 3)) == 2


def test_a_dismissed_judges_open_sheet_leaves_room_and_a_finished_one_counts(world: World):
    finished_sheet(world.entries[0], world.judge)
    assignment(world.entries[1], world.judge)
    role = Appointment.objects.get(person=world.judge)
    dismiss(appointment=role, acting=world.staff.organiser, now=NOW)
    made = _draw(world, 2)
    assert sorted(sheet.entry_id for sheet in made) == sorted([world.entries[0].id] + [world.entries[1].id] * 2)
    assert world.judge.id not in {sheet.judge_id for sheet in made}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("unknown_round", {"round_key": "nowhere"}),
        ("per_entry", {"per_entry": 0}),
    ],
)
def test_a_lot_that_cannot_be(world: World, code: str, change: dict[str, Any]):
    with pytest.raises(actions.UnableToAssign, match=code):
        _draw(world, **change)


def test_a_lot_needs_judges_and_entries(world: World):
    Entry.objects.update(state=State.CONFIRMED)
    with pytest.raises(actions.UnableToAssign, match="no_entries"):
        _draw(world)
    Appointment.objects.filter(role="judge").update(ended_at=NOW)
    with pytest.raises(actions.UnableToAssign, match="no_judges"):
        _draw(world)


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("not_eligible", lambda world: setattr(world.entry, "state", State.CONFIRMED)),
        ("not_a_judge", lambda _: Appointment.objects.filter(role="judge").update(ended_at=NOW)),
        ("conflict", lambda world: member(world.judge, world.entry.organisation)),
    ],
)
def test_by_hand_is_refused(world: World, code: str, spoil: Callable[[World], Any]):
    spoil(world)
    with pytest.raises(actions.UnableToAssign, match=code):
        actions.assign_by_hand(entry=world.entry, judge=world.judge, round_key=ROUND, acting=world.staff.chair, now=NOW)


def test_by_hand_twice_is_once(world: World):
    made = [
        actions.assign_by_hand(entry=world.entry, judge=world.judge, round_key=ROUND, acting=world.staff.chair, now=NOW)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert _acts().count("judging.assigned") == 1


def test_an_untouched_sheet_is_taken_back_a_begun_one_is_not(world: World):
    sheet = assignment(world.entry, world.judge)
    actions.unassign(assignment=sheet, reason="ผิดคน", acting=world.staff.chair, now=NOW)
    assert (Assignment.objects.count(), _acts()[-1]) == (0, "judging.unassigned")
    with pytest.raises(NoSuchAssignment):
        actions.unassign(assignment=sheet, reason="ผิดคน", acting=world.staff.chair, now=NOW)
    begun = assignment(world.entry, world.judge)
    actions.save_marks(assignment=begun, marks={FIRST: {"comment": "ดี"}}, acting=world.judge, now=NOW)
    with pytest.raises(actions.UnableToAssign, match="begun"):
        actions.unassign(assignment=begun, reason="x", acting=world.staff.chair, now=NOW)


def test_marks_are_kept_with_their_history(world: World):
    sheet = assignment(world.entry, world.judge)
    for mark in (5, "7.5", None):
        actions.save_marks(assignment=sheet, marks={FIRST: {"mark": mark}}, acting=world.judge, now=NOW)
    actions.save_marks(assignment=sheet, marks={FIRST: {"mark": None}}, acting=world.judge, now=LATER)
    assert list(MarkEvent.objects.order_by("pk").values_list("mark", flat=True)) == [5.0, 7.5, None]
    sheet.refresh_from_db()
    assert (Mark.objects.get().mark, sheet.state, sheet.changed_at) == (None, "draft", NOW)


def test_all_marks_are_kept_or_none(world: World):
    sheet = assignment(world.entry, world.judge)
    marks = {FIRST: {"mark": 5}, "nonsense": {"mark": 1}, pack().criteria[1].key: {"mark": 99}}
    with pytest.raises(actions.BadMarks) as bad:
        actions.save_marks(assignment=sheet, marks=marks, acting=world.judge, now=NOW)
    assert bad.value.problems == {"nonsense": "unknown_criterion", pack().criteria[1].key: "out_of_range"}
    assert Mark.objects.count() == 0


def test_finishing_needs_every_mark_and_locks(world: World):
    sheet = assignment(world.entry, world.judge)
    actions.save_marks(assignment=sheet, marks={FIRST: {"mark": 5}}, acting=world.judge, now=NOW)
    with pytest.raises(actions.NotFinished) as unfinished:
        actions.finish_sheet(assignment=sheet, acting=world.judge, now=NOW)
    assert unfinished.value.missing == [criterion.key for criterion in pack().criteria[1:]]
    marks = {criterion.key: {"mark": criterion.top / 2} for criterion in pack().criteria}
    actions.save_marks(assignment=sheet, marks=marks, acting=world.judge, now=NOW)
    done = [actions.finish_sheet(assignment=sheet, acting=world.judge, now=now) for now in (NOW, LATER)]
    assert [(each.total, each.finished_at) for each in done] == [(50.0, NOW)] * 2
    with pytest.raises(actions.SheetLocked):
        actions.save_marks(assignment=sheet, marks={FIRST: {"mark": 1}}, acting=world.judge, now=NOW)


def test_a_finished_sheet_is_opened_again_with_a_reason(world: World):
    sheet = finished_sheet(world.entry, world.judge)
    with pytest.raises(actions.BadReason):
        actions.reopen_sheet(assignment=sheet, reason=" ", acting=world.staff.chair, now=LATER)
    actions.reopen_sheet(assignment=sheet, reason="กรรมการขอแก้", acting=world.staff.chair, now=LATER)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.total, sheet.finished_at) == ("draft", None, None)
    assert AuditRow.objects.order_by("-number")[0].reason == "กรรมการขอแก้"
    with pytest.raises(actions.SheetLocked):
        actions.reopen_sheet(assignment=sheet, reason="อีกครั้ง", acting=world.staff.chair, now=LATER)


def test_stepping_back_is_for_good(world: World):
    sheet = finished_sheet(world.entry, world.judge)
    with pytest.raises(actions.BadReason):
        actions.recuse(assignment=sheet, reason="other", note=" ", acting=world.judge, now=NOW)
    for _ in range(2):
        actions.recuse(assignment=sheet, reason="relative", note="", acting=world.judge, now=NOW)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.total, Conflict.objects.count()) == ("recused", None, 1)
    with pytest.raises(actions.UnableToAssign, match="conflict"):
        actions.assign_by_hand(entry=world.entry, judge=world.judge, round_key=ROUND, acting=world.staff.chair, now=NOW)
    assert world.judge.id not in {each.judge_id for each in _draw(world, 3) if each.entry_id == world.entry.id}


def test_an_entry_that_left_judging_takes_no_marks(world: World):
    sheet = assignment(world.entry, world.judge)
    _set(world.entry, State.WITHDRAWN)
    with pytest.raises(actions.SheetLocked):
        actions.save_marks(assignment=sheet, marks={FIRST: {"mark": 1}}, acting=world.judge, now=NOW)
    with pytest.raises(actions.SheetLocked):
        actions.finish_sheet(assignment=sheet, acting=world.judge, now=NOW)
    with pytest.raises(actions.SheetLocked):
        actions.recuse(assignment=sheet, reason="relative", note="", acting=world.judge, now=NOW)


@pytest.mark.parametrize("who", ["screener", "auditor", "judge", "coordinator"])
def test_only_chair_and_organiser_lead(world: World, who: str):
    people = {"judge": world.judge, "coordinator": world.entry.coordinator}
    person = people.get(who) or getattr(world.staff, who)
    sheet = finished_sheet(world.entry, world.staff.judges[1])
    for call in (
        lambda: _draw(world, acting=person),
        lambda: actions.assign_by_hand(entry=world.entry, judge=world.judge, round_key=ROUND, acting=person, now=NOW),
        lambda: actions.unassign(assignment=sheet, reason="x", acting=person, now=NOW),
        lambda: actions.reopen_sheet(assignment=sheet, reason="x", acting=person, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_only_the_sheets_own_judge_marks(world: World):
    sheet = assignment(world.entry, world.judge)
    for person in (world.staff.chair, world.staff.organiser, world.staff.judges[1], world.entry.coordinator):
        for call in (
            lambda person=person: actions.save_marks(assignment=sheet, marks={}, acting=person, now=NOW),
            lambda person=person: actions.finish_sheet(assignment=sheet, acting=person, now=NOW),
            lambda person=person: actions.recuse(assignment=sheet, reason="relative", note="", acting=person, now=NOW),
        ):
            with pytest.raises(NotAllowed):
                call()


def test_of_a_page_all_is_kept_that_can_be(world: World):
    sheet, second = assignment(world.entry, world.judge), pack().criteria[1].key
    marks: dict[str, dict[str, Any]] = {
        FIRST: {"mark": "สิบ", "comment": "ดี"},
        second: {"mark": "๙,๕", "comment": "ก" * 10_001},
        "nonsense": {"mark": 1},
    }
    kept, problems = actions.keep_marks(assignment=sheet, marks=marks, seen=None, acting=world.judge, now=NOW)
    assert problems == [
        MarkProblem(FIRST, "mark", "not_a_number"), MarkProblem(second, "comment", "too_long"),
        MarkProblem("nonsense", "mark", "unknown_criterion"),
    ]  # fmt: skip
    assert set(Mark.objects.values_list("criterion", "mark", "comment")) == {(FIRST, None, "ดี"), (second, 9.5, "")}
    assert (kept.state, kept.changed_at, MarkEvent.objects.count()) == ("draft", NOW, 2)


def test_what_another_window_saved_is_not_overwritten_unseen(world: World):
    sheet, second = assignment(world.entry, world.judge), pack().criteria[1].key
    actions.save_marks(assignment=sheet, marks={FIRST: {"mark": 7}}, acting=world.judge, now=LATER)
    stale: dict[str, dict[str, Any]] = {FIRST: {"mark": ""}, second: {"mark": 8}}
    much_later = LATER + dt.timedelta(hours=1)
    _, problems = actions.keep_marks(assignment=sheet, marks=stale, seen=NOW, acting=world.judge, now=much_later)
    assert problems == [MarkProblem(FIRST, "mark", "changed_elsewhere")]
    assert dict(Mark.objects.values_list("criterion", "mark")) == {FIRST: 7, second: 8}
    _, problems = actions.keep_marks(assignment=sheet, marks=stale, seen=much_later, acting=world.judge, now=much_later)
    assert problems == []
    assert dict(Mark.objects.values_list("criterion", "mark")) == {FIRST: None, second: 8}


def test_a_page_that_changes_nothing_writes_nothing(world: World):
    sheet = assignment(world.entry, world.judge)
    marks = {criterion.key: {"mark": "", "comment": " "} for criterion in pack().criteria}
    kept, problems = actions.keep_marks(assignment=sheet, marks=marks, seen=NOW, acting=world.judge, now=LATER)
    assert (problems, kept.state, Mark.objects.count(), MarkEvent.objects.count()) == ([], "open", 0, 0)


def test_a_page_keeps_nothing_in_a_finished_sheet_or_for_a_stranger(world: World):
    sheet = finished_sheet(world.entry, world.judge)
    marks = {FIRST: {"mark": 1}}
    with pytest.raises(actions.SheetLocked):
        actions.keep_marks(assignment=sheet, marks=marks, seen=None, acting=world.judge, now=NOW)
    with pytest.raises(NotAllowed):
        actions.keep_marks(assignment=sheet, marks=marks, seen=None, acting=world.staff.judges[1], now=NOW)
