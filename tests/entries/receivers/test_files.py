"""The mail about a file that a check refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase

from rangwan.entries.models import Entry
from rangwan.entries.queries import problems_before_sending
from rangwan.entries.rules import State
from rangwan.files.actions import refuse_file
from rangwan.files.models import StoredFile
from rangwan.files.refusal import Refused
from rangwan.kernel.models import Event
from rangwan.notices.models import Message
from tests.builders import NOW, attach, filled_entry, make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db
VIRUS = Refused("infected", {"signature": "Win.Test"})


@pytest.fixture
def entry(settings: Any, tmp_path: Any) -> Entry:
    """A draft that can be sent."""
    settings.RANGWAN_FILES_DIR = tmp_path
    office = make_organisation()
    return filled_entry(make_edition(), office, make_person("สมชาย", office))


def _refuse(stored: StoredFile) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        refuse_file(file_id=stored.id, refusal=VIRUS, now=NOW)


def _mails() -> list[Message]:
    return list(Message.objects.filter(kind="file.refused"))


def test_the_coordinator_is_told_what_is_wrong_and_what_to_do(entry: Entry):
    _refuse(attach(entry, "presentation", "นำเสนอ น้ำ.pptx").file)

    (mail,) = _mails()

    assert mail.to_address == entry.coordinator.email
    assert mail.subject == "เปิดไฟล์ไม่ได้: นำเสนอ น้ำ.pptx (ระบบน้ำดี)"
    for fact in (
        "ผลงาน “ระบบน้ำดี” มีไฟล์ที่เปิดไม่ได้",
        "ไฟล์ นำเสนอ น้ำ.pptx มีไวรัส (Win.Test)",
        "ท่านส่งไฟล์ใหม่แทนได้",
        "นำเสนอ น้ำ.pptx carries a virus (Win.Test)",
        "You can send another file in its place.",
        f"http://127.0.0.1:8000/my/entries/{entry.id}/files/",
    ):
        assert fact in mail.body_text, fact


def test_of_an_entry_that_was_sent_it_says_that_it_is_to_be_reopened(entry: Entry):
    stored = attach(entry, "presentation", "นำเสนอ.pptx").file
    Entry.objects.filter(pk=entry.pk).update(state=State.SUBMITTED)
    _refuse(stored)
    (mail,) = _mails()
    assert "Before the closing time, reopen the entry to send another file" in mail.body_text
    assert f"/my/entries/{entry.id}/files/" not in mail.body_text


def test_a_file_that_was_taken_out_is_nobodys_worry(entry: Entry):
    attachment = attach(entry, "presentation", "นำเสนอ.pptx")
    attach(entry, "presentation", "นำเสนอใหม่.pptx")  # takes its place
    _refuse(attachment.file)
    assert _mails() == []


def test_an_event_received_twice_writes_one_mail(entry: Entry):
    from rangwan.entries.receivers.files import tell_refused

    _refuse(attach(entry, "presentation", "นำเสนอ.pptx").file)
    tell_refused(Event.objects.get(kind="file.refused"), NOW)
    assert len(_mails()) == 1


def test_a_refused_file_is_among_the_problems_of_its_entry(entry: Entry):
    attachment = attach(entry, "presentation", "นำเสนอ.pptx")
    assert problems_before_sending(entry, NOW) == []
    _refuse(attachment.file)
    (problem,) = problems_before_sending(entry, NOW)
    assert (problem.key, problem.code) == ("file:presentation", "file_refused")
    assert problem.params == {"name": "นำเสนอ.pptx", "signature": "Win.Test", "code": "infected"}
