"""The entrants' own look at the rubric: what the levels they chose come to, and what is worth strengthening first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rangwan.programmes.definition import Criterion, RubricLevel


@dataclass(frozen=True)
class Standing:
    """One criterion with the level that was chosen for it, and the next better one; None where there is none."""

    criterion: Criterion
    level: RubricLevel | None
    better: RubricLevel | None


@dataclass(frozen=True)
class Outlook:
    """What the chosen levels come to, in weighted marks from `lowest` to `highest` out of `weight`.

    A criterion without a level counts in neither: nothing is assumed of it.
    """

    lowest: float
    highest: float
    weight: float  # of the criteria that were looked at
    looked_at: int
    every: int
    advice: tuple[Standing, ...]  # below their best level, the one with most to win first

    @property
    def is_whole(self) -> bool:
        """Whether every criterion was looked at."""
        return self.looked_at == self.every


def level_of(criterion: Criterion, lowest: object) -> RubricLevel | None:
    """Return the rubric level that begins at this mark, or None."""
    if isinstance(lowest, bool) or not isinstance(lowest, int | float):
        return None
    return next((level for level in criterion.rubric if level.lowest == lowest), None)


def standings(criteria: Iterable[Criterion], levels: Mapping[str, object]) -> list[Standing]:
    """Return every criterion with its chosen level, in the order given."""
    found = []
    for criterion in criteria:
        level = level_of(criterion, levels.get(criterion.key))
        above = [other for other in criterion.rubric if level is not None and other.lowest > level.lowest]
        found.append(Standing(criterion, level, min(above, key=lambda other: other.lowest, default=None)))
    return found


def outlook(criteria: Iterable[Criterion], levels: Mapping[str, object]) -> Outlook:
    """Return what the chosen levels ({criterion: lowest mark of the level}) come to."""
    every = standings(criteria, levels)
    chosen = [(item, item.level) for item in every if item.level is not None]
    lowest = sum((_weighted(item.criterion, level.lowest) for item, level in chosen), Fraction(0))
    highest = sum((_weighted(item.criterion, level.highest) for item, level in chosen), Fraction(0))
    improvable = [(item, level) for item, level in chosen if item.better is not None]
    # The lowest part of the scale first; of two alike, the one that weighs more.
    improvable.sort(key=lambda pair: (_part(pair[0].criterion, pair[1]), -pair[0].criterion.weight))
    return Outlook(
        lowest=float(lowest),
        highest=float(highest),
        weight=sum(item.criterion.weight for item, _level in chosen),
        looked_at=len(chosen),
        every=len(every),
        advice=tuple(item for item, _level in improvable),
    )


def _weighted(criterion: Criterion, mark: float) -> Fraction:
    return Fraction(criterion.weight) * Fraction(mark) / Fraction(criterion.top) if criterion.top else Fraction(0)


def _part(criterion: Criterion, level: RubricLevel) -> Fraction:
    middle = (Fraction(level.lowest) + Fraction(level.highest)) / 2
    return middle / Fraction(criterion.top) if criterion.top else Fraction(0)
