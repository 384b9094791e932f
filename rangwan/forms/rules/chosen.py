"""Answers that are picked from a list: one choice or several, with words of one's own for "other"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rangwan.forms.definition import Question
from rangwan.forms.rules.problems import Invalid, quoted
from rangwan.forms.rules.scalars import longest, typed_text
from rangwan.kernel.text import is_blank


@dataclass(frozen=True)
class Chosen:
    """What was chosen: keys of `choices` in the order given, and the words written for "other"."""

    keys: tuple[str, ...]
    other: str = ""

    @property
    def key(self) -> str:
        """The first chosen key, "" when there is none."""
        return self.keys[0] if self.keys else ""


def picked(raw: Any) -> list[Any]:
    """Return the raw keys that were chosen in any accepted shape, unchecked: "a", ["a"], {"choice"}, {"chosen"}."""
    if isinstance(raw, dict):
        raw = raw.get("choice", raw.get("chosen"))
    if isinstance(raw, list | tuple):
        return list(raw)
    return [] if raw is None or (isinstance(raw, str) and is_blank(raw)) else [raw]


def read_choice(question: Question, raw: Any) -> Chosen:
    """Return the one choice; words under "other" count only when "other" is the choice."""
    if isinstance(raw, dict):
        _only(raw, {"choice", "other"})
        key, words = raw.get("choice"), _words(question, raw)
    else:
        key, words = raw, ""
    key = "" if key is None else typed_text(key, longest(question, "other"))
    if not key:
        raise Invalid("other_not_chosen", {"typed": quoted(words)})
    choice = question.choice(key)
    if choice is None:
        raise Invalid("unknown_choice", {"typed": quoted(key)})
    if choice.other and not words:
        raise Invalid("other_needs_text")
    return Chosen((key,), words if choice.other else "")


def read_choices(question: Question, raw: Any) -> Chosen:
    """Return the choices, each once, in the order given."""
    if not isinstance(raw, dict | list):
        raise Invalid("wrong_type", {"expected": "object"})
    if isinstance(raw, dict):
        _only(raw, {"chosen", "other"})
    chosen = raw.get("chosen") if isinstance(raw, dict) else raw
    words = _words(question, raw) if isinstance(raw, dict) else ""
    if not isinstance(chosen, list | None):
        raise Invalid("wrong_type", {"expected": "array"})
    keys = tuple(dict.fromkeys(typed_text(key, longest(question, "other")) for key in chosen or ()))
    others = [key for key in keys if _known(question, key).other]
    if others and not words:
        raise Invalid("other_needs_text")
    if words and not others:
        raise Invalid("other_not_chosen", {"typed": quoted(words)})
    if len(keys) < question.min_choices:
        raise Invalid("too_few_choices", {"count": len(keys), "min": question.min_choices})
    return Chosen(keys, words)


def _known(question: Question, key: str) -> Any:
    choice = question.choice(key)
    if choice is None:
        raise Invalid("unknown_choice", {"typed": quoted(key)})
    return choice


def _words(question: Question, raw: dict[str, Any]) -> str:
    words = raw.get("other")
    return "" if words is None else typed_text(words, longest(question, "other"))


def _only(raw: dict[str, Any], names: set[str]) -> None:
    for name in raw:
        if name not in names:
            raise Invalid("unknown_field", {"name": quoted(name)})
