"""Texts outside the form: kept without white space round them, or refused with what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.forms.rules import BadTexts, read_texts
from rangwan.kernel.text import is_blank, length


def test_kept_without_white_space_and_nothing_else_of_what_was_sent():
    assert read_texts({"a": "  ถาม\r\nต่อ ", "b": "x", "c": "y"}, {"a": 10, "b": 1}) == {"a": "ถาม\nต่อ", "b": "x"}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({}, "required"), ({"a": ""}, "required"), ({"a": " \n\t"}, "required"), ({"a": "\u200b\u200d"}, "required"),
        ({"a": "ก" * 11}, "too_long"), ({"a": "ก" * 1_000_000}, "too_long"), ({"a": "a\0b"}, "unreadable_characters"),
        ({"a": 5}, "wrong_type"), ({"a": None}, "wrong_type"), ({"a": ["x"]}, "wrong_type"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept(raw: dict[str, Any], code: str):
    with pytest.raises(BadTexts) as refused:
        read_texts(raw, {"a": 10})
    assert [(problem.key, problem.code) for problem in refused.value.problems] == [("a", code)]


def test_every_fault_is_told_at_once():
    with pytest.raises(BadTexts) as refused:
        read_texts({"a": "", "b": "ก" * 3, "c": "ok"}, {"a": 1, "b": 2, "c": 2})
    assert [(problem.key, problem.code) for problem in refused.value.problems] == [("a", "required"), ("b", "too_long")]


@given(st.text(max_size=40), st.integers(1, 30))
def test_what_is_kept_is_neither_blank_nor_too_long(typed: str, most: int):
    try:
        kept = read_texts({"a": typed}, {"a": most})["a"]
    except BadTexts:
        return
    assert kept == kept.strip()
    assert not is_blank(kept)
    assert length(kept) <= most
