"""What the coordinator is told about screening, in both languages, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import TestCase

from rangwan.kernel import events
from rangwan.kernel.models import Delivery, Event
from rangwan.notices.models import Message
from rangwan.programmes.models import Appointment
from rangwan.screening import actions, receivers
from rangwan.screening.actions import answer_clarification, ask_clarification, withdraw_clarification
from rangwan.screening.rules import Verdict
from tests.builders import NOW, all_in_order
from tests.screening.conftest import World

LATER = NOW + dt.timedelta(days=4)


def _told(kind: str) -> Message:
    return Message.objects.get(kind=kind)


def test_eligible(world: World):
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.screen_entry(
            entry=world.entry, verdict=Verdict.ELIGIBLE, findings=all_in_order(world.entry), now=NOW,
            acting=world.staff.screener,
        )  # fmt: skip
    mail = _told("screening.eligible")
    assert (mail.to_person, mail.subject) == (world.entry.coordinator, "ผ่านการตรวจคุณสมบัติ: T0001 โครงการที่ 1")
    assert "The entry is eligible and complete." in mail.body_text


def test_ineligible_says_what_was_not_in_order_and_taking_it_back_says_so(world: World):
    findings = all_in_order(world.entry) | {"seal": {"ok": False, "note": "ไม่มีตราประทับ"}}
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.screen_entry(
            entry=world.entry, verdict=Verdict.INELIGIBLE, findings=findings, acting=world.staff.screener, now=NOW
        )
    assert Message.objects.count() == 0
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.second_verdict(entry=world.entry, agree=True, acting=world.staff.second, now=NOW)
    body = _told("screening.ineligible").body_text
    assert "- มีตราประทับของหน่วยงาน: ไม่มีตราประทับ" in body
    assert "- It bears the organisation's seal: ไม่มีตราประทับ" in body
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.revoke_ineligible(entry=world.entry, reason="พบตรา", acting=world.staff.organiser, now=NOW)
    assert "It is being screened again." in _told("screening.revoke").body_text


@pytest.mark.parametrize("times", [1, 2])
def test_a_second_delivery_writes_nothing_new(world: World, times: int):
    actions.screen_entry(
        entry=world.entry, verdict=Verdict.ELIGIBLE, findings=all_in_order(world.entry), acting=world.staff.screener,
        now=NOW,
    )  # fmt: skip
    event = Event.objects.get(kind="entry.eligible")
    for _ in range(times):
        receivers.tell_eligible(event, NOW)
    assert Message.objects.filter(kind="screening.eligible").count() == 1


def test_going_on_without_a_correction(world: World):
    due = NOW + dt.timedelta(days=3)
    actions.screen_entry(
        entry=world.entry, verdict=Verdict.RETURN, findings={}, parts=["file:submission_form"], due=due,
        acting=world.staff.screener, now=NOW,
    )  # fmt: skip
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.take_back(entry=world.entry, acting=world.staff.screener, now=LATER)
    assert "หมดเวลาแก้ไขแล้ว" in _told("screening.end_return").body_text


def _mails(kind: str) -> list[Message]:
    for _ in range(2):
        events.deliver_pending(NOW + dt.timedelta(days=1))
        Delivery.objects.update(done_at=None)
    return list(Message.objects.filter(kind=f"screening.clarification_{kind}").order_by("pk"))


def test_a_question_and_its_answer_go_to_and_fro(world: World):
    entry, screener = world.entry, world.staff.screener
    due = dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC)
    asked = ask_clarification(entry=entry, question="ใช้จริงเมื่อใด", due=due, acting=screener, now=NOW)
    [mail] = _mails("asked")
    assert (mail.to_person, mail.subject) == (entry.coordinator, "เจ้าหน้าที่สอบถามเกี่ยวกับโครงการของท่าน: โครงการที่ 1")
    said = ("ใช้จริงเมื่อใด", f"/my/clarifications/{asked.id}/", "1 ธันวาคม 2569 เวลา 24.00 น.", "1 December 2026")
    assert [text for text in said if text not in mail.body_text] == []
    answer_clarification(clarification=asked, answer="ปีก่อน", acting=entry.coordinator, now=NOW)
    [answered] = _mails("answered")
    assert answered.to_person == screener
    told = ("ใช้จริงเมื่อใด", "ปีก่อน", f"/office/{world.edition.slug}/screening/{entry.id}/")
    assert [text for text in told if text not in answered.body_text] == []


def test_an_answer_reaches_the_organisers_where_who_asked_screens_no_more(world: World):
    entry, screener = world.entry, world.staff.screener
    asked = ask_clarification(entry=entry, question="?", due=NOW + dt.timedelta(days=1), acting=screener, now=NOW)
    Appointment.objects.filter(person=screener).update(ended_at=NOW)
    answer_clarification(clarification=asked, answer="!", acting=entry.coordinator, now=NOW)
    assert [mail.to_person for mail in _mails("answered")] == [world.staff.organiser]


def test_a_withdrawn_question_is_told(world: World):
    asked = ask_clarification(
        entry=world.entry, question="?", due=NOW + dt.timedelta(days=1), acting=world.staff.screener, now=NOW
    )
    withdraw_clarification(clarification=asked, acting=world.staff.second, now=NOW)
    [mail] = _mails("withdrawn")
    assert (mail.to_person, mail.subject) == (world.entry.coordinator, "ไม่ต้องตอบแล้ว: โครงการที่ 1")
