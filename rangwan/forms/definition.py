"""What a form is made of: sections, questions, choices, file slots. Plain data, no Django.

A form is declared in an award pack, or changed in the organiser's editor, and frozen in a definition version.
Every face (page, API, documents, judge's screen) reads these classes and nothing else.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from rangwan.kernel.text import Text

QuestionType = Literal[
    "text",  # one line: str
    "longtext",  # paragraphs: str
    "number",  # int or float
    "year",  # Buddhist Era year as typed: str ("2564"); Gregorian years are refused
    "date",  # date as typed, Buddhist Era ("31/07/2564") or ISO Gregorian ("2021-07-31"): str
    "yesno",  # true / false
    "choice",  # one key of `choices`: str; with "other": {"choice": key, "other": str}
    "choices",  # {"chosen": [key, …], "other": str}; a bare list of keys is accepted
    "email",  # str
    "phone",  # str
    "url",  # str
    "rows",  # list of {field key: value}; `fields` says which
    "figures",  # {measure key: {column key: number}, "own": [{"label", "unit", column key: number}, …]}
    "evidence",  # {"links": [url, …], "note": str}; a bare list of addresses is accepted; files hang on the question
]


class Declared(BaseModel):
    """A piece of a pack: frozen, and nothing undeclared is let in."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, ignored_types=(cached_property,)
    )


class Choice(Declared):
    """One choice of a question; `other` opens a box for words of the entrant's own."""

    key: str
    label: Text
    other: bool = False


class Condition(Declared):
    """The question is asked only where the answer to `question` is one of `values`."""

    question: str
    values: tuple[Any, ...]


class Column(Declared):
    """One column of a figures table (before, target, after)."""

    key: str
    label: Text


class Measure(Declared):
    """One row of a figures table, with a label of its own in every column, as the 2564 call has them."""

    key: str
    unit: Text
    labels: dict[str, Text]


class Question(Declared):
    """One question. `limits` by type: max_chars for texts; minimum, maximum, decimals for numbers; max_rows for rows,
    own figures and evidence links; max_files for the files of evidence (the slot's own limit holds beside it)."""

    key: str
    type: QuestionType
    label: Text
    hint: Text | None = None
    criterion: str | None = None
    required: bool = False
    max_chars: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 0
    max_rows: int | None = None
    max_files: int | None = None
    min_choices: int = 0
    choices: tuple[Choice, ...] = ()
    fields: tuple[Question, ...] = ()
    columns: tuple[Column, ...] = ()
    measures: tuple[Measure, ...] = ()
    own_measures: int = 0
    show_if: Condition | None = None
    example: Any = None

    def choice(self, key: str) -> Choice | None:
        """Return the choice with this key, or None."""
        return next((choice for choice in self.choices if choice.key == key), None)


class Section(Declared):
    """One page of the form. `carry_over`: its answers are kept for the organisation's next project."""

    key: str
    title: Text
    intro: Text | None = None
    questions: tuple[Question, ...] = ()
    carry_over: bool = False
    scored: bool = True

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its questions."""
        return frozenset(question.key for question in self.questions)


class FileSlot(Declared):
    """A file the form asks for: presentation, submission_form, evidence. `types` are keys of files.inspection."""

    key: str
    label: Text
    hint: Text | None = None
    types: tuple[str, ...]
    required: bool = False
    max_bytes: int = 50_000_000
    max_files: int = 1


class Form(Declared):
    """The whole form of one definition version."""

    sections: tuple[Section, ...]
    files: tuple[FileSlot, ...] = ()
    title_question: str = Field(description="the question whose answer is the entry's title")

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """All questions of the form by key, in order."""
        return {question.key: question for section in self.sections for question in section.questions}

    def section(self, key: str) -> Section | None:
        """Return the section with this key, or None."""
        return next((section for section in self.sections if section.key == key), None)

    def section_of(self, question_key: str) -> Section | None:
        """Return the section that asks this question, or None."""
        return next((s for s in self.sections if any(q.key == question_key for q in s.questions)), None)

    def file_slot(self, key: str) -> FileSlot | None:
        """Return the file slot with this key, or None."""
        return next((slot for slot in self.files if slot.key == key), None)

    def serving(self, criterion: str) -> tuple[Question, ...]:
        """Return the questions that serve this criterion, in form order."""
        return tuple(question for question in self.by_key.values() if question.criterion == criterion)
