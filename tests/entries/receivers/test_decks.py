"""A presentation is read by the worker as soon as it may be opened."""

from __future__ import annotations

import pytest

from rangwan.entries.models import DeckReading, Entry
from rangwan.entries.receivers.decks import read_cleared_deck, read_deck_that_came, read_drawn_deck
from rangwan.files.models import Preview, PreviewPage, StoredFile
from rangwan.kernel.models import AuditRow, Delivery, Event
from tests.builders import NOW, attach, draft_entry, make_edition, make_organisation, make_person
from tests.entries.decks import attach_deck, came, deck_with, read_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    """A draft of the award as it is."""
    office = make_organisation()
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


def of_file(stored: StoredFile) -> Event:
    """Return an event about a file, not in the table."""
    return Event(kind="file.cleared", subject=stored.id, at=NOW, payload={})


def drawn(stored: StoredFile, *texts: str, state: str = "ready") -> None:
    """Put the pages of a file into the table as the worker draws them."""
    preview, _made = Preview.objects.update_or_create(file=stored, defaults={"state": state, "asked_at": NOW})
    preview.pages.all().delete()
    for number, text in enumerate(texts, start=1):
        PreviewPage.objects.create(preview=preview, number=number, image_key="x", width=1, height=1, text=text)


def test_the_worker_is_told_of_a_file_that_came(entry):
    attachment = attach_deck(entry)
    waiting = Delivery.objects.filter(event=came(attachment)).values_list("receiver", flat=True)
    assert "rangwan.entries.receivers.decks.read_deck_that_came" in waiting


def test_a_deck_on_the_template_is_understood(entry):
    attachment = read_into(entry, {"problem": "น้ำไม่ไหล", "objectives": "ให้น้ำไหล"})
    reading = attachment.deck_reading
    proposals = {row["question"]: (row["value"], row["pages"]) for row in reading.proposals}
    assert proposals == {"project_title": ("ระบบน้ำดี", [1]), "problem": ("น้ำไม่ไหล", [2]), "objectives": ("ให้น้ำไหล", [7])}
    covered = {row["criterion"]: row["pages"] for row in reading.coverage if row["pages"]}
    assert (reading.on_template, covered) == (True, {"problem": [2], "objectives": [7]})
    assert AuditRow.objects.filter(act="entry.deck_read").count() == 1


def test_reading_twice_changes_nothing_that_was_looked_at(entry):
    attachment = read_into(entry, {"problem": "น้ำไม่ไหล"})
    DeckReading.objects.filter(attachment=attachment).update(looked_at={"problem": "left"})
    read_deck_that_came(came(attachment), NOW)
    assert DeckReading.objects.get(attachment=attachment).looked_at == {"problem": "left"}


def test_a_deck_that_waits_for_its_scan_is_read_when_it_is_clean(entry):
    attachment = attach_deck(entry, deck_with({"problem": "ก"}))
    StoredFile.objects.filter(pk=attachment.file_id).update(status="received")
    read_deck_that_came(came(attachment), NOW)
    assert DeckReading.objects.count() == 0
    StoredFile.objects.filter(pk=attachment.file_id).update(status="clean")
    read_cleared_deck(of_file(attachment.file), NOW)
    assert DeckReading.objects.count() == 1


def test_a_file_that_was_refused_or_taken_out_is_not_read(entry):
    refused, gone = attach_deck(entry, deck_with({"problem": "ก"})), attach_deck(entry, deck_with({"problem": "ข"}))
    StoredFile.objects.filter(pk=gone.file_id).update(status="refused", refusal_code="virus")
    for attachment in (refused, gone):  # the second took the place of the first
        read_deck_that_came(came(attachment), NOW)
    assert DeckReading.objects.count() == 0


def test_other_files_are_none_of_its_business(entry):
    read_deck_that_came(came(attach(entry, "evidence", "แผน.pdf")), NOW)
    assert DeckReading.objects.count() == 0


def test_a_pdf_is_read_by_its_drawn_pages(entry):
    attachment = attach_deck(entry, name="นำเสนอ.pdf")
    read_deck_that_came(came(attachment), NOW)
    assert DeckReading.objects.count() == 0  # its words are not known yet
    drawn(attachment.file, "วัตถุประสงค์\nลดเวลา", "Roadmap")
    read_drawn_deck(of_file(attachment.file), NOW)
    reading = DeckReading.objects.get()
    covered = {row["criterion"]: row["pages"] for row in reading.coverage if row["pages"]}
    assert (reading.on_template, reading.proposals, covered) == (False, [], {"objectives": [1], "roadmap": [2]})


@pytest.mark.parametrize("state", ["ready", "failed"])
def test_pages_without_a_word_are_said_to_be_unreadable(entry, state):
    attachment = attach_deck(entry, name="นำเสนอ.pdf")
    drawn(attachment.file, "", state=state)
    read_drawn_deck(of_file(attachment.file), NOW)
    assert DeckReading.objects.get().coverage == []


def test_a_pptx_is_not_read_again_when_its_pages_are_drawn(entry):
    attachment = attach_deck(entry, deck_with({"problem": "ก"}))
    drawn(attachment.file, "x")
    read_drawn_deck(of_file(attachment.file), NOW)
    assert DeckReading.objects.count() == 0


def test_a_pptx_that_cannot_be_opened_is_said_to_be_unreadable(entry, monkeypatch):
    attachment = attach_deck(entry)  # one empty slide
    read_deck_that_came(came(attachment), NOW)
    assert (DeckReading.objects.get().coverage, DeckReading.objects.get().proposals) == ([], [])
