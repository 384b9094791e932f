"""The presentation: a cover, then a section for each criterion, with empty places to write in or with the answers."""

# ruff: noqa: SLF001 - python-pptx gives its XML under private names only

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _
from django.utils.translation import override

from rangwan.documents import deck_marks
from rangwan.documents import slide_template as template
from rangwan.documents.answer_pages import Answer, FactsPart, FactsTable, Part
from rangwan.documents.answer_pages import pages_of as answer_pages
from rangwan.documents.archive import steady
from rangwan.documents.deck_blanks import write_here
from rangwan.documents.deck_properties import write_properties
from rangwan.documents.figures_chart import PER_SLIDE, add_charts, drawable
from rangwan.documents.figures_slide import FiguresTable, add_figures
from rangwan.documents.figures_slide import pages_of as figure_pages
from rangwan.documents.look import INDIGO, WHITE
from rangwan.documents.measure import fitting_size
from rangwan.documents.plain import PlainDocument, number
from rangwan.documents.prose import words
from rangwan.documents.slide_parts import add_answer, add_footer, add_label, add_prompts, add_weight, write
from rangwan.documents.slide_tables import RowsTable, add_facts, add_rows, rows_pages
from rangwan.documents.thai_type import Type, clean
from rangwan.documents.word_parts import set_core

COVER, PROMPTED, ANSWER, BARE = range(4)  # layouts

Piece = Answer | FactsTable | RowsTable | FiguresTable


@dataclass(frozen=True)
class PresentationSection:
    """One section of the deck: a criterion, or a thing told without marks (`weight` None).

    `pieces` are what is asked, answered or not, in the order in which it is shown; without any, the slide shows the
    `prompts` beside an empty place. The `prompts` stand in the notes in any case.
    """

    key: str
    name: str
    weight: float | None = None
    prompts: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PresentationDocument(PlainDocument):
    """The deck. Without `title` and `organisation` it is the template that anyone downloads; `filled` says that what
    has no answer is missing. `edition` and `digest` tell which definition it was made from."""

    award_name: str
    title: str = ""
    organisation: str = ""
    sections: tuple[PresentationSection, ...] = ()
    filled: bool = False
    edition: str = ""
    digest: str = ""


def presentation_pptx(doc: PresentationDocument) -> bytes:
    """Return the deck as a PowerPoint file, 16:9. The same data gives the same bytes.

    What is asked stands in boxes and native tables that bear the marks of `deck_marks`, by which `deck_reading` finds
    it again; a section's slides are named after its mark, too.
    """
    with override(doc.language):
        return _Deck(doc).to_bytes()


def _labels() -> template.Labels:
    return template.Labels(
        title=_("Title"),
        project=_("Title of the project"),
        organisation=_("Organisation"),
        answer=_("Write here"),
        award=_("Name of the award"),
        layouts=(_("Cover"), _("Answer and what to cover"), _("Answer"), _("Figures")),
    )


def _placeholders(slide: Any) -> dict[int, Any]:
    return {shape.placeholder_format.idx: shape for shape in slide.placeholders}


@dataclass(frozen=True)
class _Group:
    """Slides that belong together in PowerPoint's list of slides."""

    mark: str
    name: str
    ids: list[int]


