"""The form to print and sign, where its code leads, and what the pages say of the form that came back."""

from __future__ import annotations

import io
import zipfile

import pytest

from rangwan.entries import actions, paper
from rangwan.entries.actions.reading_forms import keep_form_reading
from rangwan.entries.models import Entry
from rangwan.entries.rules.signed_form import parse_code
from rangwan.files import convert
from rangwan.programmes.models import Appointment
from rangwan.web.entrant.views import filing, signed_form
from tests.builders import NOW, appointed, attach, confirmed_entry, draft_entry, make_organisation, make_person, pack
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def address(entry: Entry) -> str:
    """Return what the code on a form printed now holds."""
    code = paper.submission_form(entry, "th", printed_at=NOW).code
    assert code is not None
    return code.address


def sent_back(entry: Entry, *codes: str) -> None:
    """Put a form into its slot as if the worker had read these codes on it."""
    attachment = attach(entry, "submission_form", "ใบส่ง.pdf")
    read = [(1, code) for code in map(parse_code, codes) if code is not None]
    keep_form_reading(attachment_id=attachment.id, codes=read, signature={}, broken=False, now=NOW)


def change(entry: Entry) -> None:
    """Answer otherwise."""
    entry.refresh_from_db()
    given = {"problem": "น้ำท่วม"}
    actions.save_answers(entry=entry, answers=given, base_version=entry.version, acting=entry.coordinator, now=NOW)
    entry.refresh_from_db()


def test_the_form_to_print_has_empty_boxes_only(world: World, entry):
    page = world.client.get(f"/my/entries/{entry.id}/submission-form/").content.decode()
    assert page.count('class="paper__box"') == 7
    assert [mark for mark in "☑☒✔✅" if mark in page] == []
    assert "<input" not in page
    docx = world.client.get(f"/my/entries/{entry.id}/submission-form.docx")
    text = zipfile.ZipFile(io.BytesIO(docx.content)).read("word/document.xml").decode()
    assert text.count("☐") == 7
    assert "ระบบน้ำดี" in text
    assert "%E0%B9%83%E0%B8%9A%E0%B8%AA%E0%B9%88%E0%B8%87" in docx["Content-Disposition"]  # ใบส่ง


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "ขณะนี้ทำ PDF ไม่ได้ โปรดพิมพ์หน้านี้แทน"),
        ("en", "A PDF cannot be made at the moment. Please print this page instead."),
    ],
)
def test_where_no_pdf_can_be_made_the_page_says_so(world: World, entry, monkeypatch, language, said):
    for module in (filing, signed_form):
        monkeypatch.setattr(module, "converter", convert.NoConverter)
    client = browser(world.person, language)
    files = client.get(f"/my/entries/{entry.id}/files/").content.decode()
    assert "submission-form.pdf" not in files
    assert "LibreOffice" in files
    answer = client.get(f"/my/entries/{entry.id}/submission-form.pdf", follow=True)
    assert answer.redirect_chain == [(f"/my/entries/{entry.id}/submission-form/", 302)]
    assert said in words(answer)


def test_the_form_as_pdf(world: World, entry):
    answer = world.client.get(f"/my/entries/{entry.id}/submission-form.pdf")
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_the_form_carries_its_code(world: World, entry):
    page = world.client.get(f"/my/entries/{entry.id}/submission-form/").content.decode()
    assert page.count('class="paper__qr"') == 1
    assert "style=" not in page
    assert "พิมพ์เมื่อ 20 พ.ย. 2569" in page
    docx = world.client.get(f"/my/entries/{entry.id}/submission-form.docx")
    assert [
        name for name in zipfile.ZipFile(io.BytesIO(docx.content)).namelist() if name.startswith("word/media/")
    ] != []


@pytest.mark.parametrize("place", ["", "files/", "check/"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("th", "ใบส่งโครงการตรงกับคำตอบ"), ("en", "The form matches the answers")],
)
def test_a_form_that_matches_is_told_on_every_page(world: World, entry, place, language, said):
    sent_back(entry, address(entry))
    page = browser(world.person, language).get(f"/my/entries/{entry.id}/{place}")
    assert said in words(page)
    assert 'class="notice notice--success" id="form-reading"' in page.content.decode()


