"""Characters as a reader sees them: the rules of UAX 29, the same tables for the browser, and quick."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel import graphemes
from rangwan.kernel.text import length, storable

SCRIPT = Path(__file__).parents[2] / "rangwan/web/kit/static/kit/js/graphemes.js"
THAI = st.text(st.sampled_from("กขงนมรลอยเแโใไะาำัิีึืุู็่้๊๋์ๆ ฯ\n\t\u200b1a–“"), max_size=60)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("น้ำ", 1),
        ("กำลัง", 3),  # กำ ลั ง
        ("ที่นี่", 2),
        ("ผู้ใหญ่บ้าน", 7),  # ผู้ ใ ห ญ่ บ้ า น
        ("เก๋ง", 3),
        ("ก ข", 3),
        ("\u0e48", 1),  # a mark without its letter
        ("ก\n\u0e48ข", 4),
        ("a\r\nb", 3),
        ("e\u0301", 1),
        ("😀", 1),
        ("👍🏽", 1),
        ("👨‍👩‍👧‍👦", 1),
        ("🏳️‍🌈", 1),
        ("🇹🇭🇹🇭", 2),
        ("🇹🇭🇹", 2),
        ("한국어", 3),
        ("각", 1),  # one syllable in three letters
        ("क्षि", 1),
        ("ກຳ", 1),
        ("\u200b\u200b", 2),
        ("a\u200db", 2),
    ],
)
def test_what_is_one_character(text: str, count: int):
    assert graphemes.count(text) == count


@given(THAI)
def test_the_quick_way_and_the_tables_agree(text: str):
    assert graphemes.count(text) == len(graphemes._clusters().findall(text))


@given(st.text(st.characters()))
def test_every_code_point_belongs_to_one_cluster(text: str):
    found = graphemes._clusters().findall(text)
    assert "".join(found) == text
    assert graphemes.count(text) == len(found)


@given(st.text(st.characters()), st.text(st.characters()))
def test_a_text_never_counts_for_more_than_its_parts(one: str, other: str):
    one, other = storable(one), storable(other)
    whole = graphemes.count(one + other)
    assert max(graphemes.count(one), graphemes.count(other)) <= whole <= graphemes.count(one) + graphemes.count(other)


@given(st.text(st.characters()))
def test_length_never_lets_a_stack_of_marks_past_a_limit(text: str):
    assert graphemes.count(storable(text)) <= length(storable(text))
    assert length("ก" + "\u0e49" * 1600) == 100


def test_the_browsers_tables_are_the_same():
    script = SCRIPT.read_text(encoding="utf-8")
    found = {
        name: "".join(re.findall(r'"([^"]*)"', body))
        for name, body in re.findall(r"export const ([A-Z]+) =(.*?);", script, re.DOTALL)
    }
    names = (
        "CONTROL", "EXTEND", "SPACING", "PREPEND", "LINKER", "CONSONANT", "PICTOGRAPH", "LEADING", "VOWEL", "TRAILING",
    )  # fmt: skip
    assert found == {name: getattr(graphemes, name) for name in names}


@pytest.mark.parametrize("text", ["การให้บริการประชาชนด้วยระบบดิจิทัล น้ำ\n" * 180, "👍🏽ก" * 3000])
def test_twenty_kilobytes_are_counted_at_once(text: str):
    graphemes.count(text)  # builds the pattern
    began = time.process_time()
    graphemes.count(text)
    assert time.process_time() - began < 0.1


@pytest.mark.parametrize(
    "made", ["क" + "\u094d" * 20_000, "❤" + "\ufe0f" * 20_000, "\u0600" * 20_000, "\u1100" * 20_000]
)
def test_no_text_makes_it_slow(made: str):
    began = time.process_time()
    graphemes.count(made)
    assert time.process_time() - began < 1
