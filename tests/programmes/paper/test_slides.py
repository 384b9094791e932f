"""The presentation of the real award: what stands on it, and that all of it is read back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from rangwan.documents.answer_pages import Answer, FactsTable
from rangwan.documents.deck_reading import read_deck
from rangwan.documents.presentation import presentation_pptx
from rangwan.forms.rules import same_answer
from rangwan.kernel.text import Language
from rangwan.programmes import paper
from tests.builders import good_answers, good_survey, pack
from tests.documents.test_deck_reading import by_libreoffice

MADE = dt.datetime(2021, 6, 1, tzinfo=dt.UTC)
AWARD = pack()
ANSWERS = good_answers(AWARD, "ระบบน้ำดี") | {
    "problem": " ".join(f"ข้อ {n} น้ำประปาไม่ไหลเพราะท่อแตกซ้ำ ๆ และที่ปั๊มน้ำไม่มีผู้เฝ้าทั่วทุกถิ่น" for n in range(1, 60)),
    "roadmap_3_6": [{"period": f"ไตรมาส {n}", "features": "พยากรณ์จุดที่ท่อจะแตก " * 40} for n in range(1, 5)],
}


def deck_of(answers: dict[str, Any], language: Language = "th") -> bytes:
    return presentation_pptx(
        paper.presentation(
            AWARD, language, MADE, answers=answers, survey=good_survey(AWARD), title="ระบบน้ำดี", organisation="เทศบาล",
            edition="digital-local-2564", digest="a" * 64,
        )
    )  # fmt: skip


def read(data: bytes, folder: Path) -> Any:
    path = folder / "deck.pptx"
    path.write_bytes(data)
    return read_deck(path)


def in_presentation() -> set[str]:
    """Return the questions that the presentation asks: those of criteria, what is not scored, and the title."""
    sections = [section for section in AWARD.form.sections if section.key in ("obstacles", "team")]
    unscored = {question.key for section in sections for question in section.questions}
    serving = {question.key for question in AWARD.form.by_key.values() if question.criterion}
    return serving | unscored | {AWARD.form.title_question}


def differing(proposals: Any, answers: dict[str, Any]) -> list[str]:
    return [
        one.question
        for one in proposals
        if not same_answer(AWARD.form.by_key[one.question], one.value, answers.get(one.question))
    ]


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_answer_on_the_slides_is_read_back(language, tmp_path):
    proposals = paper.proposals_of(AWARD, read(deck_of(ANSWERS, language), tmp_path))
    assert {one.question for one in proposals} == in_presentation()
    assert differing(proposals, ANSWERS) == []


def test_every_answer_is_read_back_after_libreoffice_saved_the_deck(tmp_path):
    proposals = paper.proposals_of(AWARD, read(by_libreoffice(deck_of(ANSWERS), tmp_path), tmp_path))
    assert ({one.question for one in proposals}, differing(proposals, ANSWERS)) == (in_presentation(), [])


def test_the_empty_template_answers_nothing_and_speaks_of_nothing(tmp_path):
    for language in ("th", "en"):
        deck = read(presentation_pptx(paper.presentation_template(AWARD, language, MADE)), tmp_path)
        assert paper.proposals_of(AWARD, deck) == []
        assert [one.pages for one in paper.coverage_of(AWARD, paper.pages_of(deck))] == [()] * len(AWARD.criteria)


def test_what_is_missing_keeps_its_place_and_proposes_nothing(tmp_path):
    answers = {key: value for key, value in ANSWERS.items() if key not in ("vision", "figures", "team", "newness")}
    made = paper.presentation(AWARD, "th", MADE, answers=answers, survey={}, title="", organisation="")
    pieces = [piece for section in made.sections for piece in section.pieces]
    assert [piece.text for piece in pieces if isinstance(piece, Answer) and piece.key == "vision"] == [""]
    proposals = {one.question for one in paper.proposals_of(AWARD, read(deck_of(answers), tmp_path))}
    # What depends on the answer that is missing is not asked either.
    assert in_presentation() - proposals == {"vision", "figures", "team", "newness", "previous_name", "previous_year"}


def test_slides_follow_the_order_of_the_guidance_and_what_was_ticked_is_told():
    made = paper.presentation(AWARD, "th", MADE, answers=ANSWERS, survey=good_survey(AWARD), title="", organisation="")
    scored = [section.key for section in made.sections if section.weight is not None]
    assert scored == [criterion.key for criterion in AWARD.in_guidance_order]
    tools = next(section for section in made.sections if section.key == "tools")
    (ticked,) = tools.pieces
    assert isinstance(ticked, Answer)
    assert (ticked.key, bool(ticked.text)) == ("", True)


def test_short_answers_share_a_table_that_says_what_can_be_chosen():
    template = paper.presentation_template(AWARD, "th", MADE)
    character = next(section for section in template.sections if section.key == "character")
    (table,) = character.pieces
    assert isinstance(table, FactsTable)
    assert {fact.key for fact in table.facts} == {q.key for q in AWARD.form.serving("character")}
    newness = next(fact for fact in table.facts if fact.key == "newness")
    assert newness.hint == "(ริเริ่มขึ้นใหม่ / ต่อยอดจากผลงาน/โครงการเดิม)"
