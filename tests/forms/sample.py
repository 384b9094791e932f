"""A small form with a question of every type, and JSON of every kind to throw at it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from rangwan.forms.definition import Choice, Column, Condition, FileSlot, Form, Measure, Question, Section
from rangwan.kernel.text import Text

TODAY = dt.date(2021, 7, 1)


def text(words: str) -> Text:
    """Return a Text whose English is the word and whose Thai says so."""
    return Text(th=f"ข้อ {words}", en=words)


def question(key: str, kind: Any, **more: Any) -> Question:
    """Return a question with a label made of its key."""
    return Question(key=key, type=kind, label=text(key), **more)


CHOICES = (
    Choice(key="new", label=text("New")),
    Choice(key="built", label=text("Built upon")),
    Choice(key="other", label=text("Other"), other=True),
)
ROWS = question(
    "team",
    "rows",
    max_rows=3,
    fields=(
        question("name", "text", required=True, max_chars=20),
        question("since", "date"),
        question("leads", "yesno"),
        question("duty", "choice", choices=CHOICES, show_if=Condition(question="leads", values=(True,))),
    ),
)
FIGURES = question(
    "figures",
    "figures",
    own_measures=2,
    columns=(Column(key="before", label=text("Before")), Column(key="after", label=text("After"))),
    measures=(
        Measure(
            key="people",
            unit=text("people"),
            labels={"before": text("People at the office"), "after": text("People served")},
        ),
        Measure(key="minutes", unit=text("minutes"), labels={"before": text("Minutes"), "after": text("Minutes now")}),
    ),
)

QUESTIONS = (
    question("title", "text", required=True, max_chars=50),
    question("problem", "longtext"),
    question("budget", "number", minimum=0, maximum=1_000_000, decimals=2),
    question("people", "number", minimum=1),
    question("founded", "year", minimum=2400, maximum=2564),
    question("first_used", "date"),
    question("digital", "yesno", required=True),
    question("newness", "choice", choices=CHOICES),
    question("former", "text", required=True, show_if=Condition(question="newness", values=("built",))),
    question("former_year", "year", show_if=Condition(question="former", values=("ระบบเดิม",))),
    question("tools", "choices", choices=CHOICES, min_choices=2),
    question("email", "email"),
    question("phone", "phone"),
    question("site", "url"),
    ROWS,
    FIGURES,
    question("evidence", "evidence", max_rows=2),
)
BY_KEY = {each.key: each for each in QUESTIONS}

FORM = Form(
    sections=(
        Section(key="first", title=text("First"), questions=QUESTIONS[:9]),
        Section(key="second", title=text("Second"), questions=QUESTIONS[9:14]),
        Section(key="third", title=text("Third"), questions=QUESTIONS[14:]),
    ),
    files=(FileSlot(key="presentation", label=text("Presentation"), types=("pptx",), required=True),),
    title_question="title",
)

SURVEY = (question("channels", "choices", choices=CHOICES, required=True),)

# Keys that the form knows come up often, so that generated JSON gets past the first check.
_KEYS = st.sampled_from([
    "choice", "chosen", "other", "own", "label", "unit", "before", "after", "people", "minutes", "links", "note",
    "name", "since", "leads", "duty", "nobody",
])  # fmt: skip
_WORDS = st.text(st.characters()) | st.sampled_from([
    "", " ", "new", "other", "yes", "no", "true",
    "31/07/2564", "31/02/2564", "31/07/2021", "2564", "๒๕๖๔", "๑,๒๕๐", "-1",
    "1e5", "https://example.go.th/ก", "a@b.co", "02-612-6060", "\x00", "\ufffd", "<b>", "https://[::1", "http://a:99999/",
])  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from([10**400, -(10**40)]) | st.floats() | _WORDS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_KEYS | _WORDS, inner, max_size=5),
    max_leaves=25,
)
ANSWERS = st.dictionaries(st.sampled_from([*BY_KEY, "nobody"]), JSON, max_size=8)


def nested(depth: int) -> Any:
    """Return a list in a list in a list …"""
    value: Any = "ก้น"
    for _ in range(depth):
        value = [value]
    return value
