"""The typed value of an answer: one reader per question type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rangwan.forms.definition import Question
from rangwan.forms.rules.chosen import picked, read_choice, read_choices
from rangwan.forms.rules.problems import Invalid, field_name, raise_faults
from rangwan.forms.rules.scalars import (
    read_date,
    read_email,
    read_longtext,
    read_number,
    read_phone,
    read_text,
    read_url,
    read_year,
    read_yesno,
)
from rangwan.forms.rules.tables import array, filled, has_content, read_evidence, read_figures, strangers, too_many
from rangwan.kernel.text import is_blank

_TABLES = frozenset({"rows", "figures", "evidence", "choice", "choices"})


def is_empty(question: Question, raw: Any) -> bool:
    """Return whether the question is not answered. False and 0 are answers; a table of blank cells is not."""
    if question.type in _TABLES:
        return not has_content(raw)
    return raw is None or (isinstance(raw, str) and is_blank(raw))


def value_of(question: Question, raw: Any) -> Any:
    """Return the typed value of a raw answer; None where it is empty.

    text, longtext, email, phone, url: str · number: int or float · year: int, Gregorian · date: date ·
    yesno: bool · choice, choices: Chosen · rows: list of {field key: value}, blank rows and cells left out ·
    figures: {measure: {column: number}, "own": [{"label", "unit", column: number}]} · evidence: {"links", "note"}.
    Raises Invalid with the first fault, the others in `also`; never anything else, whatever `raw` is.
    """
    return None if is_empty(question, raw) else _READERS[question.type](question, raw)


def is_asked(question: Question, answers: dict[str, Any]) -> bool:
    """Return whether the question's own condition holds in these raw answers (its row's cells, inside a table)."""
    if question.show_if is None:
        return True
    given = [_meant(key) for key in picked(answers.get(question.show_if.question))]
    return any(
        type(key) is type(value) and key == value for key in given for value in map(_meant, question.show_if.values)
    )


def _meant(key: Any) -> Any:
    return {"true": True, "yes": True, "false": False, "no": False}.get(key, key) if isinstance(key, str) else key


def _read_rows(question: Question, raw: Any) -> list[dict[str, Any]]:
    rows = array(raw)
    faults = too_many(question, rows)
    values = []
    for index, row in filled(question, rows):
        if not isinstance(row, dict):
            faults.append(Invalid("wrong_type", {"expected": "object", "row": index + 1}))
            continue
        faults += strangers(row, {field.key for field in question.fields}, row=index + 1)
        value = {}
        for field in question.fields:
            try:
                cell = value_of(field, row.get(field.key)) if is_asked(field, row) else None
            except Invalid as fault:
                faults += fault.at(**cell_place(question, index, field))
                continue
            if cell is not None:
                value[field.key] = cell
        values.append(value)
    raise_faults(faults)
    return values


def cell_place(question: Question, index: int, field: Question) -> dict[str, Any]:
    """Return the params that name one cell of a table: row from 1, the column's label, the page's field name."""
    return {"row": index + 1, "column": field.label.as_dict(), "field": field_name(question.key, index, field.key)}


_READERS: dict[str, Callable[[Question, Any], Any]] = {
    "text": read_text,
    "longtext": read_longtext,
    "number": read_number,
    "year": read_year,
    "date": read_date,
    "yesno": read_yesno,
    "choice": read_choice,
    "choices": read_choices,
    "email": read_email,
    "phone": read_phone,
    "url": read_url,
    "rows": _read_rows,
    "figures": read_figures,
    "evidence": read_evidence,
}
