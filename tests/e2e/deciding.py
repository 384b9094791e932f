"""The acts of test_award.py that staff, judges and chair play: from the claim of an organisation to the result."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.camera import Camera
from tests.e2e.desk import Desk
from tests.e2e.entering import TITLE
from tests.e2e.steps import PACK, award, check

Open = Callable[..., Desk]
COMMENT = "ปัญหาชัดเจน มีข้อมูลรองรับ"


def letter_is_confirmed(organiser: Desk, camera: Camera) -> None:
    organiser.at("/office/")
    organiser.page.get_by_role("main").locator('a[href="/account/claims/"]').first.click()
    organiser.follow("สุดา ใจงาม")
    organiser.reads("เทศบาลเมืองแสนสุข", "ดูหนังสือ")
    camera.take(organiser.page, "claim", 1440)
    check(organiser, "decision", "yes")
    organiser.press("บันทึกผลพิจารณา")
    organiser.reads("บันทึกผลแล้ว")


def is_found_eligible(screener: Desk, reference: str, camera: Camera) -> None:
    camera.take(screener.page, "screening-queue", 1440)
    screener.page.get_by_role("link", name=TITLE).click()
    screener.reads(reference, "ระบบจองสนามกีฬา")
    check(screener, "verdict", "eligible")
    screener.page.locator("main form button").last.click()
    screener.reads("มีปัญหาที่ต้องแก้ไข")  # nothing was looked at yet
    look_at_every_point(screener)
    camera.take(screener.page, "screening", 1440)
    check(screener, "verdict", "eligible")
    screener.page.locator("main form button").last.click()
    screener.at(f"/office/{PACK}/screening/")


def look_at_every_point(screener: Desk, wrong: str = "") -> None:
    for box in screener.page.locator('input[type="radio"][name^="ok-"][value="yes"]').all():
        box.check()
    if wrong:
        check(screener, f"ok-{wrong}", "no")
        screener.named(f"note-{wrong}").fill("ไม่พบตราประทับในใบส่งโครงการ")


def is_found_ineligible_by_two(desk: Open, reference: str, camera: Camera) -> None:
    first = desk("screener", f"/office/{PACK}/screening/")
    first.page.get_by_role("row").filter(has_text=reference).get_by_role("link").click()
    look_at_every_point(first, wrong="seal")
    check(first, "verdict", "ineligible")
    first.named("note").last.fill("ใบส่งโครงการไม่มีตราประทับของหน่วยงาน")
    first.page.locator("main form button").last.click()
    first.at(f"/office/{PACK}/screening/")
    second = desk("second", f"/office/{PACK}/screening/")
    second.page.get_by_role("row").filter(has_text=reference).get_by_role("link").click()
    second.reads("ไม่พบตราประทับ")
    camera.take(second.page, "screening-second", 1440)
    second.page.locator('button[value="agree"]').click()
    second.at(f"/office/{PACK}/screening/")


def judges_are_drawn(organiser: Desk, camera: Camera) -> None:
    organiser.page.locator(f'a[href^="/office/{PACK}/judging/lot/"]').click()
    organiser.named("per_entry").fill("3")
    organiser.page.locator("main form button").click()
    organiser.at(re.compile(r"/judging/\?round=judging$"))
    camera.take(organiser.page, "assignments", 1440)


def judges(judge: Desk, camera: Camera, *, steps_back: bool) -> bool:
    """Mark every sheet of this judge, or step back from the rival's; say whether they did."""
    judge.heading("ผลงานที่ต้องตัดสิน")
    sheets = [link.get_attribute("href") or "" for link in judge.page.locator('main table a[href^="/judge/"]').all()]
    stepped_back = False
    for sheet in sheets:
        judge.visit(sheet)
        is_ours = TITLE in judge.page.get_by_role("heading", level=1).inner_text()
        if steps_back and not is_ours:
            recuses(judge)
            stepped_back = True
        else:
            marks(judge, sheet, 0 if is_ours else 2, camera)
    judge.visit("/judge/")
    camera.take(judge.page, "judge-list", 1440)
    return stepped_back


def recuses(judge: Desk) -> None:
    judge.follow("ข้าพเจ้าตัดสินผลงานนี้ไม่ได้")
    judge.named("reason").last.check()
    judge.named("note").fill("เคยเป็นที่ปรึกษาโครงการนี้")
    judge.press("ไม่ตัดสินผลงานนี้")
    judge.reads("ท่านจะไม่ตัดสินผลงานนี้")


def marks(judge: Desk, sheet: str, below: int, camera: Camera) -> None:
    for place, criterion in enumerate(award().criteria):
        assert judge.named(f"mark-{criterion.key}").input_value() == ""
        judge.named(f"mark-{criterion.key}").fill(f"{criterion.top - below - place % 2:g}")
    with judge.saving(COMMENT):
        judge.named("comment-problem").fill(COMMENT)
    if below == 0:
        camera.take(judge.page, "judge-sheet", at=".sheet-row")
    judge.visit(sheet)
    expect(judge.named("comment-problem")).to_have_value(COMMENT)
    for place, criterion in enumerate(award().criteria):
        expect(judge.named(f"mark-{criterion.key}")).to_have_value(f"{criterion.top - below - place % 2:g}")
    judge.press("ให้คะแนนเสร็จแล้ว")
    judge.reads("ใบให้คะแนนเสร็จและล็อกแล้ว")
    judge.visit(sheet)
    judge.reads("ใบให้คะแนนนี้เสร็จแล้ว")
    expect(judge.page.locator('input[name^="mark-"]')).to_have_count(0)


def is_decided_and_released(chair: Desk, reference: str, rival: str, camera: Camera) -> None:
    chair.visit(f"/office/{PACK}/rankings/")
    chair.page.locator("main form button").click()
    chair.reads(reference, rival)
    camera.take(chair.page, "ranking", 1440)
    chair.page.get_by_role("link", name=TITLE).click()
    for criterion in award().criteria:
        chair.reads(criterion.name.th)
    camera.take(chair.page, "marks", 1440)
    chair.page.go_back()
    chair.page.locator(f'a[href^="/office/{PACK}/decision/"]').last.click()
    chair.page.get_by_role("row").filter(has_text=reference).locator("select").select_option(index=1)
    chair.page.locator("main form button").last.click()
    chair.reads("มีปัญหาที่ต้องแก้ไข")  # a decision has a minute
    chair.named("minute").fill("คณะกรรมการประชุมและมีมติเอกฉันท์ให้รางวัลแก่เทศบาลเมืองแสนสุข")
    camera.take(chair.page, "decision", 1440)
    chair.page.locator("main form button").last.click()
    chair.page.locator('button[value="decide"]').click()
    chair.at(f"/office/{PACK}/release/")
    chair.page.locator("main form button").click()
    chair.page.locator(f'main a[href="/awards/{PACK}/results/"]').wait_for()


def result_is_public(reader: Desk, reference: str, camera: Camera) -> None:
    reader.visit(f"/awards/{PACK}/")
    reader.follow("ดูผลการตัดสิน")
    reader.heading("ประกาศผล")
    reader.reads(TITLE, "เทศบาลเมืองแสนสุข", reference, award().prizes[0].name.th)
    words = reader.page.get_by_role("main").inner_text()
    assert "คะแนน" not in words
    assert "มติเอกฉันท์" not in words
    camera.take(reader.page, "results")
    reader.visit(f"/awards/{PACK}/results/?lang=en")
    reader.reads("Result", "Saen Suk Town Municipality", award().prizes[0].name.en)
    camera.take(reader.page, "results-en", 1440)
