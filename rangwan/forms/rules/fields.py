"""From the fields of a posted page to answers. What was typed is kept as typed, so that the page can show it again.

Names of fields, as the kit's components post them: `key`; `key-other` beside choices; `key-<row>-<field>` in rows,
counted from 0; `key-<measure>-<column>` and `key-own-<i>-label|unit|<column>` in figures; `key-links` (one address a
line) and `key-note` for evidence.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from rangwan.forms.definition import Question
from rangwan.forms.rules.problems import field_name
from rangwan.forms.rules.tables import has_content
from rangwan.kernel.text import is_blank

_ROW_NUMBERS = 200  # numbers have gaps where rows were removed; too many rows are refused in words, not dropped


class Posted(NamedTuple):
    """A posted page: `get` gives one field, "" where it was not posted; `getlist` gives all of one name."""

    get: Callable[[str], str]
    getlist: Callable[[str], list[str]]


def read_fields(question: Question, name: str, post: Posted) -> Any:
    """Return the raw answer from the fields that begin with `name`."""
    return _READ.get(question.type, _read_one)(question, name, post)


def _read_one(_question: Question, name: str, post: Posted) -> Any:
    return post.get(name)


def _read_yesno(_question: Question, name: str, post: Posted) -> Any:
    return {"true": True, "false": False}.get(post.get(name), post.get(name))


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


_READ: dict[str, Callable[[Question, str, Posted], Any]] = {
    "yesno": _read_yesno,
    "choice": _read_choice,
    "choices": _read_choices,
    "rows": _read_rows,
    "figures": _read_figures,
    "evidence": _read_evidence,
}
