"""On the day of the release winners and others each get their own words, in both languages, once."""

from __future__ import annotations

from django.test import TestCase

from rangwan.kernel.models import Event
from rangwan.notices.models import Message
from rangwan.results import receivers
from rangwan.results.actions import release_results
from tests.builders import NOW
from tests.results.conftest import World
from tests.results.test_actions import decide


def test_everybody_in_the_running_is_told(world: World):
    decide(world)
    assert Message.objects.filter(kind__startswith="result.").count() == 0
    with TestCase.captureOnCommitCallbacks(execute=True):
        release_results(edition=world.edition, acting=world.staff.chair, now=NOW)
    mails = Message.objects.filter(kind__startswith="result.").order_by("subject")
    assert [(mail.to_person, mail.subject) for mail in mails] == [
        (world.entry.coordinator, "ขอแสดงความยินดี: T0001 โครงการที่ 1"),
        (world.entries[1].coordinator, "ผลการประกวด: T0002 โครงการที่ 2"),
        (world.entries[2].coordinator, "ผลการประกวด: T0003 โครงการที่ 3"),
    ]
    assert "Congratulations. We will contact you about the prize." in mails[0].body_text
    assert "ยังไม่ได้รับรางวัลในครั้งนี้" in mails[1].body_text
    assert "60" not in mails[1].body_text.replace("6060", "")
    receivers.tell_entrants(Event.objects.get(kind="edition.released"), NOW)
    assert mails.count() == 3


def test_one_coordinator_with_two_entries_gets_two_mails(world: World):
    for entry in world.entries:
        entry.coordinator = world.entry.coordinator
        entry.save()
    decide(world)
    with TestCase.captureOnCommitCallbacks(execute=True):
        release_results(edition=world.edition, acting=world.staff.chair, now=NOW)
    assert Message.objects.filter(kind__startswith="result.", to_person=world.entry.coordinator).count() == 3
