"""Every refusal has its words, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import override

import rangwan.files
from rangwan.files import messages
from rangwan.files.inspection import sniffing
from rangwan.files.kinds import KINDS
from rangwan.files.messages import accepted_kinds, both_languages, upload_message
from rangwan.files.refusal import CODES, UPLOAD_STATUS, UploadRefused

PARAMS = {
    "name": "แผน น้ำ.pptx", "size": 200_000_000, "limit": 50_000_000, "kind": "pdf", "seems": "exe", "other": "zip",
    "what": "launch", "accepted": ["pdf", "jpg"], "width": 50_000, "height": 50_000, "signature": "Win.Test",
}  # fmt: skip


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words_that_name_the_file(code: str) -> None:
    words = both_languages(code, PARAMS)

    assert set(words) == {"th", "en"}
    assert re.search(r"[ก-๙]", words["th"].replace("แผน น้ำ", ""))
    assert not re.search(r"[ก-๙]", words["en"].replace("แผน น้ำ", ""))
    assert all("แผน น้ำ.pptx" in text and "%" not in text for text in words.values())


def test_every_code_that_is_raised_is_known() -> None:
    raised = {"being_checked"}  # by its own class, BeingChecked
    for path in Path(rangwan.files.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        raised |= set(re.findall(r"(?:\bRefused|BadArchive|refusal|\.fail)\(\s*\"(\w+)\"", text))

    assert raised == set(CODES)


@pytest.mark.parametrize("code", UPLOAD_STATUS)
def test_every_refusal_of_an_upload_has_words_and_a_status(code: str) -> None:
    error = UploadRefused(code, header="Upload-Length", received=1_234_567, limit=20)
    with override("th"):
        thai = upload_message(error)
    with override("en"):
        english = upload_message(error)
    assert re.search(r"[ก-๙]", thai)
    assert not re.search(r"[ก-๙]", english)
    assert "%" not in thai + english
    assert 400 <= error.status < 600


def test_every_refusal_of_an_upload_that_is_raised_is_known() -> None:
    raised = set()
    for path in Path(rangwan.files.__file__).parents[1].rglob("*.py"):
        raised |= set(re.findall(r"\bUploadRefused\(\"(\w+)\"", path.read_text(encoding="utf-8")))
    assert raised == set(UPLOAD_STATUS)


def test_every_kind_that_inspection_names_has_words() -> None:
    named = {name for _, name in sniffing._SIGNATURES} | {"heic", "video", "audio", "webp", "svg", "html", "script"}

    assert (named | set(KINDS)) - {"text"} <= set(messages._KINDS)


@pytest.mark.parametrize(
    ("types", "th", "en"),
    [
        (["pdf"], "ไฟล์ PDF (.pdf)", "a PDF (.pdf)"),
        (["pdf", "jpg"], "ไฟล์ PDF (.pdf) หรือภาพ JPG (.jpg)", "a PDF (.pdf) or a JPG picture (.jpg)"),
        ([], "", ""),
    ],
)
def test_accepted_kinds_are_said_in_words(types: list[str], th: str, en: str) -> None:
    with override("th"):
        assert accepted_kinds(types) == th
    with override("en"):
        assert accepted_kinds(types) == en


@pytest.mark.parametrize(
    ("size", "limit", "expected"),
    [
        (200_000_000, 50_000_000, "200 MB, and at most 50 MB"),
        (50_000_001, 50_000_000, "50,000,001 B, and at most 50 MB"),
        (50_010_000, 50_000_000, "50.01 MB, and at most 50 MB"),
        (52_428_800, 50_000_000, "52.4 MB, and at most 50 MB"),
        (1_234_567_890, 50_000_000, "1,234.6 MB, and at most 50 MB"),
        (9_500, 9_000, "9.5 kB, and at most 9 kB"),
        (600, 500, "600 B, and at most 500 B"),
    ],
)
def test_size_and_limit_never_read_the_same(size: int, limit: int, expected: str) -> None:
    words = both_languages("too_large", {"name": "a", "size": size, "limit": limit})

    assert expected in words["en"]


def test_hint_says_how_to_make_the_right_kind() -> None:
    sent = {"name": "a.ppsx", "seems": "ppsx", "accepted": ["pptx"]}

    assert both_languages("wrong_type", sent) == {
        "th": "ไฟล์ a.ppsx เป็นไฟล์ฉายสไลด์ PowerPoint (.ppsx) ซึ่งไม่ใช่ชนิดที่รับในช่องนี้ กรุณาส่งไฟล์นำเสนอ PowerPoint (.pptx) "
        "ใน PowerPoint เลือก “บันทึกเป็น” แล้วเลือกชนิด .pptx",
        "en": "a.ppsx is a PowerPoint slide show (.ppsx), which is not taken here. Please send a PowerPoint "
        "presentation (.pptx). In PowerPoint, choose “Save As” and the type .pptx.",
    }


def test_hint_for_a_kind_that_is_not_taken_is_left_out() -> None:
    words = both_languages("wrong_type", {"name": "a.ppsx", "seems": "ppsx", "accepted": ["pdf"]})

    assert (
        words["en"] == "a.ppsx is a PowerPoint slide show (.ppsx), which is not taken here. Please send a PDF (.pdf)."
    )
