"""The marks by which a deck made here is read back: names of boxes and tables, and two properties of the file.

PowerPoint and LibreOffice keep both when they save (a placeholder's name is the one that LibreOffice loses, so no
mark stands on a placeholder).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

CRITERION = "criterion"  # the box with the weight: on every slide of a section
ANSWER = "answer"  # a text
FACTS = "facts"  # a table of short answers: what is asked on the left, the answer on the right
ROWS = "rows"  # a table whose head names its columns
FIGURES = "figures"  # a table in which a line of labels stands over each line of figures
LABEL = "label"  # what is asked, over its text
PROMPTS = "prompts"  # what to cover
CHART = "chart"

EDITION_PROPERTY = "Rangwan edition"
DIGEST_PROPERTY = "Rangwan definition"

_KINDS = f"{CRITERION}|{ANSWER}|{FACTS}|{ROWS}|{FIGURES}|{LABEL}|{PROMPTS}|{CHART}"
# A program that copies a shape may put a number behind its name.
_NAME = re.compile(rf"({_KINDS}):([A-Za-z0-9_]{{1,80}})(?:#[0-9]{{1,4}})?(\+?)(?:\s+[0-9]{{1,4}})?")


@dataclass(frozen=True)
class Mark:
    """One mark: what it is and the key it is of; `continues`: it goes on in the middle of a line of the one before."""

    kind: str
    key: str
    continues: bool = False


def name_of(kind: str, key: str, nth: int = 1, *, continues: bool = False) -> str:
    """Return the name of the `nth` box or table of this key."""
    return f"{kind}:{key}{f'#{nth}' if nth > 1 else ''}{'+' if continues else ''}"


def mark_of(name: str) -> Mark | None:
    """Return the mark that a name is, or None for a name of somebody else's."""
    found = _NAME.fullmatch(name.strip()) if len(name) < 120 else None
    return Mark(found[1], found[2], bool(found[3])) if found else None


def criterion_of(names: Iterable[str]) -> str | None:
    """Return the section key that a slide's own name or one of its shapes' names carries, None where none does."""
    marks = (mark_of(name) for name in names)
    return next((mark.key for mark in marks if mark and mark.kind == CRITERION), None)
