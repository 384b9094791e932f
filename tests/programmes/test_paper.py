"""Papers of an award: all of it from the pack, in both languages, and no sentence of an award in Python."""

from __future__ import annotations

import ast
import datetime as dt
import inspect

import pytest

from rangwan.documents.figures_slide import FiguresTable
from rangwan.kernel.text import Language
from rangwan.programmes import paper
from rangwan.programmes.pack import load_pack
from rangwan.programmes.queries import EditionItem
from tests.builders import pack
from tests.packs.workshop import SMALL

MADE = dt.datetime(2021, 6, 1, tzinfo=dt.UTC)
BOTH = pytest.mark.parametrize("language", ["th", "en"])


@pytest.fixture
def edition() -> EditionItem:
    """An edition with the calendar of the real call; no row of a table."""
    declared = pack().calendar
    return EditionItem(slug="x", opens_at=declared.opens_at, closes_at=declared.closes_at)


@BOTH
def test_the_guide_has_the_criteria_of_the_table_in_their_order(edition: EditionItem, language: Language):
    guide = paper.guide(edition, pack(), language, MADE)
    assert [row.name for row in guide.criteria] == [criterion.name.pick(language) for criterion in pack().criteria]
    assert (len(guide.criteria), guide.total) == (11, 100)
    assert sorted(row.weight for row in guide.criteria) == [5, 5, *[10] * 9]
    declared = {criterion.name.pick(language): criterion.aspects for criterion in pack().criteria}
    assert {row.name: row.aspects for row in guide.criteria} == {
        name: tuple(aspect.pick(language) for aspect in aspects) for name, aspects in declared.items()
    }


@BOTH
def test_the_guidance_has_its_own_order_and_names(edition: EditionItem, language: Language):
    guidance = paper.guide(edition, pack(), language, MADE).guidance
    scored = [entry for entry in guidance if entry.weight is not None]
    in_order = sorted(pack().criteria, key=lambda criterion: criterion.guidance_order)
    assert [(entry.name, entry.weight) for entry in scored] == [
        (criterion.guidance_name.pick(language), criterion.weight) for criterion in in_order
    ]
    assert [entry.name for entry in scored] != [criterion.name.pick(language) for criterion in pack().criteria]
    assert list(guidance[: len(scored)]) == scored  # what is asked without marks comes last


@BOTH
def test_every_question_that_serves_a_criterion_is_in_the_guidance(edition: EditionItem, language: Language):
    guidance = paper.guide(edition, pack(), language, MADE).guidance
    asked = [label for entry in guidance if entry.weight is not None for label in entry.questions]
    questions = [question for question in pack().form.by_key.values() if question.criterion]
    assert sorted(asked) == sorted(question.label.pick(language) for question in questions)


def test_limits_and_team_are_asked_without_marks_and_contacts_are_not_in_the_guide(edition: EditionItem):
    guidance = paper.guide(edition, pack(), "th", MADE).guidance
    unscored = [entry.name for entry in guidance if entry.weight is None]
    titles = {section.key: section.title.th for section in pack().form.sections}
    assert unscored == [titles["obstacles"], titles["team"]]


def test_the_calendar_is_the_editions_own(edition: EditionItem):
    calendar = paper.guide(edition, pack(), "th", MADE).calendar
    assert [(line.label, line.value) for line in calendar] == [
        ("เปิดรับผลงาน", "1 กรกฎาคม 2564 เวลา 00.00 น."), ("ปิดรับผลงาน", "31 กรกฎาคม 2564 เวลา 24.00 น."),
    ]  # fmt: skip
    edition.closes_at += dt.timedelta(days=15)
    moved = paper.guide(edition, pack(), "en", MADE).calendar
    assert [(line.label, line.value) for line in moved] == [
        ("Entries open", "1 July 2021, 00:00"), ("Entries close", "15 August 2021, 24:00"),
    ]  # fmt: skip


@BOTH
def test_eligibility_steps_notices_and_contact(edition: EditionItem, language: Language):
    guide = paper.guide(edition, pack(), language, MADE)
    assert guide.eligibility == tuple(rule.label.pick(language) for rule in pack().eligibility)
    assert (len(guide.eligibility), len(guide.steps)) == (3, 7)
    assert guide.notices == (pack().award.notices[0].text.pick(language),)
    assert guide.contact[1:] == ("02-6126060", "https://dgti.dga.or.th/dgti-local/")


@BOTH
def test_the_blank_form_is_blank(language: Language):
    form, declared = paper.blank_form(pack(), language, MADE), pack().submission_form
    assert [field.value for field in form.fields] == [""] * 6
    assert declared.signer is not None
    assert form.signer == declared.signer.pick(language)
    assert (form.project_title, form.printed_name, form.position, form.draft_code, form.code) == ("",) * 4 + (None,)
    assert form.consents == tuple(consent.text.pick(language) for consent in declared.consents)
    assert len(form.consents) == 4
    assert form.authority == tuple(choice.label.pick(language) for choice in declared.authority)


@BOTH
def test_the_template_has_a_section_for_each_criterion(language: Language):
    template = paper.presentation_template(pack(), language, MADE)
    assert [section.key for section in template.sections if section.weight is not None] == [
        criterion.key for criterion in pack().in_guidance_order
    ]
    assert [section.key for section in template.sections if section.weight is None] == ["obstacles", "team"]
    assert [section.key for section in template.sections if not section.prompts] == []


def test_the_table_of_figures_keeps_the_calls_own_labels():
    template = paper.presentation_template(pack(), "th", MADE)
    pieces = [piece for section in template.sections for piece in section.pieces]
    tables = [piece for piece in pieces if isinstance(piece, FiguresTable)]
    question = next(question for question in pack().form.by_key.values() if question.type == "figures")
    assert len(tables) == 1
    assert (tables[0].key, len(tables[0].columns)) == (question.key, 3)
    assert len(tables[0].rows) == len(question.measures) + question.own_measures
    declared = [tuple(m.labels[column.key].th for column in question.columns) for m in question.measures]
    assert [row.labels for row in tables[0].rows[: len(declared)]] == declared
    assert {cell for row in tables[0].rows for cell in row.values} == {""}


def test_no_sentence_of_an_award_stands_in_python():
    sources = [inspect.getsource(module) for module in (paper.announced, paper.slides, paper.deck)]
    texts = [node.value for text in sources for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    assert [text for text in texts if isinstance(text, str) and not text.isascii()] == []


def test_another_award_gets_its_own_papers(edition: EditionItem):
    other = load_pack(SMALL)
    guide = paper.guide(edition, other, "en", MADE)
    assert [row.name for row in guide.criteria] == [criterion.name.en for criterion in other.criteria]
    assert guide.total == 100
    template = paper.presentation_template(other, "en", MADE)
    assert [section.key for section in template.sections][:5] == ["light", "story", "river", "words", "craft"]
    assert paper.blank_form(other, "en", MADE).consents == tuple(c.text.en for c in other.submission_form.consents)
