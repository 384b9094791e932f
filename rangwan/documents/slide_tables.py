"""Tables on a slide, native so that they can be edited: short answers, and rows with a head."""

# ruff: noqa: SLF001 - python-pptx gives its XML under private names only

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rangwan.documents import slide_template as template
from rangwan.documents.answer_pages import FACT_SIZE, LABEL_PART, SMALL_SIZE, FactsPart, label_height, shown_label
from rangwan.documents.deck_blanks import BLANK
from rangwan.documents.deck_marks import FACTS, ROWS, name_of
from rangwan.documents.look import INDIGO, INDIGO_LINE, INDIGO_SOFT, INK, JASMINE, WHITE
from rangwan.documents.measure import LINE, lines, split, width
from rangwan.documents.thai_type import Type, add_slide_text, clean, slide_properties
from rangwan.kernel.text import Language

EMU_PT = 12_700
_PADDING = 7.2  # points left and right in a cell
_HEAD = Type(size=16, bold=True, colour=WHITE)
_LABEL = Type(size=FACT_SIZE, colour=INDIGO_SOFT)
_SMALL = Type(size=SMALL_SIZE, colour=INDIGO_SOFT, italic=True)
_FACT = Type(size=FACT_SIZE)
_SIZES = (16.0, 14.0)  # of the cells of a table of rows: the largest at which it is whole on one slide
_LEAST_PART = 0.12  # of the width, for the narrowest column
_BLANK_ROW = 52.0  # points
_MOST_PT = template.BODY_HEIGHT / EMU_PT


@dataclass(frozen=True)
class RowsTable:
    """A table of rows: the question's key, what it asks, the head, the rows; `blank` more are left to write in."""

    key: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blank: int = 0

    @property
    def label_height(self) -> float:
        """The height in points of what it asks, over the table."""
        return label_height(self.name, "", template.room(template.BODY_WIDE)[0])


@dataclass(frozen=True)
class RowsPage:
    """The rows of one slide; `continues`: the first goes on from the slide before."""

    rows: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    size: float
    continues: bool = False


def rows_pages(table: RowsTable) -> list[RowsPage]:
    """Return the slides that a table of rows takes; a row too tall for a slide goes on in the next."""
    whole = (pages for size in _SIZES[:-1] if len(pages := _pages_at(table, size)) == 1)
    return next(whole, None) or _pages_at(table, _SIZES[-1])


def add_rows(slide: Any, table: RowsTable, page: RowsPage, nth: int, language: Language) -> None:
    """Draw the rows of one slide under what they are about."""
    name = name_of(ROWS, table.key, nth, continues=page.continues)
    parts = _parts(table)
    head = _head_height(table, parts)
    top = template.BODY_TOP / EMU_PT + table.label_height
    grid = add_grid(slide, name, table.name, top=top, heights=[head, *page.heights], parts=parts)
    look = Type(size=page.size)
    for column, heading in enumerate(table.columns):
        cell(grid.cell(0, column), heading, _HEAD, language, INDIGO)
        for place, row in enumerate(page.rows, start=1):
            cell(grid.cell(place, column), row[column], look, language, JASMINE, line=True)


def add_facts(slide: Any, part: FactsPart, name: str, language: Language) -> None:
    """Draw a table of short answers: a line to write on where one was not given."""
    top = template.BODY_TOP / EMU_PT + part.top
    mark = name_of(FACTS, part.table.key, part.nth)
    grid = add_grid(slide, mark, name, top=top, heights=part.heights, parts=(LABEL_PART, 1 - LABEL_PART))
    grid._tbl.tblPr.attrib.pop("firstRow", None)  # it has no head
    wide = template.WIDE / EMU_PT * LABEL_PART - 2 * _PADDING
    for place, fact in enumerate(part.facts):
        asked = grid.cell(place, 0)
        cell(asked, shown_label(fact.label, wide), _LABEL, language, JASMINE, line=True)
        if fact.hint:
            add_slide_text(asked.text_frame.add_paragraph(), fact.hint, _SMALL, language)
        cell(grid.cell(place, 1), fact.text or BLANK, _FACT, language, JASMINE, line=True)


def add_grid(
    slide: Any, name: str, description: str, *, top: float, heights: Sequence[float], parts: Sequence[float]
) -> Any:
    """Add an empty table of the full width without a style of its own and return it; lengths are points."""
    from pptx.util import Pt  # heavy: loaded where used  # noqa: PLC0415

    frame = slide.shapes.add_table(
        len(heights), len(parts), template.EDGE, round(top * EMU_PT), template.WIDE, Pt(sum(heights))
    )
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", description)
    grid = frame.table
    style = grid._tbl.tblPr.find("{*}tableStyleId")
    if style is not None:
        grid._tbl.tblPr.remove(style)  # its fonts and colours are not ours
    for place, height in enumerate(heights):
        grid.rows[place].height = Pt(height)
    for place, part in enumerate(parts):
        grid.columns[place].width = round(template.WIDE * part)
    return grid