class _Deck:
    """One deck being written."""

    def __init__(self, doc: PresentationDocument) -> None:
        self.doc = doc
        self.language = doc.language
        self.pptx = template.open_template(_labels(), doc.language)
        set_core(self.pptx.core_properties, doc, clean(" – ".join(filter(None, (doc.title, doc.award_name)))))
        marks = {deck_marks.EDITION_PROPERTY: doc.edition, deck_marks.DIGEST_PROPERTY: doc.digest}
        write_properties(self.pptx, {name: value for name, value in marks.items() if value})
        self.groups: list[_Group] = []

    def to_bytes(self) -> bytes:
        self._cover()
        for section in self.doc.sections:
            self._section(section)
        self._list_groups()
        if self.doc.sections:
            template.dress_theme(self.pptx.notes_master.part)
        out = io.BytesIO()
        self.pptx.save(out)
        return steady(out.getvalue())

    def _cover(self) -> None:
        self.groups.append(_Group("cover", _("Cover"), []))
        slide = self._slide(COVER)
        self._fit(slide.shapes.title, self.doc.title, template.COVER_TITLE, template.COVER_SIZES)
        placeholders = _placeholders(slide)
        write(placeholders[template.IDX_BODY], [(self.doc.organisation, None)], self.language)
        write(placeholders[template.IDX_AWARD], [(self.doc.award_name, None)], self.language)

    def _section(self, section: PresentationSection) -> None:
        self.groups.append(_Group(deck_marks.name_of(deck_marks.CRITERION, section.key), section.name, []))
        for run in _runs(section.pieces):
            if isinstance(run, list):
                for page in answer_pages(run, template.room(template.BODY_WIDE), template.BODY_SIZE):
                    self._texts(section, page)
            elif isinstance(run, RowsTable):
                self._rows(section, run)
            else:
                self._figures(section, run)
        if not self.groups[-1].ids:
            slide = self._page(section, PROMPTED if section.prompts else ANSWER)
            if section.prompts:
                prompts = tuple(words(prompt) for prompt in section.prompts)
                add_prompts(slide, deck_marks.name_of(deck_marks.PROMPTS, section.key), prompts, self.language)

    def _texts(self, section: PresentationSection, page: list[Part]) -> None:
        slide = self._page(section, BARE, tuple(_asked(page)))
        for part in page:
            if isinstance(part, FactsPart):
                add_facts(slide, part, _("Short answers: %(name)s") % {"name": section.name}, self.language)
            else:
                add_answer(slide, part, write_here(filled=self.doc.filled), self.language)

    def _rows(self, section: PresentationSection, table: RowsTable) -> None:
        for nth, rows in enumerate(rows_pages(table), start=1):
            slide = self._page(section, BARE, (table.name,))
            add_label(slide, Answer(table.name, key=table.key), 0.0, self.language)
            add_rows(slide, table, rows, nth, self.language)

    def _figures(self, section: PresentationSection, table: FiguresTable) -> None:
        for nth, rows in enumerate(figure_pages(table), start=1):
            add_figures(self._page(section, BARE, (table.name,)), table, rows, nth, self.language)
        charted = drawable(table)
        for first in range(0, len(charted), PER_SLIDE):
            slide = self._page(section, BARE)
            add_charts(slide, table, charted[first : first + PER_SLIDE], self.doc.created, self.language)

    def _page(self, section: PresentationSection, layout: int, asked: tuple[str, ...] = ()) -> Any:
        """Add and return a slide of the section, with title, weight, footer, and the notes: on the first what the
        section is to cover, on the others what is asked there."""
        slide = self._slide(layout)
        first = len(self.groups[-1].ids) == 1
        title = section.name if first else _("%(name)s (continued)") % {"name": section.name}
        self._fit(slide.shapes.title, title, template.TITLE, template.TITLE_SIZES)
        if section.weight is None:
            points = _("not scored")
        else:
            points = _("%(weight)s points") % {"weight": number(section.weight)}
        add_weight(slide, self.groups[-1].mark, points, self.language)
        footer = " · ".join(part for part in (self.doc.award_name, self.doc.organisation) if part)
        add_footer(slide, footer, len(self.pptx.slides), self.language)
        told = [words(prompt) for prompt in section.prompts] if first else list(asked)
        if told:
            notes = [f"{section.name} ({points})", *(f"– {line}" for text in told for line in text.splitlines())]
            write(slide.notes_slide.notes_placeholder, [(text, Type(size=16)) for text in notes], self.language)
        return slide

    def _slide(self, layout: int) -> Any:
        """Add and return a slide of the last group, named after it."""
        group = self.groups[-1]
        slide = self.pptx.slides.add_slide(self.pptx.slide_layouts[layout])
        group.ids.append(slide.slide_id)
        nth = len(group.ids)
        slide._element.find("{*}cSld").set("name", group.mark + (f"#{nth}" if nth > 1 else ""))
        return slide

    def _fit(self, shape: Any, text: str, box: template.Box, sizes: tuple[float, ...]) -> None:
        """Write one text at the largest size at which it fits its box; the layout's own size is not repeated."""
        size = fitting_size(text, template.room(box), sizes)
        colour = WHITE if box == template.COVER_TITLE else INDIGO
        write(shape, [(text, None if size == sizes[0] else Type(size=size, bold=True, colour=colour))], self.language)

    def _list_groups(self) -> None:
        """Name the groups in the file, so that PowerPoint's list of slides is grouped by criterion."""
        listed = ""
        for group in self.groups:
            unique = str(uuid.uuid5(uuid.NAMESPACE_URL, f"rangwan:{group.mark}")).upper()
            slides = "".join(f'<p14:sldId id="{number}"/>' for number in group.ids)
            name = quoteattr(clean(group.name))
            listed += f'<p14:section name={name} id="{{{unique}}}"><p14:sldIdLst>{slides}</p14:sldIdLst></p14:section>'
        extension = template.xml(
            '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst xmlns:p14="http://schemas.'
            f'microsoft.com/office/powerpoint/2010/main">{listed}</p14:sectionLst></p:ext></p:extLst>'
        )
        root = self.pptx.part._element
        old = root.find("{*}extLst")
        if old is not None:
            root.remove(old)
        root.append(extension)


def _runs(pieces: tuple[Piece, ...]) -> Iterator[list[Answer | FactsTable] | RowsTable | FiguresTable]:
    """Yield texts and short answers that follow each other together, and every other table by itself."""
    texts: list[Answer | FactsTable] = []
    for piece in pieces:
        if isinstance(piece, Answer | FactsTable):
            texts.append(piece)
            continue
        if texts:
            yield texts
            texts = []
        yield piece
    if texts:
        yield texts


def _asked(page: list[Part]) -> Iterator[str]:
    """Yield what is asked on a slide, with its hint."""
    for part in page:
        for answer in part.facts if isinstance(part, FactsPart) else (part.answer,):
            yield f"{answer.label} ({answer.hint})" if answer.hint else answer.label
