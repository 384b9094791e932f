"""The form of the first award asks every item of the guidance, as the call words it."""

from __future__ import annotations

import pytest

from rangwan.forms import rules as forms
from rangwan.forms.definition import Question
from rangwan.programmes.definition import Definition
from rangwan.programmes.rules import last_day, outcomes
from tests.packs.workshop import CALL, words

FIGURES = (
    ("จำนวนคนใช้บริการ (ตามกระบวนการที่ถูกพัฒนาเป็นผลงานที่ส่งเข้าประกวด) ณ ที่ทำการ อปท.",
     "จำนวนคนที่คาดว่าจะใช้บริการระบบที่พัฒนาขึ้น", "จำนวนคนใช้บริการจริงของระบบที่พัฒนาขึ้น"),
    ("จำนวนธุรกรรมการใช้งานของบริการ (ตามกระบวนการที่ถูกพัฒนาขึ้นเป็นผลงานที่ส่งเข้าประกวด)",
     "จำนวนธุรกรรมที่คาดว่าจะมีการใช้งานผ่านระบบที่พัฒนาขึ้น", "จำนวนธุรกรรมการใช้งานผ่านระบบที่พัฒนาขึ้น"),
    ("ระยะเวลาที่ใช้ในการให้บริการ", "ระยะเวลาที่คาดว่าจะใช้ในการให้บริการผ่านระบบที่พัฒนาขึ้น",
     "ระยะเวลาที่ใช้ในการให้บริการผ่านระบบที่พัฒนาขึ้น"),
)  # fmt: skip
# What the call itself requires; everything else is asked and may be left to the slides.
REQUIRED = [
    "uses_digital", "first_used", "is_local_government",
    "project_title",
    "coordinator_name", "coordinator_phone", "coordinator_email",
]  # fmt: skip


def _all_questions(digital_local: Definition) -> list[Question]:
    asked = [*digital_local.form.by_key.values(), *digital_local.survey]
    return [each for question in asked for each in (question, *question.fields)]


def test_the_two_five_point_criteria_read_the_two_on_screen_questions(digital_local):
    tied = {criterion.key: criterion.survey for criterion in digital_local.criteria if criterion.survey}
    assert tied == {"channels": "channels", "tools": "tools"}
    assert [(q.key, q.type, q.required, len(q.choices)) for q in digital_local.survey] == [
        ("tools", "choices", True, 31),
        ("channels", "choices", True, 20),
    ]
    assert [[choice.key for choice in q.choices if choice.other] for q in digital_local.survey] == [
        ["other"],
        ["other"],
    ]


def test_every_other_criterion_is_served_by_questions_in_the_order_of_the_guidance(digital_local):
    sections = [section.key for section in digital_local.form.sections]
    assert sections == [
        "eligibility", "project", "coordinator", "signatory",
        "problem", "policy", "objectives", "solution", "character", "open_data", "results", "participation", "roadmap",
        "obstacles", "team",
    ]  # fmt: skip
    assert [s.key for s in digital_local.form.sections if s.carry_over] == ["coordinator", "signatory"]
    assert [s.key for s in digital_local.form.sections if not s.scored] == ["obstacles", "team"]
    unserved = [c.key for c in digital_local.criteria if not digital_local.form.serving(c.key)]
    assert unserved == ["channels", "tools"]


def test_every_item_of_the_guidance_is_asked(digital_local):
    served = {c.key: [q.key for q in digital_local.form.serving(c.key)] for c in digital_local.in_guidance_order}
    assert served == {
        "problem": ["problem", "problem_cause", "problem_found", "need_inside", "need_outside"],
        "tools": [],
        "policy": ["policy_kind", "policy_text", "policy_need", "vision", "policy_evidence"],
        "objectives": ["objectives"],
        "solution": [
            "solution", "solution_budget", "solution_staff", "solution_citizens", "solution_resources",
            "solution_linked", "solution_links", "solution_technology", "solution_technology_use",
        ],
        "character": [
            "first_used", "newness", "previous_name", "previous_year",
            "development", "partner_kind", "partner_name", "partner_province",
        ],
        "channels": [],
        "open_data": ["data_sets", "data_evidence"],
        "results": ["figures"],
        "participation": ["participation", "feedback", "participation_evidence"],
        "roadmap": ["roadmap_3_6", "roadmap_6_12"],
    }  # fmt: skip
    unscored = [q.key for s in digital_local.form.sections if not s.scored for q in s.questions]
    assert unscored == ["obstacles", "team"]