def cell(at: Any, text: str, look: Type, language: Language, ground: str, *, line: bool = False) -> None:
    """Write a cell, each line of the text a paragraph; `line` draws one under it."""
    paragraph = at.text_frame.paragraphs[0]
    for place, piece in enumerate(clean(text).split("\n")):
        paragraph = paragraph if place == 0 else at.text_frame.add_paragraph()
        add_slide_text(paragraph, piece, look, language)
    if not text:
        paragraph._p.append(template.xml(slide_properties("endParaRPr", look.but(colour=INK), language)))
    at.margin_top = at.margin_bottom = 25_400
    colour = INDIGO_LINE if line else ground
    properties = at._tc.get_or_add_tcPr()
    for side in ("lnL", "lnR", "lnT"):
        properties.append(template.xml(f'<a:{side} w="0"><a:noFill/></a:{side}>'))
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    properties.append(template.xml(f'<a:lnB w="9525">{fill}</a:lnB>'))
    properties.append(template.xml(f'<a:solidFill><a:srgbClr val="{ground}"/></a:solidFill>'))


def _parts(table: RowsTable) -> list[float]:
    """Return the width of each column as a part of the whole, by what stands in it."""
    wants = []
    for place, heading in enumerate(table.columns):
        longest = max((width(row[place], _SIZES[0]) for row in table.rows), default=0.0)
        wants.append(min(max(width(heading, _SIZES[0]), longest, 60.0), 420.0) ** 0.7)
    least = min(_LEAST_PART, 0.8 / len(wants))
    free = 1 - least * len(wants)
    return [least + free * want / sum(wants) for want in wants]


def _room(part: float) -> float:
    return template.WIDE / EMU_PT * part - 2 * _PADDING


def _head_height(table: RowsTable, parts: list[float]) -> float:
    tallest = max(lines(name, _room(part), _HEAD.size) for name, part in zip(table.columns, parts, strict=True))
    return tallest * _HEAD.size * LINE + 6


def _pages_at(table: RowsTable, size: float) -> list[RowsPage]:
    parts = _parts(table)
    rooms = [_room(part) for part in parts]
    line = size * LINE
    most = _MOST_PT - table.label_height - _head_height(table, parts)
    pages: list[RowsPage] = []
    rows: list[tuple[str, ...]] = []
    heights: list[float] = []
    begins_inside = False

    def turn(*, inside: bool) -> None:
        nonlocal rows, heights, begins_inside
        pages.append(RowsPage(tuple(rows), tuple(heights), size, begins_inside))
        rows, heights, begins_inside = [], [], inside

    waiting = [tuple(clean(text) for text in row) for row in table.rows] + [("",) * len(parts)] * table.blank
    while waiting:
        row = waiting.pop(0)
        tallest = max(lines(text, room, size) for text, room in zip(row, rooms, strict=True))
        height = tallest * line + 6 if any(row) else _BLANK_ROW
        left = most - sum(heights)
        if height <= left:
            rows.append(row)
            heights.append(height)
        elif rows and (height <= most or left < 4 * line):
            turn(inside=False)
            waiting.insert(0, row)
        else:
            fitting = max(1, int((left - 6) / line))
            cut = [_cut(text, room, size, fitting) for text, room in zip(row, rooms, strict=True)]
            rows.append(tuple(head for head, _rest in cut))
            heights.append(min(height, fitting * line + 6))
            turn(inside=True)
            waiting.insert(0, tuple(rest for _head, rest in cut))
    if rows or not pages:
        turn(inside=False)
    return pages


def _cut(text: str, room: float, size: float, most: int) -> tuple[str, str]:
    """Return what of a cell fits into `most` lines, and the rest."""
    head: list[str] = []
    pieces = text.split("\n")
    for place, piece in enumerate(pieces):
        needed = lines(piece, room, size)
        if needed <= most:
            head.append(piece)
            most -= needed
            continue
        if most < 1:
            return "\n".join(head) + "\n", "\n".join(pieces[place:])
        begun, rest = split(piece, most * room * 0.9, size)
        after = pieces[place + 1 :]
        if rest:
            return "\n".join([*head, begun]), "\n".join([rest, *after])
        return "\n".join([*head, begun, *([""] if after else [])]), "\n".join(after)
    return text, ""
