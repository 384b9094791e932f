"""Thai and English text: what is stored, counted and searched."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.text import (
    Text,
    arabic_digits,
    is_blank,
    length,
    search_key,
    storable,
    storable_value,
    thai_digits,
    visible,
)

ANY_TEXT = st.text(st.characters())  # lone surrogates too
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        (Text(th="รางวัล", en="Award"), "th", "รางวัล"),
        (Text(th="รางวัล", en="Award"), "en", "Award"),
        (Text(th="รางวัล", en="Award"), "en-gb", "Award"),
        (Text(th="รางวัล", en="Award"), None, "รางวัล"),
        (Text(th="รางวัล"), "en", "รางวัล [ไทย]"),
        (Text(en="Award"), "th", "Award [English]"),
        (Text(), "th", ""),
    ],
)
def test_a_missing_language_falls_back_visibly(text, language, shown):
    assert text.pick(language) == shown


def test_text_as_dict_is_what_the_api_gives():
    assert Text(th="ก", en="A").as_dict() == {"th": "ก", "en": "A"}


@given(st.text())
def test_digits_there_and_back(text):
    assert arabic_digits(thai_digits(text)) == arabic_digits(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("บรรทัด\r\nใหม่\rอีก", "บรรทัด\nใหม่\nอีก"),
        ("a\x00b", "a\ufffdb"),
        ("a\x1fb\x7fc\x85d", "a\ufffdb\ufffdc\ufffdd"),
        ("a\tb\nc", "a\tb\nc"),
        ("\ud800", "\ufffd"),
        ("\ufffe\uffff", "\ufffd\ufffd"),  # XML has no place for these two, so neither has a .docx
        ("น้ำ", "น้ำ"),  # NFKC would take ำ apart
        ("e\u0301", "é"),
        ("ที\u200bละ", "ที\u200bละ"),
    ],
)
def test_storable(typed, kept):
    assert storable(typed) == kept


@given(ANY_TEXT)
def test_storable_is_idempotent_and_lets_nothing_bad_through(text):
    kept = storable(text)
    assert storable(kept) == kept
    assert "\x00" not in kept
    assert unicodedata.is_normalized("NFC", kept)
    assert [c for c in kept if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"] == []
    assert kept.encode().decode() == kept


@given(JSON)
def test_storable_value_is_idempotent_and_any_database_keeps_it(value):
    kept = storable_value(value)
    written = json.dumps(kept, allow_nan=False, ensure_ascii=False)
    assert storable_value(kept) == kept
    assert json.loads(written) == kept
    assert "\x00" not in written
    written.encode()


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (10**30, hex(10**30)),
        (-(10**29), -(10**29)),
        ({"a\x00": "b\x00"}, {"a\ufffd": "b\ufffd"}),
        ((1, "ก"), [1, "ก"]),
        ([True, None, 1.5], [True, None, 1.5]),
    ],
)
def test_storable_value(value, kept):
    assert storable_value(value) == kept


def test_storable_value_keeps_an_integer_that_python_will_not_print():
    assert storable_value({"ก": [-(10**5000)]}) == {"ก": [hex(-(10**5000))]}


def test_storable_value_cuts_what_is_nested_without_end():
    deep: object = "ก้น"
    for _ in range(100_000):
        deep = [deep]
    written = json.dumps(storable_value(deep), ensure_ascii=False)
    assert written == "[" * 32 + '"\ufffd"' + "]" * 32


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("ที่นี่", 2), ("a\r\nb", 3), ("😀", 1)],
)
def test_length_counts_what_a_reader_sees(text, count):
    assert length(text) == count


@pytest.mark.parametrize(
    ("text", "blank"),
    [("", True), (" \n\t\u00a0\u200b\ufeff", True), ("ก", False), ("\ufffd", False), ("0", False)],
)
def test_is_blank(text, blank):
    assert is_blank(text) == blank


def test_visible_drops_zero_width_characters_only():
    assert visible("\ufeffhttps://\u200bexample.go.th\u00ad") == "https://example.go.th"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("เทศบาลตำบล", "เทศบาลต\u0e4d\u0e32บล"),  # nikhahit and aa for sara am
        ("น้ำ", "น\u0e4d\u0e49\u0e32"),  # nikhahit, tone mark, aa
        ("น้ำ", "น\u0e49\u0e4d\u0e32"),  # tone mark, nikhahit, aa
        ("แม่", "เเม่"),  # two เ for แ
        ("ปี ๒๕๖๔", "ปี  2564 "),
        ("e-Saraban", "E-SARABAN"),
        ("ท้องถิ่น\u200bดิจิทัล", "ท้องถิ่นดิจิทัล"),
    ],
)
def test_search_key_folds_what_looks_the_same(left, right):
    assert search_key(left) == search_key(right)


@pytest.mark.parametrize(("left", "right"), [("มา", "ม่า"), ("ปิ", "ปี"), ("คน", "ค น")])
def test_search_key_keeps_what_differs(left, right):
    assert search_key(left) != search_key(right)


@given(st.text())
def test_search_key_is_idempotent(text):
    assert search_key(search_key(text)) == search_key(text)
