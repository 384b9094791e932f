"""Every save of an entry: the list, the answers as they were at any version, and what differs between two."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from rangwan.accounts.queries import names_of
from rangwan.entries.models import Entry
from rangwan.entries.queries.content import Answered, definition_for
from rangwan.forms import rules as forms
from rangwan.forms.definition import Question, Section
from rangwan.kernel import audit
from rangwan.programmes.queries import closing_for

MarkKind = Literal["submitted", "received", "closing"]


class NoSuchRevision(Exception):
    """The entry was never saved under this version number."""


@dataclass(frozen=True)
class Mark:
    """What happened while this version stood: it was sent, received (`number` of the receipt), or entries closed."""

    kind: MarkKind
    at: dt.datetime
    number: int = 0


@dataclass(frozen=True)
class RevisionItem:
    """One save. `questions` are those that it changed, in form order; `restored` the version it brought back, or 0."""

    version: int
    at: dt.datetime
    by_id: str
    by: str
    questions: tuple[Question, ...]
    marks: tuple[Mark, ...] = ()
    restored: int = 0


@dataclass(frozen=True)
class Difference:
    """One question whose answer is not the same in two versions."""

    section: Section
    question: Question
    before: forms.Shown
    after: forms.Shown


@dataclass(frozen=True)
class Saver:
    """Who saved an answer last, and when."""

    name: str
    at: dt.datetime


def revisions_of(
    entry: Entry, now: dt.datetime, *, before: int | None = None, version: int | None = None, limit: int = 100
) -> list[RevisionItem]:
    """Return the saves of an entry, newest first: those below the version `before`, or `version` alone.

    The same number of queries whatever their number.
    """
    found = entry.revisions.order_by("-version")
    if before is not None:
        found = found.filter(version__lt=before)
    if version is not None:
        found = found.filter(version=version)
    rows = list(found.values_list("version", "at", "by_id", "changed")[:limit])
    names = names_of({by for _version, _at, by, _changed in rows})
    marks, restored = _marks(entry, now)
    by_key = definition_for(entry).form.by_key
    return [
        RevisionItem(
            version=number, at=at, by_id=by, by=names.get(by, ""), marks=tuple(marks.get(number, ())),
            questions=tuple(question for key, question in by_key.items() if key in changed),
            restored=restored.get(number, 0),
        )
        for number, at, by, changed in rows
    ]  # fmt: skip


def revision_of(entry: Entry, version: int, now: dt.datetime) -> RevisionItem:
    """Return one save of an entry. Raises NoSuchRevision."""
    found = revisions_of(entry, now, version=version)
    if not found:
        raise NoSuchRevision
    return found[0]


def _marks(entry: Entry, now: dt.datetime) -> tuple[dict[int, list[Mark]], dict[int, int]]:
    """Return {version: marks}, and {version: the version it brought back}."""
    saves = list(entry.revisions.order_by("version").values_list("at", "version"))
    marks: dict[int, list[Mark]] = {}

    def mark(version: int, kind: MarkKind, at: dt.datetime, number: int = 0) -> None:
        marks.setdefault(version, []).append(Mark(kind, at, number))

    restored: dict[int, int] = {}
    for row in audit.history_of("entry", entry.id, acts=("entry.submit", "entry.restored")):
        if row.act == "entry.restored":
            restored[row.after["version"]] = row.after["restored"]
        elif version := _standing(saves, row.at):
            mark(version, "submitted", row.at)
    receipts = entry.receipts.order_by("number").values_list("entry_version", "received_at", "number")
    for version, at, number in receipts:
        mark(version, "received", at, number)
    closing = closing_for(entry.edition, entry.organisation)
    accepted = closing + dt.timedelta(seconds=entry.edition.grace_seconds)
    if now >= accepted and (version := _standing(saves, accepted)):
        mark(version, "closing", closing)
    return marks, restored


def _standing(saves: list[tuple[dt.datetime, int]], at: dt.datetime) -> int:
    """Return the version that stood at this moment, 0 before the first."""
    place = bisect_right(saves, at, key=lambda save: save[0])
    return saves[place - 1][1] if place else 0


def answers_at(entry: Entry, version: int) -> dict[str, Any]:
    """Return the answers as they were after the save of this number. Raises NoSuchRevision."""
    later = entry.revisions.filter(version__gte=version).order_by("-version")
    answers = dict(entry.answers)
    for number, changed, before in later.values_list("version", "changed", "before"):
        if number == version:
            return answers
        for key in changed:
            answers.pop(key, None)
            if key in before:
                answers[key] = before[key]
    raise NoSuchRevision


def sheets_at(entry: Entry, version: int) -> list[tuple[Section, list[Answered]]]:
    """Return the answers of a version by section, in form order, as they are read. Raises NoSuchRevision."""
    answers = answers_at(entry, version)
    return [
        (
            section,
            [
                Answered(question, forms.readable(question, answers.get(question.key)), [])
                for question in section.questions
                if forms.is_asked(question, answers)
            ],
        )
        for section in definition_for(entry).form.sections
    ]


def differences(
    entry: Entry, before: int, after: int | None = None, questions: Iterable[str] | None = None
) -> list[Difference]:
    """Return what differs between two versions (`after` None: as it stands now), in form order.

    Raises NoSuchRevision.
    """
    old = answers_at(entry, before)
    new = entry.answers if after is None else answers_at(entry, after)
    wanted = None if questions is None else set(questions)
    return [
        Difference(
            section, question, forms.readable(question, old.get(question.key)),
            forms.readable(question, new.get(question.key)),
        )
        for section in definition_for(entry).form.sections
        for question in section.questions
        if (wanted is None or question.key in wanted) and old.get(question.key) != new.get(question.key)
    ]  # fmt: skip


def last_savers(entry: Entry, questions: Iterable[str], *, after: int = 0) -> dict[str, Saver]:
    """Return {question: who saved it last, and when}, looking at saves above the version `after`."""
    missing = set(questions)
    found: dict[str, Saver] = {}
    later = entry.revisions.filter(version__gt=after).select_related("by").order_by("-version")
    for revision in later.only("at", "changed", "by__name", "by__email"):
        for key in missing & set(revision.changed):
            found[key] = Saver(revision.by.name or revision.by.email, revision.at)
        missing -= set(found)
        if not missing:
            break
    return found
