"""Lists of judging."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.judging import queries
from rangwan.judging.models import Assignment
from tests.builders import NOW, assignment, bare_entry, finished_sheet, make_edition, pack
from tests.judging.conftest import World

ROUND = pack().rounds[0].key


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DISQUALIFIED, State.INELIGIBLE, State.JUDGED])
def test_an_entry_that_left_takes_its_open_sheets_off_every_list(world: World, state: State):
    gone = assignment(world.entries[0], world.judge)
    stays = assignment(world.entries[1], world.judge)
    Entry.objects.filter(pk=gone.entry_id).update(state=state)
    assert [row["id"] for row in queries.own_assignments(world.judge)] == [stays.id]
    assert [row["id"] for row in queries.assignments_in(world.edition, ROUND)] == [stays.id]
    assert [(row["assigned"], row["open"]) for row in queries.progress(world.edition)] == [(1, 1)]
    assert queries.unfinished_judges(world.edition, ROUND) == {stays.entry_id: [world.judge.name]}


def test_a_finished_sheet_stays_on_its_judges_list_when_the_entry_was_judged(world: World):
    sheet = finished_sheet(world.entry, world.judge)
    Entry.objects.filter(pk=world.entry.pk).update(state=State.JUDGED)
    assert [row["id"] for row in queries.own_assignments(world.judge)] == [sheet.id]


def test_progress_counts_by_judge_and_round(world: World):
    finished_sheet(world.entries[0], world.judge)
    assignment(world.entries[1], world.judge)
    other = assignment(world.entry, world.staff.judges[1])
    Assignment.objects.filter(pk=other.pk).update(round="another")
    states = ("assigned", "open", "draft", "finished", "recused")
    found = {row["judge_id"]: tuple(row[state] for state in states) for row in queries.progress(world.edition)}
    assert found == {world.judge.id: (2, 1, 0, 1, 0), world.staff.judges[1].id: (1, 1, 0, 0, 0)}
    assert [row["judge_id"] for row in queries.progress(world.edition, ROUND)] == [world.judge.id]


def test_totals_and_marks_are_of_finished_sheets(world: World):
    done = finished_sheet(world.entry, world.judge, 0.5)
    assignment(world.entry, world.staff.judges[1])
    assert [(row["id"], row["total"]) for row in queries.finished_totals(world.edition, ROUND)] == [(done.id, 50.0)]
    marks = queries.marks_of_round(world.edition, ROUND)
    assert marks == {done.id: {criterion.key: criterion.top / 2 for criterion in pack().criteria}}


def test_a_sheet_of_another_edition_is_not_here(world: World):
    sheet = assignment(world.entry, world.judge)
    assert queries.sheet_in(world.edition, sheet.id) == sheet
    for edition, wanted in ((make_edition(slug="other"), sheet.id), (world.edition, "nowhere")):
        with pytest.raises(queries.NoSuchAssignment):
            queries.sheet_in(edition, wanted)


def test_every_list_costs_one_query_for_1_and_50_rows(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    for wanted in (1, 50):
        for number in range(Assignment.objects.count(), wanted):
            assignment(bare_entry(world.edition, State.ELIGIBLE, 100 + number), world.judge)
        for rows in (
            lambda: queries.own_assignments(world.judge),
            lambda: queries.assignments_in(world.edition, ROUND),
            lambda: list(queries.unfinished_judges(world.edition, ROUND)),
            lambda: queries.entries_to_judge(world.edition)[2:],
        ):
            with django_assert_num_queries(1):
                assert len(rows()) == wanted
        with django_assert_num_queries(1):
            assert queries.progress(world.edition)[0]["assigned"] == wanted


def test_the_place_of_a_sheet_among_its_judges_own(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    entries = [*world.entries, bare_entry(world.edition, State.ELIGIBLE, 3)]
    sheets = [assignment(entry, world.judge, NOW + dt.timedelta(minutes=n)) for n, entry in enumerate(entries)]
    assignment(world.entries[0], world.staff.judges[1])
    with django_assert_num_queries(1):
        place = queries.place_of(sheets[1])
    assert place == queries.Place(2, 3, sheets[0].id, sheets[2].id)
    assert queries.place_of(sheets[0]) == queries.Place(1, 3, None, sheets[1].id)
    Assignment.objects.filter(pk=sheets[0].pk).update(state="recused")
    assert queries.place_of(sheets[1]) == queries.Place(1, 2, None, sheets[2].id)
    assert queries.place_of(sheets[0]) == queries.Place(0, 2, None, None)
