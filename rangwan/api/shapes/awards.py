"""Shapes of awards: the announcement, the form, the calendar, roles and definition versions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from pydantic import Field

from rangwan.api.shapes.base import Given, Labelled, Moment, Shape, Words
from rangwan.programmes.permissions import Role


class AwardRow(Shape):
    """An edition in a list. `state`: before, open, closed, decided or released."""

    slug: str
    name: Words
    state: str
    phase: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    grace_seconds: int


class OrganiserOut(Shape):
    """Who organises, and how to reach them."""

    name: Words
    phone: str
    email: str
    site: str


class Dates(Shape):
    """From when until when entries are accepted."""

    opens_at: dt.datetime
    closes_at: dt.datetime


class ExtensionOut(Shape):
    """A closing that was moved; `moves_count`: whether the months of use are counted from the new one."""

    closed_before: dt.datetime
    closes_at: dt.datetime
    moves_count: bool
    reason: Words


class RuleOut(Labelled):
    """A rule of eligibility, and the question of the form that it looks at."""

    question: str | None


class Level(Shape):
    """What deserves marks from `from` to `to`."""

    lowest: float = Field(serialization_alias="from")
    highest: float = Field(serialization_alias="to")
    label: Words
    text: Words


class CriterionOut(Shape):
    """A criterion: its weight, and the highest mark that can be given."""

    key: str
    name: Words
    weight: float
    max: float
    aspects: list[Words]
    guidance_name: Words
    guidance_order: int
    guidance: Words
    rubric: list[Level]


class RoundOut(Shape):
    """A round of judging; `per_entry` judges see each entry."""

    key: str
    name: Words
    per_entry: int


class PrizeOut(Shape):
    """A prize and how many of it may be given."""

    key: str
    name: Words
    count: int


class AwardOut(AwardRow):
    """All that the announcement says."""

    version: int
    theme: Words
    purpose: Words
    organiser: OrganiserOut
    calendar_shifted: bool
    declared: Dates
    extensions: list[ExtensionOut]
    eligibility: list[RuleOut]
    screening: list[Labelled]
    criteria: list[CriterionOut]
    rounds: list[RoundOut]
    prizes: list[PrizeOut]
    notices: list[Words]


class ChoiceOut(Labelled):
    """A choice; `other` opens a box for words of one's own."""

    other: bool


class MeasureOut(Shape):
    """A row of a table of figures, with a label of its own in every column."""

    key: str
    unit: Words
    labels: dict[str, Words]


class QuestionOut(Labelled):
    """A question; `example` is a valid answer to it."""

    type: str
    criterion: str | None
    hint: Words | None
    required: bool
    limits: dict[str, int | float]
    choices: list[ChoiceOut]
    fields: list[QuestionOut]
    columns: list[Labelled]
    measures: list[MeasureOut]
    show_if: dict[str, Any] | None
    example: Any


class SectionOut(Shape):
    """A section of the form."""

    key: str
    title: Words
    questions: list[QuestionOut]


class SlotOut(Shape):
    """A file that the form asks for."""

    kind: str
    label: Words
    types: list[str]
    required: bool
    max_bytes: int
    max_files: int


class FormOut(Shape):
    """The form; `survey` holds the choices of the on-screen questions, `survey_questions` those questions whole."""

    version: int
    sections: list[SectionOut]
    files: list[SlotOut]
    survey: dict[str, list[ChoiceOut]]
    survey_questions: list[QuestionOut]


class ReasonWords(Given):
    """A reason in Thai and English."""

    th: str = ""
    en: str = ""


class ExtensionIn(Given):
    """A later closing, what it does to the months of use, and why: both are published."""

    closes_at: Moment
    moves_count: bool
    reason: ReasonWords


class VersionOut(Shape):
    """A definition version."""

    number: int
    made_at: dt.datetime
    made_by: str | None
    digest: str


class RevisionIn(Given):
    """Other numbers of prizes, and which questions are required; what is left out stays as it is."""

    prizes: dict[str, int] = {}
    required: list[str] | None = None


class AppointmentIn(Given):
    """A person, by the address they sign in with, and the role they get."""

    email: str
    role: Role


class AppointmentOut(Shape):
    """Who holds a role in the edition."""

    id: str
    person: str
    name: str
    email: str
    role: str
    appointed_at: dt.datetime
