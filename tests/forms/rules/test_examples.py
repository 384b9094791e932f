"""Examples and limits: what a client needs to fill in the form."""

from __future__ import annotations

import pytest

from rangwan.forms.definition import Form, Section
from rangwan.forms.rules import example_answers, example_of, is_empty, limits, problems_of, value_of
from tests.forms.sample import BY_KEY, CHOICES, FORM, QUESTIONS, TODAY, question, text


@pytest.mark.parametrize("each", QUESTIONS, ids=lambda each: each.key)
def test_every_question_has_a_valid_example(each):
    assert not is_empty(each, example_of(each))
    value_of(each, example_of(each))


@pytest.mark.parametrize(
    ("tight", "example"),
    [
        (question("q", "text", max_chars=3), "ตัว"),
        (question("q", "number", maximum=-5), -5),
        (question("q", "number", minimum=2.5, decimals=1), 2.5),
        (question("q", "year", maximum=2500), "2500"),
        (question("q", "choice", choices=CHOICES[2:]), {"choice": "other", "other": "ตัวอย่างคำตอบ"}),
        (
            question("q", "choices", choices=CHOICES, min_choices=3),
            {"chosen": ["new", "built", "other"], "other": "ตัวอย่างคำตอบ"},
        ),
    ],
)
def test_a_made_example_keeps_within_the_limits(tight, example):
    assert example_of(tight) == example
    value_of(tight, example)


def test_the_pack_s_own_example_comes_first_unless_it_is_not_valid():
    assert example_of(question("q", "number", example="๑๒")) == "๑๒"
    assert example_of(question("q", "number", example="สิบสอง")) == 1


def test_example_answers_fill_what_is_asked_and_nothing_else():
    answers = example_answers(FORM)
    assert list(answers) == [key for key in BY_KEY if key not in ("former", "former_year")]
    assert problems_of(FORM, answers, today=TODAY, complete=True) == []


def test_an_example_can_make_another_question_asked():
    built = question("newness", "choice", choices=CHOICES, example="built")
    sections = (Section(key="s", title=text("s"), questions=(built, BY_KEY["former"])),)
    assert list(example_answers(Form(sections=sections, title_question="former"))) == ["newness", "former"]


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("title", {"max_chars": 50}),
        ("problem", {"max_chars": 4000}),
        ("budget", {"minimum": 0, "maximum": 1_000_000, "decimals": 2}),
        ("first_used", {}),
        ("founded", {"minimum": 2400, "maximum": 2564}),
        ("newness", {"max_chars": 300}),
        ("tools", {"max_chars": 300, "min_choices": 2}),
        ("team", {"max_rows": 3}),
        ("figures", {"minimum": 0, "decimals": 2, "max_rows": 2}),
        ("evidence", {"max_chars": 1000, "max_rows": 2}),
    ],
)
def test_limits(key, found):
    assert limits(BY_KEY[key]) == found
