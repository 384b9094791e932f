"""What the site has said "saved" and "received" to is there after every process of it was killed at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.site import Site
from tests.e2e.steps import sha256, signed_form, upload

CAUSE = "การรับคำร้องใช้กระดาษ ไม่มีทะเบียนกลาง (บันทึกก่อนไฟดับ)"
MEANWHILE = "พิมพ์ต่อระหว่างที่ระบบหยุดทำงาน"


def test_nothing_acknowledged_is_lost_when_the_site_is_killed(site: Site, desk: Callable[..., Desk], tmp_path: Path):
    someone = site.prepare("draft")
    entry = f"/my/entries/{someone['entry']}/"
    writer = desk()
    writer.sign_in(someone["email"], someone["password"], "/my/")

    writer.visit(f"{entry}sections/problem/")
    with writer.saving(CAUSE):
        writer.named("problem_cause").fill(CAUSE)
    site.kill()
    writer.named("need_inside").fill(MEANWHILE)
    expect(writer.page.locator("[data-autosave-status]")).to_contain_text("ยังไม่ได้บันทึก สิ่งที่ท่านพิมพ์ยังอยู่ในหน้านี้")
    with writer.saving(MEANWHILE):  # the page tries again by itself
        site.start()
    site.kill()
    site.start()
    writer.visit(f"{entry}sections/problem/")
    expect(writer.named("need_inside")).to_have_value(MEANWHILE)
    expect(writer.named("problem_cause")).to_have_value(CAUSE)
    assert "the chain holds" in site.run("verify")

    photograph = signed_form(tmp_path, "jpg")
    writer.visit(f"{entry}files/")
    upload(writer, "evidence", photograph)
    writer.reads(f"ได้รับแล้ว: {photograph.name}")
    site.kill()
    site.start()
    writer.visit(f"{entry}files/")
    writer.reads(photograph.name, sha256(photograph))
    address = writer.page.get_by_role("link", name=photograph.name, exact=True).get_attribute("href")
    given = writer.page.request.get(f"{address}?download=1")
    assert given.body() == photograph.read_bytes()
    assert "the chain holds" in site.run("verify")
