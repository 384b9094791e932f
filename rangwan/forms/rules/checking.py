"""Whole forms: what is kept of the answers, what is wrong with them, how far they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

from rangwan.forms.definition import Form, Question, Section
from rangwan.forms.rules.problems import Invalid, Problem, quoted
from rangwan.forms.rules.tables import filled
from rangwan.forms.rules.values import cell_place, is_asked, is_empty, value_of
from rangwan.kernel.text import storable_value
from rangwan.kernel.thai_dates import BE_OFFSET

Progress = Literal["not_started", "in_progress", "complete", "problem"]

_YEARS_AHEAD = 50  # a plan may reach years ahead; 2654 for 2564 is a slip of the finger


def clean_answers(form: Form, raw: Any) -> dict[str, Any]:
    """Return the answers to the form's questions as they can be stored. What was typed is kept, right or wrong."""
    given = raw if isinstance(raw, Mapping) else {}
    return {key: storable_value(given[key]) for key in form.by_key if key in given}


def unknown_keys(form: Form, raw: Any) -> list[str]:
    """Return the keys in `raw` that no question of the form has; `clean_answers` leaves them out."""
    return [quoted(storable_value(key)) for key in raw if key not in form.by_key] if isinstance(raw, Mapping) else []


def asked(form: Form, questions: Iterable[Question], answers: dict[str, Any]) -> list[Question]:
    """Return those of `questions` that are asked: their conditions hold, and those of the questions they hang on."""
    return [question for question in questions if _chain_holds(form, question, answers)]


def _chain_holds(form: Form, question: Question, answers: dict[str, Any]) -> bool:
    seen: set[str] = set()
    link: Question | None = question
    while link is not None and link.show_if is not None and link.key not in seen:
        if not is_asked(link, answers):
            return False
        seen.add(link.key)
        link = form.by_key.get(link.show_if.question)
    return True


def problems_of(
    form: Form, answers: dict[str, Any], *, today: dt.date, complete: bool, only: Collection[str] | None = None
) -> list[Problem]:
    """Return everything that is wrong with the answers, in form order; `complete` adds what is required and missing.

    A question that is not asked is not checked; its answer, given earlier perhaps, is left as it is. `only` names the
    questions that are looked at, where a whole form would be waste.
    """
    questions = [question for key, question in form.by_key.items() if only is None or key in only]
    return [
        problem
        for question in asked(form, questions, answers)
        for problem in question_problems(question, answers.get(question.key), today=today, complete=complete)
    ]


def question_problems(question: Question, raw: Any, *, today: dt.date, complete: bool) -> list[Problem]:
    """Return everything that is wrong with one answer."""
    if is_empty(question, raw):
        return [Problem(question.key, "required")] if complete and question.required else []
    faults: list[Invalid] = []
    try:
        value = value_of(question, raw)
    except Invalid as fault:
        faults = list(fault.all())
    else:
        faults = _far_ahead(question, raw, value, today)
    if complete and question.type == "rows" and isinstance(raw, list):
        faults += _missing_cells(question, raw)
    return [Problem(question.key, fault.code, fault.params) for fault in faults]


def _far_ahead(question: Question, raw: Any, value: Any, today: dt.date) -> list[Invalid]:
    if question.type == "rows":
        return [
            there
            for (index, cells), row in zip(filled(question, raw), value, strict=True)
            for field in question.fields
            for fault in _far_ahead(field, cells.get(field.key), row.get(field.key), today)
            for there in fault.at(**cell_place(question, index, field))
        ]
    year = value if question.type == "year" else value.year if isinstance(value, dt.date) else None
    return [Invalid("far_future", {"year": year + BE_OFFSET})] if year and year > today.year + _YEARS_AHEAD else []


def _missing_cells(question: Question, rows: list[Any]) -> list[Invalid]:
    return [
        Invalid("required", cell_place(question, index, field))
        for index, row in filled(question, rows)
        if isinstance(row, dict)
        for field in question.fields
        if field.required and is_empty(field, row.get(field.key)) and is_asked(field, row)
    ]


def answered(form: Form, section: Section, answers: dict[str, Any]) -> tuple[int, int]:
    """Return how many questions of the section are answered, and how many are asked."""
    questions = asked(form, section.questions, answers)
    return sum(not is_empty(question, answers.get(question.key)) for question in questions), len(questions)


def progress(form: Form, section: Section, answers: dict[str, Any], today: dt.date) -> Progress:
    """Return how far a section is. It is complete when nothing in it is wrong and every required question is
    answered, or, where it requires none, every question."""
    questions = asked(form, section.questions, answers)
    given = {question.key for question in questions if not is_empty(question, answers.get(question.key))}
    found = [p for q in questions for p in question_problems(q, answers.get(q.key), today=today, complete=True)]
    if any(problem.code != "required" for problem in found):
        return "problem"
    if not given and questions:
        return "not_started"
    needed = [question for question in questions if question.required] or questions
    return "complete" if not found and all(question.key in given for question in needed) else "in_progress"


def survey_problems(questions: Iterable[Question], chosen: Any) -> list[Problem]:
    """Return what is wrong with the answers to the on-screen questions; keys are `survey:<question>`.

    `chosen`: {question key: {"chosen": [keys], "other": words}}.
    """
    by_key = {question.key: question for question in questions}
    if not isinstance(chosen, Mapping):
        return [Problem(f"survey:{key}", "wrong_type", {"expected": "object"}) for key in by_key]
    found: list[Problem] = []
    for key, question in by_key.items():
        raw = chosen.get(key)
        if question.required and is_empty(question, raw):
            found.append(Problem(f"survey:{key}", "required"))
            continue
        try:
            value_of(question, raw)
        except Invalid as fault:
            found += [Problem(f"survey:{key}", each.code, each.params) for each in fault.all()]
    return found
