"""Two people in one entry, a cut line, an ended session, a closed window, a killed server: no text is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Dialog, Locator, expect

from tests.e2e.desk import Desk
from tests.e2e.site import Site
from tests.e2e.steps import award, fill_section

Open = Callable[..., Desk]
STATUS = "[data-autosave-status]"


@dataclass
class Pair:
    """An entry that was only begun, and the windows of the two people who work in it."""

    site: Site
    made: dict[str, str]
    desk: Open

    @property
    def address(self) -> str:
        """The page of the entry."""
        return f"/my/entries/{self.made['entry']}/"

    def sits_down(self, who: str, section: str = "problem", **options: Any) -> Desk:
        """Let one of the two open a section in a window of their own."""
        window = self.desk(**options)
        window.sign_in(self.made[who], self.made["password"], f"{self.address}sections/{section}/")
        return window

    def stored(self) -> dict[str, Any]:
        """What the server has."""
        found: dict[str, Any] = self.site.prepare("answers", self.made["entry"])
        return found


@pytest.fixture
def pair(site: Site, desk: Open) -> Pair:
    return Pair(site, site.prepare("pair"), desk)


@pytest.fixture
def at_work(site: Site) -> Iterator[None]:
    """Whatever a test does to the server, the next one finds it running."""
    yield
    if site.process is None or site.process.poll() is not None:
        site.start()


def _looks_again(window: Desk) -> None:
    """Come back to the window: its page says at once that it is open, and hears who else is there."""
    with window.page.expect_response(lambda answer: answer.url.endswith("/presence/")):
        window.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def _says(window: Desk, words: str) -> None:
    expect(window.page.locator(STATUS)).to_contain_text(words)


def _panel(window: Desk, question: str) -> Locator:
    return window.page.locator(f'[data-question="{question}"] [data-conflict]')


def test_two_people_see_each_other_and_who_came_first(pair: Pair):
    first = pair.sits_down("first")
    expect(first.page.locator("[data-presence]")).to_be_empty()
    second = pair.sits_down("second")
    second.reads("สมชาย เริ่มก่อน กำลังแก้ไขหน้านี้อยู่ ตั้งแต่", "หากแก้คำตอบข้อเดียวกัน ท่านจะเห็นทั้งสองข้อความ")
    _looks_again(first)
    first.reads("สมหญิง มาช่วย เปิดหน้านี้อยู่ด้วย ตั้งแต่")
    second.visit(pair.address)
    expect(second.page.locator('[data-held="problem"]')).to_contain_text("สมชาย เริ่มก่อน กำลังแก้ไขอยู่ ตั้งแต่")
    second.visit(f"{pair.address}sections/policy/")
    _looks_again(first)
    first.reads("สมหญิง มาช่วย อยู่ที่ส่วน")


def test_texts_of_two_people_in_different_questions_come_together(pair: Pair):
    first, second = pair.sits_down("first"), pair.sits_down("second")
    with second.saving("ประชาชนเดินทางไกล"):
        second.named("problem_cause").fill("ประชาชนเดินทางไกล")
    with first.saving("ใช้กระดาษ"):
        first.named("problem").fill("ใช้กระดาษ")
    expect(first.named("problem_cause")).to_have_value("ประชาชนเดินทางไกล")
    first.reads("บันทึกโดย สมหญิง มาช่วย")
    with first.saving("ไกลมาก"):
        first.named("problem_cause").fill("ประชาชนเดินทางไกลมาก")
    assert pair.stored() | {"project_title": ""} == {
        "project_title": "", "problem": "ใช้กระดาษ", "problem_cause": "ประชาชนเดินทางไกลมาก",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("button", "kept"),
    [("เก็บของฉัน ในช่องด้านบน", "ของสมชาย แก้ต่อ"), ("เก็บของผู้อื่น", "ของสมหญิง")],
)
def test_two_texts_in_one_question_stand_beside_each_other_until_one_is_chosen(pair: Pair, button: str, kept: str):
    first, second = pair.sits_down("first"), pair.sits_down("second")
    with second.saving("ของสมหญิง"):
        second.named("problem").fill("ของสมหญิง")
    first.named("problem").fill("ของสมชาย")
    panel = _panel(first, "problem")
    expect(panel).to_contain_text("บันทึกโดย สมหญิง มาช่วย")
    expect(panel).to_contain_text("ของสมหญิง")
    expect(first.named("problem")).to_have_value("ของสมชาย")
    _says(first, "โปรดเลือกในหน้านี้ว่าจะเก็บข้อความใด")
    first.named("problem").fill("ของสมชาย แก้ต่อ")
    first.named("problem_cause").fill("ข้ออื่นยังบันทึกได้")
    first.until(lambda: pair.stored().get("problem_cause") == "ข้ออื่นยังบันทึกได้")
    assert pair.stored()["problem"] == "ของสมหญิง"
    first.press(button)
    expect(panel).to_have_count(0)
    expect(first.named("problem")).to_have_value(kept)
    first.until(lambda: pair.stored()["problem"] == kept)


def test_the_page_left_with_two_texts_asks_again(pair: Pair):
    first, second = pair.sits_down("first"), pair.sits_down("second")
    with second.saving("ของสมหญิง"):
        second.named("problem").fill("ของสมหญิง")
    first.named("problem").fill("ของสมชาย")
    expect(_panel(first, "problem")).to_be_visible()
    first.press("บันทึกและทำต่อ")
    first.reads("มีปัญหาที่ต้องแก้ไข", "โปรดเลือกว่าจะเก็บข้อความใด", "ของสมหญิง")
    expect(first.named("problem")).to_have_value("ของสมชาย")
    assert pair.stored()["problem"] == "ของสมหญิง"


def test_two_texts_without_scripts(pair: Pair):
    first, second = pair.sits_down("first", scripts=False), pair.sits_down("second", scripts=False)
    second.reads("สมชาย เริ่มก่อน กำลังแก้ไขหน้านี้อยู่")
    second.named("problem").fill("ของสมหญิง")
    second.press("บันทึกและทำต่อ")
    first.named("problem").fill("ของสมชาย")
    first.press("บันทึกและทำต่อ")
    first.reads("โปรดเลือกว่าจะเก็บข้อความใด", "บันทึกโดย สมหญิง มาช่วย", "ของสมหญิง")
    first.page.locator("#keep-problem").check()
    first.press("บันทึกและทำต่อ")
    first.at("/sections/policy/")
    assert pair.stored()["problem"] == "ของสมชาย"


def test_every_kind_of_field_saves_itself(pair: Pair):
    writer = pair.sits_down("first", "project")
    for section in award().form.sections:
        writer.visit(f"{pair.address}sections/{section.key}/")
        fill_section(writer, section)
        _says(writer, "บันทึกแล้ว")
        writer.until(lambda: writer.page.evaluate("Object.keys(localStorage).length") == 0)
    kinds = {question.type for question in award().form.by_key.values() if question.key in pair.stored()}
    assert kinds == {question.type for question in award().form.by_key.values()}
    missing = {key for key, question in award().form.by_key.items() if question.show_if is None} - set(pair.stored())
    assert missing == set()


def test_a_cut_line_keeps_the_text_here_and_sends_it_later(pair: Pair):
    writer = pair.sits_down("first")
    line = writer.page.context
    line.set_offline(True)
    writer.named("problem").fill("พิมพ์ตอนสัญญาณหาย")
    _says(writer, "ไม่มีสัญญาณ เก็บไว้ในเครื่องนี้แล้ว")
    writer.press("บันทึกและทำต่อ")
    expect(writer.named("problem")).to_have_value("พิมพ์ตอนสัญญาณหาย")  # and not the browser's own error page
    with writer.saving("พิมพ์ตอนสัญญาณหาย"):
        line.set_offline(False)
    assert pair.stored()["problem"] == "พิมพ์ตอนสัญญาณหาย"


def test_a_window_closed_without_a_line_is_found_again(pair: Pair):
    writer = pair.sits_down("first")
    line = writer.page.context
    line.set_offline(True)
    writer.named("problem").fill("พิมพ์แล้วปิดฝาเครื่อง")
    _says(writer, "เก็บไว้ในเครื่องนี้แล้ว")
    writer.page.close()
    line.set_offline(False)
    writer.page = line.new_page()
    writer.visit(pair.address)
    writer.reads("เก็บไว้ในเบราว์เซอร์นี้ ยังไม่ได้บันทึก")
    with writer.saving("พิมพ์แล้วปิดฝาเครื่อง"):
        writer.page.locator("[data-kept] a").first.click()
    writer.reads("ข้อความที่ยังไม่ได้บันทึกจากวันที่", "นำกลับมาแล้ว")
    expect(writer.named("problem")).to_have_value("พิมพ์แล้วปิดฝาเครื่อง")
    assert pair.stored()["problem"] == "พิมพ์แล้วปิดฝาเครื่อง"
    writer.visit(pair.address)
    expect(writer.page.locator("[data-kept]")).to_be_hidden()


def test_a_text_found_again_is_merged_and_covers_nobodys(pair: Pair):
    writer = pair.sits_down("first")
    line = writer.page.context
    line.set_offline(True)
    writer.named("problem").fill("ของสมชาย ตอนไม่มีสัญญาณ")
    _says(writer, "เก็บไว้ในเครื่องนี้แล้ว")
    writer.page.close()
    other = pair.sits_down("second")
    with other.saving("ของสมหญิง"):
        other.named("problem").fill("ของสมหญิง")
    line.set_offline(False)
    writer.page = line.new_page()
    writer.visit(f"{pair.address}sections/problem/")
    expect(_panel(writer, "problem")).to_contain_text("ของสมหญิง")
    expect(writer.named("problem")).to_have_value("ของสมชาย ตอนไม่มีสัญญาณ")
    assert pair.stored()["problem"] == "ของสมหญิง"


def test_an_ended_session_is_told_and_the_text_arrives_after_signing_in(pair: Pair):
    writer = pair.sits_down("first")
    writer.page.context.clear_cookies(name="sessionid")
    writer.named("problem").fill("พิมพ์หลังหมดเวลา")
    _says(writer, "ท่านออกจากระบบแล้ว สิ่งที่ท่านพิมพ์เก็บไว้ในเบราว์เซอร์นี้")
    writer.follow("เข้าสู่ระบบอีกครั้ง แล้วกลับมาหน้านี้")
    writer.named("login").fill(pair.made["first"])
    writer.named("password").fill(pair.made["password"])
    with writer.saving("พิมพ์หลังหมดเวลา"):
        writer.page.get_by_role("main").get_by_role("button").first.click()
    writer.at("/sections/problem/")
    writer.reads("นำกลับมาแล้ว")
    assert pair.stored()["problem"] == "พิมพ์หลังหมดเวลา"
    assert [trouble for trouble in writer.troubles if ": 401 " not in trouble] == []
    writer.troubles.clear()


def test_an_open_page_goes_on_when_its_person_signs_in_elsewhere(pair: Pair):
    """The form's token is another one after signing in; the page gets it by itself."""
    writer = pair.sits_down("first")
    line, page = writer.page.context, writer.page
    line.clear_cookies(name="sessionid")
    writer.named("problem").fill("หน้าที่เปิดค้างไว้")
    _says(writer, "ท่านออกจากระบบแล้ว")
    writer.page = line.new_page()
    writer.sign_in(pair.made["first"], pair.made["password"], pair.address)
    writer.page = page
    with writer.saving("หน้าที่เปิดค้างไว้"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    with writer.saving("และพิมพ์ต่อ"):
        writer.named("problem_cause").fill("และพิมพ์ต่อ")
    assert pair.stored()["problem"] == "หน้าที่เปิดค้างไว้"
    writer.troubles.clear()  # 401, as it should be


def test_nobody_else_sees_what_was_kept_and_signing_out_removes_it(pair: Pair):
    writer = pair.sits_down("first")
    line, page = writer.page.context, writer.page
    line.clear_cookies(name="sessionid")
    writer.named("problem").fill("ความลับของสมชาย")
    _says(writer, "ท่านออกจากระบบแล้ว")
    writer.page = line.new_page()
    writer.sign_in(pair.made["second"], pair.made["password"], f"{pair.address}sections/problem/")
    expect(writer.named("problem")).to_have_value("")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(STATUS)).to_contain_text("มีผู้อื่นเข้าสู่ระบบในเบราว์เซอร์นี้")
    page.close()
    writer.press("ออกจากระบบ")
    writer.sign_in(pair.made["first"], pair.made["password"], pair.address)
    expect(writer.page.locator("[data-kept]")).to_contain_text("ความลับของสมชาย")
    assert "problem" not in pair.stored()
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    writer.page.on("dialog", answer)
    writer.press("ออกจากระบบ")
    writer.page.wait_for_load_state()
    expect(writer.page.get_by_role("link", name="เข้าสู่ระบบ")).to_be_visible()
    assert [words[:40] for words in asked] == ["เบราว์เซอร์นี้ยังเก็บข้อความของท่านที่ยังไม่ได้บันทึก"[:40]]
    assert writer.page.evaluate("Object.keys(localStorage)") == []
    writer.troubles.clear()  # 401, as it should be


@pytest.mark.usefixtures("at_work")
def test_a_server_killed_while_it_saves_loses_nothing(pair: Pair, site: Site):
    writer = pair.sits_down("first")
    line = writer.page.context
    with writer.page.expect_request(lambda request: "x-autosave" in request.headers):
        writer.named("problem").fill("กำลังบันทึกตอนไฟดับ")
    site.kill()  # the save is under way: whether it was kept, nobody has heard
    writer.named("problem").fill("กำลังบันทึกตอนไฟดับ แล้วพิมพ์ต่อ")
    _says(writer, "ยังไม่ได้บันทึก สิ่งที่ท่านพิมพ์ยังอยู่ในหน้านี้")
    writer.page.close()
    site.start()
    writer.page = line.new_page()
    with writer.saving("กำลังบันทึกตอนไฟดับ แล้วพิมพ์ต่อ"):
        writer.visit(f"{pair.address}sections/problem/")
    expect(_panel(writer, "problem")).to_have_count(0)
    assert pair.stored()["problem"] == "กำลังบันทึกตอนไฟดับ แล้วพิมพ์ต่อ"
