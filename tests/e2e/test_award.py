"""The whole award in a browser: from the announcement and a new account to the published result, with real files."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from docx import Document
from playwright.sync_api import expect
from pptx import Presentation

from tests.e2e.camera import Camera
from tests.e2e.desk import Desk
from tests.e2e.site import Site
from tests.e2e.steps import (
    PACK,
    award,
    check,
    fill_section,
    presentation,
    program,
    sha256,
    signed_form,
    upload,
)

Open = Callable[..., Desk]
TITLE = "ระบบรับคำร้องออนไลน์ “น้ำใจ” ของเมืองแสนสุข"
ADDRESS = "suda@saensuk.example.go.th"
LONG_AGO = "15 ตุลาคม ๒๕๖๓"


def test_the_whole_award(site: Site, desk: Open, camera: Camera, tmp_path: Path):
    anyone_reads(desk(), camera, tmp_path)
    entrant = desk()
    somebody_new_signs_up(entrant, site, camera)
    claims_an_organisation(entrant, camera, tmp_path)
    is_told_why_not_and_then_that_it_may_enter(entrant, camera)
    entry = fills_every_section(entrant, camera)
    letter_is_confirmed(desk("organiser", "/office/"), camera)
    files = uploads(entrant, entry, camera, tmp_path)
    reference = sends_and_confirms(entrant, entry, files, camera)
    is_told_by_mail(entrant, reference)
    begins_a_second_project(entrant)
    reopens_and_confirms_again(entrant, entry, reference)
    others = site.prepare("rivals")
    site.prepare("close")
    finds_the_door_closed(entrant, entry)
    is_found_eligible(desk("screener", f"/office/{PACK}/screening/"), reference, camera)
    is_found_ineligible_by_two(desk, others["doubtful"], camera)
    judges_are_drawn(desk("organiser", f"/office/{PACK}/judging/"), camera)
    recused = False
    for number in (1, 2, 3, 4):
        judge = desk(f"judge{number}", "/judge/")
        recused |= judges(judge, camera if number == 1 else None, steps_back=not recused)
    assert recused
    is_decided_and_released(desk("chair", f"/office/{PACK}/"), reference, others["rival"], camera)
    result_is_public(desk(), reference, camera)
    assert "the chain holds" in site.run("verify")


def anyone_reads(reader: Desk, camera: Camera, folder: Path) -> None:
    reader.visit("/")
    reader.reads("รางวัลท้องถิ่นดิจิทัล ประจำปี 2564", "กำลังรับผลงาน")
    reader.follow("รางวัลท้องถิ่นดิจิทัล ประจำปี 2564")
    reader.at(f"/awards/{PACK}/")
    reader.reads("ท้องถิ่นดิจิทัล Challenge", "02-6126060", "เปลี่ยนแนวคิด พลิกรูปแบบการทำงาน", "1 รางวัล")
    camera.take(reader.page, "award")
    guide = Document(str(reader.download("คำแนะนำในการให้ข้อมูล", folder)))
    assert any("ท้องถิ่นดิจิทัล" in paragraph.text for paragraph in guide.paragraphs)
    form = Document(str(reader.download("ใบส่งโครงการ สำหรับลงนามและประทับตรา", folder)))
    assert any("ใบส่งโครงการ" in paragraph.text for paragraph in form.paragraphs)
    deck = Presentation(str(reader.download("แม่แบบไฟล์นำเสนอ", folder)))
    assert (deck.slide_width, deck.slide_height) == (12192000, 6858000)
    assert len(deck.slides) > len(award().criteria)
    reader.follow("อ่านคำแนะนำและระดับคะแนนของแต่ละเกณฑ์")
    reader.heading("เกณฑ์การพิจารณา")
    for criterion in award().criteria:
        reader.reads(criterion.name.th)
    camera.take(reader.page, "criteria")
    reader.page.get_by_role("navigation", name="ภาษา").get_by_role("link", name="English").click()
    reader.heading("Criteria")
    reader.visit(f"/awards/{PACK}/")
    reader.reads("Enter a project", "Entries close on")
    camera.take(reader.page, "award-en", 1440)


def somebody_new_signs_up(entrant: Desk, site: Site, camera: Camera) -> None:
    entrant.visit(f"/awards/{PACK}/")
    entrant.follow("ส่งโครงการ")
    entrant.heading("เข้าสู่ระบบ")
    entrant.follow("สร้างบัญชี")
    entrant.type_into("ชื่อและนามสกุล", "สุดา ใจงาม")
    entrant.type_into("อีเมล", ADDRESS)
    entrant.type_into("รหัสผ่าน", "12345678")
    entrant.press("สร้างบัญชี")
    entrant.reads("มีปัญหาที่ต้องแก้ไข", "รหัสผ่าน")
    expect(entrant.named("name")).to_have_value("สุดา ใจงาม")
    entrant.type_into("รหัสผ่าน", "ข้าวเหนียวมะม่วงอร่อยมาก")
    entrant.type_into("ตำแหน่ง", "นักวิเคราะห์นโยบายและแผน")
    entrant.type_into("โทรศัพท์", "038-193-500")
    camera.take(entrant.page, "sign-up")
    entrant.press("สร้างบัญชี")
    entrant.heading("โปรดตรวจสอบอีเมลของท่าน")
    entrant.follow("เปิดกล่องอีเมลออก")
    entrant.reads(ADDRESS)
    camera.take(entrant.page, "outbox", 1440)
    entrant.page.get_by_role("main").get_by_role("link").filter(has_text=site.url).first.click()
    entrant.heading("ยืนยันที่อยู่อีเมลของท่าน")
    entrant.press("ยืนยัน")
    entrant.heading("โครงการของท่าน")


def claims_an_organisation(entrant: Desk, camera: Camera, folder: Path) -> None:
    entrant.visit("/my/")
    entrant.follow("ส่งโครงการเข้าประกวด")
    entrant.heading("หน่วยงานใดเป็นผู้ส่งโครงการ")
    entrant.follow("ค้นหาหน่วยงานของท่าน")
    entrant.type_into("ชื่อหน่วยงาน อำเภอ หรือจังหวัด", "แสนสุข ชลบุรี")
    entrant.press("ค้นหา")
    entrant.reads("หน่วยงานที่พบ", "เทศบาลเมืองแสนสุข")
    camera.take(entrant.page, "organisations")
    entrant.follow("ข้าพเจ้าทำงานที่นี่")
    entrant.named("letter").set_input_files(signed_form(folder, "pdf"))
    entrant.press("ข้าพเจ้าทำงานที่นี่")
    entrant.reads("ได้รับคำขอแล้ว", "รอเจ้าหน้าที่")


def is_told_why_not_and_then_that_it_may_enter(entrant: Desk, camera: Camera) -> None:
    entrant.visit("/my/")
    entrant.follow("ส่งโครงการเข้าประกวด")
    check_first = entrant.named("organisation").first
    check_first.check()
    entrant.press("เริ่ม")
    entrant.heading("คุณสมบัติของโครงการ")
    check(entrant, "uses_digital", "true")
    check(entrant, "is_local_government", "true")
    entrant.named("first_used").fill("31/02/2564")
    entrant.saved()
    entrant.press("บันทึกและทำต่อ")
    entrant.reads("มีปัญหาที่ต้องแก้ไข")
    expect(entrant.named("first_used")).to_have_value("31/02/2564")
    camera.take(entrant.page, "section-error", 360)
    recently = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=30)
    entrant.named("first_used").fill(f"{recently:%d/%m}/{recently.year + 543}")
    entrant.press("บันทึกและทำต่อ")
    entrant.heading("โครงการนี้ส่งเข้าประกวดได้หรือไม่")
    entrant.reads("ไม่เป็นไปตามข้อนี้", "โครงการเริ่มใช้งานจริงไม่ถึง 6 เดือน", "ท่านอาจส่งโครงการอื่นที่ใช้งานมานานกว่า")
    camera.take(entrant.page, "eligibility")
    entrant.follow("แก้คำตอบ")
    entrant.named("first_used").fill(LONG_AGO)
    entrant.press("บันทึกและทำต่อ")
    entrant.reads("โครงการเป็นไปตามคุณสมบัติทุกข้อ")
    entrant.follow("ทำต่อ")


def fills_every_section(entrant: Desk, camera: Camera) -> str:
    """Return the address of the entry."""
    entry = re.sub(r"sections/.*", "", entrant.page.url.removeprefix(entrant.site.url))
    for section in award().form.sections[1:]:
        entrant.heading(section.title.th)
        fill_section(entrant, section, {"project_title": TITLE, "coordinator_email": ADDRESS})
        if section.key in ("results", "open_data"):
            camera.take(entrant.page, f"section-{section.key}")
        if section.key == "problem":
            entrant.saved()
            camera.take(entrant.page, "section-problem")
        entrant.press("บันทึกและทำต่อ")
    entrant.heading("ไฟล์")
    entrant.visit(entry)
    entrant.reads("ทำแล้ว 15 จาก 18 ส่วน")
    camera.take(entrant.page, "entry-tasks")
    return entry


def letter_is_confirmed(organiser: Desk, camera: Camera) -> None:
    organiser.at("/office/")
    organiser.page.get_by_role("main").locator('a[href="/account/claims/"]').first.click()
    organiser.follow("สุดา ใจงาม")
    organiser.reads("เทศบาลเมืองแสนสุข", "ดูหนังสือ")
    camera.take(organiser.page, "claim", 1440)
    check(organiser, "decision", "yes")
    organiser.press("บันทึกผลพิจารณา")
    organiser.reads("บันทึกผลแล้ว")


def uploads(entrant: Desk, entry: str, camera: Camera, folder: Path) -> dict[str, Path]:
    """Return the files by their slot."""
    entrant.visit(f"{entry}files/")
    upload(entrant, "presentation", program(folder))
    entrant.reads("มีปัญหาที่ต้องแก้ไข", "โปรแกรม.pptx")
    camera.take(entrant.page, "file-refused", 1440)
    files = {
        "presentation": presentation(folder, TITLE, "เทศบาลเมืองแสนสุข"),
        "submission_form": signed_form(folder, "jpg"),
        "evidence": signed_form(folder, "pdf"),
    }
    for kind, path in files.items():
        upload(entrant, kind, path)
        entrant.reads(f"ได้รับแล้ว: {path.name}")
    camera.take(entrant.page, "files")
    return files


def sends_and_confirms(entrant: Desk, entry: str, files: dict[str, Path], camera: Camera) -> str:
    """Return the reference."""
    entrant.follow("ไปตรวจคำตอบ")
    entrant.heading("ตรวจคำตอบก่อนส่ง")
    entrant.reads("ข้อมูลที่จำเป็นครบแล้ว", TITLE, *(path.name for path in files.values()))
    camera.take(entrant.page, "check")
    entrant.press("ส่ง", exact=True)
    entrant.heading("คำถามบนหน้าจอ")
    check(entrant, "tools", "e_laas", "traffy", "other")
    entrant.named("tools-other").fill("ระบบจองสนามกีฬา")
    check(entrant, "channels", "facebook", "line_oa", "wire")
    camera.take(entrant.page, "survey")
    entrant.press("บันทึกและทำต่อ")
    entrant.heading(TITLE)
    entrant.reads("ขั้นตอนสุดท้าย", "ระบบจองสนามกีฬา")
    camera.take(entrant.page, "confirm", 1440)
    entrant.press("ยืนยัน", exact=True)
    entrant.heading("ได้รับโครงการของท่านแล้ว")
    entrant.reads("DLG2564-0001", *(sha256(path) for path in files.values()), *(path.name for path in files.values()))
    camera.take(entrant.page, "done")
    entrant.follow("พิมพ์ใบรับ")
    entrant.heading("ใบรับโครงการ")
    entrant.reads("DLG2564-0001", sha256(files["presentation"]))
    camera.take(entrant.page, "receipt", 1440)
    return "DLG2564-0001"


def is_told_by_mail(entrant: Desk, reference: str) -> None:
    def mail() -> str:
        entrant.visit(f"/account/outbox/?address={ADDRESS}")
        return entrant.page.get_by_role("main").inner_text()

    entrant.until(lambda: reference in mail())


def begins_a_second_project(entrant: Desk) -> None:
    entrant.visit("/my/")
    entrant.follow("ส่งโครงการเข้าประกวด")
    entrant.named("organisation").first.check()
    entrant.press("เริ่ม")
    second = re.sub(r"sections/.*", "", entrant.page.url.removeprefix(entrant.site.url))
    entrant.visit(f"{second}sections/coordinator/")
    expect(entrant.named("coordinator_email")).to_have_value(ADDRESS)
    entrant.visit(f"{second}sections/signatory/")
    expect(entrant.named("signatory_name")).to_have_value("นายสมชาย รักถิ่น")


def reopens_and_confirms_again(entrant: Desk, entry: str, reference: str) -> None:
    entrant.visit(entry)
    entrant.follow("เปิดแก้ไขโครงการ")
    entrant.heading("ต้องการเปิดแก้ไขโครงการหรือไม่")
    entrant.press("เปิดแก้ไข")
    entrant.reads("เปิดให้แก้ไขแล้ว", reference)
    entrant.visit(f"{entry}sections/obstacles/")
    for field in entrant.page.locator("main textarea").all():
        field.fill("งบประมาณจำกัด และสัญญาณอินเทอร์เน็ตไม่ทั่วถึงทุกหมู่บ้าน")
    entrant.press("บันทึกและทำต่อ")
    entrant.visit(f"{entry}check/")
    entrant.press("ส่ง", exact=True)
    expect(entrant.page.locator('input[name="tools"][value="traffy"]')).to_be_checked()
    entrant.press("บันทึกและทำต่อ")
    entrant.press("ยืนยัน", exact=True)
    entrant.heading("ได้รับโครงการของท่านแล้ว")
    entrant.reads(reference)


def finds_the_door_closed(entrant: Desk, entry: str) -> None:
    entrant.visit(f"/awards/{PACK}/")
    entrant.reads("ปิดรับผลงานแล้ว")
    entrant.visit(entry)
    entrant.reads("อ่านคำตอบและไฟล์")
    expect(entrant.page.get_by_role("link", name="เปิดแก้ไขโครงการ")).to_have_count(0)


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


def judges(judge: Desk, camera: Camera | None, *, steps_back: bool) -> bool:
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
            marks(judge, sheet, 0 if is_ours else 2, camera if is_ours else None)
    judge.visit("/judge/")
    if camera:
        camera.take(judge.page, "judge-list", 1440)
    return stepped_back


def recuses(judge: Desk) -> None:
    judge.follow("ข้าพเจ้าตัดสินผลงานนี้ไม่ได้")
    judge.named("reason").last.check()
    judge.named("note").fill("เคยเป็นที่ปรึกษาโครงการนี้")
    judge.press("ไม่ตัดสินผลงานนี้")
    judge.reads("ท่านจะไม่ตัดสินผลงานนี้")


def marks(judge: Desk, sheet: str, below: int, camera: Camera | None) -> None:
    for place, criterion in enumerate(award().criteria):
        assert judge.named(f"mark-{criterion.key}").input_value() == ""
        judge.named(f"mark-{criterion.key}").fill(f"{criterion.top - below - place % 2:g}")
    judge.named("comment-problem").fill("ปัญหาชัดเจน มีข้อมูลรองรับ")
    judge.saved()
    if camera:
        camera.take(judge.page, "judge-sheet", whole=False)
    judge.visit(sheet)
    expect(judge.named("comment-problem")).to_have_value("ปัญหาชัดเจน มีข้อมูลรองรับ")
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
