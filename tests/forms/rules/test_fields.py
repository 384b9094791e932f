"""Posted fields to answers. The way to the page and back is tested with the kit's components: tests/web/kit."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.forms.definition import Question
from rangwan.forms.rules import Invalid, Posted, read_fields, value_of
from tests.forms.sample import BY_KEY

Fields = dict[str, str | list[str]]


def post(question: Question, fields: Fields) -> Any:
    """Return the answer that a browser's post of these fields gives."""

    def get(name: str) -> str:
        values = getlist(name)
        return values[-1] if values else ""

    def getlist(name: str) -> list[str]:
        value = fields.get(name, [])
        return [value] if isinstance(value, str) else value

    return read_fields(question, question.key, Posted(get, getlist))


@pytest.mark.parametrize(
    ("key", "fields", "raw"),
    [
        ("title", {}, ""),
        ("title", {"title": " ระบบ "}, " ระบบ "),
        ("budget", {"budget": "๑๒ บาท"}, "๑๒ บาท"),
        ("first_used", {"first_used": "31 ก.ค. 2564"}, "31 ก.ค. 2564"),
        ("digital", {"digital": "true"}, True),
        ("digital", {"digital": "false"}, False),
        ("digital", {"digital": "อาจจะ"}, "อาจจะ"),
        ("digital", {}, ""),
        ("newness", {"newness": "new"}, "new"),
        ("newness", {"newness": "other", "newness-other": "สั่งทำ"}, {"choice": "other", "other": "สั่งทำ"}),
        ("newness", {"newness-other": "สั่งทำ"}, {"choice": "", "other": "สั่งทำ"}),
        ("tools", {}, {"chosen": [], "other": ""}),
        (
            "tools",
            {"tools": ["new", "other"], "tools-other": "แฟกซ์"},
            {"chosen": ["new", "other"], "other": "แฟกซ์"},
        ),
        ("team", {}, []),
        (
            "team",
            {"team-0-name": "สุดา", "team-7-leads": "true", "team-7-duty": "other", "team-7-duty-other": "ชงกาแฟ"},
            [
                {"name": "สุดา", "since": "", "leads": "", "duty": ""},
                {"name": "", "since": "", "leads": True, "duty": {"choice": "other", "other": "ชงกาแฟ"}},
            ],
        ),
        ("figures", {}, {}),
        (
            "figures",
            {"figures-people-before": "๑๐", "figures-own-1-label": "เรื่อง", "figures-own-1-after": "x"},
            {"people": {"before": "๑๐"}, "own": [{"label": "เรื่อง", "after": "x"}]},
        ),
        (
            "evidence",
            {"evidence-links": "https://a.go.th/\r\n\r\nb ค\r\n", "evidence-note": "หน้า 2"},
            {"links": ["https://a.go.th/", "b ค"], "note": "หน้า 2"},
        ),
    ],
)
def test_what_was_typed_comes_as_typed(key, fields, raw):
    assert post(BY_KEY[key], fields) == raw


def test_too_many_rows_are_posted_whole_so_that_they_are_refused_in_words():
    question = BY_KEY["team"]
    with pytest.raises(Invalid) as refused:
        value_of(question, post(question, {f"team-{number}-name": "ก" for number in range(10)}))
    assert [fault.code for fault in refused.value.all()] == ["too_many_rows"]


def test_rows_keep_their_order_and_lose_the_blank_ones():
    rows = post(BY_KEY["team"], {"team-10-name": "ten", "team-2-name": "two", "team-3-name": " "})
    assert [row["name"] for row in rows] == ["two", "ten"]


@pytest.mark.parametrize("number", ["ROW", "", "9" * 19, "0" * 5000, "200", "๑", "-1", "01"])
def test_a_row_number_that_the_page_never_gave_is_passed_over(number: str):
    assert post(BY_KEY["team"], {f"team-{number}-name": "x"}) == []
