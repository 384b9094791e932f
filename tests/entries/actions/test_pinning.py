"""Pins: kept whole or not at all, of files of this entry, on pages that are there."""

from __future__ import annotations

import pytest

from rangwan.entries import actions
from rangwan.entries.actions import PinAsked
from rangwan.entries.models import Entry, Pin
from rangwan.entries.queries import pins_of
from rangwan.entries.rules import State
from rangwan.files.models import StoredFile
from rangwan.kernel.models import AuditRow
from tests.builders import NOW, attach, draft_entry, join_team, make_edition, make_organisation, make_person
from tests.entries.decks import attach_deck

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    office = make_organisation()
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


@pytest.fixture
def deck(entry):
    return with_pages(attach_deck(entry), 12)


def with_pages(attachment, count):
    StoredFile.objects.filter(pk=attachment.file_id).update(pages=count)
    return attachment


def pin(entry, *pins, acting=None):
    asked = [PinAsked(criterion, getattr(file, "id", file), pages) for criterion, file, pages in pins]
    return actions.set_pins(entry=entry, pins=asked, acting=acting or entry.coordinator, now=NOW)


def held(entry):
    return {(p.criterion, p.file): p.shown for pins in pins_of(entry).values() for p in pins}


def test_pages_are_pinned_as_typed_or_as_numbers(entry, deck):
    evidence = with_pages(attach(entry, "evidence", "แผน.pdf"), 3)
    pin(entry, ("problem", deck, "๔-๖, 9"), ("problem", evidence, [2]), ("policy", deck, [1, 1]))
    assert held(entry) == {("problem", deck.id): "4–6, 9", ("problem", evidence.id): "2", ("policy", deck.id): "1"}
    assert list(pins_of(entry)) == ["problem", "policy"]
    row = AuditRow.objects.get(act="entry.pinned")
    assert row.after["pins"]["problem"] == {deck.id: [4, 5, 6, 9], evidence.id: [2]}


def test_what_is_not_among_them_is_taken_away_and_the_same_again_changes_nothing(entry, deck):
    pin(entry, ("problem", deck, "4"), ("policy", deck, "5"))
    pin(entry, ("policy", deck, "5"), ("objectives", deck, " "))
    assert held(entry) == {("policy", deck.id): "5"}
    pin(entry, ("policy", deck, "5"))
    assert AuditRow.objects.filter(act="entry.pinned").count() == 2
    assert entry.version == 1  # pins are no answers: the version guards those


def test_two_pins_of_one_file_for_one_criterion_become_one(entry, deck):
    pin(entry, ("problem", deck, "4"), ("problem", deck, "6, 5"))
    assert held(entry) == {("problem", deck.id): "4–6"}


def test_everything_that_is_wrong_is_said_and_nothing_is_saved(entry, deck):
    other = draft_entry(entry.edition, entry.organisation, entry.coordinator, title="อีกเรื่อง")
    theirs, form = attach_deck(other), attach(entry, "submission_form", "ใบส่ง.pdf")
    with pytest.raises(actions.BadPins) as bad:
        pin(
            entry, ("problem", deck, "4"), ("policy", deck, "13"), ("solution", deck, "ก"), ("results", deck, "6-4"),
            ("nowhere", deck, "1"), ("problem", theirs, "1"), ("problem", form, "1"), ("roadmap", deck, [True]),
        )  # fmt: skip
    assert [(criterion, code) for criterion, _file, code, _params in bad.value.problems] == [
        ("policy", "no_such_page"), ("solution", "unreadable"), ("results", "backwards"),
        ("nowhere", "unknown_criterion"), ("problem", "unknown_file"), ("problem", "unknown_file"),
        ("roadmap", "unreadable"),
    ]  # fmt: skip
    assert Pin.objects.count() == 0


def test_only_who_may_write_while_the_entry_is_open(entry, deck):
    reader, editor = make_person("ผู้อ่าน"), make_person("ผู้แก้")
    join_team(entry, reader, "view")
    join_team(entry, editor, "edit")
    with pytest.raises(actions.NotAllowed):
        pin(entry, ("problem", deck, "4"), acting=reader)
    pin(entry, ("problem", deck, "4"), acting=editor)
    entry.state = State.SUBMITTED
    entry.save()
    with pytest.raises(actions.Frozen):
        pin(entry, ("problem", deck, "5"))


def test_in_a_returned_entry_only_pins_of_files_that_were_asked_for_change(entry, deck):
    evidence = attach(entry, "evidence", "แผน.pdf")
    pin(entry, ("problem", deck, "4"), ("problem", evidence, "1"))
    Entry.objects.filter(pk=entry.pk).update(state=State.RETURNED, return_parts=["file:evidence"], reference="T1")
    with pytest.raises(actions.NotTheParts):
        pin(entry, ("problem", deck, "5"), ("problem", evidence, "1"))
    pin(entry, ("problem", deck, "4"))
    assert held(entry) == {("problem", deck.id): "4"}


def test_pins_of_a_refused_file_are_shown_to_nobody(entry, deck):
    pin(entry, ("problem", deck, "4"))
    StoredFile.objects.filter(pk=deck.file_id).update(status="refused", refusal_code="virus")
    assert held(entry) == {}
