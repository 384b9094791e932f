"""What chosen levels of the rubric come to, and what to strengthen first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.entries.rules.self_checking import level_of, outlook, standings
from rangwan.kernel.text import Text
from rangwan.programmes.definition import Criterion, RubricLevel
from tests.builders import pack

CRITERIA = pack().criteria


def criterion(key: str, weight: float, maximum: float | None, *levels: tuple[float, float]) -> Criterion:
    """Return a criterion with these levels."""
    words = Text(th=key, en=key)
    rubric = tuple(RubricLevel(lowest=low, highest=high, label=words, text=words) for low, high in levels)
    return Criterion(
        key=key, name=words, weight=weight, maximum=maximum, guidance_name=words, guidance_order=1, guidance=words,
        rubric=rubric,
    )  # fmt: skip


SMALL = (
    criterion("a", 30, 10, (0, 4), (5, 8), (9, 10)),  # each mark weighs three
    criterion("b", 50, None, (0, 20), (21, 50)),
    criterion("c", 20, 10, (0, 4), (5, 8), (9, 10)),
)


def test_marks_are_weighted_over_the_scale():
    found = outlook(SMALL, {"a": 5, "b": 21, "c": 9})
    assert (found.lowest, found.highest, found.weight) == (15 + 21 + 18, 24 + 50 + 20, 100)
    assert (found.looked_at, found.every, found.is_whole) == (3, 3, True)
    assert [item.criterion.key for item in found.advice] == ["a"]
    assert found.advice[0].better == SMALL[0].rubric[2]


def test_what_was_not_looked_at_counts_in_neither():
    found = outlook(SMALL, {"a": 9})
    assert (found.lowest, found.highest, found.weight, found.is_whole) == (27, 30, 30, False)
    assert found.advice == ()
    nothing = outlook(SMALL, {})
    assert (nothing.lowest, nothing.highest, nothing.weight, nothing.looked_at, nothing.advice) == (0, 0, 0, 0, ())


def test_the_weakest_first_and_of_two_alike_the_heavier():
    # The middles of the levels: 6.5 of 10, 10 of 50, 2 of 10.
    assert [item.criterion.key for item in outlook(SMALL, {"a": 5, "b": 0, "c": 0}).advice] == ["b", "c", "a"]
    assert [item.criterion.key for item in outlook(SMALL, {"a": 0, "b": 0, "c": 0}).advice] == ["b", "a", "c"]


@pytest.mark.parametrize("lowest", [None, True, "5", 6, -1, [5], {"a": 5}])
def test_no_level_begins_there(lowest: object):
    assert level_of(SMALL[0], lowest) is None


@given(st.fixed_dictionaries({}, optional={
    item.key: st.sampled_from([level.lowest for level in item.rubric]) for item in CRITERIA
}))  # fmt: skip
def test_of_any_choice(levels: dict[str, float]):
    found = outlook(CRITERIA, levels)
    assert 0 <= found.lowest <= found.highest <= found.weight + 1e-9
    assert found.looked_at == len(levels)
    chosen = {item.criterion.key: item.level.lowest for item in standings(CRITERIA, levels) if item.level}
    assert chosen == levels
    assert {item.criterion.key for item in found.advice} <= set(levels)
    middles = [
        (item.level.lowest + item.level.highest) / item.criterion.top for item in found.advice if item.level is not None
    ]
    assert middles == sorted(middles)
