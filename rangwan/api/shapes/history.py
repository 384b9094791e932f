"""Shapes of an entry's history and of who is at it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rangwan.api.shapes.base import Fault, Given, Shape


class MarkOut(Shape):
    """What happened while a version stood. `kind`: submitted, received (`number` of the receipt) or closing."""

    kind: str
    at: dt.datetime
    number: int


class RevisionRow(Shape):
    """One save: who made it, when, and which questions it changed. `restored`: the version it brought back."""

    version: int
    at: dt.datetime
    by: str
    questions: list[str]
    marks: list[MarkOut]
    restored: int | None


class RevisionOut(RevisionRow):
    """One save, with all answers as they were after it."""

    answers: dict[str, Any]


class Restoring(Given):
    """What to bring back: these questions, or (null) every one."""

    questions: list[str] | None = None


class Restored(Shape):
    """What bringing back led to: the new version, the questions that changed, and what is wrong with the answers."""

    version: int
    questions: list[str]
    problems: list[Fault]


class PresentOut(Shape):
    """Somebody who has a page of the entry open. `holds`: the first who opened that section, of those who are there."""

    name: str
    section: str | None
    since: dt.datetime
    holds: bool
