"""Answers as they are shown: on the check-answers page, the judge's screen, the dossier and in documents."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from rangwan.forms.definition import Question
from rangwan.forms.rules.chosen import picked
from rangwan.forms.rules.problems import Invalid
from rangwan.forms.rules.scalars import LONGEST, web_address
from rangwan.forms.rules.tables import figure, has_content
from rangwan.forms.rules.values import is_asked, is_empty, value_of
from rangwan.kernel.text import Text, storable_value
from rangwan.kernel.thai_dates import BE_OFFSET, format_date

Word = str | Text | dt.date

YES = Text(th="ใช่", en="Yes")
NO = Text(th="ไม่ใช่", en="No")


@dataclass(frozen=True)
class Row:
    """One row of a table. `heading` names it (figures); it is None in rows, which are numbered."""

    cells: tuple[Shown, ...]
    heading: Word | None = None
    unit: Word | None = None


@dataclass(frozen=True)
class Shown:
    """One answer, ready to be shown in any language.

    kind "text": `value` (as typed, a declared Text, or a date) · "list": `items` · "links": `items` are addresses,
    `value` the note, perhaps "" · "table": `columns` and `rows` · "empty": nothing was given.
    `label` is the cell's own label in a table of figures. `valid` is False where what was typed cannot be used:
    it is shown as it was typed; an address that is not valid is never among links, it stands in the note.
    """

    kind: Literal["empty", "text", "list", "table", "links"]
    value: Word = ""
    items: tuple[Word, ...] = ()
    columns: tuple[Text, ...] = ()
    rows: tuple[Row, ...] = ()
    label: Text | None = None
    valid: bool = True

    @property
    def is_date(self) -> bool:
        """Whether `value` is a date, for templates."""
        return isinstance(self.value, dt.date)

    def words(self, language: str) -> str:
        """Return the whole answer as plain text: lists one per line, tables one row per line, "" when empty."""
        if self.kind == "table":
            return "\n".join(_row_words(row, language) for row in self.rows)
        lines = [in_words(item, language) for item in self.items] + [in_words(self.value, language)]
        return "\n".join(line for line in lines if line)


EMPTY = Shown("empty")


def in_words(word: Word | None, language: str) -> str:
    """Return a word as plain text in `language`."""
    if isinstance(word, Text):
        return word.pick(language)
    return format_date(word, language) if isinstance(word, dt.date) else word or ""


def as_typed(raw: Any) -> str:
    """Return a raw answer as text: a string as it is, blank JSON as nothing, anything else as JSON."""
    if isinstance(raw, str):
        return raw
    return json.dumps(storable_value(raw), ensure_ascii=False) if has_content(raw) else ""


def _row_words(row: Row, language: str) -> str:
    head = [f"{in_words(row.heading, language)}:"] if row.heading else []
    unit = [f"({in_words(row.unit, language)})"] if row.unit else []
    return " ".join([*head, " · ".join(cell.words(language) or "–" for cell in row.cells), *unit])


def readable(question: Question, raw: Any) -> Shown:
    """Return the raw answer as it is shown. Never raises: what cannot be read is shown as typed, `valid` False."""
    if is_empty(question, raw):
        return EMPTY
    if question.type in _SHOWN:
        return _SHOWN[question.type](question, raw)
    try:
        return Shown("text", _word(question, value_of(question, raw)))
    except Invalid:
        return Shown("text", as_typed(raw), valid=False)


def _word(question: Question, value: Any) -> Word:
    if question.type == "yesno":
        return YES if value else NO
    if question.type == "year":
        return Text(th=str(value + BE_OFFSET), en=str(value))
    if isinstance(value, int | float):
        return f"{value:,}"
    return value if isinstance(value, dt.date) else str(value)


def _is_valid(question: Question, raw: Any) -> bool:
    try:
        value_of(question, raw)
    except Invalid:
        return False
    return True


def _chosen_words(question: Question, raw: Any) -> tuple[Word, ...]:
    """Return labels of what was chosen; "other" as its words; an unknown key as it was sent."""
    other = raw.get("other") if isinstance(raw, dict) else None
    words: list[Word] = []
    told = False
    for key in picked(raw):
        choice = question.choice(key) if isinstance(key, str) else None
        if choice is None:
            words.append(as_typed(key))
        elif choice.other and has_content(other):
            told = True
            said = as_typed(other).strip()
            words.append(Text(th=f"{choice.label.pick('th')}: {said}", en=f"{choice.label.pick('en')}: {said}"))
        else:
            words.append(choice.label)
    return tuple(words if told or not has_content(other) or question.type == "choice" else [*words, as_typed(other)])


def _show_choice(question: Question, raw: Any) -> Shown:
    words = _chosen_words(question, raw)
    return Shown("text", words[0] if words else as_typed(raw), valid=_is_valid(question, raw))


def _show_choices(question: Question, raw: Any) -> Shown:
    return Shown("list", items=_chosen_words(question, raw), valid=_is_valid(question, raw))


def _show_rows(question: Question, raw: Any) -> Shown:
    if not isinstance(raw, list):
        return Shown("text", as_typed(raw), valid=False)
    rows = tuple(
        Row(tuple(readable(field, row.get(field.key)) if is_asked(field, row) else EMPTY for field in question.fields))
        if isinstance(row, dict)
        else Row((Shown("text", as_typed(row), valid=False),))
        for row in raw
        if has_content(row)
    )
    return Shown("table", columns=tuple(f.label for f in question.fields), rows=rows, valid=_is_valid(question, raw))


def _show_figures(question: Question, raw: Any) -> Shown:
    if not isinstance(raw, dict):
        return Shown("text", as_typed(raw), valid=False)
    rows = [
        Row(_figures(question, raw.get(m.key), m.labels), m.labels.get(question.columns[0].key), m.unit)
        for m in question.measures
    ]
    own = raw.get("own")
    rows += [
        Row(_figures(question, row, {}), _said(row, "label"), _said(row, "unit"))
        for row in (own if isinstance(own, list) else [])
        if has_content(row)
    ]
    return Shown(
        "table", columns=tuple(c.label for c in question.columns), rows=tuple(rows), valid=_is_valid(question, raw)
    )


def _said(row: Any, key: str) -> str:
    said = row.get(key) if isinstance(row, dict) else row
    return as_typed(said).strip() if has_content(said) else ""


def _figures(question: Question, cells: Any, labels: dict[str, Text]) -> tuple[Shown, ...]:
    cells = cells if isinstance(cells, dict) else {}
    return tuple(_figure(question, cells.get(column.key), labels.get(column.key)) for column in question.columns)


def _figure(question: Question, raw: Any, label: Text | None) -> Shown:
    if not has_content(raw):
        return Shown("empty", label=label)
    try:
        return Shown("text", f"{figure(question, raw):,}", label=label)
    except Invalid:
        return Shown("text", as_typed(raw), label=label, valid=False)


def _show_evidence(question: Question, raw: Any) -> Shown:
    raw = {"links": raw} if isinstance(raw, list) else raw
    if not isinstance(raw, dict) or not isinstance(raw.get("links") or [], list):
        return Shown("text", as_typed(raw), valid=False)
    links: list[Word] = []
    notes = [as_typed(raw["note"]).strip()] if has_content(raw.get("note")) else []
    for link in raw.get("links") or []:
        if has_content(link):
            target = links if _is_address(link) else notes
            target.append(as_typed(link).strip())
    return Shown("links", "\n".join(notes), items=tuple(links), valid=_is_valid(question, raw))


def _is_address(raw: Any) -> bool:
    try:
        web_address(raw, LONGEST["url"])
    except Invalid:
        return False
    return True


_SHOWN: dict[str, Callable[[Question, Any], Shown]] = {
    "choice": _show_choice,
    "choices": _show_choices,
    "rows": _show_rows,
    "figures": _show_figures,
    "evidence": _show_evidence,
}
