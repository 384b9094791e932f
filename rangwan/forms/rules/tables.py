"""Answers in the shape of a table: figures before, target and after; evidence; and what all tables share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from rangwan.forms.definition import Measure, Question
from rangwan.forms.rules.problems import MOST_FAULTS, Code, Invalid, field_name, quoted, raise_faults
from rangwan.forms.rules.scalars import LONGEST, longest, number, typed_text, web_address
from rangwan.kernel.text import Text, is_blank

MOST_ROWS = {"rows": 50, "evidence": 20}
FIGURE_DECIMALS = 2  # minutes per item are not always whole


def most_rows(question: Question) -> int:
    """Return how many rows, links or own figures the question takes."""
    return question.own_measures if question.type == "figures" else question.max_rows or MOST_ROWS[question.type]


def has_content(raw: Any) -> bool:
    """Return whether anything but None and white space is anywhere inside a JSON value, however deep."""
    waiting = [raw]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
        elif value is not None and not (isinstance(value, str) and is_blank(value)):
            return True
    return False


def filled(question: Question, rows: list[Any]) -> Iterator[tuple[int, Any]]:
    """Yield the place (from 0) and the row of every row that is not blank, as many as the question takes."""
    found = 0
    for index, row in enumerate(rows):
        if found < most_rows(question) and has_content(row):
            found += 1
            yield index, row


def array(raw: Any) -> list[Any]:
    """Return `raw`, which must be a list. Raises Invalid: wrong_type."""
    if not isinstance(raw, list):
        raise Invalid("wrong_type", {"expected": "array"})
    return raw


def too_many(question: Question, rows: list[Any]) -> list[Invalid]:
    """Return a fault when more rows are filled in than the question takes."""
    count, most = sum(has_content(row) for row in rows), most_rows(question)
    return [Invalid("too_many_rows", {"count": count, "max": most})] if count > most else []


def strangers(raw: dict[str, Any], known: set[str], code: Code = "unknown_field", **place: Any) -> list[Invalid]:
    """Return a fault for every name in `raw` that the form does not know."""
    unknown = islice((name for name in raw if name not in known), MOST_FAULTS)
    return [Invalid(code, {"name": quoted(name), **place}) for name in unknown]


def read_figures(question: Question, raw: Any) -> dict[str, Any]:
    """Return {measure: {column: number}, "own": [{"label", "unit", column: number}]}, blank cells left out."""
    if not isinstance(raw, dict):
        raise Invalid("wrong_type", {"expected": "object"})
    faults = strangers(raw, {measure.key for measure in question.measures} | {"own"}, code="unknown_measure")
    value: dict[str, Any] = {}
    for measure in question.measures:
        cells = raw.get(measure.key)
        if has_content(cells):
            value[measure.key] = _read_measure(question, measure, cells, faults)
    own = _own_figures(question, raw.get("own"), faults)
    raise_faults(faults)
    return {**value, "own": own} if own else value


def _own_figures(question: Question, raw: Any, faults: list[Invalid]) -> list[dict[str, Any]]:
    if not has_content(raw):
        return []
    if not isinstance(raw, list):
        faults.append(Invalid("wrong_type", {"expected": "array"}))
        return []
    faults += too_many(question, raw)
    return [_read_own(question, index, row, faults) for index, row in filled(question, raw)]


def _read_measure(question: Question, measure: Measure, cells: Any, faults: list[Invalid]) -> dict[str, Any]:
    name = field_name(question.key, measure.key)
    if not isinstance(cells, dict):
        faults.append(Invalid("wrong_type", {"expected": "object", "field": name}))
        return {}
    faults += strangers(cells, {column.key for column in question.columns}, field=name)
    return _read_columns(question, cells, faults, measure.labels, name)


def _read_own(question: Question, index: int, cells: Any, faults: list[Invalid]) -> dict[str, Any]:
    name, row = field_name(question.key, "own", index), index + 1
    if not isinstance(cells, dict):
        faults.append(Invalid("wrong_type", {"expected": "object", "row": row, "field": name}))
        return {}
    found = strangers(cells, {"label", "unit", *(column.key for column in question.columns)}, field=name)
    value: dict[str, Any] = {"label": "", "unit": ""}
    for word in value:
        try:
            value[word] = typed_text(cells[word], LONGEST["text"]) if has_content(cells.get(word)) else ""
        except Invalid as fault:
            found += fault.at(field=field_name(name, word))
    figures = _read_columns(question, cells, found, {}, name)
    if figures and not has_content(cells.get("label")):
        found.append(Invalid("own_needs_label", {"field": field_name(name, "label")}))
    faults += [there for fault in found for there in fault.at(row=row)]
    return value | figures


def _read_columns(
    question: Question, cells: dict[str, Any], faults: list[Invalid], labels: dict[str, Text], name: str
) -> dict[str, int | float]:
    """Return the figures of one row by column, blank ones left out; what is wrong in it is added to `faults`."""
    value: dict[str, int | float] = {}
    for column in question.columns:
        raw = cells.get(column.key)
        if not has_content(raw):
            continue
        try:
            value[column.key] = figure(question, raw)
        except Invalid as fault:
            label = labels.get(column.key, column.label)
            faults += fault.at(column=label.as_dict(), field=field_name(name, column.key))
    return value


def figure(question: Question, raw: Any) -> int | float:
    """Return one figure, never negative. Raises Invalid: negative and those of `number`."""
    value = number(raw, max(question.decimals, FIGURE_DECIMALS))
    if value < 0:
        raise Invalid("negative")
    return value


def read_evidence(question: Question, raw: Any) -> dict[str, Any]:
    """Return {"links": addresses, "note": words}."""
    if isinstance(raw, list):
        raw = {"links": raw}
    if not isinstance(raw, dict):
        raise Invalid("wrong_type", {"expected": "object"})
    faults = strangers(raw, {"links", "note"})
    typed = array([] if raw.get("links") is None else raw["links"])
    faults += too_many(question, typed)
    links = []
    for index, link in filled(question, typed):
        try:
            links.append(web_address(link, LONGEST["url"]))
        except Invalid as fault:
            faults += fault.at(row=index + 1)
    note = ""
    try:
        note = typed_text(raw["note"], longest(question)) if has_content(raw.get("note")) else ""
    except Invalid as fault:
        faults += fault.at(field=field_name(question.key, "note"))
    raise_faults(faults)
    return {"links": links, "note": note}
