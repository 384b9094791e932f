"""Ranking arithmetic against a slow, obvious oracle."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from rangwan.results.rules import Standing, over_given, rank_by_mean

TOTALS = st.integers(0, 1_000_000).map(lambda n: n / 10_000)
ROUND_TOTALS = st.integers(0, 20).map(lambda n: n * 5.0)  # ties are likely
SHEETS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.lists(TOTALS | ROUND_TOTALS, max_size=4))


@given(SHEETS)
def test_places_means_and_order(sheets: dict[str, list[float]]):
    means = {entry: sum(map(_exact, given)) / len(given) for entry, given in sheets.items() if given}
    ranked = rank_by_mean(sheets)
    assert sorted(standing.entry for standing in ranked) == sorted(sheets)
    for standing in ranked:
        if standing.entry not in means:
            assert standing == Standing(standing.entry, None, None, 0)
            continue
        better = sum(1 for mean in means.values() if mean > means[standing.entry])
        assert standing.rank == better + 1
        assert standing.raw_mean == round(float(means[standing.entry]), 4)
        assert standing.sheets == len(sheets[standing.entry])
    keys = [(standing.rank is None, standing.rank or 0, standing.entry) for standing in ranked]
    assert keys == sorted(keys)


def _exact(total: float) -> Fraction:
    return Fraction(str(total))


@given(SHEETS)
def test_the_order_of_the_sheets_does_not_matter(sheets: dict[str, list[float]]):
    turned = {entry: given[::-1] for entry, given in reversed(sheets.items())}
    assert rank_by_mean(turned) == rank_by_mean(sheets)


def test_a_tie_is_a_tie_and_the_next_place_is_skipped():
    ranked = rank_by_mean({"a": [0.1, 0.2], "b": [0.15], "c": [0.1], "d": [], "e": [99.9999]})
    assert [(standing.entry, standing.rank) for standing in ranked] == [
        ("e", 1), ("a", 2), ("b", 2), ("c", 4), ("d", None),
    ]  # fmt: skip


def test_prizes_given_too_often():
    allowed = {"gold": 1, "silver": 2}
    assert over_given(["gold", "silver", "silver"], allowed) == {}
    assert over_given(["gold", "gold", "tin"], allowed) == {"gold": "too_many", "tin": "unknown_prize"}
