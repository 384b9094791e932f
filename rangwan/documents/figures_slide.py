"""The table of figures (before, planned, after) on a slide, each cell with a label of its own."""

# ruff: noqa: SLF001 - python-pptx gives its XML under private names only

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rangwan.documents import slide_template as template
from rangwan.documents.look import INDIGO, INDIGO_LINE, INDIGO_SOFT, INK, JASMINE, WHITE
from rangwan.documents.measure import LINE, lines
from rangwan.documents.thai_type import Type, add_slide_text, slide_properties
from rangwan.kernel.text import Language

_EMU_PT = 12_700
_LABEL = Type(size=15, colour=INDIGO_SOFT)
_LABEL_SIZES = (15.0, 14.0, 13.0, 12.0)  # the largest at which the table is whole on one slide
_VALUE = Type(size=18, bold=True)
_HEAD = Type(size=18, bold=True, colour=WHITE)
_PADDING_PT = 7.2
_HEAD_PT = _HEAD.size * LINE + 6
_MOST_PT = template.BODY_HEIGHT / _EMU_PT - _HEAD_PT
_BLANK = "_" * 12


@dataclass(frozen=True)
class FiguresRow:
    """One measure: its label and figure in every column. An empty figure leaves a line to write on, and so does an
    empty label: it is for a measure of the entrant's own."""

    labels: tuple[str, ...]
    unit: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class FiguresTable:
    """The table: the question's key, its name for those who cannot see it, column headings and rows."""

    key: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[FiguresRow, ...]


def _labels(table: FiguresTable, row: FiguresRow) -> list[str]:
    labels = [*row.labels, *[""] * len(table.columns)][: len(table.columns)]
    return [label or f"{_('Other (say what)')} {_BLANK}" for label in labels]


def _figures(table: FiguresTable, row: FiguresRow) -> list[str]:
    values = [*row.values, *[""] * len(table.columns)][: len(table.columns)]
    return [f"{value or _BLANK} {row.unit}".rstrip() for value in values]


def _row_heights(table: FiguresTable, row: FiguresRow, label_size: float) -> tuple[float, float]:
    """Return the heights in points of a measure's line of labels and line of figures."""
    room = template.WIDE / _EMU_PT / len(table.columns) - 2 * _PADDING_PT
    tallest = max(lines(label, room, label_size) for label in _labels(table, row))
    figures = max(lines(text, room, _VALUE.size) for text in _figures(table, row))
    return tallest * label_size * LINE + 4, figures * _VALUE.size * LINE + 4


def label_size(table: FiguresTable) -> float:
    """Return the size of the labels: the largest at which the table is whole on one slide, else the smallest."""
    for size in _LABEL_SIZES:
        if sum(sum(_row_heights(table, row, size)) for row in table.rows) <= _MOST_PT:
            return size
    return _LABEL_SIZES[-1]


def pages_of(table: FiguresTable) -> list[tuple[FiguresRow, ...]]:
    """Return the rows of each slide that the table needs."""
    size = label_size(table)
    pages: list[list[FiguresRow]] = [[]]
    left = _MOST_PT
    for row in table.rows:
        needed = sum(_row_heights(table, row, size))
        if pages[-1] and needed > left:
            pages.append([])
            left = _MOST_PT
        pages[-1].append(row)
        left -= needed
    return [tuple(page) for page in pages]


def add_figures(slide: Any, table: FiguresTable, rows: Sequence[FiguresRow], language: Language) -> None:
    """Draw a table with these rows on the slide, under its title."""
    from pptx.util import Pt  # heavy: loaded where used  # noqa: PLC0415

    size = label_size(table)
    heights = [height for row in rows for height in _row_heights(table, row, size)]
    frame = slide.shapes.add_table(
        1 + 2 * len(rows),
        len(table.columns),
        template.EDGE,
        template.BODY_TOP,
        template.WIDE,
        Pt(_HEAD_PT + sum(heights)),
    )
    frame.name = f"figures:{table.key}"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", table.name)
    grid = frame.table
    style = grid._tbl.tblPr.find("{*}tableStyleId")
    if style is not None:
        grid._tbl.tblPr.remove(style)  # its fonts and colours are not ours
    for place, height in enumerate([_HEAD_PT, *heights]):
        grid.rows[place].height = Pt(height)
    for column, heading in enumerate(table.columns):
        _cell(grid.cell(0, column), heading, _HEAD, language, INDIGO)
        for place, row in enumerate(rows):
            label = _labels(table, row)[column]
            _cell(grid.cell(1 + 2 * place, column), label, _LABEL.but(size=size), language, JASMINE)
            _cell(grid.cell(2 + 2 * place, column), _figures(table, row)[column], _VALUE, language, JASMINE, line=True)


def _cell(cell: Any, text: str, look: Type, language: Language, ground: str, *, line: bool = False) -> None:
    paragraph = cell.text_frame.paragraphs[0]
    add_slide_text(paragraph, text, look, language)
    if not text:
        paragraph._p.append(template.xml(slide_properties("endParaRPr", look.but(colour=INK), language)))
    cell.margin_top = cell.margin_bottom = 25_400
    colour = INDIGO_LINE if line else ground
    properties = cell._tc.get_or_add_tcPr()
    for side in ("lnL", "lnR", "lnT"):
        properties.append(template.xml(f'<a:{side} w="0"><a:noFill/></a:{side}>'))
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    properties.append(template.xml(f'<a:lnB w="9525">{fill}</a:lnB>'))
    properties.append(template.xml(f'<a:solidFill><a:srgbClr val="{ground}"/></a:solidFill>'))
