"""The entries' own papers: the presentation made from the answers, as .pptx or .pdf."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from rangwan.documents.answer_pages import Answer
from rangwan.documents.convert import UnableToConvert, converter
from rangwan.documents.figures_slide import FiguresRow, FiguresTable
from rangwan.documents.presentation import PresentationDocument, PresentationSection, presentation_pptx
from rangwan.forms.definition import Question
from rangwan.forms.rules import is_asked, readable
from rangwan.kernel.text import Language
from rangwan.programmes.definition import Definition
from rangwan.programmes.paper import presentation_template

_LANGUAGE: Language = "th"


@dataclass(frozen=True)
class Material:
    """What a presentation is made from."""

    definition: Definition
    answers: Mapping[str, Any]
    survey: Mapping[str, Any]
    organisation: str
    mark: str  # the words that say that it is made up
    made_at: dt.datetime

    @property
    def title(self) -> str:
        """The project's title."""
        return str(self.answers[self.definition.form.title_question])


def presentation(material: Material) -> PresentationDocument:
    """Return the deck: the sections of the template that were answered, with the answers."""
    template = presentation_template(material.definition, _LANGUAGE, material.made_at)
    sections = (_answered(section, material) for section in template.sections)
    return replace(
        template,
        award_name=f"{template.award_name} · {material.mark}",
        title=material.title,
        organisation=material.organisation,
        sections=tuple(section for section in sections if section is not None),
    )


def presentation_file(material: Material) -> bytes:
    """Return the deck as a PowerPoint file."""
    return presentation_pptx(presentation(material))


def presentation_pdf(material: Material) -> bytes | None:
    """Return the deck as a PDF by LibreOffice; None where LibreOffice is missing or fails."""
    office = converter()
    if not office.available:
        return None
    try:
        return office.to_pdf(presentation_file(material), ".pptx")
    except UnableToConvert:
        return None


def _answered(section: PresentationSection, material: Material) -> PresentationSection | None:
    asked = [question for question in _questions(section.key, material) if is_asked(question, dict(material.answers))]
    given = [(question, readable(question, _raw(question, material))) for question in asked]
    figures = None
    answers = []
    for question, shown in given:
        if shown.kind == "empty":
            continue
        if section.figures is not None and question.key == section.figures.key:
            figures = _filled(section.figures, question, material)
        else:
            answers.append(Answer(question.label.pick(_LANGUAGE), shown.words(_LANGUAGE)))
    if not answers and figures is None:
        return None
    # Prompts are for those who still have to write: a deck that only fills the table shows none.
    return replace(section, answers=tuple(answers), figures=figures, prompts=section.prompts if answers else ())


def _questions(key: str, material: Material) -> tuple[Question, ...]:
    """Return the questions of a section of the deck: a criterion's, those on the screen for it, or the form's own."""
    criterion = material.definition.criteria_by_key.get(key)
    if criterion is None:
        section = material.definition.form.section(key)
        return section.questions if section else ()
    on_screen = material.definition.survey_question(criterion.survey) if criterion.survey else None
    return material.definition.form.serving(key) + ((on_screen,) if on_screen else ())


def _raw(question: Question, material: Material) -> Any:
    return material.answers.get(question.key, material.survey.get(question.key))


def _filled(table: FiguresTable, question: Question, material: Material) -> FiguresTable:
    shown = readable(question, _raw(question, material))
    values = [tuple(cell.words(_LANGUAGE) for cell in row.cells) for row in shown.rows]
    declared = len(question.measures)
    rows = [replace(row, values=given) for row, given in zip(table.rows, values, strict=False)]
    own = [
        FiguresRow(labels=(f"{row.heading}",) * len(table.columns), unit=f"{row.unit or ''}", values=given)
        for row, given in zip(shown.rows[declared:], values[declared:], strict=True)
    ]
    return replace(table, rows=tuple(rows[:declared] + own))
