"""Whole forms: what is kept, what is wrong, how far it is."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.forms.rules import (
    Problem,
    answered,
    asked,
    clean_answers,
    example_answers,
    problems_of,
    progress,
    question_problems,
    survey_problems,
    unknown_keys,
)
from tests.forms.sample import ANSWERS, BY_KEY, FORM, JSON, SURVEY, TODAY, nested

GOOD = example_answers(FORM)


def codes(answers, *, complete=False):
    """Return key and code of every problem."""
    found = problems_of(FORM, answers, today=TODAY, complete=complete)
    return [(problem.key, problem.code) for problem in found]


def test_what_was_typed_is_kept_right_or_wrong():
    raw = {"title": "ก\x00ข", "people": "๑๒ คน", "team": [{"name": "a\r\nb"}], "nobody": 1, "budget": float("nan")}
    assert clean_answers(FORM, raw) == {
        "title": "ก\ufffdข",
        "people": "๑๒ คน",
        "team": [{"name": "a\nb"}],
        "budget": "nan",
    }
    assert unknown_keys(FORM, raw) == ["nobody"]


@pytest.mark.parametrize("raw", [None, [], "ก", 5])
def test_answers_that_are_no_object_are_none(raw):
    assert (clean_answers(FORM, raw), unknown_keys(FORM, raw)) == ({}, [])


@given(ANSWERS)
def test_clean_answers_is_idempotent_and_storable(raw):
    kept = clean_answers(FORM, raw)
    assert clean_answers(FORM, kept) == kept
    assert json.loads(json.dumps(kept, allow_nan=False)) == kept
    assert set(kept) | set(unknown_keys(FORM, raw)) == set(raw)


@given(ANSWERS, st.booleans())
def test_problems_of_never_raises_and_can_be_sent_as_json(raw, complete):
    for answers in (raw, clean_answers(FORM, raw)):
        found = problems_of(FORM, answers, today=TODAY, complete=complete)
        assert {problem.key for problem in found} <= set(BY_KEY)
        json.dumps([problem.params for problem in found], allow_nan=False)


@given(ANSWERS)
def test_a_complete_check_finds_what_a_draft_check_finds_and_what_is_missing(raw):
    draft = problems_of(FORM, raw, today=TODAY, complete=False)
    whole = problems_of(FORM, raw, today=TODAY, complete=True)
    assert [problem for problem in whole if problem.code != "required"] == draft


def test_examples_have_no_problems():
    assert codes(GOOD, complete=True) == []


def test_a_draft_needs_nothing_and_a_complete_form_what_is_required():
    assert codes({}) == []
    assert codes({}, complete=True) == [("title", "required"), ("digital", "required")]
    assert codes({"newness": "built"}, complete=True)[-1] == ("former", "required")


def test_a_question_that_is_not_asked_is_not_checked():
    answers = {"newness": "new", "former": "ก" * 1000}
    assert codes(answers) == []
    assert codes(answers | {"newness": "built"}) == [("former", "too_long")]


def test_a_question_hanging_on_one_that_is_not_asked_is_not_asked_either():
    answers = {"newness": "new", "former": "ระบบเดิม", "former_year": "x"}
    assert codes(answers) == []
    assert codes(answers | {"newness": "built"}) == [("former_year", "unreadable_year")]
    assert [each.key for each in asked(FORM, [BY_KEY["former_year"], BY_KEY["title"]], answers)] == ["title"]


def test_a_row_begun_must_have_what_its_row_requires_when_complete():
    raw = [{"name": "สุดา"}, {}, {"since": "1/1/2560"}]
    assert question_problems(BY_KEY["team"], raw, today=TODAY, complete=False) == []
    assert question_problems(BY_KEY["team"], raw, today=TODAY, complete=True) == [
        Problem("team", "required", {"row": 3, "column": {"th": "ข้อ name", "en": "name"}, "field": "team-2-name"})
    ]


@pytest.mark.parametrize(
    ("key", "raw", "found"),
    [
        ("first_used", "31/07/2654", [("far_future", {"year": 2654})]),
        ("first_used", "31/07/2614", []),
        ("former_year", "2654", [("far_future", {"year": 2654})]),
    ],
)
def test_a_year_far_ahead_is_a_slip_of_the_finger(key, raw, found):
    problems = question_problems(BY_KEY[key], raw, today=TODAY, complete=False)
    assert [(problem.code, problem.params) for problem in problems] == found


def test_a_year_far_ahead_in_a_row_names_its_cell():
    raw = [{}, {"name": "สุดา", "since": "1/1/2700"}]
    (problem,) = question_problems(BY_KEY["team"], raw, today=TODAY, complete=False)
    assert (problem.code, problem.params["row"], problem.field) == ("far_future", 2, "team-1-since")


def test_a_problem_links_to_its_field():
    assert Problem("team", "negative", {"field": "team-0-name"}).field == "team-0-name"
    assert Problem("title", "required").field == "title"


@pytest.mark.parametrize(
    ("section", "answers", "state", "count"),
    [
        ("first", {}, "not_started", (0, 8)),
        ("first", {"budget": "5"}, "in_progress", (1, 8)),
        ("first", {"title": "ก", "digital": False}, "complete", (2, 8)),
        ("first", {"title": "ก", "digital": False, "newness": "built"}, "in_progress", (3, 9)),
        ("first", {"title": "ก", "digital": False, "budget": "ห้า"}, "problem", (3, 8)),
        ("second", {"email": "a@b.co"}, "in_progress", (1, 4)),
        ("second", {key: GOOD[key] for key in ("tools", "email", "phone", "site")}, "complete", (4, 4)),
        ("third", {"team": [{"leads": True}]}, "in_progress", (1, 3)),
        ("third", {key: GOOD[key] for key in ("team", "figures", "evidence")}, "complete", (3, 3)),
    ],
)
def test_progress(section, answers, state, count):
    part = FORM.section(section)
    assert part is not None
    assert progress(FORM, part, answers, TODAY) == state
    assert answered(FORM, part, answers) == count


@given(ANSWERS)
def test_progress_of_anything_is_one_of_four(raw):
    states = {progress(FORM, section, raw, TODAY) for section in FORM.sections}
    assert states <= {"not_started", "in_progress", "complete", "problem"}


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"channels": {"chosen": ["new"], "other": ""}}, []),
        ({"channels": ["new", "built"]}, []),
        ({"channels": ["new"], "tools": ["x"]}, []),
        ({}, [("survey:channels", "required")]),
        ({"channels": {"chosen": [], "other": ""}}, [("survey:channels", "required")]),
        ({"channels": {"chosen": ["other"], "other": ""}}, [("survey:channels", "other_needs_text")]),
        ({"channels": {"chosen": ["fax"]}}, [("survey:channels", "unknown_choice")]),
        ({"channels": "new"}, [("survey:channels", "wrong_type")]),
        (["new"], [("survey:channels", "wrong_type")]),
        (None, [("survey:channels", "wrong_type")]),
    ],
)
def test_survey_problems(chosen, found):
    assert [(problem.key, problem.code) for problem in survey_problems(SURVEY, chosen)] == found


@given(JSON)
def test_survey_problems_never_raises(chosen):
    assert {problem.key for problem in survey_problems(SURVEY, chosen)} <= {"survey:channels"}


def test_a_thousand_lists_deep_is_kept_short_and_listed():
    raw = {key: nested(1000) for key in BY_KEY}
    kept = clean_answers(FORM, raw)
    assert len(json.dumps(kept)) < 3000
    found = {problem.key for problem in problems_of(FORM, kept, today=dt.date(2021, 7, 1), complete=True)}
    assert found == set(BY_KEY) - {"former", "former_year"}
