"""Shapes of advice: questions to the organiser, examples, the self-check, notes, clarifications, disqualification."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rangwan.api.shapes.base import Given, Moment, Shape, Words


class TextsIn(Given):
    """A text in both languages, as an organiser gives it."""

    th: str = ""
    en: str = ""


class EnquiryIn(Given):
    """A question. `entry`: what it is about; or `organisation`: whose confirmed members read along."""

    subject: str = ""
    text: str = ""
    entry: str = ""
    organisation: str = ""


class PostIn(Given):
    """A word in a thread; `close` ends the thread with it."""

    text: str = ""
    close: bool = False


class FaqIn(Given):
    """Question and answer as everybody is to read them."""

    question: TextsIn = TextsIn()
    answer: TextsIn = TextsIn()


class FaqOut(Shape):
    """A question that was answered for everybody."""

    id: str
    question: Words
    answer: Words
    published_at: dt.datetime


class PostOut(Shape):
    """A word in a thread. `by` is empty for the organiser's staff, but for staff."""

    by: str
    by_staff: bool
    at: dt.datetime
    text: str


class EnquiryRow(Shape):
    """A question to the organiser. `waiting`: the last word is the entrant's."""

    id: str
    edition: str
    entry: str
    subject: str
    asked_by: str
    asked_at: dt.datetime
    waiting: bool
    closed: bool
    published: bool


class EnquiryOut(EnquiryRow):
    """A question with its thread, the first word first."""

    posts: list[PostOut]


class ExampleIn(Given):
    """A good answer to a question of the form."""

    question: str = ""
    text: TextsIn = TextsIn()


class ExampleOut(Shape):
    """An example that entrants are shown."""

    id: str
    question: str
    text: Words
    published_at: dt.datetime


class SelfCheckIn(Given):
    """{criterion: lowest mark of the rubric level}; what is left out, or null, is not looked at."""

    levels: dict[str, Any] = {}


class Strengthen(Shape):
    """A criterion below its best level: what the next level asks for, and the sections of the form that serve it."""

    criterion: str
    next_level: Words
    asks: Words
    sections: list[str]


class SelfCheckOut(Shape):
    """What the chosen levels come to: `lowest` to `highest` out of `weight`, the weight of what was looked at."""

    levels: dict[str, float]
    lowest: float
    highest: float
    weight: float
    missing: list[str]
    strengthen: list[Strengthen]


class NoteIn(Given):
    """A note that corrects a factual error; `question`: its key, or nothing for the whole entry."""

    text: str = ""
    question: str = ""


class NoteOut(Shape):
    """A note of correction."""

    id: str
    question: str
    text: str
    at: dt.datetime


class ClarificationIn(Given):
    """A question of the staff, to be answered before `due`."""

    question: str = ""
    due: Moment | None = None


class AnswerIn(Given):
    """The entrants' answer."""

    answer: str = ""


class ClarificationOut(Shape):
    """A question of the staff with its answer. `state`: open, overdue, answered or withdrawn."""

    id: str
    entry: str
    question: str
    asked_at: dt.datetime
    due: dt.datetime
    state: str
    answer: str | None
    answered_at: dt.datetime | None


class BreachIn(Given):
    """The rule that was broken, and what was found."""

    breach: str = ""


class ProposalOut(Shape):
    """A proposal to disqualify. `standing`: proposed, agreed, rejected or taken_back; `state`: of the entry now."""

    id: str
    breach: str
    proposed_by: str
    at: dt.datetime
    standing: str
    seconded_by: str | None
    seconded_at: dt.datetime | None
    note: str
    state: str
