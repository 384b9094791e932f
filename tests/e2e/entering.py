"""The acts of test_award.py that entrants play: from the announcement to the receipt."""

from __future__ import annotations

import datetime as dt
import re
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

TITLE = "ระบบรับคำร้องออนไลน์ “น้ำใจ” ของเมืองแสนสุข"
ADDRESS = "suda@saensuk.example.go.th"
LONG_AGO = "15 ตุลาคม ๒๕๖๓"


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
    entrant.reads("ได้รับคำขอแล้ว", "รอการยืนยัน")


def is_told_why_not_and_then_that_it_may_enter(entrant: Desk, camera: Camera) -> None:
    entrant.visit("/my/")
    entrant.follow("ส่งโครงการเข้าประกวด")
    check_first = entrant.named("organisation").first
    check_first.check()
    entrant.press("เริ่ม")
    entrant.heading("คุณสมบัติของโครงการ")
    check(entrant, "uses_digital", "true")
    check(entrant, "is_local_government", "true")
    with entrant.saving("31/02/2564"):
        entrant.named("first_used").fill("31/02/2564")
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
        if section.key in ("problem", "results", "open_data"):
            camera.take(entrant.page, f"section-{section.key}")
        entrant.press("บันทึกและทำต่อ")
    entrant.heading("ไฟล์")
    entrant.visit(entry)
    entrant.reads("ทำแล้ว 15 จาก 18 ส่วน")
    camera.take(entrant.page, "entry-tasks")
    return entry


def uploads(entrant: Desk, entry: str, camera: Camera, folder: Path) -> dict[str, Path]:
    """Return the files by their slot."""
    entrant.visit(f"{entry}files/")
    with entrant.refused(422):
        upload(entrant, "presentation", program(folder))
        entrant.reads("ไฟล์ โปรแกรม.pptx เป็นโปรแกรม (.exe)")
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
    entrant.reads("บันทึกแล้วเมื่อ")  # the page saves first, and leaves then
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
