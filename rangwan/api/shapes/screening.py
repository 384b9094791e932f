"""Shapes of screening."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import ConfigDict, field_validator

from rangwan.api.shapes.base import Given, Labelled, Moment, Shape, Words
from rangwan.screening.rules import Verdict


class FindingIn(Given):
    """What was found about one rule or point: in order, not in order, or not looked at (null)."""

    model_config = ConfigDict(extra="forbid")

    ok: bool | None = None
    note: str | None = None


class ScreeningIn(Given):
    """A verdict. `rules`: findings by key; those left out were not looked at.

    `parts` and `due` go with the verdict "return".
    """

    verdict: Verdict
    rules: dict[str, FindingIn] = {}
    note: str = ""
    parts: list[str] = []
    due: Moment | None = None

    @field_validator("rules", mode="before")
    @classmethod
    def _short(cls, raw: Any) -> Any:
        """Take {key: true} for {key: {"ok": true}}."""
        if not isinstance(raw, dict):
            return {} if raw is None else raw
        return {key: {"ok": value} if isinstance(value, bool) else value for key, value in raw.items()}

    @field_validator("parts", mode="before")
    @classmethod
    def _none(cls, raw: Any) -> Any:
        return [] if raw is None else raw


class SecondIn(Given):
    """Whether a second person agrees that the entry is ineligible."""

    agree: bool
    note: str = ""


class QueueRow(Shape):
    """An entry to screen. `proposed`: an ineligible verdict awaits a second person."""

    id: str
    entry: str
    reference: str | None
    title: str
    state: str
    organisation: Words
    confirmed_at: dt.datetime | None
    due: dt.datetime | None
    proposed: bool
    proposed_by_me: bool


class PointOut(Labelled):
    """A rule or point, and what the answers say of it (null: nothing)."""

    met_by_answers: bool | None


class VerdictOut(Shape):
    """A verdict. `standing`: proposed (waits for a second person), final, rejected or revoked."""

    id: str
    verdict: str
    standing: str
    rules: dict[str, Any]
    note: str
    parts: list[str]
    due: dt.datetime | None
    at: dt.datetime


class VerdictGiven(VerdictOut):
    """A verdict and where the entry stands after it."""

    state: str


class ToScreen(Shape):
    """What is to be looked at, and the verdicts so far, newest first."""

    entry: str
    state: str
    rules: list[PointOut]
    verdicts: list[VerdictOut]
