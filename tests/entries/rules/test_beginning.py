"""Equal titles, and what of an earlier entry fits another form."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.entries.rules.beginning import fitting, title_key
from rangwan.forms import rules as forms
from rangwan.forms.definition import Form
from tests.builders import pack

DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ระบบน้ำดี", " ระบบ น้ำดี ", True),
        ("ระบบ 2564", "ระบบ ๒๕๖๔", True),
        ("e-Tax", "E-TAX", True),
        ("นํ้า", "น้ำ", True),  # sara am in two strokes
        ("เเม่", "แม่", True),
        ("ระบบน้ำดี", "ระบบน้ำดี ๒", False),
        ("ใกล", "ไกล", False),
    ],
)
def test_titles_that_a_reader_takes_for_the_same(one: str, other: str, same: bool):
    assert (title_key(one) == title_key(other)) is same


@given(st.text())
def test_a_key_is_short_and_only_blank_titles_have_none(title: str):
    assert len(title_key(title)) in (0, 32)
    assert title_key(" \u200b\n") == ""


def changed(form: Form, key: str, **fields: object) -> Form:
    """Return the form with one question declared otherwise (None: not asked)."""
    content = form.model_dump(mode="json")
    for section in content["sections"]:
        section["questions"] = [
            {**question, **fields} if question["key"] == key else question
            for question in section["questions"]
            if fields or question["key"] != key
        ]
    return Form.model_validate(content)


def test_the_same_form_takes_everything_over():
    form = pack().form
    answers = forms.example_answers(form)
    found = fitting(answers, old=form, new=form, day=DAY, anew=set())
    assert (found.answers, found.left_out) == (answers, [])


def test_what_is_not_asked_has_another_type_or_is_not_valid_is_left_out_by_name():
    form = pack().form
    answers = forms.example_answers(form) | {"problem": "ก" * 50}
    for new in (changed(form, "problem"), changed(form, "problem", max_chars=10), changed(form, "problem", type="url")):
        found = fitting(answers, old=form, new=new, day=DAY, anew=set())
        assert found.left_out == ["problem"]
        assert found.answers == {key: value for key, value in answers.items() if key != "problem"}


def test_declarations_are_made_anew():
    form = pack().form
    answers = forms.example_answers(form)
    found = fitting(answers, old=form, new=form, day=DAY, anew={"problem"})
    assert ("problem" in found.answers, found.left_out) == (False, [])
