"""Papers: the submission form carries the answers and no tick; the receipt carries what was received."""

from __future__ import annotations

import pytest

from rangwan.documents.submission_form import FormCode, FormField, submission_form_docx
from rangwan.entries import actions, paper
from rangwan.entries.rules import answers_digest
from tests.builders import NOW, confirmed_entry, draft_entry, make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    office = make_organisation()
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


def test_filled_in_as_far_as_the_answers_go(entry):
    answers = {"signatory_name": "นายสมชาย รักถิ่น", "signatory_position": "นายกเทศมนตรี", "office_amphoe": "อู่ทอง"}
    actions.save_answers(entry=entry, answers=answers, base_version=1, acting=entry.coordinator, now=NOW)
    entry.refresh_from_db()
    form = paper.submission_form(entry, "th", printed_at=NOW)
    assert form.fields == (
        FormField("ข้าพเจ้า", "นายสมชาย รักถิ่น"),
        FormField("ตำแหน่ง", "นายกเทศมนตรี"),
        FormField("สังกัดหน่วยงาน", "เทศบาลเมืองทดสอบ"),
        FormField("ตำบล", ""),
        FormField("อำเภอ", "อู่ทอง"),
        FormField("จังหวัด", ""),
    )
    assert (form.project_title, form.printed_name, form.position) == ("ระบบน้ำดี", "นายสมชาย รักถิ่น", "นายกเทศมนตรี")
    assert (len(form.consents), len(form.authority)) == (4, 3)
    assert submission_form_docx(form)[:2] == b"PK"


def test_no_box_is_ticked_by_us(entry):
    form = paper.submission_form(entry, "th", printed_at=NOW)
    words = " ".join((*form.consents, *form.authority))
    assert [mark for mark in "☑☒✓✔✗✘✅" if mark in words] == []


def test_the_code_says_which_answers_were_printed(entry):
    digest = answers_digest(entry.answers)
    form = paper.submission_form(entry, "th", printed_at=NOW)
    assert form.code == FormCode(
        f"http://127.0.0.1:8000/my/entries/{entry.id}/signed-form/?v=1&d={digest[:32]}",
        ("ฉบับที่ 1", "พิมพ์เมื่อ 20 พ.ย. 2569", digest[:16]),
    )
    actions.save_answers(entry=entry, answers={"problem": "ก"}, base_version=1, acting=entry.coordinator, now=NOW)
    entry.refresh_from_db()
    later = paper.submission_form(entry, "en", printed_at=NOW).code
    assert later is not None
    assert later.lines[:2] == ("Version 2", "Printed 20 Nov 2026")
    assert later.address != form.code.address


def test_the_receipt_in_both_languages():
    office = make_organisation()
    receipt = confirmed_entry(make_edition(), office, make_person("สมชาย", office))
    thai, english = paper.receipt_document(receipt, "th"), paper.receipt_document(receipt, "en")
    assert (thai.reference, english.reference) == ("DLG2564-0001", "DLG2564-0001")
    assert (thai.received_at, english.received_at) == ("20 พฤศจิกายน 2569 เวลา 10.00 น.", "20 November 2026, 10:00")
    assert [(file.name, file.size, file.sha256) for file in thai.files] == [
        (file["name"], file["size"], file["sha256"]) for file in receipt.files
    ]
