"""presentation-template.pptx: a cover, then a section for each criterion with what to cover, or with the answers."""

# ruff: noqa: SLF001 - python-pptx gives its XML under private names only

from __future__ import annotations

import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _
from django.utils.translation import override

from rangwan.documents import slide_template as template
from rangwan.documents.answer_pages import Answer
from rangwan.documents.answer_pages import pages_of as answer_pages
from rangwan.documents.archive import steady
from rangwan.documents.figures_slide import FiguresTable, add_figures
from rangwan.documents.figures_slide import pages_of as figure_pages
from rangwan.documents.look import INDIGO, WHITE
from rangwan.documents.measure import fitting_size
from rangwan.documents.plain import PlainDocument, number
from rangwan.documents.prose import words
from rangwan.documents.slide_parts import add_footer, add_prompts, add_weight, write
from rangwan.documents.thai_type import Type, clean
from rangwan.documents.word_parts import set_core

_NAME = "criterion:"
COVER, PROMPTED, ANSWER, FIGURES = range(4)  # layouts


@dataclass(frozen=True)
class PresentationSection:
    """One section of the deck: a criterion, or a thing told without marks (`weight` None).

    Without `answers` the slide shows the `prompts` beside an empty place; with them it shows the answers, on as many
    slides as they need, and the prompts stand in the notes.
    """

    key: str
    name: str
    weight: float | None = None
    prompts: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    figures: FiguresTable | None = None


@dataclass(frozen=True, kw_only=True)
class PresentationDocument(PlainDocument):
    """The deck. Without `title` and `organisation` it is the template that anyone downloads."""

    award_name: str
    title: str = ""
    organisation: str = ""
    sections: tuple[PresentationSection, ...] = ()


def criterion_of(names: Iterable[str]) -> str | None:
    """Return the section key that a slide's own name or one of its shapes' names carries, None where none does.

    PowerPoint keeps the name of the slide; LibreOffice loses it, but keeps the name of the box with the weight.
    """
    for name in names:
        if name.startswith(_NAME):
            return name.removeprefix(_NAME).split("#", 1)[0]
    return None


def presentation_pptx(doc: PresentationDocument) -> bytes:
    """Return the deck as a PowerPoint file, 16:9. The same data gives the same bytes.

    A section's slides are named `criterion:<key>` (`criterion:<key>#2` and so on from the second), and so is the box
    with the weight on each of them. The answer is in the body placeholder, the prompts are in a box named
    `prompts:<key>`, a figures table is named `figures:<key of its question>`.
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
        self.groups.append(_Group(f"{_NAME}{section.key}", section.name, []))
        size = template.BODY_SIZE
        heading = Type(size=size - 2, bold=True, colour=INDIGO)
        for page in answer_pages(section.answers, template.room(template.BODY_WIDE), size):
            body = _placeholders(self._page(section, ANSWER))[template.IDX_BODY]
            write(body, [(paragraph.text, heading if paragraph.heading else None) for paragraph in page], self.language)
        if not self.groups[-1].ids and (section.prompts or section.figures is None):
            if section.prompts:
                prompts = tuple(words(prompt) for prompt in section.prompts)
                add_prompts(self._page(section, PROMPTED), f"prompts:{section.key}", prompts, self.language)
            else:
                self._page(section, ANSWER)
        if section.figures is not None:
            for rows in figure_pages(section.figures):
                add_figures(self._page(section, FIGURES), section.figures, rows, self.language)

    def _page(self, section: PresentationSection, layout: int) -> Any:
        """Add and return a slide of the section, with title, weight and footer; the first has the prompts as notes."""
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
        if first:
            look = Type(size=16)
            notes = [f"{section.name} ({points})", *(f"– {words(prompt)}" for prompt in section.prompts)]
            write(slide.notes_slide.notes_placeholder, [(text, look) for text in notes], self.language)
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
