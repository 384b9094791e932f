"""The memorandum to the signatory: on a page, as Word, as PDF."""

from __future__ import annotations

import io
import zipfile

import pytest

from rangwan.entries.models import Entry
from rangwan.files import convert
from rangwan.web.entrant.views import memo
from tests.builders import draft_entry, filled_entry, join_team, make_person
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


@pytest.fixture
def entry(world: World) -> Entry:
    return filled_entry(world.edition, world.office, world.person)


def test_the_page_says_what_is_to_be_signed_and_by_when(world: World, entry: Entry):
    page = words(world.client.get(f"/my/entries/{entry.id}/memo/")).replace("\u00a0", " ")
    for fact in (
        "บันทึกข้อความ", "ระบบน้ำดี", "นายกเทศมนตรีเมืองทดสอบ", "ข้าพเจ้าขอรับรองว่าข้อมูล", "10 ธันวาคม 2569",
        "สมชาย รักถิ่น", ".pptx",
    ):  # fmt: skip
        assert fact in page, fact


def test_in_english_too(world: World, entry: Entry):
    page = words(browser(world.person, "en").get(f"/my/entries/{entry.id}/memo/"))
    assert "Signature on the form that enters the project “ระบบน้ำดี”" in page


def test_as_word(world: World, entry: Entry):
    answer = world.client.get(f"/my/entries/{entry.id}/memo.docx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        text = file.read("word/document.xml").decode()
    assert "บันทึกข้อความ" in text
    assert "filename*=UTF-8''" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


def test_where_no_pdf_can_be_made_the_page_says_so(world: World, entry: Entry, monkeypatch):
    monkeypatch.setattr(memo, "converter", convert.NoConverter)
    assert "memo.pdf" not in world.client.get(f"/my/entries/{entry.id}/memo/").content.decode()
    answer = world.client.get(f"/my/entries/{entry.id}/memo.pdf", follow=True)
    assert answer.redirect_chain == [(f"/my/entries/{entry.id}/memo/", 302)]
    assert "ขณะนี้ทำ PDF ไม่ได้ โปรดพิมพ์หน้านี้แทน" in words(answer)


@pytest.mark.parametrize(("who", "status"), [("view", 200), ("signatory", 200), ("colleague", 200), ("stranger", 404)])
def test_who_may_print_it(world: World, entry: Entry, who, status):
    person = make_person("คนอื่น", world.office if who == "colleague" else None)
    if who in ("view", "signatory"):
        join_team(entry, person, who)
    for page in ("memo/", "memo.docx"):
        assert browser(person).get(f"/my/entries/{entry.id}/{page}").status_code == status


def test_a_draft_without_a_name_has_one_too(world: World):
    blank = draft_entry(world.edition, world.office, world.person, title="")
    assert "โครงการที่ยังไม่ได้ตั้งชื่อ" in words(world.client.get(f"/my/entries/{blank.id}/memo/"))
