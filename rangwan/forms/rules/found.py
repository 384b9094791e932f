"""Answers found in a document, a presentation say: from words and tables to raw answers, typed by the form.

Nothing is guessed: a choice is taken where its label stands there, a table where its head can be told, and what
cannot be read so is None. The raw answer may still be wrong; the form says so like of one that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from rangwan.forms.definition import Measure, Question
from rangwan.forms.rules.problems import Invalid
from rangwan.forms.rules.scalars import LONGEST, number, web_address
from rangwan.forms.rules.shown import NO, YES, readable
from rangwan.forms.rules.values import is_empty, value_of
from rangwan.kernel.text import Text, arabic_digits, search_key
from rangwan.kernel.thai_dates import BE_OFFSET, MONTHS_EN, BadDate, parse_date, parse_year

Rows = Sequence[Sequence[str]]

_BULLET = re.compile(r"^[\s•·▪◦‣\-–—*✓✔☑]+")
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?")
_ADDRESS = re.compile(r"https?://\S+")
_ENGLISH_DATE = re.compile(r"([0-9]{1,2}) ([A-Za-z]+),? ([0-9]{4})")


def from_text(question: Question, text: str) -> Any:
    """Return the raw answer that these words are to a question; None where they are none."""
    text = text.strip()
    return _TEXTS.get(question.type, _one_line)(question, text) if text else None


def from_table(question: Question, rows: Rows) -> Any:
    """Return the raw answer that a table is to a question of type rows or figures; None where it is none."""
    return _TABLES[question.type](question, rows) if question.type in _TABLES and rows else None


def same_answer(question: Question, one: Any, other: Any) -> bool:
    """Return whether two raw answers say the same: the same value, or the same words but for white space."""
    try:
        return bool(_plain(value_of(question, one)) == _plain(value_of(question, other)))
    except Invalid:
        if is_empty(question, one) or is_empty(question, other):
            return is_empty(question, one) and is_empty(question, other)
        return bool(_plain(readable(question, one).words("th")) == _plain(readable(question, other).words("th")))


def _plain(value: Any) -> Any:
    """Return a value with its white space folded, however deep: slides break lines where a form does not."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _folded(text: str) -> str:
    """Return `text` for comparing labels: folded for searching, without spaces."""
    return search_key(text).replace(" ", "")


def _labels(text: Text | None) -> set[str]:
    return {_folded(words) for words in (text.th, text.en) if words} if text else set()


# --- words ------------------------------------------------------------------------------------------------------------


def _one_line(_question: Question, text: str) -> Any:
    return " ".join(text.split())


def _longtext(_question: Question, text: str) -> Any:
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _number(question: Question, text: str) -> Any:
    """Return the number as it is written; of “85,000 baht” the figure alone."""
    line = _one_line(question, text)
    figures = _NUMBER.findall(arabic_digits(line))
    return figures[0] if len(figures) == 1 else line


def _date(question: Question, text: str) -> Any:
    line = _one_line(question, text)
    try:
        parse_date(line)
    except BadDate as bad:
        english = _ENGLISH_DATE.fullmatch(line) if bad.code == "not_buddhist_era" else None
        if english:  # an English document has Gregorian years; the form takes those of ISO dates
            month = next((n for n, name in enumerate(MONTHS_EN, 1) if name.startswith(english[2].capitalize())), 0)
            return f"{english[3]}-{month:02}-{int(english[1]):02}" if month else line
    return line


def _year(question: Question, text: str) -> Any:
    line = _one_line(question, text)
    try:
        parse_year(line)
    except BadDate as bad:
        return str(bad.year + BE_OFFSET) if bad.year is not None else line
    return line


def _yesno(_question: Question, text: str) -> Any:
    folded = _folded(_BULLET.sub("", text))
    return True if folded in _labels(YES) else False if folded in _labels(NO) else None


def _choice(question: Question, text: str) -> Any:
    key, other = _chosen(question, text)
    return {"choice": key, "other": other} if other else key or None


def _choices(question: Question, text: str) -> Any:
    found = [_chosen(question, line) for line in text.split("\n")]
    keys = list(dict.fromkeys(key for key, _other in found if key))
    return {"chosen": keys, "other": next((other for _key, other in found if other), "")} if keys else None


