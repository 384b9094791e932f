"""Shapes of judging."""

from __future__ import annotations

from typing import Any

from pydantic import ConfigDict, Field

from rangwan.api.shapes.advice import NoteOut
from rangwan.api.shapes.base import Given, RoundKey, Shape, Words
from rangwan.api.shapes.decks import PinOut
from rangwan.api.shapes.entries import FileOut


class AssignIn(Given):
    """How many judges each entry gets (the round's own number where it is left out), and in which round."""

    per_entry: int | None = Field(None, ge=-1000, le=1000)
    round: RoundKey = None
    seed: int | None = Field(None, ge=0, le=2**53)


class ByHandIn(Given):
    """An entry, the judge (id of the person) and the round."""

    entry: str
    judge: str
    round: RoundKey = None


class AssignmentRow(Shape):
    """Who judges what."""

    id: str
    entry: str
    reference: str | None
    round: str
    judge: str
    judge_name: str
    state: str


class Assigned(Shape):
    """The lots that were drawn: `made` new ones; the same seed on the same input draws the same."""

    seed: int
    round: str
    made: int
    items: list[AssignmentRow]
    next: str | None


class SheetRow(Shape):
    """A scoresheet of the caller's. `state`: open, draft, finished or recused; `total` once it is finished."""

    id: str
    entry: str
    round: str
    state: str
    edition: str
    reference: str | None
    title: str
    marked: int
    total: float | None


class SheetState(Shape):
    """Where a scoresheet stands."""

    id: str
    state: str
    total: float | None


class MarkOut(Shape):
    """A mark (null: not marked) and its comment."""

    mark: float | None
    comment: str


class JudgedEntry(Shape):
    """What the judge reads."""

    id: str
    reference: str | None
    title: str
    organisation: Words
    answers: dict[str, Any]
    survey: dict[str, Any]
    correction_notes: list[NoteOut]
    files: list[FileOut]
    pins: list[PinOut]


class SheetOut(SheetState):
    """A scoresheet with its entry. `missing`: criteria without a mark. A recused judge sees the state alone."""

    round: str
    entry: JudgedEntry | None
    marks: dict[str, MarkOut]
    missing: list[str]


class MarkIn(Given):
    """A mark from 0 to the criterion's highest, null for "not marked", and a comment; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    mark: Any = None
    comment: Any = None


class ProgressRow(Shape):
    """How far a judge has come."""

    judge: str
    name: str
    assigned: int
    open: int
    draft: int
    finished: int
    recused: int
