"""Why an entry cannot be changed as asked. Doors put these into words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rangwan.entries.rules import State
from rangwan.forms.rules import Problem
from rangwan.programmes.permissions import NotAllowed

__all__ = [
    "AskedTooSoon", "BadPins", "DeadlinePassed", "DeckChanged", "FileNotWanted", "Frozen", "NotAllowed", "NotOpenYet",
    "NotReady", "NotTheParts", "Stale", "TeamRefused", "TooManyEntries", "UnableToDisqualify", "UnableToNote",
    "UnknownLevels", "UnknownQuestions", "UploadTooLate",
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


class UploadTooLate(DeadlinePassed):
    """The time was over before the last piece of a file came."""


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


class TooManyEntries(Exception):
    """The organisation has as many entries in the edition as it may have."""

    def __init__(self, limit: int) -> None:
        super().__init__(str(limit))
        self.limit = limit


class NotTheParts(Exception):
    """Screening returned the entry for other parts than these."""

    def __init__(self, parts: list[str]) -> None:
        super().__init__(", ".join(parts))
        self.parts = parts


class FileNotWanted(Exception):
    """No such file slot (code "kind") or question ("question"), or one that is full ("full", "question_full")."""

    def __init__(self, code: str, limit: int = 0) -> None:
        super().__init__(code)
        self.code, self.limit = code, limit


class TeamRefused(Exception):
    """What was asked of the team, a hand-over or an approval cannot be done; `field` is where it was typed or pressed.

    Codes and their words: wording.team.
    """

    def __init__(self, field: str, code: str, **params: Any) -> None:
        super().__init__(f"{field}: {code}")
        self.field, self.code, self.params = field, code, params


class UnableToNote(Exception):
    """No note of correction as it stands: `code` is not_correctable, too_many_notes or unknown_question."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnableToDisqualify(Exception):
    """Not put out as it stands: `code` is already_proposed, nothing_proposed or second_person_needed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AskedTooSoon(Exception):
    """The catalogue was asked a moment ago; it may be asked again after `wait`."""

    def __init__(self, wait: dt.timedelta) -> None:
        super().__init__(str(wait))
        self.wait = wait


class UnknownLevels(Exception):
    """The rubric has no such criteria or levels; nothing was saved."""

    def __init__(self, keys: list[str]) -> None:
        super().__init__(", ".join(keys))
        self.keys = keys


class DeckChanged(Exception):
    """The presentation that was looked at is not the one of the entry any more, or does not say this."""


class BadPins(Exception):
    """Pages that cannot be pinned; nothing was saved. `problems` is every one: where it was typed, and why.

    Each is (criterion, attachment, code, params); codes and their words: wording.decks.
    """

    def __init__(self, problems: list[tuple[str, str, str, dict[str, Any]]]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
