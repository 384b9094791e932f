"""Read back what the kit's field components post, in the shapes that forms keep answers in.

What was typed is kept as typed: reading judges nothing, `forms.rules` does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from rangwan.forms.definition import Question

_MOST_ROWS = 200  # a posted row number beyond this is nobody's typing


def answer(question: Question, post: QueryDict, name: str | None = None) -> Any:
    """Return the posted answer to a question whose component has this name (by default the question's key)."""
    name = name or question.key
    match question.type:
        case "yesno":
            return {"true": True, "false": False}.get(post.get(name, ""))
        case "choice":
            return one_choice(post, name, with_other=any(choice.other for choice in question.choices))
        case "choices":
            return {"chosen": post.getlist(name), "other": post.get(f"{name}-other", "")}
        case "rows":
            return rows(post, name, [(field.key, field) for field in question.fields])
        case "figures":
            columns = [column.key for column in question.columns]
            return figures(post, name, [measure.key for measure in question.measures], columns, question.own_measures)
        case "evidence":
            links = [link for line in post.getlist(f"{name}-links") for link in line.split()]
            return {"links": links, "note": post.get(f"{name}-note", "")}
        case _:
            return post.get(name, "")


def is_posted(question: Question, post: QueryDict, name: str | None = None) -> bool:
    """Say whether the component of this question was on the posted page (its marker or one of its inputs)."""
    name = name or question.key
    return name in post.getlist("asked") or any(key == name or key.startswith(f"{name}-") for key in post)


def one_choice(post: QueryDict, name: str, *, with_other: bool) -> Any:
    """Return the chosen key, or {"choice", "other"} where the choices have a box for other words."""
    key = post.get(name, "")
    other = post.get(f"{name}-other", "")
    return {"choice": key, "other": other} if with_other and (key or other) else key


def rows(post: QueryDict, name: str, fields: Iterable[tuple[str, Question | None]]) -> list[dict[str, Any]]:
    """Return the posted rows of a rows input, in order; wholly blank ones are dropped."""
    fields = tuple(fields)
    indexes = sorted({index for key in post if (index := _row_number(key, name)) is not None})
    found = []
    for index in indexes:
        row = {
            key: answer(field, post, f"{name}-{index}-{key}") if field else post.get(f"{name}-{index}-{key}", "")
            for key, field in fields
        }
        if any(not _blank(value) for value in row.values()):
            found.append(row)
    return found


def figures(
    post: QueryDict, name: str, measures: Iterable[str], columns: Iterable[str], own: int = 0
) -> dict[str, Any]:
    """Return the posted cells of a figures input; wholly blank own measures are dropped."""
    columns = tuple(columns)
    value: dict[str, Any] = {
        measure: {column: post.get(f"{name}-{measure}-{column}", "") for column in columns} for measure in measures
    }
    if own:
        keys = ("label", "unit", *columns)
        typed = [{key: post.get(f"{name}-own-{index}-{key}", "") for key in keys} for index in range(own)]
        value["own"] = [row for row in typed if any(text.strip() for text in row.values())]
    return value


def _row_number(key: str, name: str) -> int | None:
    if not key.startswith(f"{name}-"):
        return None
    digits = key[len(name) + 1 :].partition("-")[0]
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits[:6]) < _MOST_ROWS else None


def _blank(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict):
        return all(_blank(item) for item in value.values())
    return value is None or value == []
