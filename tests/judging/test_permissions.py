"""A sheet is its judge's until it is finished; then chair, organiser and auditor read it. The pair agrees."""

from __future__ import annotations

import pytest

from rangwan.judging.models import Assignment
from rangwan.judging.permissions import may_assign, may_mark, may_see_sheet, sheets_visible_to
from rangwan.judging.rules import SheetState
from rangwan.programmes.models import Appointment
from tests.builders import NOW, assignment
from tests.judging.conftest import World


@pytest.mark.parametrize("state", list(SheetState))
def test_who_sees_and_who_marks(world: World, state: SheetState):
    sheet = assignment(world.entry, world.judge)
    Assignment.objects.update(state=state, total=50 if state == SheetState.FINISHED else None)
    sheet.refresh_from_db()
    staff = world.staff
    people = {
        "organiser": staff.organiser, "screener": staff.screener, "chair": staff.chair, "auditor": staff.auditor,
        "judge": world.judge, "another": staff.judges[1], "coordinator": world.entry.coordinator,
    }  # fmt: skip
    seen = {name for name, person in people.items() if may_see_sheet(person, sheet)}
    listed = {name for name, person in people.items() if sheets_visible_to(Assignment.objects.all(), person).exists()}
    readers = {"organiser", "chair", "auditor"} if state == SheetState.FINISHED else set()
    assert seen == listed == readers | {"judge"}
    marks = {name for name, person in people.items() if may_mark(person, sheet)}
    assert marks == (set() if state == SheetState.RECUSED else {"judge"})
    assert {name for name, person in people.items() if may_assign(person, world.edition)} == {"organiser", "chair"}


def test_a_dismissed_judge_marks_nothing(world: World):
    sheet = assignment(world.entry, world.judge)
    Appointment.objects.filter(person=world.judge).update(ended_at=NOW)
    assert not may_mark(world.judge, sheet)
