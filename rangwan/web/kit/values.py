"""Answers as components show them: what is ticked, which rows a table of inputs has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Chosen:
    """The keys that are chosen, and the words typed beside "other"."""

    keys: frozenset[str]
    other: str = ""


@dataclass(frozen=True, slots=True)
class InputRow:
    """One row of inputs: its number in field names, what the reader calls it, and its cells."""

    index: int
    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of a row: the declared column (key, label, …), its label and what was typed."""

    column: Any
    label: Any
    value: Any


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One measure of a figures table; an own one (`own` is its number from 0) carries its label and unit as typed."""

    key: str
    unit: Any
    cells: tuple[Cell, ...]
    own: int | None = None
    label: str = ""


def part(thing: Any, name: str) -> Any:
    """Return `name` of a mapping or an object, None where it has none."""
    return thing.get(name) if isinstance(thing, Mapping) else getattr(thing, name, None)


def chosen_of(value: Any) -> Chosen:
    """Read any shape of a choice's answer: a key, a bool, keys, {"choice", "other"} or {"chosen", "other"}."""
    if value is None or value == "":
        return Chosen(frozenset())
    if isinstance(value, bool):
        return Chosen(frozenset({"true" if value else "false"}))
    if isinstance(value, Mapping):
        keys = value.get("chosen")
        single = value.get("choice")
        chosen = [str(key) for key in keys] if isinstance(keys, list | tuple | set | frozenset) else []
        return Chosen(frozenset(chosen + ([str(single)] if single else [])), str(value.get("other") or ""))
    if isinstance(value, str):
        return Chosen(frozenset({value}))
    if isinstance(value, Iterable):
        return Chosen(frozenset(str(key) for key in value))
    return Chosen(frozenset({str(value)}))


def input_rows(value: Any, columns: Iterable[Any], max_rows: int | None) -> list[InputRow]:
    """Return the given rows and one blank one, at most `max_rows` unless more were given."""
    columns = tuple(columns)
    rows: list[Any] = [row for row in value if isinstance(row, Mapping)] if isinstance(value, list | tuple) else []
    if not max_rows or len(rows) < max_rows:
        rows = [*rows, {}]
    return [
        InputRow(
            index,
            index + 1,
            tuple(Cell(column, part(column, "label"), row.get(part(column, "key"))) for column in columns),
        )
        for index, row in enumerate(rows)
    ]


def figure_rows(value: Any, measures: Iterable[Any], columns: Iterable[Any], own: int) -> list[FigureRow]:
    """Return a row for each measure, then `own` rows that the entrant names."""
    columns = tuple(columns)
    given: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    rows = [
        FigureRow(str(part(measure, "key")), part(measure, "unit"), _measure_cells(measure, columns, given))
        for measure in measures
    ]
    typed = given.get("own")
    own_rows: list[Any] = list(typed) if isinstance(typed, list | tuple) else []
    for index in range(max(own, len(own_rows))):
        row = own_rows[index] if index < len(own_rows) and isinstance(own_rows[index], Mapping) else {}
        cells = tuple(Cell(column, part(column, "label"), row.get(part(column, "key"))) for column in columns)
        rows.append(FigureRow(f"own-{index}", row.get("unit") or "", cells, index, row.get("label") or ""))
    return rows


def _measure_cells(measure: Any, columns: tuple[Any, ...], given: Mapping[str, Any]) -> tuple[Cell, ...]:
    labels = part(measure, "labels") or {}
    row = given.get(str(part(measure, "key")))
    values: Mapping[str, Any] = row if isinstance(row, Mapping) else {}
    return tuple(
        Cell(column, labels.get(part(column, "key")) or part(column, "label"), values.get(part(column, "key")))
        for column in columns
    )


def evidence_boxes(value: Any) -> dict[str, str]:
    """Return an evidence answer as text for its two boxes; a bare list is one of addresses."""
    given: Mapping[str, Any] = value if isinstance(value, Mapping) else {"links": value}
    links = given.get("links")
    lines = [str(link) for link in links] if isinstance(links, list | tuple) else [str(links or "")]
    return {"links": "\n".join(lines), "note": str(given.get("note") or "")}
