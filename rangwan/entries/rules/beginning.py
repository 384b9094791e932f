"""What an entry is begun with: what of an earlier one fits, and the key by which equal titles are found."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from rangwan.forms.definition import Form, Question
from rangwan.forms.rules import is_empty, question_problems
from rangwan.kernel.text import search_key


def title_key(title: str) -> str:
    """Return what titles have in common that a reader takes for the same ("" for none): 32 hexadecimal digits.

    Letter case, kind of digits, spaces and other ways of typing the same Thai make no difference.
    """
    folded = search_key(title).replace(" ", "")
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()[:32] if folded else ""


@dataclass(frozen=True)
class Fitting:
    """The answers that fit a form, and the questions (keys of the earlier form) whose answers do not."""

    answers: dict[str, Any]
    left_out: list[str]


def fitting(answers: dict[str, Any], *, old: Form, new: Form, day: dt.date, anew: set[str | None]) -> Fitting:
    """Return what of `answers` (to `old`) fits `new`: the same key and type, and nothing wrong with the value.

    Questions in `anew` are answered anew; they count as left out only where the new form does not ask them.
    """
    kept: dict[str, Any] = {}
    left_out: list[str] = []
    for key, question in old.by_key.items():
        value = answers.get(key)
        wanted = new.by_key.get(key)
        if is_empty(question, value) or (wanted is not None and key in anew):
            continue
        if wanted is not None and _fits(question, wanted, value, day):
            kept[key] = value
        else:
            left_out.append(key)
    return Fitting(kept, left_out)


def _fits(question: Question, wanted: Question, value: Any, day: dt.date) -> bool:
    return wanted.type == question.type and not question_problems(wanted, value, today=day, complete=False)
