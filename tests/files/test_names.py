"""Names are kept as people gave them, and do no harm."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.files.names import clean_name, content_disposition, download_name, extension
from tests.hostile.files.make import NAMES


@pytest.mark.parametrize(("raw", "kept"), NAMES.items(), ids=[repr(name) for name in NAMES])
def test_name_is_kept_without_what_harms(raw: str, kept: str) -> None:
    assert clean_name(raw) == kept


def test_long_thai_name_keeps_extension_and_whole_letters() -> None:
    kept = clean_name("ผู้ใหญ่" * 150 + ".pptx")

    assert kept == "ผู้ใหญ่" * 11 + "ผู้ให" + ".pptx"  # 82 letters of 3 bytes and the extension: 251 of 255 bytes
    assert len(kept.encode()) == 251


def test_letter_that_would_lose_its_tone_mark_is_left_out() -> None:
    name = "a" + "ก" * 82 + "น้ำ.pdf"  # the 255th byte falls between น and its tone mark

    assert clean_name(name) == "a" + "ก" * 82 + ".pdf"


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_can_be_stored(raw: str) -> None:
    kept = clean_name(raw)

    assert 0 < len(kept.encode()) <= 255
    assert kept == unicodedata.normalize("NFC", kept)
    assert not any(unicodedata.category(c) in {"Cc", "Cs"} or c in "/\\" for c in kept)
    assert kept not in {".", ".."}
    assert clean_name(kept) == kept


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("แผน.pdf", "pdf", "แผน.pdf"),
        ("แผน.PDF", "pdf", "แผน.PDF"),
        ("ภาพ.JPEG", "jpg", "ภาพ.JPEG"),
        ("รายงาน.hta", "pdf", "รายงาน.hta.pdf"),
        ("แผน", "pptx", "แผน.pptx"),
        ("แผน.pdf", "unheard-of", "แผน.pdf"),
    ],
)
def test_download_name_ends_as_the_content_is(name: str, kind: str, expected: str) -> None:
    assert download_name(name, kind) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plan 2.pdf", "attachment; filename=\"plan 2.pdf\"; filename*=UTF-8''plan%202.pdf"),
        ("แผน.pdf", "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf"),
        (
            "แผน 2564.pdf",
            "attachment; filename=\"___ 2564.pdf\"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99%202564.pdf",
        ),
        ('a"b;c.pdf', "attachment; filename=\"a_b_c.pdf\"; filename*=UTF-8''a%22b%3Bc.pdf"),
    ],
)
def test_disposition_has_an_ascii_name_and_the_exact_one(name: str, expected: str) -> None:
    assert content_disposition(name, inline=False) == expected


@pytest.mark.parametrize(
    ("name", "end"), [("a.PPTX", ".pptx"), ("a", ""), (".htaccess", ""), ("a.b.c", ".c"), ("a." + "x" * 30, "")]
)
def test_extension(name: str, end: str) -> None:
    assert extension(name) == end
