"""Marks and totals, and a fair lot. Plain Python."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from rangwan.kernel.text import arabic_digits, visible
from rangwan.programmes.definition import Criterion


class SheetState(StrEnum):
    """Where a judge's scoresheet stands."""

    OPEN = "open"
    DRAFT = "draft"
    FINISHED = "finished"
    RECUSED = "recused"


RECUSAL_REASONS = ("own_organisation", "worked_on_it", "relative", "business", "other")


@dataclass(frozen=True)
class GivenMark:
    """A mark as given: None is "not marked yet", and never zero."""

    mark: float | None
    comment: str


_TYPED = re.compile(r"[+-]?(?:[0-9]{1,40}(?:[.,][0-9]{0,40})?|[.,][0-9]{1,40})")


@dataclass(frozen=True)
class MarkProblem:
    """Why a mark or a comment could not be kept; `code` is worded by judging.wording."""

    criterion: str
    part: Literal["mark", "comment"]
    code: str


def read_mark(raw: Any, criterion: Criterion) -> float | None:
    """Return the mark, None for "not marked". Raises ValueError(code): not_a_number, out_of_range, too_fine.

    A mark is a number from 0 to the criterion's top, with at most two decimals. Typed, it may have Thai digits and
    a decimal comma (๗,๕).
    """
    exact = _typed(raw) if isinstance(raw, str) else _number(raw)
    if exact is None:
        return None
    if not 0 <= exact <= Decimal(str(criterion.top)):
        raise ValueError("out_of_range")
    if exact != round(exact, 2):
        raise ValueError("too_fine")
    return float(exact)


def _typed(raw: str) -> Decimal | None:
    text = visible(arabic_digits(raw)).strip()
    if not text:
        return None
    if not _TYPED.fullmatch(text):
        raise ValueError("not_a_number")
    return Decimal(text.replace(",", "."))


def _number(raw: Any) -> Decimal | None:
    if raw is None:
        return None
    if isinstance(raw, float) and math.isfinite(raw):
        return Decimal(repr(raw))
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    raise ValueError("not_a_number")


def total(marks: Mapping[str, float | None], criteria: Sequence[Criterion]) -> float | None:
    """Return Σ weight · mark / top over all criteria, to four decimals; None while a mark is missing."""
    return None if missing_marks(marks, criteria) else total_so_far(marks, criteria)


def total_so_far(marks: Mapping[str, float | None], criteria: Iterable[Criterion]) -> float | None:
    """Return the same over the criteria that are marked; None while none is."""
    parts = [
        Decimal(str(criterion.weight)) * Decimal(str(mark)) / Decimal(str(criterion.top))
        for criterion in criteria
        if (mark := marks.get(criterion.key)) is not None
    ]
    return float(round(sum(parts, Decimal(0)), 4)) if parts else None


def missing_marks(marks: Mapping[str, float | None], criteria: Iterable[Criterion]) -> list[str]:
    """Return the keys of criteria that have no mark yet."""
    return [criterion.key for criterion in criteria if marks.get(criterion.key) is None]


def draw_lots(
    entries: list[str],
    judges: list[str],
    *,
    per_entry: int,
    conflicts: set[tuple[str, str]],
    taken: set[tuple[str, str]],
    seed: int,
) -> list[tuple[str, str]]:
    """Return new pairs (entry, judge) so that each entry has `per_entry` judges, none of them in conflict.

    `conflicts` and `taken` (what is assigned already) hold pairs (entry, judge). Entries with the fewest judges
    to choose from draw first; of those free, the least loaded draw, and the seed breaks ties, so that the same
    input gives the same lots. An entry gets fewer when too few judges are free.
    """
    lot = random.Random(seed)  # noqa: S311 -- a lot that can be drawn again, not a secret
    load = dict.fromkeys(judges, 0)
    for _, judge in taken:
        if judge in load:
            load[judge] += 1
    barred = conflicts | taken
    free = {entry: [judge for judge in judges if (entry, judge) not in barred] for entry in entries}
    have = {entry: sum(1 for pair in taken if pair[0] == entry) for entry in entries}
    order = sorted(entries)
    lot.shuffle(order)
    order.sort(key=lambda entry: len(free[entry]))
    pairs = []
    for entry in order:
        candidates = sorted(free[entry])
        lot.shuffle(candidates)
        candidates.sort(key=lambda judge: load[judge])
        for judge in candidates[: max(0, per_entry - have[entry])]:
            load[judge] += 1
            pairs.append((entry, judge))
    return pairs
