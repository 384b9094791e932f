"""Bad input in the entrant's pages: a clear message in Thai and English, and nothing is lost or half-written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from rangwan.entries import actions
from rangwan.entries.models import Attachment, Entry, Receipt, Revision
from rangwan.files.models import StoredFile
from rangwan.forms.rules import is_empty
from rangwan.kernel import audit
from rangwan.programmes.queries import definition_of
from tests.builders import (
    NOW,
    confirmed_entry,
    draft_entry,
    filled_entry,
    make_edition,
    make_organisation,
    make_person,
    submitted_entry,
    upload,
)
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

SECOND = dt.timedelta(seconds=1)
AUTOSAVE = {"X-Autosave": "1"}


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db: None, now: time_machine.Traveller) -> World:
    edition, office = make_edition(), make_organisation()
    person = make_person("สมชาย รักถิ่น", office)
    return World(edition, office, person, browser(person))


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def _section(entry: Entry, key: str) -> str:
    return f"/my/entries/{entry.id}/sections/{key}/"


def _whole(entry: Entry) -> bool:
    """Say whether the entry is what its revisions say, one after the other, and the log holds."""
    entry.refresh_from_db()
    answers: dict[str, Any] = {}
    for changed in Revision.objects.filter(entry=entry).order_by("version").values_list("changed", flat=True):
        answers |= changed
    answers = {key: value for key, value in answers.items() if value is not None}
    return answers == entry.answers and entry.revisions.count() == entry.version and audit.verify() == []


TYPED = [
    # what, section, field, typed, Thai, English
    (
        "a day that does not exist", "eligibility", "first_used", "31/02/2564",
        "ไม่มีวันที่ “31/02/2564” ในปฏิทิน กรุณาตรวจวันและเดือนอีกครั้ง",
        "There is no such day as “31/02/2564”. Check the day and the month.",
    ),
    (
        "a Gregorian year in a date", "eligibility", "first_used", "15/10/2020",
        "2020 เป็นปี ค.ศ. กรุณากรอกปี พ.ศ. ท่านหมายถึง 2563 หรือไม่",
        "2020 is a Gregorian year. Write the Buddhist Era year: did you mean 2563?",
    ),
    (
        "a Gregorian year", "character", "previous_year", "2017",
        "2017 เป็นปี ค.ศ. กรุณากรอกปี พ.ศ. ท่านหมายถึง 2560 หรือไม่",
        "2017 is a Gregorian year. Write the Buddhist Era year: did you mean 2560?",
    ),
    (
        "words for a date", "eligibility", "first_used", "ปีที่แล้ว",
        "อ่าน “ปีที่แล้ว” เป็นวันที่ไม่ได้ กรุณากรอก วัน/เดือน/ปี พ.ศ. เช่น 31/07/2564",
        "“ปีที่แล้ว” cannot be read as a date. Write day/month/year in the Buddhist Era, such as 31/07/2564.",
    ),
    (
        "letters in a number", "solution", "solution_budget", "แปดพันบาท",
        "“แปดพันบาท” ไม่ใช่ตัวเลข กรุณากรอกเฉพาะตัวเลข เช่น 1,250 หรือ ๑,๒๕๐",
        "“แปดพันบาท” is not a number. Write digits only, such as 1,250.",
    ),
    (
        "100,000 characters", "problem", "problem", "ก" * 100_000,
        "ยาว 100,000 ตัวอักษร รับได้ไม่เกิน 4,000 กรุณาย่อให้สั้นลง",
        "This is 100,000 characters long; at most 4,000 are accepted. Please shorten it.",
    ),
    (
        "null bytes", "problem", "problem", "ก่อน\0หลัง",
        "มีอักขระที่อ่านไม่ได้ใกล้ “ก่อน” กรุณาลบแล้วพิมพ์ส่วนนั้นใหม่",
        "There are characters that cannot be read near “ก่อน”. Delete them and type that part again.",
    ),
    (
        "an e-mail address that is none", "coordinator", "coordinator_email", "suda at example",
        "“suda at example” ไม่ใช่ที่อยู่อีเมล กรุณากรอกในรูปแบบ name@example.go.th",
        "“suda at example” is not an e-mail address. Write it as name@example.go.th.",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", TYPED, ids=[case[0] for case in TYPED])
def test_what_cannot_be_used_is_kept_as_typed_and_told_twice(world: World, entry, case):
    _what, section, field, typed, thai, english = case
    extra = {"newness": "built_upon"} if field == "previous_year" else {}
    for language, said in (("th", thai), ("en", english)):
        entry.refresh_from_db()
        client = browser(world.person, language)
        answer = client.post(_section(entry, section), {"version": entry.version, field: typed, **extra}, follow=True)
        assert answer.status_code == 200
        assert answer.redirect_chain == [(_section(entry, section), 302)]
        assert words(answer).count(said) == 2, words(answer)[:600]
        assert escape(typed.replace("\0", "\ufffd")) in answer.content.decode()
    entry.refresh_from_db()
    assert entry.answers[field] == typed.replace("\0", "\ufffd")
    assert _whole(entry)


@pytest.mark.parametrize(
    "case",
    [
        ("eligibility", "first_used", "๑๕/๑๐/๒๕๖๓", "15 ตุลาคม 2563"),
        ("eligibility", "first_used", "๑๕ ตุลาคม พ.ศ. ๒๕๖๓", "15 ตุลาคม 2563"),
        ("solution", "solution_budget", "๘๕,๐๐๐", "85,000"),
        ("coordinator", "coordinator_phone", "๐๘๑-๒๓๔-๕๖๗๘", "081-234-5678"),
    ],
)
def test_thai_digits_are_taken(world: World, entry, case):
    section, field, typed, shown = case
    answer = world.client.post(_section(entry, section), {"version": 1, field: typed})
    assert answer["Location"] != _section(entry, section)
    assert shown in words(world.client.get(f"/my/entries/{entry.id}/check/"))
    entry.refresh_from_db()
    assert entry.answers[field] == typed


SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>{{ 7|add:7 }}&amp;'


@pytest.mark.parametrize("field", ["problem", "project_title"])
def test_html_is_text_everywhere(world: World, entry, field):
    section = "problem" if field == "problem" else "project"
    world.client.post(_section(entry, section), {"version": 1, field: SCRIPT})
    entry.refresh_from_db()
    assert entry.answers[field] == SCRIPT
    base = f"/my/entries/{entry.id}"
    for page in (
        "/my/",
        f"{base}/",
        f"{base}/check/",
        _section(entry, section),
        f"{base}/submission-form/",
        f"{base}/files/",
    ):
        html = world.client.get(page).content.decode()
        assert "<script>alert" not in html, page
        assert "<img src=x" not in html, page
    assert escape(SCRIPT) in world.client.get(f"{base}/check/").content.decode()


def test_html_in_a_file_name_is_text(world: World, entry):
    name = '"><script>alert(1)</script>.pdf'
    page = world.client.post(
        f"/my/entries/{entry.id}/files/", {"kind": "evidence", "file": upload(name, upload().read())}, follow=True
    )
    assert "<script>alert" not in page.content.decode()
    assert page.status_code in (200, 422)


def test_a_script_for_a_choice_is_told_as_not_in_the_list(world: World, entry):
    answer = browser(world.person, "en").post(
        _section(entry, "character"), {"version": 1, "newness": "<script>", "asked": "newness"}, follow=True
    )
    assert words(answer).count("“<script>” is not in the list. Choose from the list.") == 2
    assert "<script>”" not in answer.content.decode()


def test_sent_twice_at_once_from_a_double_press(world: World):
    entry = filled_entry(world.edition, world.office, world.person)
    first, second = (world.client.post(f"/my/entries/{entry.id}/submit/") for _ in range(2))
    assert first["Location"] == second["Location"] == f"/my/entries/{entry.id}/survey/"
    assert Entry.objects.get().state == "submitted"


def test_confirmed_twice_gives_one_reference_and_one_receipt(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    answer = world.client.post(f"/my/entries/{entry.id}/confirm/", {"key": "another"}, follow=True)
    assert "DLG2564-0001" in words(answer)
    assert Receipt.objects.count() == 1


def test_a_section_left_open_in_a_second_tab_after_the_confirmation(world: World):
    """The text of the old tab is shown to be copied; nothing of it is stored."""
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    for language, said, copied in (
        (
            "th",
            "โครงการนี้ยืนยันแล้ว จึงแก้คำตอบและไฟล์ไม่ได้ ก่อนปิดรับสมัครท่านเปิดแก้ไขโครงการได้",
            "ข้อความนี้ยังไม่ได้บันทึก แต่ยังอยู่ในหน้านี้ ท่านคัดลอกเก็บไว้ได้",
        ),
        (
            "en",
            (
                "This entry has been confirmed, so answers and files cannot be changed. "
                "Before the closing time you can reopen the entry."
            ),
            "It was not saved, but it is still here. Copy it if you need it.",
        ),
    ):
        fields = {"version": entry.version, "problem": "เขียนไว้ในแท็บเก่า"}
        answer = browser(world.person, language).post(_section(entry, "problem"), fields)
        assert answer.status_code == 409
        assert said in words(answer)
        assert copied in words(answer)
        assert "เขียนไว้ในแท็บเก่า</textarea>" in answer.content.decode()
    assert _whole(entry)


@pytest.mark.parametrize(
    "told",
    [
        ("th", "เลยกำหนดเวลาแล้ว", "หมดเวลาแล้วเมื่อวันที่ 10 ธันวาคม 2569 เวลา 10.00 น. ระบบไม่ได้บันทึก"),
        ("en", "This came too late", "The time for this ended on 10 December 2026, 10:00. Nothing was saved."),
    ],
)
@pytest.mark.parametrize("late", [dt.timedelta(0), SECOND])
def test_one_second_late_nothing_is_saved_and_what_was_typed_can_be_copied(world: World, entry, now, told, late):
    language, title, said = told
    now.move_to(world.edition.closes_at + late)
    client = browser(world.person, language)
    fields = {"version": 1, "problem": "พิมพ์ไว้ <b>ทั้งคืน</b>", "problem_cause": "อีกข้อ"}
    answer = client.post(_section(entry, "problem"), fields)
    page = words(answer)
    assert answer.status_code == 403
    assert title in page
    assert said in page
    assert "พิมพ์ไว้ <b>ทั้งคืน</b>" in page
    assert "อีกข้อ" in page
    autosaved = client.post(_section(entry, "problem"), fields, headers=AUTOSAVE)
    assert (autosaved.status_code, autosaved.json()) == (403, {"message": said})
    entry.refresh_from_db()
    assert (entry.version, entry.answers) == (1, {"project_title": "ระบบน้ำดี"})
    now.move_to(world.edition.closes_at - SECOND)
    assert client.post(_section(entry, "problem"), fields).status_code == 302  # one second early is in time


PAGES = [
    "", "eligibility/", "sections/problem/", "files/", "submission-form/", "submission-form.docx",
    "submission-form.pdf", "check/", "submit/", "survey/", "confirm/", "done/", "send-back/", "reopen/", "withdraw/",
    "self-check/", "correction/", "question/",
]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("state", ["draft", "submitted", "confirmed"])
def test_another_organisations_entry_does_not_exist(world: World, page, state):
    make = {"draft": filled_entry, "submitted": submitted_entry, "confirmed": confirmed_entry}[state]
    make(world.edition, world.office, world.person)
    entry = Entry.objects.get()
    before = Entry.objects.values().get()
    stranger = make_person("คนอื่น", make_organisation("อบต.อื่น"))
    for language, said in (("th", "ไม่พบ"), ("en", "not")):
        client = browser(stranger, language)
        for answer in (
            client.get(f"/my/entries/{entry.id}/{page}"),
            client.post(f"/my/entries/{entry.id}/{page}", {"reason": "ก"}),
        ):
            assert answer.status_code == 404
            assert said in words(answer)
            assert "ระบบน้ำดี" not in answer.content.decode()
    assert Entry.objects.values().get() == before


def test_an_id_that_is_none(world: World):
    for odd in ("0", "../../etc", "ก", "x" * 300, "%00", "' OR 1=1 --"):
        assert world.client.get(f"/my/entries/{odd}/").status_code == 404


@pytest.mark.parametrize(("language", "said"), [("th", "ระบบอ่านคำขอไม่ได้"), ("en", "The request could not be read")])
def test_thousands_of_fields(world: World, entry, language, said):
    fields = {f"data_sets-{number}-name": "ก" for number in range(2500)}
    answer = browser(world.person, language).post(_section(entry, "open_data"), {"version": 1, **fields})
    assert answer.status_code == 400
    assert said in words(answer)
    assert _whole(entry)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "กรอกไว้ 100 รายการ รับได้ไม่เกิน 20 รายการ กรุณาลบออกบางรายการ"),
        ("en", "There are 100 items; at most 20 are accepted. Please remove some."),
    ],
)
def test_more_rows_than_the_question_takes_are_kept_and_told(world: World, entry, language, said):
    fields = {f"data_sets-{number}-name": f"ชุดที่ {number}" for number in range(100)}
    answer = browser(world.person, language).post(_section(entry, "open_data"), {"version": 1, **fields}, follow=True)
    assert words(answer).count(said) == 2
    entry.refresh_from_db()
    assert len(entry.answers["data_sets"]) == 100


def test_a_body_beyond_all_measure(world: World, entry):
    for language, said in (("th", "ใหญ่เกินไป"), ("en", "too large")):
        answer = browser(world.person, language).post(
            _section(entry, "problem"), {"version": 1, "problem": "ก" * 1_200_000}
        )
        assert answer.status_code in (400, 413)
        assert said in words(answer)
    assert _whole(entry)


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/xml", "multipart/form-data"])
@pytest.mark.parametrize("body", [b"", b'{"problem": "x"}', b"\xff\xfe\x00", b"--x"])
def test_a_wrong_content_type_changes_nothing(world: World, entry, kind, body):
    answer = world.client.post(_section(entry, "problem"), body, content_type=kind)
    assert answer.status_code in (302, 400)
    assert _whole(entry)
    assert entry.version == 1


@pytest.mark.parametrize(("language", "said"), [("th", "แบบฟอร์ม"), ("en", "form")])
@pytest.mark.parametrize("page", ["sections/problem/", "submit/", "files/", "withdraw/"])
def test_without_the_protection_against_forgery_nothing_is_changed(world: World, language, said, page):
    entry = filled_entry(world.edition, world.office, world.person)
    before = Entry.objects.values().get()
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.person)
    client.cookies["rangwan_language"] = language
    answer = client.post(f"/my/entries/{entry.id}/{page}", {"version": 1, "problem": "ก", "reason": "ก"})
    assert answer.status_code == 403
    assert said in words(answer)
    assert Entry.objects.values().get() == before


@pytest.mark.parametrize("version", ["", "abc", "-1", "999999999999", "0", "๑", "1.5"])
def test_a_version_that_is_none_overwrites_nothing(world: World, entry, version):
    actions.save_answers(entry=entry, answers={"problem": "เดิม"}, base_version=1, acting=world.person, now=NOW)
    world.client.post(_section(entry, "problem"), {"version": version, "problem": "ทับ"})
    entry.refresh_from_db()
    assert entry.answers["problem"] == "เดิม"
    assert _whole(entry)


def test_every_question_takes_nonsense_without_a_fault_and_keeps_it(world: World, entry):
    """Whatever is posted into any field: an answer in words, the typed text stored, and every page still opens."""
    nonsense = "\u202e<ฟฟฟ>\ud83d\ude00'\";--%s{{x}}"
    nonsense = nonsense.encode("utf-16", "surrogatepass").decode("utf-16")
    form = definition_of(entry.definition_id).form
    for section in form.sections:
        names = set(re.findall(r'name="([^"]+)"', world.client.get(_section(entry, section.key)).content.decode()))
        entry.refresh_from_db()
        fields = dict.fromkeys(names - {"csrfmiddlewaretoken", "asked", "version", "to_list"}, nonsense)
        answer = world.client.post(_section(entry, section.key), {**fields, "version": entry.version}, follow=True)
        assert answer.status_code == 200, section.key
        entry.refresh_from_db()
        for question in section.questions:
            if question.type in ("text", "longtext", "number", "date", "year", "email", "phone", "url"):
                assert entry.answers[question.key] == nonsense, question.key
            elif question.type != "yesno":
                assert not is_empty(question, entry.answers.get(question.key)), question.key
    for page in ("", "check/", "eligibility/", "submission-form/", "submission-form.docx"):
        assert world.client.get(f"/my/entries/{entry.id}/{page}").status_code == 200
    assert world.client.post(f"/my/entries/{entry.id}/submit/").status_code == 422
    assert _whole(entry)


HOSTILE_FILES = [
    ("a program named .pptx", "presentation", "นำเสนอ.pptx", b"MZ" + b"\0" * 500),
    ("a web page named .pdf", "submission_form", "ใบส่ง.pdf", b"<!doctype html><html><body>x</body></html>"),
    ("an empty file", "submission_form", "ว่าง.pdf", b""),
]


@pytest.mark.parametrize("case", HOSTILE_FILES, ids=[case[0] for case in HOSTILE_FILES])
@pytest.mark.parametrize("language", ["th", "en"])
def test_a_file_that_is_refused_is_refused_beside_its_slot_and_leaves_nothing(world: World, entry, case, language):
    _what, kind, name, content = case
    client = browser(world.person, language)
    answer = client.post(f"/my/entries/{entry.id}/files/", {"kind": kind, "file": upload(name, content)})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words(answer).count(name) == 2  # in the summary and beside the slot
    assert f'id="file-{kind}-error"' in html
    assert f'href="#file-{kind}"' in html
    assert (StoredFile.objects.count(), Attachment.objects.count()) == (0, 0)