@pytest.mark.parametrize("place", ["", "files/", "check/"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("th", "คำตอบเปลี่ยนไปหลังจากพิมพ์ใบส่งโครงการนี้"), ("en", "The answers changed after this form was printed")],
)
def test_a_change_after_signing_is_told_at_once(world: World, entry, place, language, said):
    sent_back(entry, address(entry))
    change(entry)
    page = browser(world.person, language).get(f"/my/entries/{entry.id}/{place}")
    told = words(page)
    assert said in told
    assert pack().form.by_key["problem"].label.pick(language) in told[told.index(said) :]
    shown = page.content.decode()
    assert f'href="/my/entries/{entry.id}/submission-form/"' in shown[shown.index("form-reading") :]


def test_other_findings(world: World, entry):
    other = draft_entry(world.edition, world.office, world.person, title="อีกโครงการ")
    for codes, kind, said in (
        ((address(other),), "error", "ใบส่งโครงการนี้เป็นของโครงการอื่น"),
        ((), "info", "ไม่พบรหัสในใบส่งโครงการนี้"),
    ):
        sent_back(entry, *codes)
        page = world.client.get(f"/my/entries/{entry.id}/files/")
        assert said in words(page)
        assert f'class="notice notice--{kind}" id="form-reading"' in page.content.decode()


def test_until_it_is_read_the_page_says_so(world: World, entry):
    assert "form-reading" not in world.client.get(f"/my/entries/{entry.id}/files/").content.decode()
    attach(entry, "submission_form", "ใบส่ง.pdf")
    assert "กำลังอ่านใบส่งโครงการ" in words(world.client.get(f"/my/entries/{entry.id}/files/"))


def test_a_changed_form_is_no_bar(world: World, entry):
    sent_back(entry, address(entry))
    change(entry)
    answer = world.client.post(f"/my/entries/{entry.id}/submit/")
    assert answer.status_code == 422
    listed = words(answer).partition("สแกน")[0]
    assert "คำตอบเปลี่ยนไปหลังจากพิมพ์" not in listed.partition(entry.organisation.name_th)[0]


def test_frozen_it_is_read_and_nobody_is_asked_to_print(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    page = world.client.get(f"/my/entries/{entry.id}/check/").content.decode()
    assert "form-reading" in page
    assert "submission-form/" not in page


# --- the code on a telephone -----------------------------------------------------------------------------------------


def follow(client, code: str):
    """Open the address of a code."""
    return client.get(code.removeprefix("http://127.0.0.1:8000"), follow=True)


@pytest.mark.parametrize(
    ("language", "same", "other"),
    [
        ("th", "ใบนี้พิมพ์จากคำตอบฉบับที่ 1 และคำตอบยังเหมือนเดิม", "ใบนี้พิมพ์จากคำตอบฉบับที่ 1 และคำตอบเปลี่ยนไปแล้ว"),
        (
            "en",
            "This form was printed from version 1. The answers are",
            "This form was printed from version 1, and answers",
        ),
    ],
)
def test_the_code_leads_to_the_entry(world: World, entry, language, same, other):
    code = address(entry)
    client = browser(world.person, language)
    answer = follow(client, code)
    assert answer.redirect_chain == [(f"/my/entries/{entry.id}/", 302)]
    assert same in words(answer)
    change(entry)
    assert other in words(follow(client, code))


@pytest.mark.parametrize("query", ["", "?v=x&d=y", "?v=1", "?v=1&d=" + "z" * 32])
def test_an_address_that_is_no_code_leads_to_the_entry_too(world: World, entry, query):
    answer = world.client.get(f"/my/entries/{entry.id}/signed-form/{query}", follow=True)
    assert "ที่อยู่นี้ไม่ใช่ของใบส่งโครงการที่พิมพ์จากระบบ" in words(answer)


def test_staff_are_led_to_the_office_and_strangers_nowhere(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    code = address(entry).removeprefix("http://127.0.0.1:8000")
    staff = browser(appointed("สุนิสา", world.edition, Appointment.Role.SCREENER))
    assert staff.get(code)["Location"] == f"/office/{world.edition.slug}/entries/{entry.id}/"
    stranger = browser(make_person("คนอื่น", make_organisation("อบต.อื่น")))
    assert stranger.get(code).status_code == 404
