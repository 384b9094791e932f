from __future__ import annotations

import pytest

from bench import counting, world
from bench.budgets import PAGES
from bench.load import Unexpected
from bench.scenarios import Scenario, scenarios
from rangwan.entries.models import Entry
from rangwan.judging.models import MarkEvent
from rangwan.kernel import clock

SIZE = world.Size(entries=50, judges=2, sheets=50, open=1, entrants=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def units() -> dict[str, Scenario]:
    return scenarios(world.make(SIZE, clock.now()))


def test_every_row_of_the_budget_has_its_scenario(units: dict[str, Scenario]):
    assert list(units) == [budget.key for budget in PAGES]


def test_a_mark_is_written_every_time(units: dict[str, Scenario]):
    door = counting.Inside()
    for key in ("mark_page", "mark_api"):
        units[key](door, 1)
        before = MarkEvent.objects.count()
        units[key](door, 2)
        units[key](door, 3)
        assert MarkEvent.objects.count() == before + 2


def test_a_whole_entry_ends_confirmed(units: dict[str, Scenario]):
    units["whole_entry"](counting.Inside(), 1)
    assert Entry.objects.filter(state="confirmed").count() == 1


def test_a_list_shows_the_rows_that_it_is_measured_for(units: dict[str, Scenario]):
    door = counting.Inside()
    units["office_50"](door, 1)
    with pytest.raises(AssertionError, match="50 rows instead of 250"):
        units["office_250"](door, 2)


def test_queries_are_within_their_budget(units: dict[str, Scenario]):
    row = next(budget for budget in PAGES if budget.key == "office_50")
    assert row.queries is not None
    assert counting.queries_of(units["office_50"], 1) <= row.queries


def test_what_the_page_refuses_is_told(units: dict[str, Scenario]):
    with pytest.raises(Unexpected, match="404 instead of 200"):
        counting.Inside().send("GET", "/awards/none/")
