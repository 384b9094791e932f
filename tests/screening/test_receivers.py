"""What the coordinator is told about screening, in both languages, once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import TestCase

from rangwan.kernel.models import Event
from rangwan.notices.models import Message
from rangwan.screening import actions, receivers
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
