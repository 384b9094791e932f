"""The partials: what they say, how they are tied together, and what axe finds on the page that shows them all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_core_python
import pytest
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html as lxml_html
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from rangwan.kernel.text import Text

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def _made(partial: str, /, **context: Any) -> Any:
    return lxml_html.fromstring(f"<div>{render_to_string(f'kit/components/{partial}.html', context)}</div>")


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())


FIELDS = [
    "text_input",
    "textarea",
    "date",
    "select",
    "radios",
    "checkboxes",
    "yes_no",
    "file_upload",
    "rows",
    "figures",
    "evidence",
]


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_has_a_label_a_hint_and_its_errors(name: str):
    context = {
        "choices": [{"key": "a", "label": "A"}], "columns": [{"key": "c", "label": "C"}], "measures": [],
        "name": "x", "label": Text(th="ป้าย", en="Label"), "hint": "คำแนะนำ", "error": ["ผิดข้อแรก", "ผิดข้อสอง"],
    }  # fmt: skip
    field = _made(name, **context)
    assert _words(field.xpath(".//*[contains(@class,'label')]")[0]) == "ป้าย (ไม่บังคับ)"
    described = " ".join(field.xpath(".//@aria-describedby")).split()
    assert {"x-hint", "x-error"} <= set(described)
    assert set(described) <= set(field.xpath(".//@id"))
    assert [_words(message) for message in field.xpath(".//*[@id='x-error']/p")] == [
        "ข้อผิดพลาด: ผิดข้อแรก",
        "ข้อผิดพลาด: ผิดข้อสอง",
    ]
    assert "x" in field.xpath(".//@id")  # where the error summary leads


@pytest.mark.parametrize("name", FIELDS)
def test_a_required_field_is_not_marked(name: str):
    field = _made(name, name="x", label="ป้าย", required=True, choices=[], columns=[], measures=[])
    assert _words(field.xpath(".//*[contains(@class,'label')]")[0]) == "ป้าย"


def test_what_was_typed_stays_and_is_escaped():
    typed = '"><script>alert(1)</script>'
    assert _made("text_input", name="x", label="ป้าย", value=typed).xpath(".//input/@value") == [typed]
    assert _made("textarea", name="x", label="ป้าย", value=typed).xpath(".//textarea")[0].text == f"\n{typed}"
    assert _made("text_input", name="x", label="ป้าย", value=0).xpath(".//input/@value") == ["0"]


def test_the_error_summary_leads_to_the_fields_and_is_absent_without_problems():
    summary = _made("error_summary", problems=[{"id": "date", "message": "ไม่มีวันที่นี้"}, {"message": "ทั่วไป"}])
    assert summary.xpath(".//a/@href") == ["#date"]
    assert [_words(item) for item in summary.xpath(".//li")] == ["ไม่มีวันที่นี้", "ทั่วไป"]
    assert summary.xpath("./*/@data-focus") == [""]
    assert _made("error_summary", problems=[]).xpath(".//*") == []


@pytest.mark.parametrize(
    ("state", "thai", "english", "linked"),
    [
        ("not_started", "ยังไม่เริ่ม", "Not started", True),
        ("in_progress", "ทำอยู่", "In progress", True),
        ("complete", "เสร็จแล้ว", "Completed", True),
        ("problem", "มีปัญหาที่ต้องแก้ไข", "There is a problem", True),
        ("blocked", "ยังเริ่มไม่ได้", "Cannot start yet", False),
    ],
)
def test_a_task_says_its_state_in_words(state: str, thai: str, english: str, linked: bool):
    for language, words in (("th", thai), ("en", english)):
        with translation.override(language):
            task = _made("task_list", tasks=[{"title": "T", "url": "/t/", "state": state}])
        assert _words(task.xpath(".//*[@id='task-1-state']")[0]) == words
        assert bool(task.xpath(".//a[@href='/t/'][@aria-describedby='task-1-state']")) is linked


def test_what_is_missing_is_said():
    rows = [
        {"label": "ก", "value": ""},
        {"label": "ข", "missing": "ดูในสไลด์"},
        {"label": "ค", "value": 0},
        {"label": "ง", "lines": ["1", "2"]},
    ]
    summary = _made("summary_list", rows=rows)
    assert [_words(value) for value in summary.xpath(".//dd")] == ["ไม่ได้กรอก", "ดูในสไลด์", "0", "12"]


def test_a_mark_has_no_default_and_a_locked_one_says_when_it_is_missing():
    criterion = {"key": "c", "name": "เกณฑ์", "weight": 10, "top": 10}
    assert _made("criterion_card", criterion=criterion, mark_name="m").xpath(".//input/@value") == [""]
    assert _made("criterion_card", criterion=criterion, mark_name="m", mark=0).xpath(".//input/@value") == ["0"]
    locked = _made("criterion_card", criterion=criterion, mark_name="m", locked=True)
    assert (_words(locked.xpath(".//*[@class='missing']")[0]), locked.xpath(".//input")) == ("ยังไม่ให้คะแนน", [])
    zero = _made("criterion_card", criterion=criterion, mark_name="m", mark=0, locked=True)
    assert _words(zero.xpath(".//*[@class='criterion__given']")[0]) == "คะแนน 0 จาก 10"


def test_the_garland_says_in_words_what_it_shows():
    garland = _made("garland", done=3, total=7)
    assert _words(garland) == "ทำแล้ว 3 จาก 7 ส่วน"
    assert garland.xpath("count(.//use[@class='garland__open'])") == 3
    assert garland.xpath("count(.//use[@class='garland__bud'])") == 4
    assert _words(_made("garland", done=7, total=7, shape="ring", label="ครบแล้ว")) == "ครบแล้ว"
    assert _words(_made("garland", done=7, total=7, shape="ring", label="")) == ""


def test_no_partial_holds_a_script_or_a_style_of_its_own():
    folder = Path("rangwan/web/kit/templates")
    offending = [
        path.name
        for path in folder.rglob("*.html")
        for sign in (" style=", " onclick=", " onchange=", " onsubmit=", "<style", "javascript:", "<script>")
        if sign in path.read_text(encoding="utf-8")
    ]
    assert offending == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.web.kit.addresses")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_axe_finds_nothing(live_server: LiveServer, settings: Settings, browser_page: Page, language: str, scheme: Any):
    settings.RANGWAN_DEMO = True
    browser_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    browser_page.goto(f"{live_server.url}/kit/?lang={language}")
    assert browser_page.title().startswith("ส่วนประกอบของหน้าเว็บ" if language == "th" else "The components")
    browser_page.evaluate(AXE)
    for width in (360, 1440):
        browser_page.set_viewport_size({"width": width, "height": 900})
        found = browser_page.evaluate("() => axe.run(document)")
        assert [(item["id"], [node["html"][:200] for node in item["nodes"]]) for item in found["violations"]] == []
        assert browser_page.evaluate("document.documentElement.scrollWidth") == width
