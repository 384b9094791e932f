"""Answers as they are shown."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.forms.rules import Row, Shown, example_of, in_words, readable
from rangwan.kernel.text import Text
from tests.forms.sample import BY_KEY, CHOICES, JSON, QUESTIONS, text


def typed(words, **more):
    """Return a shown text."""
    return Shown("text", words, **more)


EMPTY = Shown("empty")


@pytest.mark.parametrize(
    ("key", "raw", "shown"),
    [
        ("title", None, EMPTY),
        ("title", " ", EMPTY),
        ("title", " ระบบ ", typed("ระบบ")),
        ("title", "ก" * 60, typed("ก" * 60, valid=False)),
        ("title", ["ก"], typed('["ก"]', valid=False)),
        ("problem", "หนึ่ง\nสอง", typed("หนึ่ง\nสอง")),
        ("budget", "๑๒๕๐.๕", typed("1,250.5")),
        ("budget", 0, typed("0")),
        ("budget", "มาก", typed("มาก", valid=False)),
        ("founded", "๒๕๖๐", typed(Text(th="2560", en="2017"))),
        ("first_used", "31/7/2564", typed(dt.date(2021, 7, 31))),
        ("first_used", "31/2/2564", typed("31/2/2564", valid=False)),
        ("digital", False, typed(Text(th="ไม่ใช่", en="No"))),
        ("newness", "new", typed(text("New"))),
        ("newness", {"choice": "other", "other": "สั่งทำ"}, typed(Text(th="ข้อ Other: สั่งทำ", en="Other: สั่งทำ"))),
        ("newness", "old", typed("old", valid=False)),
        ("tools", ["new", "built"], Shown("list", items=(text("New"), text("Built upon")))),
        ("tools", ["new", "zzz"], Shown("list", items=(text("New"), "zzz"), valid=False)),
        ("tools", {"chosen": ["new"], "other": "แฟกซ์"}, Shown("list", items=(text("New"), "แฟกซ์"), valid=False)),
        (
            "evidence",
            {"links": ["https://a.go.th/", "javascript:x"], "note": "หน้า 2"},
            Shown("links", "หน้า 2\njavascript:x", items=("https://a.go.th/",), valid=False),
        ),
    ],
)
def test_readable(key, raw, shown):
    assert readable(BY_KEY[key], raw) == shown


def test_rows_are_a_table_whose_faulty_cells_stay_as_typed():
    shown = readable(BY_KEY["team"], [{"name": "สุดา", "since": "1/1/2560"}, {}, {"since": "x", "duty": "new"}, "ก"])
    assert [column.en for column in shown.columns] == ["name", "since", "leads", "duty"]
    assert shown.rows == (
        Row((typed("สุดา"), typed(dt.date(2017, 1, 1)), EMPTY, EMPTY)),
        Row((EMPTY, typed("x", valid=False), EMPTY, EMPTY)),
        Row((typed("ก", valid=False),)),
    )
    assert not shown.valid


def test_figures_are_a_table_with_labels_of_their_own_and_gaps_that_are_not_zero():
    raw = {"people": {"before": "๑,๒๐๐", "after": "มาก"}, "own": [{"label": "เรื่อง", "unit": "เรื่อง", "after": 0}]}
    shown = readable(BY_KEY["figures"], raw)
    assert shown.columns == (text("Before"), text("After"))
    assert shown.rows == (
        Row(
            (
                typed("1,200", label=text("People at the office")),
                typed("มาก", label=text("People served"), valid=False),
            ),
            heading=text("People at the office"),
            unit=text("people"),
        ),
        Row(
            (Shown("empty", label=text("Minutes")), Shown("empty", label=text("Minutes now"))),
            heading=text("Minutes"),
            unit=text("minutes"),
        ),
        Row((EMPTY, typed("0")), heading="เรื่อง", unit="เรื่อง"),
    )


@pytest.mark.parametrize(
    ("key", "raw", "thai", "english"),
    [
        ("title", "", "", ""),
        ("first_used", "31/7/2564", "31 กรกฎาคม 2564", "31 July 2021"),
        ("digital", True, "ใช่", "Yes"),
        ("tools", ["new", "built"], "ข้อ New\nข้อ Built upon", "New\nBuilt upon"),
        (
            "figures",
            {"people": {"before": 5}},
            "ข้อ People at the office: 5 · – (ข้อ people)\nข้อ Minutes: – · – (ข้อ minutes)",
            "People at the office: 5 · – (people)\nMinutes: – · – (minutes)",
        ),
        (
            "evidence",
            {"links": ["https://a.go.th/"], "note": "หน้า 2"},
            "https://a.go.th/\nหน้า 2",
            "https://a.go.th/\nหน้า 2",
        ),
    ],
)
def test_words_of_an_answer(key, raw, thai, english):
    shown = readable(BY_KEY[key], raw)
    assert (shown.words("th"), shown.words("en")) == (thai, english)


def test_only_a_date_is_a_date():
    assert [readable(BY_KEY[key], raw).is_date for key, raw in [("first_used", "31/7/2564"), ("first_used", "x")]] == [
        True,
        False,
    ]


def test_in_words():
    assert [in_words(word, "th") for word in (None, "ก", CHOICES[0].label, dt.date(2021, 7, 31))] == [
        "", "ก", "ข้อ New", "31 กรกฎาคม 2564",
    ]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_every_example_is_shown_as_valid(question):
    shown = readable(question, example_of(question))
    assert (shown.valid, shown.kind == "empty") == (True, False)


@given(st.sampled_from(QUESTIONS), JSON)
def test_anything_can_be_shown_and_said(question, raw):
    shown = readable(question, raw)
    assert isinstance(shown.words("th") + shown.words("en"), str)
    assert all(str(link).startswith(("http", "HTTP")) for link in shown.items if shown.kind == "links")
