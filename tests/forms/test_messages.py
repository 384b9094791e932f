"""Problems in words, in both languages."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation import override
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings

from rangwan.forms import messages
from rangwan.forms.messages import MESSAGES, message
from rangwan.forms.rules import Code, Problem, problems_of
from rangwan.kernel.text import Text
from rangwan.kernel.tongues import in_both
from tests.forms.sample import ANSWERS, FORM, SURVEY, TODAY

CATALOGUE = Path(messages.__file__).parent / "locale" / "th" / "LC_MESSAGES" / "django.po"
THAI = re.compile("[ก-๙]")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory):
    """Return a folder with the catalogue of this moment, compiled."""
    folder = tmp_path_factory.mktemp("locale")
    target = folder / "th" / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True)
    with CATALOGUE.open("rb") as source, target.open("wb") as file:
        write_mo(file, read_po(source, locale="th"))
    return folder


@pytest.fixture(autouse=True)
def _thai(compiled, settings):
    settings.LOCALE_PATHS = [str(compiled)]


def test_every_code_has_its_words():
    assert set(MESSAGES) == set(get_args(Code))


def test_every_message_has_thai_with_the_same_figures_in_it():
    with CATALOGUE.open("rb") as source:
        thai = {str(entry.id): str(entry.string) for entry in read_po(source, locale="th") if entry.id}
    frames = [messages._FALLBACK, messages._IN_CELL, messages._IN_ROW, messages._IN_COLUMN]
    english = [*MESSAGES.values(), *messages._REQUIRED.values(), *frames]
    assert set(thai) == set(english)
    assert [words for words in english if not THAI.search(thai[words]) and words != messages._IN_COLUMN] == []
    assert [w for w in english if sorted(PLACEHOLDER.findall(w)) != sorted(PLACEHOLDER.findall(thai[w]))] == []


@pytest.mark.parametrize(
    ("problem", "thai", "english"),
    [
        (
            Problem("title", "too_long", {"length": 100_000, "max": 4000}),
            "ยาว 100,000 ตัวอักษร รับได้ไม่เกิน 4,000 กรุณาย่อให้สั้นลง",
            "This is 100,000 characters long; at most 4,000 are accepted. Please shorten it.",
        ),
        (
            Problem("first_used", "not_buddhist_era", {"year": 2021, "did_you_mean": 2564}),
            "2021 เป็นปี ค.ศ. กรุณากรอกปี พ.ศ. ท่านหมายถึง 2564 หรือไม่",
            "2021 is a Gregorian year. Write the Buddhist Era year: did you mean 2564?",
        ),
        (
            Problem("budget", "above_maximum", {"maximum": 1_000_000.0}),
            "ตัวเลขมากเกินไป กรุณากรอกไม่เกิน 1,000,000",
            "The number is too large. Write 1,000,000 or less.",
        ),
        (
            Problem("team", "no_such_day", {"typed": "31/02/2564", "row": 3, "column": {"th": "วันเริ่ม", "en": "Since"}}),
            "รายการที่ 3 ช่อง “วันเริ่ม”: ไม่มีวันที่ “31/02/2564” ในปฏิทิน กรุณาตรวจวันและเดือนอีกครั้ง",
            "Item 3, “Since”: There is no such day as “31/02/2564”. Check the day and the month.",
        ),
        (
            Problem("figures", "negative", {"column": {"th": "ก่อน", "en": "Before"}}),
            "“ก่อน”: ตัวเลขติดลบไม่ได้ กรุณากรอกตั้งแต่ 0 ขึ้นไป",
            "“Before”: A figure cannot be below zero. Write 0 or more.",
        ),
        (
            Problem("figures", "own_needs_label", {"row": 1}),
            "รายการที่ 1: กรอกตัวเลขไว้แต่ยังไม่มีชื่อรายการ กรุณาระบุว่าเป็นตัวเลขของอะไร หรือลบตัวเลขออก",
            "Item 1: These figures have no name. Write what they count, or clear them.",
        ),
        (Problem("title", "required"), "กรุณากรอก: ข้อ title", "Fill in: title"),
        (Problem("digital", "required"), "กรุณาเลือกคำตอบ: ข้อ digital", "Choose an answer: digital"),
        (
            Problem("team", "required", {"row": 2, "column": {"th": "ชื่อ", "en": "Name"}}),
            "รายการที่ 2: กรุณากรอก: ชื่อ",
            "Item 2: Fill in: Name",
        ),
        (Problem("file:presentation", "required"), "กรุณาแนบไฟล์: ข้อ Presentation", "Attach the file: Presentation"),
        (Problem("survey:channels", "required"), "กรุณาเลือกคำตอบ: ข้อ channels", "Choose an answer: channels"),
        (Problem("gone", "required"), "กรุณาตอบคำถามข้อนี้", "Answer this question."),
        (
            Problem(
                "eligibility:use", "declared", {"text": {"th": "ใช้งานยังไม่ครบ 6 เดือน", "en": "In use for too short"}}
            ),
            "ใช้งานยังไม่ครบ 6 เดือน",
            "In use for too short",
        ),
        (
            Problem("x", "brand_new"),
            "ข้อมูลนี้ยังใช้ไม่ได้ กรุณาตรวจอีกครั้ง",
            "This cannot be accepted as it is. Please check it.",
        ),
        (
            Problem("budget", "not_a_number", {"typed": "100%(x)s%"}),
            "“100%(x)s%” ไม่ใช่ตัวเลข กรุณากรอกเฉพาะตัวเลข เช่น 1,250 หรือ ๑,๒๕๐",
            "“100%(x)s%” is not a number. Write digits only, such as 1,250.",
        ),
    ],
    ids=lambda value: value.code if isinstance(value, Problem) else "",
)
def test_a_problem_in_both_languages(problem, thai, english):
    assert in_both(lambda: message(problem, FORM, SURVEY)) == Text(th=thai, en=english)


def test_without_the_form_a_question_is_not_named():
    said = in_both(lambda: message(Problem("title", "required")))
    assert said == Text(th="กรุณาตอบคำถามข้อนี้", en="Answer this question.")


def test_a_message_is_in_the_active_language():
    with override("th"):
        assert message(Problem("digital", "not_yes_or_no")) == "กรุณาตอบ ใช่ หรือ ไม่ใช่"
    with override("en"):
        assert message(Problem("digital", "not_yes_or_no")) == "Answer yes or no."


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANSWERS)
def test_whatever_is_found_can_be_said_in_both_languages(raw):
    for problem in problems_of(FORM, raw, today=TODAY, complete=True):
        said = in_both(partial(message, problem, FORM))
        assert THAI.search(said.th)
        assert said.en
