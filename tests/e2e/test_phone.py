"""A whole entry from a telephone 360 points wide, and another with no pointer at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from rangwan.forms.definition import Question
from rangwan.forms.rules import example_of
from tests.e2e.desk import NARROW, Desk
from tests.e2e.pages import SIDEWAYS
from tests.e2e.site import Site
from tests.e2e.steps import award, check, fill_section, presentation, signed_form, upload
from tests.e2e.test_pages import begins, tab_to

Open = Callable[..., Desk]
PHONE: dict[str, Any] = {"viewport": NARROW, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
FINGER = 24  # points: the least that WCAG 2.2 asks of a target (2.5.8)
SMALL = """(least) => [...document.querySelectorAll(
    'main button, main input:not([type=hidden]), main select, main summary')]
  .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden'))
  .map((one) => [one.closest('label') ?? one, one.getBoundingClientRect()])
  .filter(([one, box]) => box.width && (box.height < least || box.width < least))
  .filter(([one]) => { const box = one.getBoundingClientRect(); return box.height < least || box.width < least; })
  .map(([one]) => `${one.getBoundingClientRect().width} points wide: ${one.outerHTML.slice(0, 90)}`)"""


def test_an_entry_is_sent_from_a_telephone(demo: Site, desk: Open, tmp_path: Path):
    entrant = desk("entrant2", **PHONE)
    entry = begins(entrant)
    for section in award().form.sections:
        entrant.visit(f"{entry}sections/{section.key}/")
        _fits(entrant)
        fill_section(entrant, section, {"project_title": "ส่งจากโทรศัพท์"})
        entrant.press("บันทึกและทำต่อ")
        entrant.reads("บันทึกแล้วเมื่อ")
    entrant.visit(entry)
    _fits(entrant)
    entrant.visit(f"{entry}files/")
    _fits(entrant)
    for kind, path in (
        ("presentation", presentation(tmp_path, "ส่งจากโทรศัพท์", "อบต.ปางหมู")),
        ("submission_form", signed_form(tmp_path)),
    ):
        upload(entrant, kind, path)
        expect(entrant.page.locator(f"#slot-{kind}").get_by_role("link", name=path.name).first).to_be_visible()
    _fits(entrant)
    entrant.follow("ไปตรวจคำตอบ")
    _fits(entrant)
    entrant.press("ส่ง", exact=True)
    _fits(entrant)
    check(entrant, "tools", "e_laas")
    check(entrant, "channels", "facebook")
    entrant.press("บันทึกและทำต่อ")
    _fits(entrant)
    entrant.press("ยืนยัน", exact=True)
    entrant.heading("ได้รับโครงการของท่านแล้ว")
    _fits(entrant)


def _fits(entrant: Desk) -> None:
    """Nothing makes the page scroll sideways, and nothing that is pressed is smaller than a fingertip."""
    assert entrant.page.evaluate(SIDEWAYS) == []
    assert entrant.page.evaluate(SMALL, FINGER) == []


def test_an_entry_is_sent_by_keyboard_alone(demo: Site, desk: Open, tmp_path: Path):
    entrant = desk("entrant3")
    entry = begins(entrant)
    for section in award().form.sections:
        asked = [question for question in section.questions if question.required or question.key == "project_title"]
        if not asked:
            continue
        entrant.visit(f"{entry}sections/{section.key}/")
        for question in asked:
            _answer_by_keyboard(entrant, question)
        _press_by_keyboard(entrant, 'main form button[type="submit"]')
        entrant.reads("บันทึกแล้วเมื่อ")
    for kind, path in (
        ("presentation", presentation(tmp_path, "ไม่ใช้เมาส์", "อบต.ปางหมู")),
        ("submission_form", signed_form(tmp_path)),
    ):
        entrant.visit(f"{entry}files/")
        tab_to(entrant, f'#slot-{kind} input[type="file"]', 60)
        # Space opens the system's own window from here, which no page sees; what is chosen there comes back so:
        entrant.page.locator(":focus").set_input_files(path)
        slot = entrant.page.locator(f"#slot-{kind}")
        if slot.get_by_role("button", name="ส่งไฟล์").is_visible():
            tab_to(entrant, f'#slot-{kind} button[type="submit"]', 60)
            entrant.page.keyboard.press("Enter")
        expect(slot.get_by_role("link", name=path.name).first).to_be_visible()
    entrant.visit(f"{entry}check/")
    _press_by_keyboard(entrant, 'main form[action$="/submit/"] button[type="submit"]', 200)
    for name in ("tools", "channels"):
        tab_to(entrant, f'input[name="{name}"]', 60)
        entrant.page.keyboard.press("Space")
    _press_by_keyboard(entrant, 'main form button[type="submit"]', 80)
    _press_by_keyboard(entrant, 'main form button[type="submit"]')
    entrant.heading("ได้รับโครงการของท่านแล้ว")


def _answer_by_keyboard(entrant: Desk, question: Question) -> None:
    keys = entrant.page.keyboard
    tab_to(entrant, f'[name="{question.key}"]', 60)
    match question.type:
        case "yesno" | "choice":
            keys.press("Space")
        case _:
            keys.press("Control+A")
            keys.type(str(example_of(question)))


def _press_by_keyboard(entrant: Desk, selector: str, most: int = 60) -> None:
    tab_to(entrant, selector, most)
    with entrant.page.expect_navigation():
        entrant.page.keyboard.press("Enter")
