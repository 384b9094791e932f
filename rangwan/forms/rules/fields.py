"""Between answers and the fields of an HTML form. What was typed is kept as typed, so that the page can show it again.

Names of fields, as the kit's components post them: `key`; `key-other` beside choices; `key-day`, `key-month`,
`key-year` for a date in three boxes; `key-<row>-<field>` in rows, counted from 0; `key-<measure>-<column>` and
`key-own-<i>-label|unit|<column>` in figures; `key-links` (one address a line) and `key-note` for evidence.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from rangwan.forms.definition import Question, Section
from rangwan.forms.rules.chosen import picked
from rangwan.forms.rules.problems import field_name
from rangwan.forms.rules.tables import has_content
from rangwan.kernel.text import is_blank, storable_value

Get = Callable[[str], str]
GetList = Callable[[str], list[str]]
Fields = dict[str, str | list[str]]

_ROW_NUMBERS = 200  # numbers have gaps where rows were removed; too many rows are refused in words, not dropped


class Posted(NamedTuple):
    """A posted form: `get` gives one field, "" where it was not posted; `getlist` gives all of one name."""

    get: Get
    getlist: GetList


def from_post(section: Section, get: Get, getlist: GetList) -> dict[str, Any]:
    """Return the raw answers of a section from a posted form. `get` gives "" for a field that was not posted."""
    post = Posted(get, getlist)
    return {question.key: read_fields(question, question.key, post) for question in section.questions}


def to_fields(question: Question, raw: Any) -> Fields:
    """Return the fields that show a raw answer again: the inverse of `from_post`. Blank fields are left out."""
    return write_fields(question, question.key, raw)


def read_fields(question: Question, name: str, post: Posted) -> Any:
    """Return the raw answer from the fields that begin with `name`."""
    return _READ.get(question.type, _read_one)(question, name, post)


def write_fields(question: Question, name: str, raw: Any) -> Fields:
    """Return the fields of a raw answer under `name`."""
    return _WRITE.get(question.type, _write_one)(question, name, raw) if raw not in (None, "") else {}


def as_typed(raw: Any) -> str:
    """Return a raw answer as text for one box: a string as it is, blank JSON as nothing, anything else as JSON."""
    if isinstance(raw, str):
        return raw
    return json.dumps(storable_value(raw), ensure_ascii=False) if has_content(raw) else ""


def _read_one(_question: Question, name: str, post: Posted) -> Any:
    return post.get(name)


def _read_yesno(_question: Question, name: str, post: Posted) -> Any:
    return {"true": True, "false": False}.get(post.get(name), post.get(name))


def _read_date(_question: Question, name: str, post: Posted) -> Any:
    if post.get(name):
        return post.get(name)
    parts = [post.get(field_name(name, part)).strip() for part in ("day", "month", "year")]
    while parts and not parts[-1]:
        parts.pop()
    return "/".join(parts)


def _read_choice(_question: Question, name: str, post: Posted) -> Any:
    other = post.get(field_name(name, "other"))
    return post.get(name) if is_blank(other) else {"choice": post.get(name), "other": other}


def _read_choices(_question: Question, name: str, post: Posted) -> Any:
    return {"chosen": [key for key in post.getlist(name) if key], "other": post.get(field_name(name, "other"))}


def _read_rows(question: Question, name: str, post: Posted) -> Any:
    rows = (
        {field.key: read_fields(field, field_name(name, index, field.key), post) for field in question.fields}
        for index in range(_ROW_NUMBERS)
    )
    return [row for row in rows if has_content(row)]


def _read_figures(question: Question, name: str, post: Posted) -> Any:
    columns = [column.key for column in question.columns]
    answer: dict[str, Any] = {
        measure.key: _cells(field_name(name, measure.key), columns, post) for measure in question.measures
    }
    if question.own_measures:
        answer["own"] = [
            _cells(field_name(name, "own", index), ["label", "unit", *columns], post) for index in range(_ROW_NUMBERS)
        ]
        answer["own"] = [row for row in answer["own"] if row]
    return {key: cells for key, cells in answer.items() if cells}


def _cells(name: str, keys: list[str], post: Posted) -> dict[str, str]:
    typed = {key: post.get(field_name(name, key)) for key in keys}
    return {key: value for key, value in typed.items() if not is_blank(value)}


def _read_evidence(_question: Question, name: str, post: Posted) -> Any:
    lines = post.get(field_name(name, "links")).splitlines()
    return {"links": [line for line in lines if not is_blank(line)], "note": post.get(field_name(name, "note"))}


def _write_one(_question: Question, name: str, raw: Any) -> Fields:
    return {name: as_typed(raw)}


def _write_date(_question: Question, name: str, raw: Any) -> Fields:
    typed = as_typed(raw)
    parts = dict(zip(("day", "month", "year"), typed.split("/", 2), strict=False))
    return {name: typed, **{field_name(name, part): text for part, text in parts.items()}}


def _write_choice(_question: Question, name: str, raw: Any) -> Fields:
    keys = picked(raw)
    return {**({name: as_typed(keys[0])} if keys else {}), **_other(name, raw)}


def _write_choices(_question: Question, name: str, raw: Any) -> Fields:
    return {name: [as_typed(key) for key in picked(raw)], **_other(name, raw)}


def _other(name: str, raw: Any) -> Fields:
    other = raw.get("other") if isinstance(raw, dict) else None
    return {field_name(name, "other"): as_typed(other)} if has_content(other) else {}


def _write_rows(question: Question, name: str, raw: Any) -> Fields:
    fields: Fields = {}
    for index, row in enumerate(raw if isinstance(raw, list) else [raw]):
        # A row that is none is shown in the first cell, so that what was sent is seen where it is refused.
        cells = row if isinstance(row, dict) else {field.key: as_typed(row) for field in question.fields[:1]}
        for field in question.fields:
            fields |= write_fields(field, field_name(name, index, field.key), cells.get(field.key))
    return fields


def _write_figures(question: Question, name: str, raw: Any) -> Fields:
    raw = raw if isinstance(raw, dict) else {}
    rows = [(field_name(name, measure.key), raw.get(measure.key)) for measure in question.measures]
    own = raw.get("own")
    rows += [(field_name(name, "own", index), row) for index, row in enumerate(own if isinstance(own, list) else [])]
    keys = ["label", "unit", *(column.key for column in question.columns)]
    return {
        field_name(row_name, key): as_typed(cells[key])
        for row_name, cells in rows
        if isinstance(cells, dict)
        for key in keys
        if has_content(cells.get(key))
    }


def _write_evidence(_question: Question, name: str, raw: Any) -> Fields:
    raw = {"links": raw} if isinstance(raw, list) else raw if isinstance(raw, dict) else {"note": as_typed(raw)}
    links = raw.get("links")
    lines = [as_typed(link) for link in links] if isinstance(links, list) else [as_typed(links)] if links else []
    typed = {"links": "\n".join(lines), "note": as_typed(raw["note"]) if raw.get("note") else ""}
    return {field_name(name, part): text for part, text in typed.items() if text}


_READ: dict[str, Callable[[Question, str, Posted], Any]] = {
    "yesno": _read_yesno,
    "date": _read_date,
    "choice": _read_choice,
    "choices": _read_choices,
    "rows": _read_rows,
    "figures": _read_figures,
    "evidence": _read_evidence,
}

_WRITE: dict[str, Callable[[Question, str, Any], Fields]] = {
    "date": _write_date,
    "choice": _write_choice,
    "choices": _write_choices,
    "rows": _write_rows,
    "figures": _write_figures,
    "evidence": _write_evidence,
}
