"""Ranking arithmetic. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Standing:
    """An entry in a ranking: its place (None without a finished sheet), mean total, and how many sheets made it."""

    entry: str
    rank: int | None
    raw_mean: float | None
    sheets: int


def rank_by_mean(totals: dict[str, list[float]]) -> list[Standing]:
    """Rank entries by the mean of their totals, highest first; equal means share a place, and the next is skipped.

    Means are compared exactly (totals have four decimals), so that a tie is a tie. Entries without a finished
    sheet come last, without a place: a missing mark is never a zero.
    """
    exact = {
        entry: sum((Fraction(str(total)) for total in given), Fraction(0)) / len(given)
        for entry, given in totals.items()
        if given
    }
    order = sorted(exact, key=lambda entry: (-exact[entry], entry))
    ranked: list[Standing] = []
    for position, entry in enumerate(order, start=1):
        tied = ranked and exact[ranked[-1].entry] == exact[entry]
        place = ranked[-1].rank if tied else position
        ranked.append(Standing(entry, place, round(float(exact[entry]), 4), len(totals[entry])))
    unranked = sorted(entry for entry, given in totals.items() if not given)
    return ranked + [Standing(entry, None, None, 0) for entry in unranked]


def over_given(chosen: Iterable[str], allowed: dict[str, int]) -> dict[str, str]:
    """Return {prize: code} for prizes that do not exist (unknown_prize) or are given too often (too_many)."""
    counts: dict[str, int] = {}
    for prize in chosen:
        counts[prize] = counts.get(prize, 0) + 1
    return {
        prize: "unknown_prize" if prize not in allowed else "too_many"
        for prize, count in counts.items()
        if prize not in allowed or count > allowed[prize]
    }
