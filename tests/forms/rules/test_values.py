"""Typed values: what each type reads, and why it refuses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.forms.definition import Condition
from rangwan.forms.rules import Chosen, Invalid, is_asked, is_empty, value_of
from rangwan.kernel.text import arabic_digits
from tests.forms.sample import BY_KEY, FIGURES, JSON, QUESTIONS, ROWS, nested, question


def fault(key: str, raw: Any) -> tuple[str, dict[str, Any]]:
    """Return code and params of the first fault."""
    with pytest.raises(Invalid) as caught:
        value_of(BY_KEY[key], raw)
    return caught.value.code, caught.value.params


def faults(key: str, raw: Any) -> list[tuple[str, Any, Any]]:
    """Return code, row and field of every fault of a table."""
    with pytest.raises(Invalid) as caught:
        value_of(BY_KEY[key], raw)
    return [(each.code, each.params.get("row"), each.params.get("field")) for each in caught.value.all()]


@pytest.mark.parametrize(
    ("key", "raw", "value"),
    [
        ("title", " ระบบ คำร้อง ", "ระบบ คำร้อง"),
        ("title", "สอง\r\nบรรทัด", "สอง บรรทัด"),
        ("title", "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("problem", "หนึ่ง\r\n\r\nสอง", "หนึ่ง\n\nสอง"),
        ("budget", "1,250", 1250),
        ("budget", "๑,๒๕๐", 1250),
        ("budget", "๑,๒๕๐.๕๐", 1250.5),
        ("budget", " 85000 ", 85000),
        ("budget", "0", 0),
        ("budget", 0, 0),
        ("budget", 2.5, 2.5),
        ("budget", "2.50", 2.5),
        ("budget", "\u200b12", 12),
        ("people", 3.0, 3),
        ("people", "+3", 3),
        ("founded", "2560", 2017),
        ("founded", "พ.ศ. ๒๕๖๐", 2017),
        ("founded", 2560, 2017),
        ("first_used", "31/07/2564", dt.date(2021, 7, 31)),
        ("first_used", "๓๑ ก.ค. ๒๕๖๔", dt.date(2021, 7, 31)),
        ("first_used", "2021-07-31", dt.date(2021, 7, 31)),
        ("digital", True, True),
        ("digital", False, False),
        ("digital", "yes", True),
        ("digital", "false", False),
        ("digital", "ไม่ใช่", False),
        ("newness", "new", Chosen(("new",))),
        ("newness", {"choice": "other", "other": " สั่งทำ "}, Chosen(("other",), "สั่งทำ")),
        ("newness", {"choice": "new", "other": "เปลี่ยนใจแล้ว"}, Chosen(("new",))),
        ("tools", ["built", "new", "built"], Chosen(("built", "new"))),
        ("tools", {"chosen": ["new", "other"], "other": "แฟกซ์"}, Chosen(("new", "other"), "แฟกซ์")),
        ("email", " suda@example.go.th ", "suda@example.go.th"),
        ("email", "คน@ตัวอย่าง.ไทย", "คน@ตัวอย่าง.ไทย"),
        ("phone", "๐๒-๖๑๒-๖๐๖๐", "02-612-6060"),
        ("site", "https://www.ตัวอย่าง.ไทย/ก?ข=1#ค", "https://www.ตัวอย่าง.ไทย/ก?ข=1#ค"),
        ("site", "HTTP://example.go.th:8080", "HTTP://example.go.th:8080"),
    ],
)
def test_value_of_one(key, raw, value):
    found = value_of(BY_KEY[key], raw)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "typed",
    [
        "02-612-6060", "02 612 6060", "0-2612-6060", "(02) 612-6060", "0 2612 6060 ต่อ 12", "02-6126060 ext. 4-5",
        "0812345678", "081 234 5678", "+66 81 234 5678", "+66 (0)2 612 6060", "0066 2 612 6060", "โทร. 02-612-6060",
        "02-612-6060, 081-234-5678", "02-612-6060 หรือ 081-234-5678", "1111", "+44 20 7946 0958", "๐๘๑-๒๓๔-๕๖๗๘ กด ๑",
    ],
)  # fmt: skip
def test_telephone_numbers_are_taken_as_people_write_them(typed):
    assert value_of(BY_KEY["phone"], typed) == arabic_digits(typed)


@pytest.mark.parametrize(
    ("key", "raw", "code", "params"),
    [
        ("title", "ก" * 51, "too_long", {"length": 51, "max": 50}),
        ("problem", "ก" * 100_000, "too_long", {"length": 100_000, "max": 4000}),
        ("title", "ระบบ\x00คำร้อง", "unreadable_characters", {"near": "ระบบ"}),
        ("title", "\ufffdคำร้อง", "unreadable_characters", {"near": "\ufffdคำร้อง"}),
        ("title", ["ก"], "wrong_type", {"expected": "string"}),
        ("title", 5, "wrong_type", {"expected": "string"}),
        ("title", {"th": "ก"}, "wrong_type", {"expected": "string"}),
        ("title", [], "wrong_type", {"expected": "string"}),
        ("budget", "12 บาท", "not_a_number", {"typed": "12 บาท"}),
        ("budget", "สิบสอง", "not_a_number", {"typed": "สิบสอง"}),
        ("budget", "1,25", "not_a_number", {"typed": "1,25"}),
        ("budget", "1e5", "not_a_number", {"typed": "1e5"}),
        ("budget", "1" * 100_000, "not_a_number", {"typed": "1" * 40 + "…"}),
        ("budget", "๑" * 41, "above_maximum", {"maximum": 10**15 - 1}),
        ("budget", True, "wrong_type", {"expected": "number"}),
        ("budget", [1], "wrong_type", {"expected": "number"}),
        ("budget", float("nan"), "wrong_type", {"expected": "number"}),
        ("budget", float("inf"), "wrong_type", {"expected": "number"}),
        ("budget", 10**400, "above_maximum", {"maximum": 10**15 - 1}),
        ("budget", 1e300, "above_maximum", {"maximum": 10**15 - 1}),
        ("budget", "2.555", "too_many_decimals", {"decimals": 2}),
        ("budget", "-1", "below_minimum", {"minimum": 0}),
        ("budget", "\u22121", "below_minimum", {"minimum": 0}),
        ("budget", "1,000,001", "above_maximum", {"maximum": 1_000_000}),
        ("people", "2.5", "not_whole", {}),
        ("founded", "2021", "not_buddhist_era", {"year": 2021, "did_you_mean": 2564}),
        ("founded", 2021, "not_buddhist_era", {"year": 2021, "did_you_mean": 2564}),
        ("founded", "64", "unreadable_year", {"typed": "64"}),
        ("founded", "2565", "year_too_late", {"year": 2564}),
        ("founded", True, "wrong_type", {"expected": "string"}),
        ("first_used", "31/02/2564", "no_such_day", {"typed": "31/02/2564"}),
        ("first_used", "31/07/2021", "not_buddhist_era", {"year": 2021, "did_you_mean": 2564}),
        ("first_used", "31/7/64", "unreadable_date", {"typed": "31/7/64"}),
        ("first_used", 20210731, "wrong_type", {"expected": "string"}),
        ("digital", "อาจจะ", "not_yes_or_no", {}),
        ("digital", 1, "wrong_type", {"expected": "boolean"}),
        ("newness", "old", "unknown_choice", {"typed": "old"}),
        ("newness", "other", "other_needs_text", {}),
        ("newness", {"choice": "other", "other": " "}, "other_needs_text", {}),
        ("newness", {"choice": "", "other": "สั่งทำ"}, "other_not_chosen", {"typed": "สั่งทำ"}),
        ("newness", {"choice": "other", "other": "ก" * 301}, "too_long", {"length": 301, "max": 300}),
        ("newness", {"choice": ["new"]}, "wrong_type", {"expected": "string"}),
        ("newness", {"choice": "new", "note": "x"}, "unknown_field", {"name": "note"}),
        ("tools", "new", "wrong_type", {"expected": "object"}),
        ("tools", {"chosen": "new"}, "wrong_type", {"expected": "array"}),
        ("tools", ["new"], "too_few_choices", {"count": 1, "min": 2}),
        ("tools", ["new", "x"], "unknown_choice", {"typed": "x"}),
        ("tools", {"chosen": ["new", "built"], "other": "แฟกซ์"}, "other_not_chosen", {"typed": "แฟกซ์"}),
        ("email", "suda", "not_an_email", {"typed": "suda"}),
        ("email", "a@b", "not_an_email", {"typed": "a@b"}),
        ("email", "a b@c.go.th", "not_an_email", {"typed": "a b@c.go.th"}),
        ("email", "a@b.co, c@d.co", "not_an_email", {"typed": "a@b.co, c@d.co"}),
        ("phone", "12345", "not_a_phone", {"typed": "12345"}),
        ("phone", "02-612-606O", "not_a_phone", {"typed": "02-612-606O"}),
        ("phone", "081234567890", "not_a_phone", {"typed": "081234567890"}),
        ("site", "www.example.go.th", "not_a_url", {"typed": "www.example.go.th"}),
        ("site", "javascript:alert(1)", "not_a_url", {"typed": "javascript:alert(1)"}),
        ("site", "ftp://example.go.th", "not_a_url", {"typed": "ftp://example.go.th"}),
        ("site", "https://dga.or.th@evil.example/", "not_a_url", {"typed": "https://dga.or.th@evil.example/"}),
        ("site", "https://", "not_a_url", {"typed": "https://"}),
        ("site", "https://[::1", "not_a_url", {"typed": "https://[::1"}),
        ("site", "https://a.go.th:999999/", "not_a_url", {"typed": "https://a.go.th:999999/"}),
        ("site", 'https://a.go.th/"onclick=', "not_a_url", {"typed": 'https://a.go.th/"onclick='}),
        ("team", "ก", "wrong_type", {"expected": "array"}),
        ("figures", [1], "wrong_type", {"expected": "object"}),
        ("evidence", "https://a.go.th/", "wrong_type", {"expected": "object"}),
        ("evidence", {"links": "https://a.go.th/"}, "wrong_type", {"expected": "array"}),
    ],
)
def test_value_of_says_why_not(key, raw, code, params):
    assert fault(key, raw) == (code, params)


@pytest.mark.parametrize("each", QUESTIONS, ids=lambda each: each.type)
def test_a_thousand_lists_deep_is_refused_in_words(each):
    with pytest.raises(Invalid) as caught:
        value_of(each, nested(1000))
    assert caught.value.code in {"wrong_type", "not_a_url"}


def test_rows_read_cell_by_cell():
    raw = [
        {"name": "สุดา", "since": "1 ม.ค. 2560", "leads": True, "duty": "new"},
        {"name": " ", "since": ""},
        {"name": "วิชัย", "leads": False, "duty": "ไม่ถามข้อนี้"},
    ]
    assert value_of(ROWS, raw) == [
        {"name": "สุดา", "since": dt.date(2017, 1, 1), "leads": True, "duty": Chosen(("new",))},
        {"name": "วิชัย", "leads": False},
    ]


def test_rows_name_every_faulty_cell_by_row_and_column():
    raw = [{"name": "สุดา"}, {}, {"name": "ก" * 21, "since": "31/02/2564", "salary": "1"}, "วิชัย"]
    assert faults("team", raw) == [
        ("unknown_field", 3, None),
        ("too_long", 3, "team-2-name"),
        ("no_such_day", 3, "team-2-since"),
        ("wrong_type", 4, None),
    ]
    with pytest.raises(Invalid) as caught:
        value_of(ROWS, [{"since": "x"}])
    assert caught.value.params["column"] == {"th": "ข้อ since", "en": "since"}


def test_more_rows_than_the_form_takes():
    rows = [{"name": "ก"}, {}, {"name": "ข"}, {"name": "ค"}, {"name": "ง"}]
    assert fault("team", rows) == ("too_many_rows", {"count": 4, "max": 3})
    assert [row["name"] for row in value_of(ROWS, rows[:4])] == ["ก", "ข", "ค"]


def test_a_table_of_faults_names_fifty_at_most():
    with pytest.raises(Invalid) as caught:
        value_of(FIGURES, {f"x{number}": 1 for number in range(10_000)})
    assert len(list(caught.value.all())) == 50


def test_figures_are_numbers_and_blank_is_not_zero():
    raw = {
        "people": {"before": "1,200", "after": ""},
        "minutes": {"before": 30, "after": "๒.๕"},
        "own": [{"label": "เรื่องร้องเรียน", "unit": "เรื่อง", "before": "0"}, {"label": ""}],
    }
    assert value_of(FIGURES, raw) == {
        "people": {"before": 1200},
        "minutes": {"before": 30, "after": 2.5},
        "own": [{"label": "เรื่องร้องเรียน", "unit": "เรื่อง", "before": 0}],
    }


def test_figures_name_every_faulty_cell():
    raw = {
        "people": {"before": "-1", "after": "มาก"},
        "cows": {"before": 1},
        "minutes": 30,
        "own": [{"before": 1}, {"label": "ก", "after": True}, {"label": "เกิน"}],
    }
    assert faults("figures", raw) == [
        ("unknown_measure", None, None),
        ("negative", None, "figures-people-before"),
        ("not_a_number", None, "figures-people-after"),
        ("wrong_type", None, "figures-minutes"),
        ("too_many_rows", None, None),
        ("own_needs_label", 1, "figures-own-0-label"),
        ("wrong_type", 2, "figures-own-1-after"),
    ]
    with pytest.raises(Invalid) as caught:
        value_of(FIGURES, {"people": {"after": "มาก"}})
    assert caught.value.params["column"]["en"] == "People served"


def test_evidence_is_addresses_and_a_note():
    raw = {"links": ["https://a.go.th/1", " ", "https://a.go.th/2"], "note": " หน้า 112 "}
    assert value_of(BY_KEY["evidence"], raw) == {"links": ["https://a.go.th/1", "https://a.go.th/2"], "note": "หน้า 112"}
    assert value_of(BY_KEY["evidence"], ["https://a.go.th/1"]) == {"links": ["https://a.go.th/1"], "note": ""}
    assert faults("evidence", {"links": ["https://a.go.th/", "a.go.th", "b", "c"], "note": 5}) == [
        ("too_many_rows", None, None),
        ("not_a_url", 2, None),
        ("wrong_type", None, "evidence-note"),
    ]


@pytest.mark.parametrize(
    ("key", "raw", "empty"),
    [
        ("title", None, True),
        ("title", " \u200b", True),
        ("title", {}, False),
        ("budget", 0, False),
        ("digital", False, False),
        ("newness", {"choice": "", "other": ""}, True),
        ("tools", {"chosen": [], "other": " "}, True),
        ("team", [{"name": " "}, {}], True),
        ("team", [{"leads": False}], False),
        ("figures", {"people": {"before": ""}, "own": []}, True),
        ("figures", {"people": {"before": 0}}, False),
        ("evidence", {"links": [""], "note": None}, True),
    ],
)
def test_empty_is_not_zero(key, raw, empty):
    assert is_empty(BY_KEY[key], raw) == empty
    if empty:
        assert value_of(BY_KEY[key], raw) is None


@pytest.mark.parametrize(
    ("values", "given_answer", "asked"),
    [
        (("built",), "built", True),
        (("built",), {"choice": "built", "other": ""}, True),
        (("built",), ["new", "built"], True),
        (("built",), {"chosen": ["built"], "other": ""}, True),
        (("built",), "new", False),
        (("built",), None, False),
        (("built",), {"built": True}, False),
        ((True,), True, True),
        ((True,), "true", True),
        (("yes",), True, True),
        ((False,), False, True),
        ((False,), None, False),
        ((False,), 0, False),
        ((1,), True, False),
    ],
)
def test_is_asked(values, given_answer, asked):
    hanging = question("former", "text", show_if=Condition(question="newness", values=values))
    assert is_asked(hanging, {"newness": given_answer}) == asked


@given(st.sampled_from(QUESTIONS), JSON)
def test_value_of_reads_or_refuses_any_json(each, raw):
    try:
        value_of(each, raw)
    except Invalid as refused:
        found = len(list(refused.all()))
    else:
        found = 0
    assert 0 <= found <= 50


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_whole_numbers_round_trip(number):
    free = question("n", "number")
    assert value_of(free, f"{number:,}") == value_of(free, str(number)) == value_of(free, number) == number


def test_an_integer_that_python_will_not_print_is_refused_in_words():
    assert fault("budget", -(10**5000)) == ("above_maximum", {"maximum": 10**15 - 1})
    assert fault("founded", 10**5000) == ("wrong_type", {"expected": "string"})
