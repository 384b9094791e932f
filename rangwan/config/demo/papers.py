"""The entries' own papers: the presentation made from the answers, as .pptx or .pdf."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rangwan.documents.answer_pages import Answer, FactsTable
from rangwan.documents.deck_marks import criterion_of
from rangwan.documents.presentation import Piece, PresentationDocument, PresentationSection, presentation_pptx
from rangwan.documents.slide_tables import RowsTable
from rangwan.files.convert import UnableToConvert, converter
from rangwan.kernel.text import Language
from rangwan.programmes import paper
from rangwan.programmes.definition import Definition

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
    deck = paper.presentation(
        material.definition, _LANGUAGE, material.made_at, answers=material.answers, survey=material.survey,
        title=material.title, organisation=material.organisation,
    )  # fmt: skip
    given = (replace(section, pieces=tuple(_given(section))) for section in deck.sections)
    return replace(
        deck,
        award_name=f"{deck.award_name} · {material.mark}",
        sections=tuple(section for section in given if section.pieces),
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


def slides_by_section(deck: bytes) -> dict[str, list[int]]:
    """Return {section: slide numbers} of a deck of ours."""
    from pptx import Presentation  # heavy: loaded where used  # noqa: PLC0415

    found: dict[str, list[int]] = {}
    for number, slide in enumerate(Presentation(io.BytesIO(deck)).slides, start=1):
        section = criterion_of(shape.name for shape in slide.shapes)
        if section:
            found.setdefault(section, []).append(number)
    return found


def lines_of(section: PresentationSection) -> list[str]:
    """Return what a section says in lines, for a machine without LibreOffice."""
    texts = [piece for piece in section.pieces if isinstance(piece, Answer)]
    short = [fact for piece in section.pieces if isinstance(piece, FactsTable) for fact in piece.facts]
    return [f"{answer.label}: {answer.text}" for answer in (*texts, *short)]


def _given(section: PresentationSection) -> Iterator[Piece]:
    """Yield what of a section was answered: a deck that is handed in has no empty places."""
    for piece in section.pieces:
        if isinstance(piece, FactsTable):
            facts = tuple(fact for fact in piece.facts if fact.text)
            if facts:
                yield replace(piece, facts=facts)
        elif isinstance(piece, Answer):
            if piece.text:
                yield piece
        elif piece.rows and (isinstance(piece, RowsTable) or any(value for row in piece.rows for value in row.values)):
            yield piece
