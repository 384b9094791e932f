"""A second, very different award: it loads and is answered without a line of code of its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rangwan.forms import rules as forms
from rangwan.programmes.definition import Definition
from rangwan.programmes.pack import load_pack
from rangwan.programmes.rules import outcomes


@pytest.fixture(scope="module")
def award() -> Definition:
    return load_pack(Path(__file__).parent / "river-light-2026")


def test_five_criteria_on_three_scales(award):
    assert [(c.key, c.weight, c.top) for c in award.criteria] == [
        ("light", 30, 6), ("story", 25, 6), ("river", 20, 6), ("craft", 15.4, 100), ("words", 9.6, 9.6),
    ]  # fmt: skip
    assert [c.key for c in award.in_guidance_order] == ["light", "story", "river", "words", "craft"]


def test_two_prizes_two_rounds_a_shortlist_and_no_survey(award):
    assert [(prize.key, prize.count) for prize in award.prizes] == [("grand", 1), ("mention", 3)]
    assert [(stage.key, stage.per_entry) for stage in award.rounds] == [("reading", 2), ("final", 5)]
    assert award.shortlist is True
    assert award.survey == ()
    assert award.submission_form.authority == ()


def test_its_own_rules_of_eligibility(award):
    answers = {"is_own_work": True, "oldest_picture": "2026-03-30"}
    found = outcomes(
        award.eligibility, answers, organisation_type="", counted_from=dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    )
    assert [(outcome.rule.key, outcome.met) for outcome in found] == [("own_work", True), ("older_picture", True)]


def test_its_form_can_be_filled(award):
    answers = {key: question.example for key, question in award.form.by_key.items() if question.example is not None}
    assert forms.problems_of(award.form, answers, today=dt.date(2026, 4, 30), complete=True) == []


def test_it_survives_the_database(award):
    assert Definition.model_validate(award.model_dump(mode="json")) == award
