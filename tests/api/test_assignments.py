"""Assignments: by lot with the round named in any way, by hand, taken back."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.programmes.models import Appointment
from rangwan.screening.actions import screen_entry
from rangwan.screening.rules import Verdict
from tests.api.calling import codes, ok, refused
from tests.api.conftest import World
from tests.builders import NOW, PACK, appointed, confirmed_entry

PATH = f"awards/{PACK}/assignments"


@pytest.fixture
def entry(world: World) -> Entry:
    """An eligible entry."""
    entry = confirmed_entry(world.edition, world.office, world.somchai).entry
    screener = appointed("ผู้ตรวจ", world.edition, Appointment.Role.SCREENER)
    screen_entry(entry=entry, verdict=Verdict.ELIGIBLE, findings={}, acting=screener, now=NOW, partial=True)
    entry.refresh_from_db()
    return entry


@pytest.fixture
def judges(world: World) -> list[Person]:
    """Four judges."""
    return world.judges(4)


@pytest.mark.parametrize(
    ("body", "made"),
    [
        (None, 3), ({}, 3), ({"per_entry": 2}, 2), ({"per_entry": 2, "round": None}, 2), ({"round": "judging"}, 3),
        ({"round": 1}, 3), ({"round": "1"}, 3), ({"round": ""}, 3), ({"per_entry": 9}, 4),
    ],
)  # fmt: skip
def test_the_round_may_be_named_in_every_way(world: World, entry: Entry, judges: list[Person], body: Any, made: int):
    drawn = ok(world.chair.post(PATH, body), 201)
    assert (drawn["made"], drawn["round"], len(drawn["items"])) == (made, "judging", made)
    assert {(row["entry"], row["round"], row["state"]) for row in drawn["items"]} == {(entry.id, "judging", "open")}
    assert ok(world.chair.post(PATH, body), 201)["made"] == 0
    assert ok(world.chair.get(f"{PATH}?round=1"))["items"] == drawn["items"]


def test_the_same_seed_draws_the_same(world: World, entry: Entry, judges: list[Person]):
    first = ok(world.chair.post(PATH, {"per_entry": 2, "seed": 7}), 201)
    for row in first["items"]:
        assert world.chair.delete(f"{PATH}/{row['id']}?reason=x").status_code == 204
    again = ok(world.chair.post(PATH, {"per_entry": 2, "seed": first["seed"]}), 201)
    assert {row["judge"] for row in again["items"]} == {row["judge"] for row in first["items"]}


def test_without_judges_or_entries_it_is_said(world: World):
    assert codes(refused(world.chair.post(PATH, {}), 422)) == {"": "no_judges"}
    world.judges(1)
    assert codes(refused(world.chair.post(PATH, {}), 422)) == {"": "no_entries"}


def test_by_hand(world: World, entry: Entry, judges: list[Person]):
    body = {"entry": entry.id, "judge": judges[0].id}
    made = ok(world.chair.post(f"{PATH}/by-hand", body), 201)
    assert ok(world.chair.post(f"{PATH}/by-hand", body), 201) == made
    for wrong, expected in (
        ({"entry": "none", "judge": judges[0].id}, {"entry": "unknown"}),
        ({"entry": entry.id, "judge": "none"}, {"entry": "unknown"}),
        ({"entry": entry.id, "judge": world.somchai.id}, {"": "not_a_judge"}),
        ({**body, "round": "x"}, {"round": "unknown_round"}),
    ):
        assert codes(refused(world.chair.post(f"{PATH}/by-hand", wrong), 422)) == expected
    (row,) = ok(world.chair.get(f"awards/{PACK}/progress"))["items"]
    assert (row["judge"], row["assigned"], row["open"]) == (judges[0].id, 1, 1)


def test_a_sheet_that_was_begun_is_not_taken_back(world: World, entry: Entry):
    body = {"entry": entry.id, "judge": world.judge_person.id}
    made = ok(world.chair.post(f"{PATH}/by-hand", body), 201)
    ok(world.judge.put(f"judging/assignments/{made['id']}/marks", {"problem": {"mark": 5}}))
    assert codes(refused(world.chair.delete(f"{PATH}/{made['id']}"), 422)) == {"": "begun"}
    refused(world.chair.delete(f"{PATH}/none"), 404)
