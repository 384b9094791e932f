"""What every document is made from: plain frozen data, its texts already picked in one language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rangwan.kernel.text import Language


@dataclass(frozen=True, kw_only=True)
class PlainDocument:
    """Common to all documents.

    `organiser` is written as the file's author. `created` (aware) is written as the file's date; it comes from the
    caller, so that the same data always gives the same bytes.
    """

    language: Language
    organiser: str
    created: dt.datetime


@dataclass(frozen=True)
class Line:
    """A labelled line: "Closes" – "31 July 2021"."""

    label: str
    value: str


def number(value: float) -> str:
    """Return a weight as people write it: 10 and not 10.0, 2.5 as it is."""
    return f"{value:g}"
