"""guide.docx: everything an entrant must know and give, on paper."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from rangwan.documents.look import INDIGO_SOFT, INDIGO_TINT
from rangwan.documents.plain import Line, PlainDocument, number
from rangwan.documents.prose import Span, inline
from rangwan.documents.thai_type import SMALL, STRONG
from rangwan.documents.word import WordFile
from rangwan.documents.word_parts import cell_look


@dataclass(frozen=True)
class CriterionRow:
    """One row of the criteria table."""

    name: str
    weight: float
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuidanceEntry:
    """Guidance on one criterion, or on one thing asked without marks (`weight` None). `text` is Markdown."""

    name: str
    text: str
    weight: float | None = None
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GuideDocument(PlainDocument):
    """The guide. `guidance` comes in guidance order; `purpose` holds Markdown; in lists and
    notices bold, italic and links count; names are plain text."""

    award_name: str
    theme: str = ""
    tagline: str = ""
    purpose: tuple[str, ...] = ()
    eligibility: tuple[str, ...] = ()
    calendar: tuple[Line, ...] = ()
    criteria: tuple[CriterionRow, ...] = ()
    steps: tuple[str, ...] = ()
    guidance: tuple[GuidanceEntry, ...] = ()
    notices: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """The sum of all weights."""
        return math.fsum(row.weight for row in self.criteria)


def guide_docx(doc: GuideDocument) -> bytes:
    """Return the guide as a Word file."""
    with override(doc.language):
        word = WordFile(doc, f"{_('Guide for entrants')} {doc.award_name}")
        _opening(word, doc)
        if doc.criteria:
            _criteria(word, doc)
        if doc.steps:
            word.heading(_("How to enter"), 1)
            word.list_of(doc.steps, numbered=True)
        if doc.guidance:
            word.heading(_("Guidance for each criterion"), 1)
            for place, entry in enumerate(doc.guidance, start=1):
                _guidance(word, place, entry)
        if doc.contact:
            word.heading(_("Contact"), 1)
            for line in doc.contact:
                word.paragraph(line, after=2)
        word.footer(doc.award_name)
        return word.to_bytes()


def _opening(word: WordFile, doc: GuideDocument) -> None:
    word.heading(_("Guide for entrants"), 0)
    word.paragraph(doc.award_name, STRONG.but(size=18), after=0)
    word.paragraph(doc.organiser, SMALL.but(size=16), after=4)
    theme = " · ".join(part for part in (doc.theme, doc.tagline) if part)
    if theme:
        word.paragraph(theme, SMALL.but(size=16), after=4)
    if doc.purpose:
        word.heading(_("Purpose"), 1)
        for part in doc.purpose:
            word.prose(part)
    if doc.eligibility:
        word.heading(_("Who and what can enter"), 1)
        word.list_of(doc.eligibility, numbered=True)
    if doc.calendar:
        word.heading(_("Important dates"), 1)
        table = word.table([word.text_width_pt * 0.32, word.text_width_pt * 0.68])
        for line in doc.calendar:
            label, value = word.row(table)
            word.paragraph(line.label, STRONG, within=label, before=3, after=3)
            word.paragraph(line.value, within=value, before=3, after=3)


def _criteria(word: WordFile, doc: GuideDocument) -> None:
    word.heading(_("Criteria and weights"), 1)
    table = word.table([word.text_width_pt * 0.82, word.text_width_pt * 0.18])
    head = word.row(table, heading=True)
    for cell, label, align in zip(head, (_("Criterion"), _("Weight")), ("left", "right"), strict=True):
        cell_look(cell, fill=INDIGO_TINT)
        word.paragraph(label, STRONG, within=cell, align=align, before=3, after=3)
    for criterion in doc.criteria:
        name, weight = word.row(table)
        word.paragraph(criterion.name, within=name, before=3, after=3)
        for aspect in criterion.aspects:
            line = word.paragraph(f"– {aspect}", SMALL.but(size=15), within=name, after=2)
            line.paragraph_format.left_indent = 180000
        word.paragraph(number(criterion.weight), within=weight, align="right", before=3, after=3)
    label, total = word.row(table)
    word.paragraph(_("Total"), STRONG, within=label, before=3, after=3)
    word.paragraph(number(doc.total), STRONG, within=total, align="right", before=3, after=3)
    for notice in doc.notices:
        word.paragraph((Span("* "), *inline(notice)), SMALL.but(size=15), before=6, after=0)


def _guidance(word: WordFile, place: int, entry: GuidanceEntry) -> None:
    heading = word.heading(f"{place}. {entry.name}", 2)
    points = _("not scored") if entry.weight is None else _("%(weight)s points") % {"weight": number(entry.weight)}
    word.add(heading, f"\n{points}", SMALL.but(size=15, bold=True))
    word.prose(entry.text)
    if entry.questions:
        word.paragraph(_("The form asks"), STRONG.but(size=15, colour=INDIGO_SOFT), keep=True, before=4, after=2)
        word.list_of(entry.questions, look=SMALL.but(size=15))
