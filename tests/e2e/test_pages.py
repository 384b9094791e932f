"""Every kind of page of the demonstration: no barriers, no sideways scrolling; without scripts; by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.pages import barriers, kind_of, labels, reachable, sideways
from tests.e2e.site import Site
from tests.e2e.steps import PACK, award, check, fill_section, presentation, signed_form, upload

Open = Callable[..., Desk]
THAI = re.compile("[\u0e00-\u0e7f]")
ENGLISH_WORDS = re.compile(r"[a-z]{3,} [a-z]{2,}")  # a phrase; names and file types are no such thing
NAMES = {"Software as a Service"}


@dataclass(frozen=True)
class Round:
    """Whose pages, from where, and within which addresses; `each`: how many of a kind; `english`: which once more."""

    who: str
    starts: tuple[str, ...]
    within: str
    each: int = 1
    english: str = "."


ROUNDS = (
    Round("", ("/", f"/awards/{PACK}-finished/results/", "/account/signup/", "/account/outbox/"), "/(award|account|$)"),
    Round(
        "entrant1", ("/account/", "/account/organisations/?q=แสนสุข", "/my/"), r"/(my|account)/(?!logout|outbox)",
        english=r"(?!.*/sections/(?!eligibility|results|roadmap))",
    ),
    Round("entrant2", ("/my/",), r"/my/(?!start)", english=r"(?!)"),
    Round("judge5", ("/judge/",), r"/judge/", each=2),
    Round("organiser1", ("/office/", "/account/claims/"), rf"/(office/({PACK}/|$)|account/claims/)"),
    Round("chair1", (f"/office/{PACK}-finished/rankings/",), rf"/office/{PACK}-finished/(rank|deci|rele|unco)"),
)  # fmt: skip


@pytest.mark.parametrize("one", ROUNDS, ids=lambda one: one.who or "anyone")
def test_no_page_bars_anybody(demo: Site, desk: Open, one: Round):
    reader = desk(one.who)
    troubles: dict[str, list[str]] = {}
    visited = []
    for path in reachable(reader, *one.starts, within=one.within, each=one.each):
        found = barriers(reader) + sideways(reader)
        found += [text for text in labels(reader) if ENGLISH_WORDS.search(text) and not THAI.search(text)]
        visited.append(path)
        if set(found) - NAMES:
            troubles[kind_of(path)] = found
    assert troubles == {}
    assert len(visited) > len(one.starts)
    for path in filter(re.compile(one.english).match, visited):
        reader.visit(f"{path}{'&' if '?' in path else '?'}lang=en")
        expect(reader.page.locator("html")).to_have_attribute("lang", "en")
        if found := barriers(reader, colours=False):
            troubles[kind_of(path)] = found
    assert troubles == {}


def begins(entrant: Desk) -> str:
    """Begin an entry; return its address."""
    entrant.visit(f"/my/start/{PACK}/")
    entrant.named("organisation").first.check()
    entrant.press("เริ่ม")
    entrant.heading(award().form.sections[0].title.th)
    return re.sub(r"sections/.*", "", entrant.page.url.removeprefix(entrant.site.url))


def test_an_entry_is_sent_without_scripts(demo: Site, desk: Open, tmp_path: Path):
    entrant = desk("entrant3", scripts=False)
    entry = begins(entrant)
    for section in award().form.sections:
        entrant.visit(f"{entry}sections/{section.key}/")
        fill_section(entrant, section, {"project_title": "ส่งได้โดยไม่ใช้สคริปต์"})
        entrant.press("บันทึกและทำต่อ")
        entrant.reads("บันทึกแล้วเมื่อ")
    entrant.visit(f"{entry}sections/team/")
    expect(entrant.named("team-1-name")).to_be_visible()  # the empty row that came with the save
    entrant.visit(f"{entry}files/")
    upload(entrant, "presentation", presentation(tmp_path, "ส่งได้โดยไม่ใช้สคริปต์", "อบต.ปางหมู"))
    upload(entrant, "submission_form", signed_form(tmp_path))
    entrant.follow("ไปตรวจคำตอบ")
    entrant.press("ส่ง", exact=True)
    check(entrant, "tools", "e_laas")
    check(entrant, "channels", "facebook")
    entrant.press("บันทึกและทำต่อ")
    entrant.press("ยืนยัน", exact=True)
    entrant.heading("ได้รับโครงการของท่านแล้ว")


def test_a_section_is_filled_and_saved_by_keyboard_alone(demo: Site, desk: Open):
    entrant = desk("entrant1")
    begins(entrant)
    keys = entrant.page.keyboard
    keys.press("Tab")
    expect(entrant.page.locator(":focus")).to_have_text("ข้ามไปยังเนื้อหาหลัก")
    keys.press("Enter")
    expect(entrant.page.locator("main")).to_be_focused()
    tab_to(entrant, "#uses_digital")
    keys.press("Space")
    tab_to(entrant, "#first_used")
    keys.type("15/10/2563")
    tab_to(entrant, "#is_local_government")
    keys.press("Space")
    keys.press("ArrowRight")
    keys.press("ArrowLeft")
    tab_to(entrant, 'button[type="submit"]')
    keys.press("Enter")
    entrant.reads("โครงการเป็นไปตามคุณสมบัติทุกข้อ")


def tab_to(desk: Desk, selector: str, most: int = 20) -> None:
    """Press Tab until this has the focus; everything passed on the way shows that it has it."""
    for _ in range(most):
        desk.page.keyboard.press("Tab")
        shown = desk.page.evaluate(
            """() => { const style = getComputedStyle(document.activeElement);
                       return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; }"""
        )
        assert shown, desk.page.evaluate("document.activeElement.outerHTML")
        if desk.page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab")
