"""A file in pieces goes into its slot by the rules of any other file; what its slot refuses at the end is not lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from rangwan.accounts.models import Person
from rangwan.entries import actions, queries
from rangwan.entries.models import Attachment, Entry, TeamMember
from rangwan.entries.rules import TeamRole
from rangwan.files.models import Upload
from rangwan.files.protocol import Creation
from rangwan.files.refusal import UploadRefused
from rangwan.kernel import audit
from rangwan.kernel.models import AuditRow
from rangwan.programmes.queries import definition_of
from tests.builders import NOW, attach, draft_entry, make_edition, make_organisation, make_person, small_file
from tests.files.pieces import piece


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.RANGWAN_FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def entry(db: None) -> Entry:
    edition, office = make_edition(), make_organisation()
    return draft_entry(edition, office, make_person("สมชาย", office))


def _begin(entry: Entry, acting: Person, kind: str = "evidence", length: int = 0, **said: str) -> str:
    metadata = {"filename": "ภาพ น้ำ.jpg", "kind": kind, **said}
    asked = Creation(length or len(small_file("jpg")), metadata)
    return actions.begin_upload(entry=entry, asked=asked, acting=acting, now=NOW).id


def _send(entry: Entry, upload_id: str, data: bytes, offset: int, acting: Person) -> queries.UploadItem:
    sent = piece(data, offset)
    return actions.continue_upload(entry=entry, upload_id=upload_id, piece=sent, acting=acting, now=NOW)


def _code(kind: type[Exception], act: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(kind) as refused:
        act(*given, **named)
    error: Any = refused.value
    return str(error.code)


def test_the_last_piece_puts_the_file_into_its_slot(entry: Entry):
    photo, person = small_file("jpg"), entry.coordinator
    upload = _begin(entry, person)
    first = _send(entry, upload, photo[:100], 0, person)
    assert (first.state, first.received, first.file_id) == ("open", 100, None)
    assert [item.id for item in queries.uploads_under_way(person, entry, NOW)] == [upload]
    last = _send(entry, upload, photo[100:], 100, person)
    assert (last.state, last.received) == ("finished", len(photo))
    file = queries.file_of_upload(entry, last)
    assert file is not None
    assert (file.name, file.kind, file.stored.uploaded_by) == ("ภาพ น้ำ.jpg", "evidence", person)
    assert queries.uploads_under_way(person, entry, NOW) == []
    acts = [row.act for row in AuditRow.objects.order_by("number")][-2:]
    assert acts == ["file.received", "entry.file_attached"]
    assert audit.verify() == []


def test_put_in_once_however_often_it_is_asked(entry: Entry):
    photo, person = small_file("jpg"), entry.coordinator
    upload = _begin(entry, person)
    _send(entry, upload, photo, 0, person)
    again = actions.add_uploaded(entry=entry, upload_id=upload, acting=person, now=NOW + dt.timedelta(days=60))
    assert (again.state, Attachment.objects.count()) == ("finished", 1)
    assert _send(entry, upload, b"", len(photo), person).state == "finished"


def test_a_slot_for_one_file_gives_up_the_one_it_had(entry: Entry):
    before = attach(entry, "presentation", "เดิม.pptx")
    deck, person = small_file("pptx"), entry.coordinator
    upload = _begin(entry, person, "presentation", len(deck), filename="ใหม่.pptx")
    _send(entry, upload, deck, 0, person)
    before.refresh_from_db()
    assert (before.removed_at, [item.name for item in queries.files_of(entry)]) == (NOW, ["ใหม่.pptx"])


def test_a_slot_that_became_full_meanwhile_keeps_the_bytes(entry: Entry):
    photo, person = small_file("jpg"), entry.coordinator
    slot = definition_of(entry.definition_id).form.file_slot("evidence")
    assert slot is not None
    upload = _begin(entry, person)
    for number in range(slot.max_files):
        attach(entry, "evidence", f"{number}.jpg")
    assert _code(actions.FileNotWanted, _send, entry, upload, photo, 0, person) == "full"
    as_it_stands = actions.upload_as_it_stands(entry=entry, upload_id=upload, acting=person, now=NOW)
    assert (as_it_stands.state, as_it_stands.received) == ("open", len(photo))
    leaving = queries.files_of(entry)[0]
    actions.remove_file(entry=entry, attachment_id=leaving.id, acting=person, now=NOW)
    assert _send(entry, upload, b"", len(photo), person).state == "finished"


def test_a_colleague_who_writes_sends_a_file_and_stops_when_no_longer_in_the_team(entry: Entry):
    colleague = make_person("เพื่อนร่วมงาน", entry.organisation)
    with pytest.raises(actions.NotAllowed):
        _begin(entry, colleague)
    place = TeamMember.objects.create(
        entry=entry, person=colleague, role=TeamRole.EDIT, since=NOW, added_by=entry.coordinator
    )
    upload = _begin(entry, colleague)
    _send(entry, upload, small_file("jpg")[:50], 0, colleague)
    assert _code(UploadRefused, _send, entry, upload, b"x", 50, entry.coordinator) == "unknown"
    place.ended_at = NOW
    place.save()
    with pytest.raises(actions.NotAllowed):
        _send(entry, upload, small_file("jpg")[50:], 50, colleague)


def test_in_a_returned_entry_only_the_files_that_were_asked_for(entry: Entry):
    Entry.objects.filter(pk=entry.pk).update(
        state="returned", reference="T1", return_parts=["file:evidence"], return_due=NOW + dt.timedelta(days=2)
    )
    _begin(entry, entry.coordinator)
    with pytest.raises(actions.NotTheParts):
        _begin(entry, entry.coordinator, "presentation")


def test_the_date_for_a_correction_passes_meanwhile(entry: Entry):
    person = entry.coordinator
    due = NOW + dt.timedelta(hours=1)
    Entry.objects.filter(pk=entry.pk).update(
        state="returned", reference="T1", return_parts=["file:evidence"], return_due=due
    )
    upload = _begin(entry, person)
    with pytest.raises(actions.UploadTooLate) as late:
        actions.continue_upload(entry=entry, upload_id=upload, piece=piece(small_file("jpg")), acting=person, now=due)
    assert (late.value.closed_at, Attachment.objects.count()) == (due, 0)


def test_given_up(entry: Entry):
    upload = _begin(entry, entry.coordinator)
    stranger = make_person("คนอื่น")
    assert _code(UploadRefused, actions.drop_upload, entry=entry, upload_id=upload, acting=stranger) == "unknown"
    actions.drop_upload(entry=entry, upload_id=upload, acting=entry.coordinator)
    assert Upload.objects.count() == 0
