"""What a client needs to know of a question besides its definition: its limits, and an answer that is valid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rangwan.forms.definition import Form, Question
from rangwan.forms.rules.checking import asked
from rangwan.forms.rules.problems import Invalid
from rangwan.forms.rules.scalars import LONGEST, longest
from rangwan.forms.rules.tables import FIGURE_DECIMALS, MOST_ROWS, most_rows
from rangwan.forms.rules.values import is_asked, is_empty, value_of


def limits(question: Question) -> dict[str, int | float]:
    """Return the limits that hold for a question, the pack's or the usual ones: max_chars, minimum, maximum,
    decimals, max_rows, max_files, min_choices."""
    found: dict[str, int | float | None] = {}
    if question.type in LONGEST:
        found["max_chars"] = longest(question)
    if question.type in ("choice", "choices") and any(choice.other for choice in question.choices):
        found["max_chars"] = longest(question, "other")
    if question.type in ("number", "year"):
        found |= {"minimum": question.minimum, "maximum": question.maximum}
    if question.type == "number":
        found["decimals"] = question.decimals
    if question.type == "figures":
        found |= {"minimum": 0, "decimals": max(question.decimals, FIGURE_DECIMALS), "max_rows": most_rows(question)}
    if question.type in MOST_ROWS:
        found["max_rows"] = most_rows(question)
    if question.type == "evidence":
        found["max_files"] = question.max_files
    if question.type == "choices" and question.min_choices:
        found["min_choices"] = question.min_choices
    return {name: value for name, value in found.items() if value is not None}


def example_of(question: Question) -> Any:
    """Return a valid raw answer: the pack's own example where it is valid, else one made for the type and limits."""
    if question.example is not None and not is_empty(question, question.example):
        try:
            value_of(question, question.example)
        except Invalid:
            pass
        else:
            return question.example
    return _FIXED[question.type] if question.type in _FIXED else _MADE[question.type](question)


def example_answers(form: Form) -> dict[str, Any]:
    """Return answers that fill every question that is asked, without a problem."""
    answers: dict[str, Any] = {}
    for question in form.by_key.values():
        if asked(form, [question], answers):
            answers[question.key] = example_of(question)
    return answers


def _text(question: Question) -> str:
    return "ตัวอย่างคำตอบ"[: longest(question)]


def _number(question: Question) -> int | float:
    low, high = question.minimum, question.maximum
    value = low if low is not None else min(1, high) if high is not None else 1
    return int(value) if value == int(value) else value


def _year(question: Question) -> str:
    low, high = question.minimum, question.maximum
    return str(int(low if low is not None else min(2563, high) if high is not None else 2563))


def _choice(question: Question) -> Any:
    plain = [choice.key for choice in question.choices if not choice.other]
    if plain:
        return plain[0]
    return {"choice": question.choices[0].key, "other": _text(question)}


def _choices(question: Question) -> dict[str, Any]:
    ordered = sorted(question.choices, key=lambda choice: choice.other)[: max(1, question.min_choices)]
    return {
        "chosen": [choice.key for choice in ordered],
        "other": _text(question) if any(choice.other for choice in ordered) else "",
    }


def _rows(question: Question) -> list[dict[str, Any]]:
    row: dict[str, Any] = {}
    for field in question.fields:
        if is_asked(field, row):
            row[field.key] = example_of(field)
    return [row]


def _figures(question: Question) -> dict[str, Any]:
    return {
        measure.key: {column.key: max(10, 100 - 10 * place) for place, column in enumerate(question.columns)}
        for measure in question.measures
    }


_FIXED: dict[str, Any] = {
    "date": "31/07/2563",
    "yesno": True,
    "email": "name@example.go.th",
    "phone": "02-612-6060",
    "url": "https://www.example.go.th/",
    "evidence": {"links": ["https://www.example.go.th/"], "note": ""},
}

_MADE: dict[str, Callable[[Question], Any]] = {
    "text": _text,
    "longtext": _text,
    "number": _number,
    "year": _year,
    "choice": _choice,
    "choices": _choices,
    "rows": _rows,
    "figures": _figures,
}