def _chosen(question: Question, line: str) -> tuple[str, str]:
    """Return the key of the choice whose label stands here, and the words behind the label of “other”."""
    line = _BULLET.sub("", line).strip()
    folded = _folded(line)
    for choice in question.choices:
        if folded in _labels(choice.label):
            return choice.key, ""
    for choice in (choice for choice in question.choices if choice.other):
        head, colon, words = line.partition(":")
        if colon and _folded(head) in _labels(choice.label):
            return choice.key, words.strip()
    return "", ""


def _evidence(_question: Question, text: str) -> Any:
    links, notes = [], []
    for line in text.split("\n"):
        addresses = [found for found in _ADDRESS.findall(line) if _is_address(found)]
        links += addresses
        rest = line
        for address in addresses:
            rest = rest.replace(address, "", 1)
        if rest.strip():
            notes.append(rest.strip())
    return {"links": links, "note": "\n".join(notes)}


def _is_address(text: str) -> bool:
    try:
        web_address(text, LONGEST["url"])
    except Invalid:
        return False
    return True


_TEXTS: dict[str, Callable[[Question, str], Any]] = {
    "longtext": _longtext,
    "number": _number,
    "date": _date,
    "year": _year,
    "yesno": _yesno,
    "choice": _choice,
    "choices": _choices,
    "evidence": _evidence,
}


# --- tables -----------------------------------------------------------------------------------------------------------


def _rows(question: Question, rows: Rows) -> Any:
    head, fields = _head(question, rows)
    found = []
    for row in rows[head + 1 :]:
        cells = {
            field.key: value
            for field, cell in zip(fields, row, strict=False)
            if field is not None and (value := from_text(field, cell)) is not None
        }
        if cells:
            found.append(cells)
    return found or None


def _head(question: Question, rows: Rows) -> tuple[int, list[Question | None]]:
    """Return the place of the row that names the columns, and what each column is.

    Where no row does, a table as wide as the question has its columns in the form's order, below one row of heads.
    """
    labels = {label: field for field in question.fields for label in _labels(field.label)}
    for place, row in enumerate(rows[:3]):
        named = [labels.get(_folded(cell)) for cell in row]
        if sum(field is not None for field in named) * 2 >= len(question.fields):
            return place, named
    return (0, list(question.fields)) if len(rows[0]) == len(question.fields) else (len(rows), [])


def _figures(question: Question, rows: Rows) -> Any:
    """Return the figures: under each line of labels stands the line of their figures."""
    columns = len(question.columns)
    found: dict[str, Any] = {}
    own: list[dict[str, Any]] = []
    waiting = {measure.key: measure for measure in question.measures}
    for labels, values in zip(rows[1::2], rows[2::2], strict=False):
        cells, unit = _cells(question, values[:columns])
        measure = next((each for each in waiting.values() if _is_of(each, labels)), None)
        if measure is not None:
            del waiting[measure.key]
            found |= {measure.key: cells} if cells else {}
        elif cells and len(own) < question.own_measures:
            label = next((cell.strip() for cell in labels if cell.strip()), "")
            own.append({"label": " ".join(label.split()), "unit": unit, **cells})
    return (found | {"own": own} if own else found) or None


def _is_of(measure: Measure, labels: Sequence[str]) -> bool:
    known = {label for text in measure.labels.values() for label in _labels(text)}
    return any(_folded(label) in known for label in labels if label.strip())


def _cells(question: Question, values: Sequence[str]) -> tuple[dict[str, str], str]:
    """Return the figures by column, without what stands behind them; that, of the first one, is the unit."""
    cells: dict[str, str] = {}
    unit = ""
    for column, text in zip(question.columns, values, strict=False):
        line = " ".join(text.split())
        begun = _NUMBER.match(arabic_digits(line))
        if begun and _is_number(begun[0]):
            cells[column.key] = begun[0]
            unit = unit or line[begun.end() :].strip()
    return cells, unit


def _is_number(text: str) -> bool:
    try:
        number(text, 2)
    except Invalid:
        return False
    return True


_TABLES: dict[str, Callable[[Question, Rows], Any]] = {"rows": _rows, "figures": _figures}
