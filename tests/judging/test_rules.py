"""Marks, totals and the lot."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.judging.rules import draw_lots, missing_marks, read_mark, total, total_so_far
from tests.builders import pack

CRITERIA = pack().criteria
FIRST = CRITERIA[0]
MARKS = st.fixed_dictionaries(
    {}, optional={c.key: st.none() | st.integers(0, int(c.top * 100)).map(lambda n: n / 100) for c in CRITERIA}
)


@given(MARKS)
def test_the_total_is_the_exact_weighted_sum_or_nothing(marks: dict[str, float | None]):
    missing = [criterion.key for criterion in CRITERIA if marks.get(criterion.key) is None]
    assert missing_marks(marks, CRITERIA) == missing
    if missing:
        assert total(marks, CRITERIA) is None
        return
    exact = sum(
        Fraction(str(criterion.weight)) * Fraction(str(marks[criterion.key])) / Fraction(str(criterion.top))
        for criterion in CRITERIA
    )
    assert total(marks, CRITERIA) == float(round(exact, 4))


def test_all_at_the_top_are_a_hundred_and_all_zero_are_zero():
    assert total({criterion.key: criterion.top for criterion in CRITERIA}, CRITERIA) == 100
    assert total(dict.fromkeys((criterion.key for criterion in CRITERIA), 0), CRITERIA) == 0


@given(st.integers(0, int(FIRST.top * 100)))
def test_every_mark_of_two_decimals_is_read_back(hundredths: int):
    mark = hundredths / 100
    assert (
        read_mark(mark, FIRST) == read_mark(f" {mark} ", FIRST) == read_mark(str(mark).replace(".", ","), FIRST) == mark
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("seven", "not_a_number"), (True, "not_a_number"), ("1e1", "not_a_number"), (float("nan"), "not_a_number"),
        ([7], "not_a_number"), (-0.01, "out_of_range"), ("10.01", "out_of_range"), (10**40, "out_of_range"),
        ("7.123", "too_fine"), (0.001, "too_fine"),
    ],
)  # fmt: skip
def test_what_is_no_mark(raw: Any, code: str):
    with pytest.raises(ValueError, match=code):
        read_mark(raw, FIRST)


@pytest.mark.parametrize("raw", [None, "", "  ", "\u200b"])
def test_empty_is_not_marked_and_not_zero(raw: Any):
    assert read_mark(raw, FIRST) is None


# --- the lot ---------------------------------------------------------------------------------------------------------

ENTRIES = [f"e{number}" for number in range(8)]
JUDGES = [f"j{number}" for number in range(6)]
PAIRS = st.sets(st.tuples(st.sampled_from(ENTRIES), st.sampled_from(JUDGES)), max_size=20)
SOME_ENTRIES = st.lists(st.sampled_from(ENTRIES), unique=True)
SOME_JUDGES = st.lists(st.sampled_from(JUDGES), unique=True)


@given(SOME_ENTRIES, SOME_JUDGES, st.integers(1, 5), PAIRS, PAIRS, st.integers(0, 2**31))
def test_the_lot(  # noqa: PLR0917
    entries: list[str], judges: list[str], per_entry: int, conflicts: set[Any], taken: set[Any], seed: int
):
    lot = draw_lots(entries, judges, per_entry=per_entry, conflicts=conflicts, taken=taken, seed=seed)
    assert len(set(lot)) == len(lot)
    assert set(lot) & (conflicts | taken) == set()
    assert {entry for entry, _ in lot} <= set(entries)
    for entry in entries:
        before = sum(1 for pair in taken if pair[0] == entry)
        free = [judge for judge in judges if (entry, judge) not in conflicts | taken]
        drawn = sum(1 for pair in lot if pair[0] == entry)
        assert drawn == min(max(0, per_entry - before), len(free))


@given(SOME_ENTRIES, SOME_JUDGES, st.integers(1, 5), PAIRS, PAIRS, st.integers(0, 2**31), st.randoms())
def test_the_same_seed_draws_the_same_lot_in_whatever_order_people_come(  # noqa: PLR0917
    entries: list[str], judges: list[str], per_entry: int, conflicts: set[Any], taken: set[Any], seed: int, chance: Any
):
    drawn = draw_lots(entries, judges, per_entry=per_entry, conflicts=conflicts, taken=taken, seed=seed)
    chance.shuffle(entries)
    chance.shuffle(judges)
    assert draw_lots(entries, judges, per_entry=per_entry, conflicts=conflicts, taken=taken, seed=seed) == drawn


@given(SOME_ENTRIES, st.lists(st.sampled_from(JUDGES), unique=True, min_size=1), st.integers(1, 5), st.integers(0, 99))
def test_without_conflicts_loads_differ_by_one_at_most(
    entries: list[str], judges: list[str], per_entry: int, seed: int
):
    lot = draw_lots(entries, judges, per_entry=per_entry, conflicts=set(), taken=set(), seed=seed)
    loads = [sum(1 for _, drawn in lot if drawn == judge) for judge in judges]
    assert max(loads) - min(loads) <= 1


def test_different_seeds_draw_different_lots():
    lots = {tuple(draw_lots(ENTRIES, JUDGES, per_entry=2, conflicts=set(), taken=set(), seed=n)) for n in range(20)}
    assert len(lots) > 15


@given(MARKS)
def test_the_total_so_far_is_that_of_the_criteria_marked(marks: dict[str, float | None]):
    marked = [criterion for criterion in CRITERIA if marks.get(criterion.key) is not None]
    assert total_so_far(marks, CRITERIA) == total(marks, marked) if marked else total_so_far(marks, CRITERIA) is None


@pytest.mark.parametrize(
    ("typed", "mark"), [("๗.๕", 7.5), ("๗,๕", 7.5), (" ๑๐ ", 10), ("7.", 7), (".5", 0.5), ("+3", 3)]
)
def test_marks_as_thais_write_them(typed: str, mark: float):
    assert read_mark(typed, FIRST) == mark


@pytest.mark.parametrize("raw", ["1_0", "７", "7\x00", "--7", "7 5", "7,5,0", "inf", "9" * 100_000, float("inf")])
def test_what_python_reads_and_a_judge_does_not_write(raw: Any):
    with pytest.raises(ValueError, match="not_a_number"):
        read_mark(raw, FIRST)