def test_questions_have_the_types_and_choices_of_the_call(digital_local):
    form = digital_local.form.by_key
    assert [choice.key for choice in form["policy_kind"].choices] == ["yearly_strategy", "ordinance", "other"]
    assert [choice.label.th for choice in form["newness"].choices] == ["ริเริ่มขึ้นใหม่", "ต่อยอดจากผลงาน/โครงการเดิม"]
    assert [choice.key for choice in form["partner_kind"].choices] == ["company", "partnership", "education"]
    assert form["previous_year"].type == "year"
    assert [field.key for field in form["data_sets"].fields] == [
        "name", "place", "address", "free_use", "structured", "open_format", "format",
    ]  # fmt: skip
    formats = next(field for field in form["data_sets"].fields if field.key == "format").choices
    assert [choice.label.th for choice in formats][:4] == ["CSV/TSV", "JSON", "XML", "ODS"]
    assert [field.key for field in form["roadmap_3_6"].fields] == ["period", "unit", "features", "benefit"]
    assert [field.key for field in form["roadmap_6_12"].fields] == ["period", "unit", "features", "benefit"]
    assert [field.key for field in form["team"].fields] == ["name", "role"]
    assert [q.key for q in form.values() if q.type == "date"] == ["first_used"]  # asked once


def test_what_was_built_upon_and_the_partner_are_asked_only_where_they_exist(digital_local):
    conditions = {
        q.key: (q.show_if.question, q.show_if.values) for q in digital_local.form.by_key.values() if q.show_if
    }
    assert conditions == {
        "signatory_order": ("signatory_authority", ("acting", "delegated")),
        "solution_links": ("solution_linked", (True,)),
        "previous_name": ("newness", ("built_upon",)),
        "previous_year": ("newness", ("built_upon",)),
        "partner_kind": ("development", ("partner",)),
        "partner_name": ("development", ("partner",)),
        "partner_province": ("development", ("partner",)),
    }


def test_the_figures_have_a_label_of_their_own_in_each_column(digital_local):
    figures = digital_local.form.by_key["figures"]
    assert [column.label.th for column in figures.columns] == [
        "ก่อนดำเนินโครงการ",
        "เป้าหมายที่ตั้งไว้ของโครงการ",
        "ผลลัพธ์หลังจากดำเนินโครงการ",
    ]
    labels = tuple(
        tuple(m.labels[c.key].th.removesuffix(" (ในรอบ 1 เดือน)") for c in figures.columns) for m in figures.measures
    )
    assert labels == FIGURES
    assert [measure.unit.th for measure in figures.measures] == ["คน", "ครั้ง หรือ รายการ", "นาที ต่อ 1 รายการ"]
    assert figures.own_measures == 2


def test_only_what_the_call_requires_is_required(digital_local):
    assert [question.key for question in digital_local.form.by_key.values() if question.required] == REQUIRED
    assert [(slot.key, slot.required, slot.types) for slot in digital_local.form.files] == [
        ("presentation", True, ("pptx", "ppt", "pdf")),
        ("submission_form", True, ("pdf", "jpg")),
        ("evidence", False, ("pdf", "jpg", "png", "pptx", "docx", "xlsx", "csv")),
    ]
    assert [(slot.max_bytes, slot.max_files) for slot in digital_local.form.files] == [
        (50_000_000, 1), (20_000_000, 1), (20_000_000, 20),
    ]  # fmt: skip


def test_every_question_has_an_example_and_the_examples_fill_the_form(digital_local):
    assert [question.key for question in _all_questions(digital_local) if question.example is None] == []
    answers = {key: question.example for key, question in digital_local.form.by_key.items()}
    today = last_day(digital_local.calendar.closes_at)
    assert forms.problems_of(digital_local.form, answers, today=today, complete=True) == []
    chosen = {question.key: {"chosen": question.example, "other": ""} for question in digital_local.survey}
    assert forms.survey_problems(digital_local.survey, chosen) == []
    found = outcomes(
        digital_local.eligibility, answers, organisation_type="TM", counted_from=digital_local.calendar.closes_at
    )
    assert [outcome.met for outcome in found] == [True, True, True]


@pytest.mark.needs_shared
def test_the_labels_typed_in_here_are_those_of_the_call_itself():
    call = words(CALL.read_text("utf-8"))
    assert [label for row in FIGURES for label in row if words(label) not in call] == []
