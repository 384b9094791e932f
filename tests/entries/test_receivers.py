"""Mails to the coordinator: one for each thing that happened, in both languages, with the facts in it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import TestCase

from rangwan.entries import actions, receivers
from rangwan.entries.rules import Act
from rangwan.kernel.models import Event
from rangwan.notices.models import Message
from rangwan.programmes.models import Appointment
from tests.builders import NOW, appointed, confirmed_entry, draft_entry, make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt():
    office = make_organisation()
    with TestCase.captureOnCommitCallbacks(execute=True):
        return confirmed_entry(make_edition(), office, make_person("สมชาย", office))


def _mails(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("created_at", "pk"))


def test_the_receipt_by_mail(receipt):
    (mail,) = _mails("entry.confirmed")
    assert (mail.to_address, mail.subject) == (receipt.entry.coordinator.email, "ได้รับแล้ว: DLG2564-0001 ระบบน้ำดี")
    for fact in (
        "เราได้รับโครงการ “ระบบน้ำดี” ของเทศบาลเมืองทดสอบ แล้ว",
        "เลขอ้างอิง: DLG2564-0001",
        "วันเวลาที่ได้รับ: 20 พฤศจิกายน 2569 เวลา 10.00 น.",
        "Reference: DLG2564-0001",
        "Received: 20 November 2026, 10:00",
        f"http://127.0.0.1:8000/my/entries/{receipt.entry_id}/",
        "02-6126060",
        *(file["name"] for file in receipt.files),
        *(f"SHA-256 {file['sha256']}" for file in receipt.files),
    ):
        assert fact in mail.body_text, fact


def test_an_english_reader_has_english_first():
    office = make_organisation()
    person = make_person("Somchai", office)
    person.language = "en"
    person.save()
    with TestCase.captureOnCommitCallbacks(execute=True):
        confirmed_entry(make_edition(), office, person)
    (mail,) = _mails("entry.confirmed")
    assert mail.subject == "Received: DLG2564-0001 ระบบน้ำดี"
    assert mail.body_text.index("Reference: DLG2564-0001") < mail.body_text.index("เลขอ้างอิง: DLG2564-0001")


def test_an_event_received_twice_writes_one_mail(receipt):
    event = Event.objects.get(kind="entry.confirmed")
    receivers.tell_received(event, NOW)
    assert len(_mails("entry.confirmed")) == 1


def test_returned_with_parts_note_and_date_and_sent_back_with_a_new_receipt(receipt):
    entry = receipt.entry
    screener = appointed("ผู้ตรวจ", entry.edition, Appointment.Role.SCREENER)
    due = dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC)
    with TestCase.captureOnCommitCallbacks(execute=True):
        entry = actions.return_entry(
            entry=entry, parts=["coordinator", "file:submission_form"], note="ไม่มีตราประทับ", due=due, acting=screener,
            now=NOW,
        )  # fmt: skip
    (mail,) = _mails("entry.returned")
    assert mail.subject == "โปรดแก้ไข: DLG2564-0001 ระบบน้ำดี"
    for fact in (
        "- ผู้ติดต่อประสานงาน\n- ใบส่งโครงการที่ลงนามและประทับตราแล้ว",
        "หมายเหตุจากเจ้าหน้าที่: ไม่มีตราประทับ",
        "โปรดส่งกลับภายในวันที่ 1 ธันวาคม 2569 เวลา 24.00 น.",
        "Please send it back before 1 December 2026, 24:00.",
    ):
        assert fact in mail.body_text, fact
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.answer_return(entry=entry, acting=entry.coordinator, now=NOW + dt.timedelta(hours=1))
    assert len(_mails("entry.confirmed")) == 2
    assert "20 พฤศจิกายน 2569 เวลา 11.00 น." in _mails("entry.confirmed")[1].body_text


def test_reopened_after_the_confirmation_warns(receipt):
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.reopen_entry(entry=receipt.entry, acting=receipt.entry.coordinator, now=NOW)
    (mail,) = _mails("entry.draft")
    assert mail.subject == "เปิดแก้ไข: DLG2564-0001 ระบบน้ำดี"
    assert "ท่านต้องส่งและยืนยันอีกครั้งก่อนวันที่ 10 ธันวาคม 2569 เวลา 10.00 น. มิฉะนั้นจะไม่ถือว่าส่งแล้ว" in mail.body_text


def test_reopened_before_the_confirmation_says_nothing():
    office, edition = make_organisation(), make_edition()
    person = make_person("สมชาย", office)
    entry = draft_entry(edition, office, person)
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.move_entry(entry=entry, act=Act.SUBMIT, acting=person, now=NOW)
        actions.reopen_entry(entry=entry, acting=person, now=NOW)
    assert _mails("entry.draft") == []


def test_withdrawn_with_its_reason(receipt):
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.withdraw_entry(entry=receipt.entry, reason="ปิดระบบ", acting=receipt.entry.coordinator, now=NOW)
    (mail,) = _mails("entry.withdrawn")
    assert mail.subject == "ถอนแล้ว: ระบบน้ำดี"
    assert "เหตุผลที่ให้ไว้: ปิดระบบ" in mail.body_text


def test_a_verdict_taken_back_by_staff_is_no_new_receipt(receipt):
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.move_entry(entry=receipt.entry, act=Act.REJECT, acting=None, now=NOW)
        actions.move_entry(entry=receipt.entry, act=Act.REVOKE, acting=None, now=NOW)
    assert len(_mails("entry.confirmed")) == 1


def test_a_title_with_line_breaks_cannot_forge_a_header():
    office, edition = make_organisation(), make_edition()
    person = make_person("สมชาย", office)
    entry = draft_entry(edition, office, person, title="ก\nBcc: somebody@example.org")
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.withdraw_entry(entry=entry, reason="ทดสอบ", acting=person, now=NOW)
    (mail,) = _mails("entry.withdrawn")
    assert mail.subject == "ถอนแล้ว: ก Bcc: somebody@example.org"
