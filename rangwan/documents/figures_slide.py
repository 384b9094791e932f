"""The table of figures (before, planned, after) on a slide, each cell with a label of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rangwan.documents import slide_template as template
from rangwan.documents.deck_blanks import BLANK, other_measure
from rangwan.documents.deck_marks import FIGURES, name_of
from rangwan.documents.look import INDIGO, INDIGO_SOFT, JASMINE, WHITE
from rangwan.documents.measure import LINE, lines
from rangwan.documents.slide_tables import EMU_PT, add_grid, cell
from rangwan.documents.thai_type import Type
from rangwan.kernel.text import Language

_LABEL = Type(size=15, colour=INDIGO_SOFT)
_LABEL_SIZES = (15.0, 14.0, 13.0, 12.0)  # the largest at which the table is whole on one slide
_VALUE = Type(size=18, bold=True)
_HEAD = Type(size=18, bold=True, colour=WHITE)
_PADDING_PT = 7.2
_HEAD_PT = _HEAD.size * LINE + 6
_MOST_PT = template.BODY_HEIGHT / EMU_PT - _HEAD_PT


@dataclass(frozen=True)
class FiguresRow:
    """One measure: its label and figure in every column. An empty figure leaves a line to write on, and so does an
    empty label: it is for a measure of the entrant's own."""

    labels: tuple[str, ...]
    unit: str = ""
    values: tuple[str, ...] = ()
    numbers: tuple[float | None, ...] = ()  # the same figures for a chart, where they are figures


@dataclass(frozen=True)
class FiguresTable:
    """The table: the question's key, its name for those who cannot see it, column headings and rows."""

    key: str
    name: str
    columns: tuple[str, ...]
    rows: tuple[FiguresRow, ...]


def _labels(table: FiguresTable, row: FiguresRow) -> list[str]:
    labels = [*row.labels, *[""] * len(table.columns)][: len(table.columns)]
    return [label or f"{other_measure()} {BLANK}" for label in labels]


def _figures(table: FiguresTable, row: FiguresRow) -> list[str]:
    values = [*row.values, *[""] * len(table.columns)][: len(table.columns)]
    return [f"{value or BLANK} {row.unit}".rstrip() for value in values]


def _row_heights(table: FiguresTable, row: FiguresRow, label_size: float) -> tuple[float, float]:
    """Return the heights in points of a measure's line of labels and line of figures."""
    room = template.WIDE / EMU_PT / len(table.columns) - 2 * _PADDING_PT
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


def add_figures(slide: Any, table: FiguresTable, rows: Sequence[FiguresRow], nth: int, language: Language) -> None:
    """Draw a table with these rows on the slide, under its title."""
    size = label_size(table)
    heights = [height for row in rows for height in _row_heights(table, row, size)]
    parts = [1 / len(table.columns)] * len(table.columns)
    top = template.BODY_TOP / EMU_PT
    name = name_of(FIGURES, table.key, nth)
    grid = add_grid(slide, name, table.name, top=top, heights=[_HEAD_PT, *heights], parts=parts)
    for column, heading in enumerate(table.columns):
        cell(grid.cell(0, column), heading, _HEAD, language, INDIGO)
        for place, row in enumerate(rows):
            label = _labels(table, row)[column]
            cell(grid.cell(1 + 2 * place, column), label, _LABEL.but(size=size), language, JASMINE)
            cell(grid.cell(2 + 2 * place, column), _figures(table, row)[column], _VALUE, language, JASMINE, line=True)
