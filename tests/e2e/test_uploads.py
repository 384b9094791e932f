"""Files on a bad line: cut on the way, the server killed, the browser closed; in the end the file is there, whole."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.builders import small_file
from tests.e2e.desk import NARROW, PATIENCE, Desk
from tests.e2e.line import Line
from tests.e2e.site import Site
from tests.e2e.steps import sha256, signed_form, upload
from tests.harness.chromium import chromium_path

SIZE = 2_400_000
RATE = 600_000.0  # bytes a second: five chunks, four seconds


@pytest.fixture
def entrant(site: Site) -> dict[str, Any]:
    """Somebody with a draft."""
    found: dict[str, Any] = site.prepare("draft")
    return found


@pytest.fixture
def line(site: Site) -> Iterator[Line]:
    """A slow line to the site."""
    with Line(site.port, rate=RATE) as made:
        yield made


def large_photo(folder: Path, name: str = "ภาพถ่าย น้ำท่วม ปี ๒๕๖๔.jpg") -> Path:
    """Make a sound picture of some 2.4 MB: what follows the end of a JPEG is a note that readers pass over."""
    path = folder / name
    data, noise = small_file("jpg"), random.Random(name).randbytes(SIZE)
    segments = b"".join(
        b"\xff\xfe" + (len(part) + 2).to_bytes(2, "big") + part
        for part in (noise[at : at + 60_000] for at in range(0, SIZE, 60_000))
    )
    path.write_bytes(data[:2] + segments + data[2:])
    return path


def through(browser: Browser, line: Line, site: Site, entrant: dict[str, Any]) -> Desk:
    """Open a window at this end of the line, signed in."""
    return _at_the_end_of(line, site, entrant, browser.new_context(locale="th-TH", base_url=line.url))


def _at_the_end_of(line: Line, site: Site, entrant: dict[str, Any], context: BrowserContext) -> Desk:
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "rangwan_language", "value": "th", "url": line.url}])
    desk = Desk(site, context.new_page())
    desk.sign_in(entrant["email"], entrant["password"], "/my/")
    desk.visit(f"/my/entries/{entrant['entry']}/files/")
    return desk


def bar(page: Page) -> int:
    """Return the percent that the page shows, 0 before it shows any."""
    shown = page.locator("[data-upload-list] progress")
    return int(shown.first.get_attribute("value") or 0) if shown.count() else 0


def arrived(desk: Desk, path: Path) -> None:
    """Wait until the file is in the list, the same to the last byte."""
    expect(desk.page.locator("[data-slot-files]", has_text=path.name)).to_contain_text(sha256(path), timeout=40_000)
    desk.reads(f"ได้รับแล้ว: {path.name}")
    expect(desk.page.locator("[data-upload-list] li")).to_have_count(0)
    address = desk.page.get_by_role("link", name=path.name, exact=True).get_attribute("href")
    assert desk.page.request.get(f"{address}?download=1").body() == path.read_bytes()


def test_the_line_is_cut_and_the_file_goes_on_where_it_stopped(
    site: Site, browser: Browser, line: Line, entrant: dict[str, Any], tmp_path: Path
):
    photo = large_photo(tmp_path)
    desk = through(browser, line, site, entrant)
    upload(desk, "evidence", photo)
    desk.until(lambda: bar(desk.page) >= 40)
    expect(desk.page.locator("#slot-evidence [data-upload-list]")).to_contain_text(
        re.compile(r"\d+% \([\d.]+ จาก 2.4 MB\) · [\d,]+ kB ต่อวินาที · เหลือ")
    )
    line.cut()
    desk.reads("สัญญาณขาดหาย ส่วนที่ส่งถึงแล้วยังอยู่")
    before = line.carried
    line.mend()
    arrived(desk, photo)
    assert line.carried - before < SIZE * 0.75  # not from the beginning
    desk.page.context.close()


def test_the_server_is_killed_in_the_middle_and_started_again(
    site: Site, browser: Browser, line: Line, entrant: dict[str, Any], tmp_path: Path
):
    photo = large_photo(tmp_path)
    desk = through(browser, line, site, entrant)
    upload(desk, "evidence", photo)
    desk.until(lambda: bar(desk.page) >= 40)
    site.kill()
    desk.reads("สัญญาณขาดหาย")
    site.start()
    arrived(desk, photo)
    assert "the chain holds" in site.run("verify")
    desk.page.context.close()


def test_the_browser_is_closed_and_opened_again(
    site: Site, browser: Browser, line: Line, entrant: dict[str, Any], tmp_path: Path
):
    """A real browser with a profile of its own on the disk: what it began is known to it the next day."""
    photo, profile = large_photo(tmp_path), tmp_path / "profile"
    kind = browser.browser_type

    def opened() -> BrowserContext:
        return kind.launch_persistent_context(
            profile, executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"], base_url=line.url,
            locale="th-TH",
        )  # fmt: skip

    context = opened()
    desk = _at_the_end_of(line, site, entrant, context)
    upload(desk, "evidence", photo)
    desk.until(lambda: bar(desk.page) >= 50)
    context.close()

    context = opened()
    desk = Desk(site, context.new_page())
    desk.visit(f"/my/entries/{entrant['entry']}/files/")
    waiting = desk.page.locator("[data-under-way]", has_text=photo.name)
    expect(waiting).to_contain_text(re.compile("ส่งถึงแล้ว [3-9][0-9]%"))
    before = line.carried
    upload(desk, "evidence", photo)
    expect(waiting).to_have_count(0)
    arrived(desk, photo)
    assert line.carried - before < SIZE * 0.75
    context.close()


def test_several_at_a_time_paused_by_keyboard_gone_on_and_given_up(
    site: Site, browser: Browser, line: Line, entrant: dict[str, Any], tmp_path: Path
):
    names = ("หนึ่ง น้ำ.jpg", "สอง ปู่.jpg", "สาม เก้า.jpg")
    photos = [large_photo(tmp_path, name) for name in names]
    desk = through(browser, line, site, entrant)
    slot = desk.page.locator("#slot-evidence")
    slot.locator('input[type="file"]').set_input_files(photos)
    slot.get_by_role("button", name="ส่งไฟล์").press("Enter")
    rows = [slot.locator("[data-upload-list] li", has_text=name) for name in names]
    expect(rows[2]).to_contain_text("รอคิวส่ง")
    pause = rows[0].get_by_role("button", name="หยุดชั่วคราว")
    pause.press("Enter")
    expect(rows[0]).to_contain_text("หยุดไว้ชั่วคราว")
    expect(rows[0].get_by_role("button", name="ส่งต่อ")).to_be_focused()
    expect(desk.page.locator("[data-upload-says]")).to_contain_text("หนึ่ง น้ำ.jpg: หยุดไว้ชั่วคราว")
    rows[1].get_by_role("button", name="เลิกส่ง").press("Space")
    expect(rows[1]).to_have_count(0)
    rows[0].get_by_role("button", name="ส่งต่อ").press("Enter")
    for photo in (photos[0], photos[2]):
        expect(slot.locator("[data-slot-files]", has_text=photo.name)).to_contain_text(sha256(photo), timeout=40_000)
    expect(slot.locator("[data-upload-list] li")).to_have_count(0)
    desk.visit(f"/my/entries/{entrant['entry']}/files/")
    expect(desk.page.locator("[data-under-way]")).to_have_count(0)  # nothing is left of the one given up
    expect(slot).not_to_contain_text(names[1])
    desk.page.context.close()


def test_signed_out_meanwhile_and_in_again(
    site: Site, browser: Browser, line: Line, entrant: dict[str, Any], tmp_path: Path
):
    photo = large_photo(tmp_path)
    desk = through(browser, line, site, entrant)
    context = desk.page.context
    upload(desk, "evidence", photo)
    desk.until(lambda: bar(desk.page) >= 30)
    context.clear_cookies(name="sessionid")
    desk.reads("ท่านออกจากระบบแล้ว ส่วนที่ส่งถึงแล้วยังอยู่")
    other = Desk(site, context.new_page())
    other.sign_in(entrant["email"], entrant["password"], "/my/")
    other.page.close()
    desk.page.get_by_role("button", name="ส่งต่อ").click()
    arrived(desk, photo)
    context.close()


def test_a_file_that_is_not_taken_says_why_in_its_row(
    desk: Callable[..., Desk], entrant: dict[str, Any], tmp_path: Path
):
    program = tmp_path / "โปรแกรม.jpg"
    program.write_bytes(b"MZ\x90\x00" + bytes(5000))
    window = desk(viewport=NARROW)
    window.sign_in(entrant["email"], entrant["password"], "/my/")
    window.visit(f"/my/entries/{entrant['entry']}/files/")
    with window.refused(422):
        upload(window, "evidence", program)
        window.reads("ไฟล์ โปรแกรม.jpg เป็นโปรแกรม (.exe)")
    window.page.get_by_role("button", name="ปิดข้อความนี้").click()
    expect(window.page.locator("[data-upload-list] li")).to_have_count(0)


def test_a_plain_form_where_there_is_no_script(desk: Callable[..., Desk], entrant: dict[str, Any], tmp_path: Path):
    window = desk(scripts=False)
    window.sign_in(entrant["email"], entrant["password"], "/my/")
    window.visit(f"/my/entries/{entrant['entry']}/files/")
    photo = signed_form(tmp_path)
    upload(window, "evidence", photo)
    window.reads(f"ได้รับแล้ว: {photo.name}", sha256(photo))
