"""What was read in the presentation: answers that could be taken over, criteria it seems to speak of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from rangwan.accounts.models import Person
from rangwan.entries.models import Attachment, DeckReading, Entry
from rangwan.entries.queries.content import definition_for, open_parts
from rangwan.entries.rules.pinning import shown_pages
from rangwan.forms import rules as forms
from rangwan.forms.definition import Question
from rangwan.programmes.definition import Criterion

# none: no presentation yet · waiting: the worker has not read it · unreadable: it could not · read
DeckStanding = Literal["none", "waiting", "unreadable", "read"]


@dataclass(frozen=True)
class DeckProposal:
    """An answer found on slides, beside what the form has now.

    `said` are the words where no answer could be made of them. `same`: the form says it already; `looked_at`: "taken",
    "left" or "" for not looked at yet; `is_open`: the answer may be changed now.
    """

    question: Question
    value: Any
    found: forms.Shown
    now: forms.Shown
    pages: tuple[int, ...]
    said: str
    same: bool
    looked_at: str
    is_open: bool

    @property
    def shown(self) -> str:
        """The pages: 4–6, 9."""
        return shown_pages(self.pages)

    @property
    def can_take(self) -> bool:
        """Whether it can be taken over now."""
        return self.is_open and not self.same and not self.said


@dataclass(frozen=True)
class Covered:
    """A criterion, and the pages that seem to speak of it, with the words found there. `on_screen`: it is answered on
    the screen after sending, so slides need not speak of it."""

    criterion: Criterion
    pages: tuple[int, ...]
    words: tuple[str, ...]
    on_screen: bool

    @property
    def is_missing(self) -> bool:
        """Whether no page seems to speak of it, though slides are where it is told."""
        return not self.pages and not self.on_screen

    @property
    def shown(self) -> str:
        """The pages: 4–6, 9."""
        return shown_pages(self.pages)


@dataclass(frozen=True)
class DeckItem:
    """The presentation as it was read; `file` is the id of the attachment. `on_template`: it was made on a template
    of ours, so that answers can be taken over from it."""

    standing: DeckStanding
    file: str = ""
    name: str = ""
    type: str = ""
    read_at: dt.datetime | None = None
    on_template: bool = False
    proposals: tuple[DeckProposal, ...] = ()
    coverage: tuple[Covered, ...] = ()


def deck_of(entry: Entry, person: Person, now: dt.datetime) -> DeckItem | None:
    """Return what was read in the entry's presentation; None where the award has no slot for one."""
    found = _reading(entry)
    if found is None:
        return None
    attachment, reading = found
    standing = _standing(attachment, reading)
    if attachment is None or standing == "none":
        return DeckItem("none")
    stored = attachment.file
    if reading is None:
        return DeckItem(standing, attachment.id, stored.original_name, stored.type)
    open_now = open_parts(entry, person, now)
    proposals = [_proposal(entry, row, reading, open_now) for row in reading.proposals]
    return DeckItem(
        standing=standing,
        file=attachment.id,
        name=stored.original_name,
        type=stored.type,
        read_at=reading.read_at,
        on_template=reading.on_template,
        proposals=tuple(proposal for proposal in proposals if proposal),
        coverage=_coverage(entry, reading),
    )


def coverage_of(entry: Entry) -> tuple[Covered, ...]:
    """Return what the presentation seems to speak of, criterion by criterion; () while nothing was read. One query."""
    found = _reading(entry)
    return _coverage(entry, found[1]) if found and found[1] else ()


def proposals_waiting(entry: Entry) -> int:
    """Return how many answers found on slides differ from the form and wait to be looked at. One query."""
    found = _reading(entry)
    reading = found[1] if found else None
    if reading is None:
        return 0
    by_key = definition_for(entry).form.by_key
    waiting = {row["question"]: row["value"] for row in reading.proposals if row["value"] is not None}
    return sum(
        key in by_key
        and key not in reading.looked_at
        and not forms.same_answer(by_key[key], value, entry.answers.get(key))
        for key, value in waiting.items()
    )


def _reading(entry: Entry) -> tuple[Attachment | None, DeckReading | None] | None:
    slot = definition_for(entry).entering.deck
    if slot is None:
        return None
    present = entry.attachments.filter(kind=slot, removed_at__isnull=True).select_related("file", "deck_reading")
    attachment = present.order_by("-attached_at", "-pk").first()
    return attachment, getattr(attachment, "deck_reading", None)


def _standing(attachment: Attachment | None, reading: DeckReading | None) -> DeckStanding:
    if attachment is None or attachment.file.status == "refused":
        return "none"
    if reading is None:
        return "waiting"
    return "read" if reading.coverage else "unreadable"


def _proposal(entry: Entry, row: dict[str, Any], reading: DeckReading, open_now: frozenset[str]) -> DeckProposal | None:
    form = definition_for(entry).form
    question = form.by_key.get(row["question"])
    if question is None:
        return None
    section = form.section_of(question.key)
    raw = entry.answers.get(question.key)
    said = row.get("said", "")
    return DeckProposal(
        question=question,
        value=row["value"],
        found=forms.readable(question, row["value"]),
        now=forms.readable(question, raw),
        pages=tuple(row["pages"]),
        said=said,
        same=not said and forms.same_answer(question, row["value"], raw),
        looked_at=reading.looked_at.get(question.key, ""),
        is_open=section is not None and section.key in open_now,
    )


def _coverage(entry: Entry, reading: DeckReading) -> tuple[Covered, ...]:
    rows = {row["criterion"]: row for row in reading.coverage}
    definition = definition_for(entry)
    return tuple(
        Covered(
            criterion, tuple(rows[criterion.key]["pages"]), tuple(rows[criterion.key]["words"]),
            on_screen=criterion.survey is not None and not definition.form.serving(criterion.key),
        )
        for criterion in definition.in_guidance_order
        if criterion.key in rows
    )  # fmt: skip
