"""The words for pages: every code has them in both languages, with its pages before it."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from django.utils.translation import override

import rangwan.files
from rangwan.files import wording
from rangwan.files.rules import WARNINGS
from rangwan.kernel.tongues import in_both

PARAMS = {"fonts": ["Cordia New", "TH Nowhere"], "expected": 20, "total": 18, "drawn": 150}


@pytest.mark.parametrize("code", WARNINGS)
def test_every_warning_speaks_both_languages(code: str):
    said = in_both(partial(wording.warning_words, {"code": code, "pages": [1, 2, 3, 7], "params": PARAMS}))
    assert said.th.startswith("หน้า 1–3, 7: ")
    assert said.en.startswith("Pages 1–3, 7: ")
    assert re.search("[ก-๙]{5}", said.th.removeprefix("หน้า"))
    assert not re.search("[ก-๙]", said.en)
    assert "%(" not in said.th + said.en


@pytest.mark.parametrize("code", wording.PREVIEW_PROBLEMS)
def test_every_problem_speaks_both_languages(code: str):
    said = in_both(wording.problem_words(code))
    assert re.search("[ก-๙]{5}", said.th)
    assert not re.search("[ก-๙]", said.en)


def test_every_problem_that_is_raised_has_its_words():
    raised = {"gave_up", "refused", "too_heavy", "damaged"}
    for path in Path(rangwan.files.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        raised |= set(re.findall(r"Unable(?:ToDraw|ToConvert)\(\s*\"(\w+)\"", text))
        raised |= set(re.findall(r"super\(\).__init__\(\s*\"(\w+)\",", text))
    assert raised - {"being_checked"} == set(wording.PREVIEW_PROBLEMS)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([], ""),
        ([3], "Page 3"),
        ([1, 2], "Pages 1–2"),
        ([5, 1, 3], "Pages 1, 3, 5"),
        ([1, 2, 3, 5, 8, 9], "Pages 1–3, 5, 8–9"),
        (list(range(1, 40, 2)), "Pages 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23 and more"),
    ],
)
def test_pages_are_named_in_short(numbers: list[int], words: str):
    with override("en"):
        assert wording.page_words(numbers) == words


def test_a_warning_about_the_whole_file_names_no_page():
    with override("en"):
        said = wording.warning_words({"code": "cut", "pages": [], "params": PARAMS})
    assert said == "Only the first 150 of 18 pages are drawn. Judges can download the whole file."
