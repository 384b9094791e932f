"""The pages of a file as the entrant sees them, and where files lists say how they stand."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from rangwan.entries.models import Attachment
from rangwan.files.rules import Warned
from rangwan.programmes.models import Appointment
from tests.builders import appointed, attach, filled_entry, make_organisation, make_person
from tests.files import drawn
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

WARNINGS = (Warned("fonts", (1,), {"fonts": ["Cordia New"]}), Warned("dark", (2,)))


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.RANGWAN_FILES_DIR = tmp_path


@pytest.fixture
def slides(world: World) -> Attachment:
    """A presentation in an entry that can be sent."""
    entry = filled_entry(world.edition, world.office, world.person)
    return attach(entry, "presentation", "นำเสนอ น้ำ.pptx")


def _base(slides: Attachment) -> str:
    return f"/my/entries/{slides.entry_id}/files/{slides.id}/"


def test_pages_are_shown_with_their_words_and_warnings(world: World, slides: Attachment):
    drawn.draw(slides.file, "ระบบน้ำดี", "", warnings=WARNINGS)

    answer = world.client.get(f"{_base(slides)}pages/")

    content = answer.content.decode()
    assert content.count('<img class="file-page__picture"') == 2
    assert '<img class="file-page__picture" src="2/" width="160" height="90" loading="lazy"' in content
    said = words(answer)
    assert "หน้า 1: เครื่องของเราไม่มีแบบอักษรต่อไปนี้" in said
    assert "Cordia New" in said
    assert "หน้า 2: ภาพสแกนมืดจนอ่านยาก" in said
    assert said.count("ภาพสแกนมืดจนอ่านยาก") == 2  # in the list above, and at its page
    assert said.count("Cordia New") == 1  # in the list alone
    assert "ระบบน้ำดี" in said
    assert answer["Cache-Control"] == "private, no-store"


def test_pages_are_told_in_english_too(world: World, slides: Attachment):
    drawn.draw(slides.file, "one", warnings=WARNINGS[:1])
    said = words(browser(world.person, "en").get(f"{_base(slides)}pages/"))
    assert "The pages as the judges will see them" in said
    assert "Page 1: These fonts are not on our machine" in said


def test_a_picture_and_the_pdf_are_given_safely(world: World, slides: Attachment):
    drawn.draw(slides.file, "a", "b")

    picture = world.client.get(f"{_base(slides)}pages/2/")
    pdf = world.client.get(f"{_base(slides)}pages/pdf/")

    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    assert picture["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert picture["Content-Disposition"].startswith("inline")
    assert (
        "%E0%B8%99%E0%B8%B3%E0%B9%80%E0%B8%AA%E0%B8%99%E0%B8%AD%20%E0%B8%99%E0%B9%89%E0%B8%B3%202.webp"
        in (picture["Content-Disposition"])
    )
    assert b"".join(picture)[:4] == b"RIFF"
    assert (pdf["Content-Type"], b"".join(pdf)) == ("application/pdf", b"%PDF-1.7 made")
    assert world.client.get(f"{_base(slides)}pages/3/").status_code == 404


def test_of_a_pdf_the_pdf_is_the_file_itself(world: World, slides: Attachment):
    form = attach(slides.entry, "submission_form", "ใบส่ง.pdf")
    drawn.draw(form.file, "a", pdf=False)
    answer = world.client.get(f"{_base(form)}pages/pdf/")
    assert b"".join(answer)[:5] == b"%PDF-"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("waiting", "กำลังสร้างภาพหน้า"),
        ("failed", "สร้างภาพหน้าไม่ได้ เพราะไฟล์เสียหาย"),
        ("received", "ได้รับไฟล์ นำเสนอ น้ำ.pptx แล้ว กำลังตรวจไวรัส"),
        ("refused", "ไฟล์ นำเสนอ น้ำ.pptx มีไวรัส (Win.Test)"),
    ],
)
def test_a_file_without_pages_says_why(world: World, slides: Attachment, state: str, said: str):
    if state == "failed":
        drawn.fail(slides.file)
    elif state != "waiting":
        drawn.set_status(slides.file, state)
    answer = world.client.get(f"{_base(slides)}pages/")
    assert answer.status_code == 200
    assert said in words(answer)
    assert "file-page__picture" not in answer.content.decode()


@pytest.mark.parametrize("status", ["received", "refused"])
def test_what_may_not_be_opened_says_so_on_a_page(world: World, slides: Attachment, status: str):
    drawn.draw(slides.file, "a")
    drawn.set_status(slides.file, status)
    for address in ("", "?show=1", "pages/1/", "pages/pdf/"):
        answer = world.client.get(f"{_base(slides)}{address}")
        assert (answer.status_code, answer["Cache-Control"]) == (409, "private, no-store")
        assert ("กำลังตรวจไฟล์" if status == "received" else "เปิดไฟล์ไม่ได้") in words(answer)
        assert f'href="/my/entries/{slides.entry_id}/"' in answer.content.decode()


def test_the_list_of_files_says_how_each_stands(world: World, slides: Attachment):
    address = f"/my/entries/{slides.entry_id}/files/"
    assert "กำลังสร้างภาพหน้า" in words(world.client.get(address))
    drawn.draw(slides.file, "a", "b", warnings=WARNINGS)
    said = world.client.get(address)
    assert f'<a href="{_base(slides)}pages/">ดูหน้าอย่างที่กรรมการจะเห็น' in said.content.decode()
    assert "มีข้อสังเกต 2 ข้อ" in words(said)
    drawn.set_status(slides.file, "received")
    assert "กำลังตรวจไวรัส" in words(world.client.get(address))
    drawn.set_status(slides.file, "refused")
    assert "ไม่ผ่านการตรวจ" in words(world.client.get(address))


def test_a_refused_file_stands_in_the_way_and_one_that_is_being_checked_does_not(world: World, slides: Attachment):
    address = f"/my/entries/{slides.entry_id}/check/"
    drawn.draw(slides.file, "a")
    assert f'<a href="{_base(slides)}pages/">ดูหน้าอย่างที่กรรมการจะเห็น' in world.client.get(address).content.decode()
    drawn.set_status(slides.file, "received")
    assert "กำลังตรวจไวรัส" in words(world.client.get(address))
    assert "มีไวรัส" not in words(world.client.get(address))
    drawn.set_status(slides.file, "refused")
    assert "ไฟล์ นำเสนอ น้ำ.pptx มีไวรัส (Win.Test)" in words(world.client.get(address))


def test_who_may_not_see_the_entry_sees_no_page_of_it(world: World, slides: Attachment):
    drawn.draw(slides.file, "a")
    stranger = make_person("มาลี", make_organisation("อบต.อื่น"))
    screener = appointed("ผู้ตรวจ", world.edition, Appointment.Role.SCREENER)
    for person in (stranger, screener):
        for address in ("pages/", "pages/1/", "pages/pdf/"):
            assert browser(person).get(f"{_base(slides)}{address}").status_code == 404


def test_pages_cost_the_same_whatever_their_number(
    world: World, slides: Attachment, django_assert_max_num_queries: DjangoAssertNumQueries
):
    drawn.draw(slides.file, *[str(number) for number in range(50)])
    few = attach(slides.entry, "evidence", "ภาพ.jpg")
    drawn.draw(few.file, "a")
    counts = []
    for attachment in (few, slides):
        with django_assert_max_num_queries(12) as counted:
            world.client.get(f"{_base(attachment)}pages/")
        counts.append(len(counted))
    assert counts[0] == counts[1]
