"""Why an entry cannot be changed as asked. Doors put these into words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rangwan.entries.rules import State
from rangwan.forms.rules import Problem
from rangwan.programmes.permissions import NotAllowed

__all__ = [
    "DeadlinePassed", "FileNotWanted", "Frozen", "NotAllowed", "NotOpenYet", "NotReady", "NotTheParts", "Stale",
    "UnknownQuestions",
]  # fmt: skip


class NotOpenYet(Exception):
    """Entries are not accepted before `opens_at`."""

    def __init__(self, opens_at: dt.datetime) -> None:
        super().__init__(opens_at.isoformat())
        self.opens_at = opens_at


class DeadlinePassed(Exception):
    """Nothing more is accepted: `closed_at` (or the date given for corrections) is over."""

    def __init__(self, closed_at: dt.datetime) -> None:
        super().__init__(closed_at.isoformat())
        self.closed_at = closed_at


class Frozen(Exception):
    """Answers and files do not change in this state."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self.state = state


class Stale(Exception):
    """Somebody saved in between. `conflicts` holds what is stored now for the questions that both changed."""

    def __init__(self, version: int, conflicts: dict[str, Any]) -> None:
        super().__init__(str(version))
        self.version, self.conflicts = version, conflicts


class UnknownQuestions(Exception):
    """The form does not ask these questions; nothing was saved."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


class NotReady(Exception):
    """The entry cannot be sent in yet; `problems` says all that is missing or wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class NotTheParts(Exception):
    """Screening returned the entry for other parts than these."""

    def __init__(self, parts: list[str]) -> None:
        super().__init__(", ".join(parts))
        self.parts = parts


class FileNotWanted(Exception):
    """The form has no such file slot (code "kind"), no such question ("question"), or the slot is full ("full")."""

    def __init__(self, code: str, limit: int = 0) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit
