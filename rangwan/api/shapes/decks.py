"""Shapes of presentations that were read, and of pins."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from rangwan.api.shapes.base import Given, Shape, Words


class ProposalOut(Shape):
    """An answer found on slides. `value` is null where the words (`said`) could not be made one; `same`: the form says
    it already; `looked_at`: taken, left, or empty."""

    question: str
    label: Words
    value: Any
    said: str
    pages: list[int]
    same: bool
    looked_at: str
    can_take: bool


class CoveredOut(Shape):
    """A criterion, and the pages that seem to speak of it: a hint. `on_screen`: it is answered on the screen."""

    criterion: str
    name: Words
    pages: list[int]
    words: list[str]
    on_screen: bool


class DeckOut(Shape):
    """What was read in the presentation. `version` is that of the answers it is compared with."""

    state: Literal["none", "waiting", "unreadable", "read"]
    file: str | None
    read_at: dt.datetime | None
    on_template: bool
    version: int
    proposals: list[ProposalOut]
    coverage: list[CoveredOut]


class DeckTake(Given):
    """Which answers to take over from which presentation, and which to leave as they are."""

    file: str
    take: list[str] = []
    leave: list[str] = []


class PinIn(Given):
    """A pin: pages as numbers, or as people write them (“4-6, 9”)."""

    criterion: str
    file: str
    pages: list[int] | str


class PinsIn(Given):
    """All pins of the entry; what is not among them is taken away."""

    items: list[PinIn]


class PinOut(Shape):
    """A criterion is shown on these pages of this file."""

    criterion: str
    file: str
    pages: list[int]


class PinsOut(Shape):
    """The pins of an entry, and suggestions that count for nothing until they are pinned."""

    items: list[PinOut]
    suggested: list[PinOut]
