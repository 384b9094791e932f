"""The history of an entry as every face draws it: saves grouped by who made them, and texts with what differs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from rangwan.entries.queries import Difference, Mark, RevisionItem
from rangwan.kernel.differing import Piece, differing
from rangwan.kernel.text import Text
from rangwan.kernel.thai_dates import format_closing, format_moment
from rangwan.web.kit import languages

PAGE = 100  # saves on one page of the list
_PAUSE = dt.timedelta(minutes=10)  # a longer one begins a new line of the list
_NAMED = 4  # questions that a line names; of more it says how many


@dataclass(frozen=True)
class Group:
    """Saves of one person with no long pause between them: one line of the list. `revisions` are newest first."""

    revisions: tuple[RevisionItem, ...]

    @property
    def last(self) -> RevisionItem:
        """The newest of them: how it stood in the end."""
        return self.revisions[0]

    @property
    def first(self) -> RevisionItem:
        """The oldest of them."""
        return self.revisions[-1]

    @property
    def before(self) -> int:
        """The version before them, 0 for none."""
        return self.first.version - 1

    @property
    def labels(self) -> list[Text]:
        """What was asked in the questions that changed, each once; not more than a line holds."""
        return list(self._questions().values())[:_NAMED]

    @property
    def more(self) -> int:
        """How many questions `labels` leaves out."""
        return max(0, len(self._questions()) - _NAMED)

    @property
    def marks(self) -> list[str]:
        """What happened while the last of them stood."""
        return mark_words(self.last)

    def _questions(self) -> dict[str, Text]:
        return {question.key: question.label for item in reversed(self.revisions) for question in item.questions}


@dataclass(frozen=True)
class Drawn:
    """One question with what differs."""

    key: str
    section: Text
    label: Text
    pieces: tuple[Piece, ...]


def number(text: str | None) -> int | None:
    """Return the version number that an address says, None for anything that is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else None


def asked_pair(request: HttpRequest, current: int) -> tuple[int | None, int | None]:
    """Return the older and the newer version that the address asks for; a newer of None is the entry as it stands."""
    older, newer = number(request.GET.get("from")), number(request.GET.get("to"))
    if older is not None and newer is not None and newer < older:
        older, newer = newer, older
    return older, None if newer == current else newer


def listed(found: list[RevisionItem], base: str) -> dict[str, Any]:
    """Return the lines of one page of the list (`found` may hold one save more), and where the next page is."""
    shown = found[:PAGE]
    return {
        "groups": grouped(shown),
        "base": base,
        "next_url": f"{base}?before={shown[-1].version}" if len(found) > PAGE else "",
    }


def grouped(found: Iterable[RevisionItem]) -> list[Group]:
    """Put saves of one person that follow each other into one group; one that is marked ends its group."""
    groups: list[list[RevisionItem]] = []
    for item in found:
        newer = groups[-1][-1] if groups else None
        joins = newer is not None and newer.by_id == item.by_id and newer.at - item.at <= _PAUSE
        if joins and not item.marks and not item.restored and not (newer and newer.restored):
            groups[-1].append(item)
        else:
            groups.append([item])
    return [Group(tuple(group)) for group in groups]


def mark_words(item: RevisionItem) -> list[str]:
    """Return what happened while this version stood, in words."""
    return [_mark(mark) for mark in item.marks]


def _mark(mark: Mark) -> str:
    language = languages.active()
    if mark.kind == "closing":
        return _("At the closing, %(when)s") % {"when": format_closing(mark.at, language)}
    when = format_moment(mark.at, language, short=True)
    if mark.kind == "submitted":
        return _("Sent, %(when)s") % {"when": when}
    return _("Received, receipt no. %(number)s, %(when)s") % {"number": mark.number, "when": when}


def drawn(found: Iterable[Difference], *, backwards: bool = False) -> list[Drawn]:
    """Return what differs, in the reader's language; `backwards`: what would change by going back."""
    language = languages.active()
    rows = []
    for item in found:
        old, new = item.before.words(language), item.after.words(language)
        if old == new:  # typed otherwise, but read alike
            continue
        pieces = differing(new, old) if backwards else differing(old, new)
        rows.append(Drawn(item.question.key, item.section.title, item.question.label, tuple(pieces)))
    return rows
