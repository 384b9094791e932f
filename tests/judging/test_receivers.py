"""Who is told what about judging, in both languages, once."""

from __future__ import annotations

from django.test import TestCase

from rangwan.entries.actions import withdraw_entry
from rangwan.judging import actions, receivers
from rangwan.kernel.models import Event
from rangwan.notices.models import Message
from tests.builders import NOW, assignment, finished_sheet, pack
from tests.judging.conftest import World

ROUND = pack().rounds[0].key


def test_every_judge_with_new_sheets_gets_one_mail_that_names_them(world: World):
    assignment(world.entries[0], world.judge)
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.assign_by_lot(
            edition=world.edition, round_key=ROUND, per_entry=3, acting=world.staff.chair, now=NOW, seed=1
        )
    mails = Message.objects.filter(kind="judging.assigned")
    assert {mail.to_person for mail in mails} == set(world.staff.judges)
    both = mails.get(to_person=world.staff.judges[1])
    assert (both.subject, both.body_text.count("T0001 โครงการที่ 1")) == ("มีผลงานให้ท่านตัดสิน 2 เรื่อง", 2)
    assert "These entries are yours to judge:" in both.body_text
    receivers.tell_judges(Event.objects.get(kind="judging.assigned"), NOW)
    assert mails.count() == 3


def test_chair_and_organiser_hear_of_a_judge_who_steps_back(world: World):
    sheet = assignment(world.entry, world.judge)
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.recuse(assignment=sheet, reason="other", note="เคยเป็นที่ปรึกษา", acting=world.judge, now=NOW)
    mails = Message.objects.filter(kind="judging.recused")
    assert {mail.to_person for mail in mails} == {world.staff.chair, world.staff.organiser}
    assert "เหตุผลอื่น (โปรดระบุ) – เคยเป็นที่ปรึกษา" in mails[0].body_text


def test_who_was_not_done_hears_that_the_entry_left(world: World):
    assignment(world.entry, world.judge)
    finished_sheet(world.entry, world.staff.judges[1])
    with TestCase.captureOnCommitCallbacks(execute=True):
        withdraw_entry(entry=world.entry, reason="ยุติโครงการ", acting=world.entry.coordinator, now=NOW)
    mail = Message.objects.get(kind="judging.left")
    assert (mail.to_person, mail.subject) == (world.judge, "ไม่ต้องตัดสินแล้ว: T0001 โครงการที่ 1")
