"""Answers are taken over from a presentation only where somebody chose so."""

from __future__ import annotations

import pytest

from rangwan.entries import actions
from rangwan.entries.actions.decks import keep_deck_reading
from rangwan.entries.models import DeckReading, Entry, TeamMember
from rangwan.entries.rules import State
from rangwan.kernel.models import AuditRow
from tests.builders import NOW, draft_entry, join_team, make_edition, make_organisation, make_person
from tests.entries.decks import answered, attach_deck, deck_with, read_into

pytestmark = pytest.mark.django_db
FOUND = {"problem": "จากสไลด์", "problem_cause": "สาเหตุจากสไลด์", "newness": "new"}


@pytest.fixture
def entry() -> Entry:
    office = make_organisation()
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


def take(entry, attachment, *keys, leave=(), version=None, acting=None):
    return actions.take_from_deck(
        entry=entry, attachment_id=attachment.id, take=keys, leave=leave,
        base_version=entry.version if version is None else version, acting=acting or entry.coordinator, now=NOW,
    )  # fmt: skip


def test_what_was_chosen_becomes_a_revision_and_nothing_else_changes(entry):
    attachment = read_into(entry, FOUND)
    saved = take(entry, attachment, "problem", "newness", leave=["problem_cause"])
    entry.refresh_from_db()
    assert saved.version == entry.version == 2
    assert entry.answers == {"project_title": "ระบบน้ำดี", "problem": "จากสไลด์", "newness": "new"}
    assert entry.revisions.get(version=2).changed == {"problem": "จากสไลด์", "newness": "new"}
    assert DeckReading.objects.get().looked_at == {"problem": "taken", "newness": "taken", "problem_cause": "left"}
    row = AuditRow.objects.get(act="entry.deck_taken")
    assert (row.after["taken"], row.after["left"]) == (["newness", "problem"], ["problem_cause"])


def test_leaving_everything_makes_no_revision(entry):
    attachment = read_into(entry, FOUND)
    assert take(entry, attachment, leave=["problem"]).version == 1
    assert entry.revisions.count() == 1


def test_what_somebody_answered_meanwhile_is_not_overwritten(entry):
    attachment = read_into(entry, FOUND)
    answered(entry, problem="เขียนเองแล้ว")
    with pytest.raises(actions.Stale) as stale:
        take(entry, attachment, "problem", "newness", version=1)
    entry.refresh_from_db()
    assert stale.value.conflicts == {"problem": "เขียนเองแล้ว"}
    assert (entry.answers["problem"], "newness" in entry.answers) == ("เขียนเองแล้ว", False)
    assert DeckReading.objects.get().looked_at == {}


def test_an_answer_to_another_question_meanwhile_is_no_conflict(entry):
    attachment = read_into(entry, FOUND)
    answered(entry, objectives="ให้น้ำไหล")
    assert take(entry, attachment, "problem", version=1).version == 3


@pytest.mark.parametrize("keys", [["objectives"], ["nowhere"], ["problem", "objectives"]])
def test_what_the_deck_does_not_say_cannot_be_taken(entry, keys):
    attachment = read_into(entry, FOUND)
    with pytest.raises(actions.DeckChanged):
        take(entry, attachment, *keys)
    with pytest.raises(actions.DeckChanged):
        take(entry, attachment, leave=["objectives"])


def test_a_deck_that_was_replaced_or_is_another_entrys_offers_nothing(entry):
    old = read_into(entry, FOUND)
    attach_deck(entry, deck_with({}))
    other = draft_entry(entry.edition, entry.organisation, entry.coordinator, title="อีกเรื่อง")
    theirs = read_into(other, FOUND)
    for attachment in (old, theirs):
        with pytest.raises(actions.DeckChanged):
            take(entry, attachment, "problem")


def test_only_who_may_write_while_it_is_open(entry):
    attachment = read_into(entry, FOUND)
    reader, editor = make_person("ผู้อ่าน"), make_person("ผู้แก้")
    join_team(entry, reader, "view")
    join_team(entry, editor, "edit")
    with pytest.raises(actions.NotAllowed):
        take(entry, attachment, "problem", acting=reader)
    assert take(entry, attachment, "problem", acting=editor).version == 2
    entry.state = State.SUBMITTED
    entry.save()
    with pytest.raises(actions.Frozen):
        take(entry, attachment, "newness")
    assert TeamMember.objects.count() == 2


def test_a_returned_entry_takes_only_the_parts_asked_for(entry):
    attachment = read_into(entry, FOUND)
    Entry.objects.filter(pk=entry.pk).update(state=State.RETURNED, return_parts=["character"], reference="T1")
    with pytest.raises(actions.NotTheParts):
        take(entry, attachment, "problem")
    assert take(entry, attachment, "newness").version == 2


def test_a_reading_of_a_file_that_is_gone_is_not_kept(entry):
    attachment = attach_deck(entry)
    actions.remove_file(entry=entry, attachment_id=attachment.id, acting=entry.coordinator, now=NOW)
    kept = keep_deck_reading(attachment_id=attachment.id, on_template=False, proposals=[], coverage=[], now=NOW)
    assert (kept, DeckReading.objects.count()) == (None, 0)
