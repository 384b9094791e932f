"""Mails about notes of correction and disqualifications: to whom, in both languages, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine

from rangwan.entries import actions
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.kernel import events
from rangwan.kernel.models import Delivery
from rangwan.notices.models import Message
from tests.builders import NOW, Committee, bare_entry, make_committee, make_edition, member

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def staff() -> Committee:
    return make_committee(make_edition(), judges=1)


@pytest.fixture
def entry(staff: Committee) -> Entry:
    return bare_entry(staff.organiser.appointments.get().edition, State.ELIGIBLE)


def mails(kind: str) -> list[Message]:
    """Deliver everything twice and return the mails of this kind."""
    events.deliver_pending(LATER)
    Delivery.objects.update(done_at=None)
    events.deliver_pending(LATER)
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def test_a_note_reaches_organisers_and_screeners_who_do_not_take_part(staff: Committee, entry: Entry):
    member(staff.second, entry.organisation)
    actions.add_correction_note(entry=entry, question="problem", text="1,200 คน", acting=entry.coordinator, now=NOW)
    sent = mails("entry.correction_noted")
    assert sorted(str(mail.to_person) for mail in sent) == sorted(map(str, (staff.organiser, staff.screener)))
    assert sent[0].subject == "หมายเหตุแก้ข้อเท็จจริง: T0001 โครงการที่ 1"
    said = ("1,200 คน", f"/office/{entry.edition.slug}/entries/{entry.id}/", "corrects a factual error")
    assert [text for text in said if text not in sent[0].body_text] == []


def test_a_proposal_asks_the_others_and_the_end_is_told_to_the_coordinator(staff: Committee, entry: Entry):
    actions.propose_disqualification(entry=entry, breach="ผลงานผู้อื่น", acting=staff.screener, now=NOW)
    asked = mails("entry.disqualification_proposed")
    assert {mail.to_person for mail in asked} == {staff.organiser, staff.second, staff.chair}
    assert len(asked) == 3
    assert mails("entry.disqualified") == []
    actions.second_disqualification(entry=entry, agree=True, acting=staff.chair, now=NOW)
    [told] = mails("entry.disqualified")
    assert (told.to_person, told.subject) == (entry.coordinator, "ถูกตัดสิทธิ์: T0001 โครงการที่ 1")
    said = ("ผลงานผู้อื่น", "is disqualified", f"/my/entries/{entry.id}/")
    assert [text for text in said if text not in told.body_text] == []
    names = [staff.screener.name, staff.chair.name]
    assert [name for name in names if name in told.body_text] == []
