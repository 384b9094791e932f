"""Words and tables found in a document, as raw answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.forms.rules import example_of, from_table, from_text, readable, same_answer
from tests.builders import pack

FORM = pack().form
ASKED = FORM.by_key


@pytest.mark.parametrize(
    ("key", "text", "answer"),
    [
        ("problem", " น้ำไม่ไหล \n\nท่อแตก ", "น้ำไม่ไหล\n\nท่อแตก"),
        ("project_title", "ระบบ\nน้ำดี", "ระบบ น้ำดี"),
        ("solution_budget", "85,000 บาท", "85,000"),
        ("solution_budget", "๘๕,๐๐๐", "85,000"),
        ("solution_budget", "ระหว่าง 1 ถึง 2 ล้าน", "ระหว่าง 1 ถึง 2 ล้าน"),
        ("first_used", "15 ตุลาคม 2563", "15 ตุลาคม 2563"),
        ("first_used", "15 October 2020", "2020-10-15"),
        ("first_used", "ปลายปีก่อน", "ปลายปีก่อน"),
        ("previous_year", "2560", "2560"),
        ("previous_year", "2017", "2560"),
        ("solution_linked", "ใช่", True),
        ("solution_linked", "• No", False),
        ("solution_linked", "บางส่วน", None),
        ("newness", "ต่อยอดจากผลงาน/โครงการเดิม", "built_upon"),
        ("newness", "Newly initiated", "new"),
        ("newness", "อย่างอื่น", None),
        ("policy_kind", "แผนยุทธศาสตร์ประจำปี\nเทศบัญญัติ", {"chosen": ["yearly_strategy", "ordinance"], "other": ""}),
        ("policy_kind", "- เอกสารอื่น ๆ ที่เกี่ยวข้อง (โปรดระบุ): แผนแม่บท", {"chosen": ["other"], "other": "แผนแม่บท"}),
        ("policy_kind", "ไม่มี", None),
        ("data_evidence", "https://a.go.th/x หน้า 2\nรายงาน", {"links": ["https://a.go.th/x"], "note": "หน้า 2\nรายงาน"}),
        ("problem", "  \n ", None),
    ],
)
def test_words_become_answers(key, text, answer):
    assert from_text(ASKED[key], text) == answer


def test_columns_are_told_by_their_heads_in_any_order_and_language():
    question = ASKED["roadmap_3_6"]
    rows = [["Benefit", "ช่วงระยะเวลา", "อื่น"], ["ดีขึ้น", "ต.ค.", "x"], ["", "", ""]]
    assert from_table(question, rows) == [{"benefit": "ดีขึ้น", "period": "ต.ค."}]


def test_a_table_as_wide_as_the_question_needs_no_heads():
    question = ASKED["team"]
    assert from_table(question, [["ก", "ข"], ["นายวิชัย", "พัฒนา"]]) == [{"name": "นายวิชัย", "role": "พัฒนา"}]
    assert from_table(question, [["ก", "ข", "ค"], ["1", "2", "3"]]) is None
    assert from_table(question, []) is None


def test_figures_are_told_by_the_labels_over_them():
    question = ASKED["figures"]
    minutes = question.measures[2].labels
    heads = [column.label.th for column in question.columns]
    labels = [minutes[column.key].en for column in question.columns]
    found = from_table(question, [heads, labels, ["30 นาที", "", "4.5 นาที"], ["กระดาษ"] * 3, ["2,100 แผ่น", "500", "-"]])
    assert found == {
        "minutes": {"before": "30", "after": "4.5"},
        "own": [{"label": "กระดาษ", "unit": "แผ่น", "before": "2,100", "target": "500"}],
    }


def test_an_answer_is_the_same_however_it_is_written():
    assert same_answer(ASKED["solution_budget"], "85,000", 85000)
    assert same_answer(ASKED["first_used"], "15 ตุลาคม 2563", "15/10/2563")
    assert same_answer(ASKED["problem"], "ก  ข\n\nค", "ก ข ค")
    assert same_answer(ASKED["policy_kind"], ["ordinance"], {"chosen": ["ordinance"], "other": ""})
    assert same_answer(ASKED["problem"], "", None)
    assert not same_answer(ASKED["problem"], "ก", None)
    assert not same_answer(ASKED["first_used"], "ไม่แน่ใจ", "15/10/2563")
    assert same_answer(ASKED["first_used"], "ไม่แน่ใจ", " ไม่แน่ใจ ")


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_example_comes_back_from_its_own_words(language):
    lost = []
    for question in ASKED.values():
        if question.type not in ("rows", "figures"):
            example = example_of(question)
            words = readable(question, example).words(language)
            lost += [] if same_answer(question, from_text(question, words), example) else [question.key]
    assert lost == []


@given(st.text(max_size=200), st.sampled_from(sorted(ASKED)))
def test_no_words_are_ever_too_odd(text, key):
    from_text(ASKED[key], text)


@given(
    st.lists(st.lists(st.text(max_size=30), max_size=5), min_size=1, max_size=6),
    st.sampled_from(["figures", "team", "data_sets"]),
)
def test_no_table_is_ever_too_odd(rows, key):
    from_table(ASKED[key], rows)
