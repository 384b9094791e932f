"""Posted fields to answers and back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rangwan.forms.definition import Question, Section
from rangwan.forms.rules import Fields, Invalid, example_of, from_post, to_fields, value_of
from tests.forms.sample import BY_KEY, JSON, QUESTIONS, text


def post(question: Question, fields: Fields) -> Any:
    """Return the answer that a browser's post of these fields gives."""

    def get(name: str) -> str:
        values = getlist(name)
        return values[-1] if values else ""

    def getlist(name: str) -> list[str]:
        value = fields.get(name, [])
        return [value] if isinstance(value, str) else value

    section = Section(key="page", title=text("page"), questions=(question,))
    return from_post(section, get, getlist)[question.key]


def outcome(question: Question, raw: Any) -> Any:
    """Return the value, or the codes of what is wrong."""
    try:
        return value_of(question, raw)
    except Invalid as fault:
        return tuple(each.code for each in fault.all())


@pytest.mark.parametrize(
    ("key", "fields", "raw"),
    [
        ("title", {}, ""),
        ("title", {"title": " ระบบ "}, " ระบบ "),
        ("budget", {"budget": "๑๒ บาท"}, "๑๒ บาท"),
        ("first_used", {"first_used": "31 ก.ค. 2564"}, "31 ก.ค. 2564"),
        ("first_used", {"first_used-day": "31", "first_used-month": " 7", "first_used-year": "2564"}, "31/7/2564"),
        ("first_used", {"first_used-day": "31", "first_used-year": "2564"}, "31//2564"),
        ("first_used", {"first_used-day": "31"}, "31"),
        ("digital", {"digital": "true"}, True),
        ("digital", {"digital": "false"}, False),
        ("digital", {"digital": "อาจจะ"}, "อาจจะ"),
        ("digital", {}, ""),
        ("newness", {"newness": "new"}, "new"),
        ("newness", {"newness": "other", "newness-other": "สั่งทำ"}, {"choice": "other", "other": "สั่งทำ"}),
        ("newness", {"newness-other": "สั่งทำ"}, {"choice": "", "other": "สั่งทำ"}),
        ("tools", {}, {"chosen": [], "other": ""}),
        (
            "tools",
            {"tools": ["new", "other"], "tools-other": "แฟกซ์"},
            {"chosen": ["new", "other"], "other": "แฟกซ์"},
        ),
        ("team", {}, []),
        (
            "team",
            {"team-0-name": "สุดา", "team-7-leads": "true", "team-7-duty": "other", "team-7-duty-other": "ชงกาแฟ"},
            [
                {"name": "สุดา", "since": "", "leads": "", "duty": ""},
                {"name": "", "since": "", "leads": True, "duty": {"choice": "other", "other": "ชงกาแฟ"}},
            ],
        ),
        ("figures", {}, {}),
        (
            "figures",
            {"figures-people-before": "๑๐", "figures-own-1-label": "เรื่อง", "figures-own-1-after": "x"},
            {"people": {"before": "๑๐"}, "own": [{"label": "เรื่อง", "after": "x"}]},
        ),
        (
            "evidence",
            {"evidence-links": "https://a.go.th/\r\n\r\nb ค\r\n", "evidence-note": "หน้า 2"},
            {"links": ["https://a.go.th/", "b ค"], "note": "หน้า 2"},
        ),
    ],
)
def test_what_was_typed_comes_as_typed(key, fields, raw):
    assert post(BY_KEY[key], fields) == raw


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_an_example_goes_to_the_page_and_comes_back(question):
    raw = example_of(question)
    assert outcome(question, post(question, to_fields(question, raw))) == value_of(question, raw)


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("first_used", "31/07/2564"),
        ("first_used", "31/07/"),
        ("first_used", "เมื่อวาน"),
        ("budget", "๑๒ บาท"),
        ("newness", {"choice": "other", "other": ""}),
        ("tools", {"chosen": ["new", "zzz"], "other": "x"}),
        ("team", [{"name": "ก" * 50, "since": "31/02/2564"}]),
        ("figures", {"people": {"before": "-5"}, "own": [{"after": "3"}]}),
        ("evidence", {"links": ["ไม่ใช่ที่อยู่"], "note": "ก" * 2000}),
    ],
)
def test_what_is_wrong_is_shown_again_and_stays_wrong_in_the_same_way(key, raw):
    again = post(BY_KEY[key], to_fields(BY_KEY[key], raw))
    assert outcome(BY_KEY[key], again) == outcome(BY_KEY[key], raw)
    assert to_fields(BY_KEY[key], again) == to_fields(BY_KEY[key], raw)


@given(st.sampled_from(QUESTIONS), JSON)
def test_any_json_can_be_shown_in_a_page_and_posted_again(question, raw):
    fields = to_fields(question, raw)
    assert all(isinstance(value, str) or all(isinstance(each, str) for each in value) for value in fields.values())
    once = post(question, fields)
    assert post(question, to_fields(question, once)) == once


@given(st.sampled_from(QUESTIONS), JSON)
def test_a_valid_answer_has_the_same_value_when_it_comes_back_from_the_page(question, raw):
    value = outcome(question, raw)
    assume(not isinstance(value, tuple))
    assert outcome(question, post(question, to_fields(question, raw))) == value


def test_a_date_fills_three_boxes_as_well():
    assert to_fields(BY_KEY["first_used"], "31/07/2564") == {
        "first_used": "31/07/2564",
        "first_used-day": "31",
        "first_used-month": "07",
        "first_used-year": "2564",
    }


def test_too_many_rows_are_posted_whole_so_that_they_are_refused_in_words():
    fields: Fields = {f"team-{number}-name": "ก" for number in range(10)}
    assert outcome(BY_KEY["team"], post(BY_KEY["team"], fields)) == ("too_many_rows",)
