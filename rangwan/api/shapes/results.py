"""Shapes of rankings, decision and published result."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from rangwan.api.shapes.base import Given, RoundKey, Shape, Words


class RankIn(Given):
    """The round to rank."""

    round: RoundKey = None


class SheetBehind(Shape):
    """A finished scoresheet behind a ranking."""

    judge: str
    judge_id: str
    total: float
    marks: dict[str, float | None]


class RankRow(Shape):
    """An entry's place (null without a finished sheet). `missing`: names of judges who have not finished."""

    rank: int | None
    entry: str
    reference: str | None
    title: str
    organisation: Words
    raw_mean: float | None
    judges: int
    sheets: list[SheetBehind]
    missing: list[str]


class RankingRow(Shape):
    """A ranking in a list."""

    id: str
    round: str
    at: dt.datetime
    digest: str


class RankingOut(RankingRow):
    """A ranking with every scoresheet behind it."""

    method: str
    rows: list[RankRow]


class PrizeIn(Given):
    """A prize and the entry that wins it."""

    prize: str
    entry: str


class DecisionIn(Given):
    """The one decision: the ranking it rests on, who wins what, and the minute."""

    ranking: str
    prizes: list[PrizeIn]
    minute: str = ""


class PrizeGivenOut(Shape):
    """A prize and the entry that won it."""

    prize: str
    entry: str


class DecisionOut(Shape):
    """The decision as it was recorded."""

    id: str
    ranking: str
    prizes: list[PrizeGivenOut]
    minute: str


class Winner(PrizeGivenOut):
    """A winner as the public reads it."""

    name: Words
    reference: str | None
    title: str
    organisation: Words


class ResultsOut(Shape):
    """The published result: prizes, no marks."""

    edition: str
    name: Words
    decided_at: dt.datetime
    released_at: dt.datetime
    prizes: list[Winner]
    digest: str


class ScoredRow(Shape):
    """An entry in the office's list; `mean` of the finished totals, for those who may see scores."""

    id: str
    reference: str | None
    title: str
    state: str
    organisation: Words
    province: Words
    confirmed_at: dt.datetime | None
    sheets: int
    finished: int
    mean: float | None


class EntryFilter(Given):
    """What to list: `q` searches titles, references and organisations; `state` and `round` filter."""

    q: str = Field("", max_length=200)
    state: str = ""
    round: str = ""
    offset: int = Field(0, ge=0, le=1_000_000)
