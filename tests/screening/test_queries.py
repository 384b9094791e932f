"""The queue and the points to look at."""

from __future__ import annotations

import datetime as dt

from pytest_django.fixtures import DjangoAssertNumQueries

from rangwan.entries.rules import State
from rangwan.screening import actions, queries
from rangwan.screening.rules import Verdict
from tests.builders import NOW, all_in_order, bare_entry, member
from tests.screening.conftest import World


def test_the_queue_has_what_waits_first_and_nothing_of_ones_own(world: World):
    eligible = bare_entry(world.edition, State.ELIGIBLE, 2)
    mine = bare_entry(world.edition, State.CONFIRMED, 3)
    bare_entry(world.edition, State.DRAFT, 4)
    member(world.staff.screener, mine.organisation)
    rows = queries.queue(world.staff.screener, world.edition)
    assert [row["id"] for row in rows] == [world.entry.id, eligible.id]
    assert queries.queue(world.staff.chair, world.edition) == []


def test_the_queue_tells_whose_turn_it_is(world: World):
    findings = all_in_order(world.entry) | {"seal": {"ok": False, "note": "ไม่มี"}}
    actions.screen_entry(
        entry=world.entry, verdict=Verdict.INELIGIBLE, findings=findings, acting=world.staff.screener, now=NOW
    )
    turns = {
        person.name: [(row["proposed"], row["proposed_by_me"]) for row in queries.queue(person, world.edition)]
        for person in (world.staff.screener, world.staff.second)
    }
    assert turns == {world.staff.screener.name: [(True, True)], world.staff.second.name: [(True, False)]}


def test_the_queue_costs_one_query_for_1_and_50_rows(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    for number in (1, 50):
        while len(queries.queue(world.staff.screener, world.edition)) < number:
            bare_entry(world.edition, State.CONFIRMED, len(queries.queue(world.staff.screener, world.edition)) + 1)
        with django_assert_num_queries(1):
            assert len(queries.queue(world.staff.screener, world.edition)) == number


def test_points_are_the_rules_with_both_legs_and_then_the_signed_form(world: World):
    points = queries.points_of(world.entry)
    assert [point.outcome is not None for point in points] == [True] * 3 + [False] * 7
    leg = next(point.outcome for point in points if point.outcome and point.outcome.latest_by_months)
    assert (leg.met, leg.latest_by_date) == (True, dt.date(2021, 1, 31))


def test_verdicts_are_the_offices_alone(world: World):
    actions.screen_entry(
        entry=world.entry, verdict=Verdict.ELIGIBLE, findings=all_in_order(world.entry), acting=world.staff.screener,
        now=NOW,
    )  # fmt: skip
    assert len(queries.verdicts_of(world.staff.auditor, world.entry)) == 1
    assert queries.verdicts_of(world.entry.coordinator, world.entry) == []
