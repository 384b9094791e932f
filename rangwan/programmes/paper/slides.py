"""The presentation as plain data: the template with empty places, or the deck that holds an entry's answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rangwan.documents.answer_pages import Answer, FactsTable
from rangwan.documents.figures_slide import FiguresRow, FiguresTable
from rangwan.documents.presentation import Piece, PresentationDocument, PresentationSection
from rangwan.documents.prose import blocks
from rangwan.documents.slide_tables import RowsTable
from rangwan.forms.definition import Question
from rangwan.forms.rules import Shown, asked, in_words, readable
from rangwan.forms.rules.shown import NO, YES
from rangwan.kernel.text import Language, Text
from rangwan.programmes.definition import Criterion, Definition
from rangwan.programmes.paper.announced import labels_of, unscored_sections

_TEXTS = ("longtext", "evidence")
_ALONE, _TOGETHER, _MISSING = 9, 3, 2  # lines of room for a text that is still to be written
_BLANK_ROWS = 3


@dataclass(frozen=True)
class _Written:
    """What the deck is written from: `answers` None for the template, in which everything is asked."""

    definition: Definition
    language: Language
    answers: Mapping[str, Any] | None = None
    survey: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_template(self) -> bool:
        return self.answers is None

    def asked(self, questions: Iterable[Question]) -> list[Question]:
        """Return the questions that this deck asks: all of them in the template."""
        if self.answers is None:
            return list(questions)
        return asked(self.definition.form, questions, dict(self.answers))

    def shown(self, question: Question) -> Shown:
        return readable(question, (self.answers or {}).get(question.key))

    def pick(self, text: Text | None) -> str:
        return text.pick(self.language) if text else ""


def presentation_template(
    definition: Definition, language: Language, made_at: dt.datetime, *, edition: str = "", digest: str = ""
) -> PresentationDocument:
    """Return the template of the presentation: a section per criterion, in guidance order, then what is not scored.

    `edition` and `digest` are those of the definition version; a deck made on the template carries them.
    """
    return _document(_Written(definition, language), made_at, edition=edition, digest=digest)


def presentation(
    definition: Definition,
    language: Language,
    made_at: dt.datetime,
    *,
    answers: Mapping[str, Any],
    survey: Mapping[str, Any],
    title: str,
    organisation: str,
    edition: str = "",
    digest: str = "",
) -> PresentationDocument:
    """Return the deck that holds these answers, on the same template; what is missing keeps an empty place."""
    written = _Written(definition, language, answers, survey)
    return _document(
        written, made_at, edition=edition, digest=digest, title=title, organisation=organisation, filled=True
    )


def _document(written: _Written, made_at: dt.datetime, **facts: Any) -> PresentationDocument:
    definition = written.definition
    scored = tuple(_criterion(written, criterion) for criterion in definition.in_guidance_order)
    unscored = tuple(
        PresentationSection(
            section.key, written.pick(section.title), None,
            labels_of(section.questions, written.language),
            _pieces(written, section.key, section.questions),
        )
        for section in unscored_sections(definition)
    )  # fmt: skip
    return PresentationDocument(
        language=written.language,
        organiser=written.pick(definition.organiser.name),
        created=made_at,
        award_name=written.pick(definition.award.name),
        sections=scored + unscored,
        **facts,
    )


def _criterion(written: _Written, criterion: Criterion) -> PresentationSection:
    questions = written.definition.form.serving(criterion.key)
    guidance = tuple(block.text for block in blocks(written.pick(criterion.guidance)))
    ticked = _ticked(written, criterion)
    return PresentationSection(
        key=criterion.key,
        name=written.pick(criterion.guidance_name),
        weight=criterion.weight,
        # What is answered on the screen after sending has no questions here: its guidance says so.
        prompts=(*guidance, *labels_of(questions, written.language)),
        pieces=(*_pieces(written, criterion.key, questions), *ticked),
    )


def _ticked(written: _Written, criterion: Criterion) -> tuple[Answer, ...]:
    """Return what was ticked on the screen for this criterion. It has no key: it is not read back from a deck."""
    question = written.definition.survey_question(criterion.survey) if criterion.survey else None
    if question is None:
        return ()
    words = readable(question, written.survey.get(question.key)).words(written.language)
    return (Answer(written.pick(question.label), words),) if words else ()


def _pieces(written: _Written, key: str, questions: Iterable[Question]) -> tuple[Piece, ...]:
    """Return what is asked: texts, one table of the short answers where the first of them stands, tables."""
    questions = written.asked(questions)
    texts = [question for question in questions if question.type in _TEXTS]
    short = [question for question in questions if question.type not in (*_TEXTS, *_TABLES)]
    pieces: list[Piece] = []
    for question in questions:
        if question.type in _TEXTS:
            pieces.append(_text(written, question, alone=len(texts) == 1 and not short))
        elif question.type in _TABLES:
            pieces.append(_TABLES[question.type](written, question))
        elif question is short[0]:
            pieces.append(FactsTable(key, tuple(_fact(written, one) for one in short)))
    return tuple(pieces)


def _text(written: _Written, question: Question, *, alone: bool) -> Answer:
    text = written.shown(question).words(written.language)
    room = _ALONE if alone else _TOGETHER
    if question.type == "evidence" or not written.is_template:
        room = _MISSING
    hint = "" if text else written.pick(question.hint)
    return Answer(written.pick(question.label), text, question.key, hint, room)


def _fact(written: _Written, question: Question) -> Answer:
    text = written.shown(question).words(written.language)
    return Answer(written.pick(question.label), text, question.key, "" if text else _choices(written, question))


def _choices(written: _Written, question: Question) -> str:
    """Return what can be chosen, so that it need not be looked up while the slide is written."""
    labels = [choice.label for choice in question.choices] if question.type != "yesno" else [YES, NO]
    listed = " / ".join(written.pick(label) for label in labels)
    return f"({listed})" if listed else ""


def _rows(written: _Written, question: Question) -> RowsTable:
    shown = written.shown(question)
    rows = tuple(tuple(cell.words(written.language) for cell in row.cells) for row in shown.rows)
    width = len(question.fields)
    return RowsTable(
        key=question.key,
        name=written.pick(question.label),
        columns=tuple(written.pick(column.label) for column in question.fields),
        rows=tuple((*row, *[""] * width)[:width] for row in rows),
        blank=0 if rows else min(_BLANK_ROWS, question.max_rows or _BLANK_ROWS),
    )


def _figures(written: _Written, question: Question) -> FiguresTable:
    blank = ("",) * len(question.columns)
    shown = written.shown(question).rows
    rows = [
        FiguresRow(
            tuple(written.pick(measure.labels[column.key]) for column in question.columns),
            written.pick(measure.unit),
            *_values(shown[place : place + 1], written.language, blank),
        )
        for place, measure in enumerate(question.measures)
    ]
    for row in shown[len(question.measures) :]:
        heading = in_words(row.heading, written.language)
        values = _values((row,), written.language, blank)
        rows.append(FiguresRow((heading,) * len(blank), in_words(row.unit, written.language), *values))
    own = len(question.measures) + question.own_measures - len(rows)
    if written.is_template or len(rows) == len(question.measures):
        rows += [FiguresRow(blank, "", blank)] * own
    columns = tuple(written.pick(column.label) for column in question.columns)
    return FiguresTable(question.key, written.pick(question.label), columns, tuple(rows))


def _values(rows: Any, language: Language, blank: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[float | None, ...]]:
    """Return the figures of a row in words and as numbers; an unreadable one is no number."""
    if not rows:
        return blank, ()
    cells = [cell.words(language) for cell in rows[0].cells]
    return tuple(cells), tuple(_number(cell) for cell in cells)


def _number(words: str) -> float | None:
    try:
        return float(words.replace(",", ""))
    except ValueError:
        return None


_TABLES: dict[str, Callable[[_Written, Question], RowsTable | FiguresTable]] = {"rows": _rows, "figures": _figures}
