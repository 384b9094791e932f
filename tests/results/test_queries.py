"""The office's list with scores, rankings, and what is left to do before a decision."""

from __future__ import annotations

import datetime as dt

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from rangwan.accounts.models import Organisation
from rangwan.entries.models import Entry
from rangwan.entries.rules import RECEIVED, State
from rangwan.judging.actions import reopen_sheet
from rangwan.judging.models import Assignment
from rangwan.results import queries
from tests.builders import NOW, assignment, bare_entry, pack
from tests.results.conftest import World
from tests.results.test_actions import rank

ROUND = pack().rounds[0].key


def test_scores_are_for_those_who_lead_and_audit(world: World):
    for person, means in (
        (world.staff.chair, [90.0, 60.0, None]),
        (world.staff.organiser, [90.0, 60.0, None]),
        (world.staff.auditor, [90.0, 60.0, None]),
        (world.staff.screener, [None, None, None]),
    ):
        rows, number = queries.entries_with_scores(person, world.edition)
        assert ([row["mean"] for row in rows], number) == (means, 3)
    assert queries.entries_with_scores(world.judge, world.edition) == ([], 0)


def test_a_screener_cannot_tell_scores_from_the_order(world: World):
    Assignment.objects.filter(entry=world.entries[1]).update(total=99)
    order = {
        person.name: [row["reference"] for row in queries.entries_with_scores(person, world.edition)[0]]
        for person in (world.staff.screener, world.staff.chair)
    }
    assert order == {
        world.staff.screener.name: ["T0001", "T0002", "T0003"],
        world.staff.chair.name: ["T0002", "T0001", "T0003"],
    }


def test_sheets_are_counted_without_those_who_stepped_back(world: World):
    for judge, state in zip(world.staff.judges[1:], ("recused", "open"), strict=True):
        sheet = assignment(world.entry, judge)
        Assignment.objects.filter(pk=sheet.pk).update(state=state)
    row = queries.entries_with_scores(world.staff.chair, world.edition, round_key=ROUND)[0][0]
    assert (row["finished"], row["sheets"], row["mean"]) == (1, 2, 90.0)
    row = queries.entries_with_scores(world.staff.chair, world.edition, round_key="another")[0][0]
    assert (row["finished"], row["sheets"], row["mean"]) == (0, 0, None)


def test_the_list_holds_what_was_received_in_every_state(world: World):
    for number, state in enumerate(State, start=10):
        bare_entry(world.edition, state, number)
    Entry.objects.filter(state=State.WITHDRAWN).update(reference=None)
    rows, number = queries.entries_with_scores(world.staff.chair, world.edition)
    assert {row["state"] for row in rows} == set(RECEIVED)
    assert number == len(rows) == 3 + len(RECEIVED)


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("โครงการที่ 2", ["T0002"]), ("t0003", ["T0003"]), ("อบต.ที่ 1", ["T0001"]), ("ubon  T0002", ["T0002"]),
        ("อุบล ไม่มี", []), ("โครงการที่ ๒", ["T0002"]), ("%", []), ("\x00", []), ("'; --", []),
    ],
)  # fmt: skip
def test_search(world: World, search: str, found: list[str]):
    rows, number = queries.entries_with_scores(world.staff.chair, world.edition, search=search)
    assert ([row["reference"] for row in rows], number) == (found, len(found))


def test_pages_and_states(world: World):
    rows, number = queries.entries_with_scores(world.staff.chair, world.edition, offset=1, limit=1)
    assert ([row["reference"] for row in rows], number) == (["T0002"], 3)
    Entry.objects.filter(pk=world.entry.pk).update(state=State.WITHDRAWN)
    rows, number = queries.entries_with_scores(world.staff.chair, world.edition, state="withdrawn")
    assert ([row["reference"] for row in rows], number) == (["T0001"], 1)


def test_the_list_costs_the_same_for_1_and_50_rows(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    for wanted in (1, 50):
        for number in range(3, wanted):
            assignment(bare_entry(world.edition, State.ELIGIBLE, 100 + number), world.judge)
        with django_assert_num_queries(4):
            rows, _ = queries.entries_with_scores(world.staff.chair, world.edition, limit=wanted)
            assert len(rows) == wanted
    assert Organisation.objects.count() == 50


def test_what_is_left_before_the_decision(world: World):
    assert queries.unfinished(world.edition) == {"sheets": 0, "entries": 1}
    assignment(world.entries[2], world.judge)
    assert queries.unfinished(world.edition) == {"sheets": 1, "entries": 1}
    Entry.objects.filter(pk=world.entries[2].pk).update(state=State.WITHDRAWN)
    assert queries.unfinished(world.edition) == {"sheets": 0, "entries": 0}


def test_a_ranking_knows_what_changed_after_it(world: World):
    ranking = rank(world)
    assert queries.sheets_changed_since(ranking) == 0
    sheet = Assignment.objects.get(entry=world.entry)
    reopen_sheet(assignment=sheet, reason="x", acting=world.staff.chair, now=NOW + dt.timedelta(minutes=1))
    assert queries.sheets_changed_since(ranking) == 1


def test_rankings_are_listed_newest_first_for_one_query(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
):
    runs = [rank(world)]
    for number in (1, 50):
        runs += [rank(world) for _ in range(number - len(runs))]
        with django_assert_num_queries(1):
            listed = queries.rankings_of(world.staff.auditor, world.edition)
            assert ({run.id for run in listed}, listed[0].by) == ({run.id for run in runs}, world.staff.chair)
    assert queries.rankings_of(world.staff.screener, world.edition) == []
    with pytest.raises(queries.NoSuchRanking):
        queries.ranking_for(world.judge, runs[0].id)


def test_before_the_release_there_is_no_result(world: World):
    with pytest.raises(queries.NotReleased):
        queries.released(world.edition)
