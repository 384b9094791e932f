"""Problems in words: what is wrong and what to do, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, gettext, gettext_noop

from rangwan.forms.definition import Form, Question
from rangwan.forms.rules import Problem
from rangwan.kernel.text import Text

MESSAGES: dict[str, str] = {
    "required": gettext_noop("Answer this question."),
    "wrong_type": gettext_noop("The value has the wrong type. Send a JSON %(expected)s."),
    "too_long": gettext_noop("This is %(length)s characters long; at most %(max)s are accepted. Please shorten it."),
    "unreadable_characters": gettext_noop(
        "There are characters that cannot be read near “%(near)s”. Delete them and type that part again."
    ),
    "not_a_number": gettext_noop("“%(typed)s” is not a number. Write digits only, such as 1,250."),
    "not_whole": gettext_noop("Write a whole number, without decimals."),
    "too_many_decimals": gettext_noop("Write at most %(decimals)s digits after the decimal point."),
    "below_minimum": gettext_noop("The number is too small. Write %(minimum)s or more."),
    "above_maximum": gettext_noop("The number is too large. Write %(maximum)s or less."),
    "negative": gettext_noop("A figure cannot be below zero. Write 0 or more."),
    "unreadable_year": gettext_noop(
        "“%(typed)s” is not a year. Write the Buddhist Era year in four digits, such as 2564."
    ),
    "year_too_early": gettext_noop("The year is too early. Write %(year)s or later."),
    "year_too_late": gettext_noop("The year is too late. Write %(year)s or earlier."),
    "unreadable_date": gettext_noop(
        "“%(typed)s” cannot be read as a date. Write day/month/year in the Buddhist Era, such as 31/07/2564."
    ),
    "no_such_day": gettext_noop("There is no such day as “%(typed)s”. Check the day and the month."),
    "not_buddhist_era": gettext_noop(
        "%(year)s is a Gregorian year. Write the Buddhist Era year: did you mean %(did_you_mean)s?"
    ),
    "far_future": gettext_noop("The year %(year)s (Buddhist Era) is far in the future. Check its digits."),
    "not_yes_or_no": gettext_noop("Answer yes or no."),
    "unknown_choice": gettext_noop("“%(typed)s” is not in the list. Choose from the list."),
    "other_needs_text": gettext_noop("You chose “other”. Write what it is."),
    "other_not_chosen": gettext_noop(
        "You wrote “%(typed)s” under “other” but did not choose it. Choose “other”, or clear the words."
    ),
    "too_few_choices": gettext_noop("You chose %(count)s. Choose at least %(min)s."),
    "not_an_email": gettext_noop("“%(typed)s” is not an e-mail address. Write it as name@example.go.th."),
    "not_a_phone": gettext_noop(
        "“%(typed)s” is not a telephone number. Write 9 or 10 digits, such as 02-612-6060 or 081 234 5678."
    ),
    "not_a_url": gettext_noop("“%(typed)s” is not a web address. It begins with https:// or http://."),
    "too_many_rows": gettext_noop("There are %(count)s items; at most %(max)s are accepted. Please remove some."),
    "unknown_field": gettext_noop("“%(name)s” is no part of this question. Remove it."),
    "unknown_measure": gettext_noop("“%(name)s” is not one of the figures asked for. Remove it."),
    "own_needs_label": gettext_noop("These figures have no name. Write what they count, or clear them."),
}

_REQUIRED: dict[str, str] = {
    "file": gettext_noop("Attach the file: %(label)s"),
    "choose": gettext_noop("Choose an answer: %(label)s"),
    "write": gettext_noop("Fill in: %(label)s"),
}
_CHOSEN_TYPES = frozenset({"yesno", "choice", "choices"})
_FALLBACK = gettext_noop("This cannot be accepted as it is. Please check it.")
_IN_CELL = gettext_noop("Item %(row)s, “%(column)s”: %(message)s")
_IN_ROW = gettext_noop("Item %(row)s: %(message)s")
_IN_COLUMN = gettext_noop("“%(column)s”: %(message)s")
_YEARS = frozenset({"year", "did_you_mean"})


def message(problem: Problem, form: Form | None = None, survey: Iterable[Question] = ()) -> str:
    """Return the problem in words in the active language: what is wrong and what to do.

    `form` and `survey` (the on-screen questions) let it name the question. A problem with code "declared" carries
    its own words, as an eligibility rule does: params {"text": {"th", "en"}}.
    """
    if problem.code == "declared":
        return _pick(problem.params.get("text", {}))
    words = _words(problem, form, survey)
    place = {"row": problem.params.get("row"), "column": _pick(problem.params.get("column", {})), "message": words}
    if problem.code == "required" or not (place["row"] or place["column"]):
        return gettext(_IN_ROW) % place if place["row"] else words
    frame = _IN_CELL if place["row"] and place["column"] else _IN_ROW if place["row"] else _IN_COLUMN
    return gettext(frame) % place


def _words(problem: Problem, form: Form | None, survey: Iterable[Question]) -> str:
    if problem.code == "required":
        label, kind = _named(problem, form, survey)
        return gettext(_REQUIRED[kind]) % {"label": label} if label else gettext(MESSAGES["required"])
    template = MESSAGES.get(problem.code)
    if template is None:
        return gettext(_FALLBACK)
    return gettext(template) % {name: _shown(name, value) for name, value in problem.params.items()}


def _named(problem: Problem, form: Form | None, survey: Iterable[Question]) -> tuple[str, str]:
    """Return the name of what is missing, "" where it is not known, and which of _REQUIRED asks for it."""
    if "column" in problem.params:
        return _pick(problem.params["column"]), "write"
    family, _, key = problem.key.rpartition(":")
    if family == "file":
        slot = form.file_slot(key) if form else None
        return slot.label.pick(get_language()) if slot else key, "file"
    asked = {question.key: question for question in survey} if family == "survey" else form.by_key if form else {}
    question = asked.get(key)
    if question is None:
        return "", "write"
    return question.label.pick(get_language()), "choose" if question.type in _CHOSEN_TYPES else "write"


def _pick(text: dict[str, str]) -> str:
    return Text(**text).pick(get_language())


def _shown(name: str, value: Any) -> str:
    """Return one figure or word as the message shows it: 100,000, but the year 2564."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    counted = isinstance(value, int | float) and not isinstance(value, bool) and name not in _YEARS
    return f"{value:,}" if counted else str(value)
