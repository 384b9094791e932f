"""What was read in a presentation, beside what the form has now."""

from __future__ import annotations

import pytest

from rangwan.entries import actions
from rangwan.entries.models import DeckReading, Entry
from rangwan.entries.queries import coverage_of, deck_of, entrant_entry, proposals_waiting
from rangwan.files.models import StoredFile
from tests.builders import NOW, asking, draft_entry, make_edition, make_organisation, make_person
from tests.entries.decks import answered, attach_deck, read_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    office = make_organisation()
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


def of(entry, person=None):
    return deck_of(entry, person or entry.coordinator, NOW)


def test_from_nothing_to_read(entry):
    assert (of(entry).standing, coverage_of(entry), proposals_waiting(entry)) == ("none", (), 0)
    attachment = attach_deck(entry)
    assert (of(entry).standing, of(entry).file, of(entry).name) == ("waiting", attachment.id, "นำเสนอ.pptx")
    read_into(entry, {"problem": "ก"})
    assert (of(entry).standing, of(entry).on_template) == ("read", True)


def test_a_refused_file_is_as_none_and_one_without_words_is_unreadable(entry):
    attachment = attach_deck(entry)
    DeckReading.objects.create(attachment=attachment, read_at=NOW)
    assert of(entry).standing == "unreadable"
    StoredFile.objects.filter(pk=attachment.file_id).update(status="refused", refusal_code="virus")
    assert of(entry).standing == "none"


def test_an_award_without_a_slot_for_it_has_none():
    office = make_organisation()
    edition = make_edition(definition=asking(deck=None))
    entry = draft_entry(edition, office, make_person("สมชาย", office))
    assert (of(entry), coverage_of(entry), proposals_waiting(entry)) == (None, (), 0)


def test_each_answer_stands_beside_the_form(entry):
    answered(entry, problem="ในฟอร์ม", solution_budget=85000)
    read_into(entry, {"problem": "ในสไลด์", "solution_budget": "85,000", "newness": "new"})
    found = {one.question.key: one for one in of(entry).proposals}
    assert [(key, one.same, one.can_take) for key, one in found.items()] == [
        ("project_title", True, False), ("problem", False, True), ("solution_budget", True, False),
        ("newness", False, True),
    ]  # fmt: skip
    assert (found["problem"].now.words("th"), found["problem"].found.words("th")) == ("ในฟอร์ม", "ในสไลด์")
    assert proposals_waiting(entry) == 2


def test_what_was_looked_at_waits_no_more(entry):
    attachment = read_into(entry, {"problem": "ในสไลด์", "newness": "new"})
    actions.take_from_deck(
        entry=entry, attachment_id=attachment.id, take=["problem"], leave=["newness"], base_version=entry.version,
        acting=entry.coordinator, now=NOW,
    )  # fmt: skip
    entry.refresh_from_db()
    assert {one.question.key: one.looked_at for one in of(entry).proposals if one.looked_at} == {
        "problem": "taken", "newness": "left",
    }  # fmt: skip
    assert proposals_waiting(entry) == 0


def test_nothing_can_be_taken_by_who_may_not_write(entry):
    read_into(entry, {"problem": "ในสไลด์"})
    stranger = make_person("คนอื่น", entry.organisation)
    assert [one.can_take for one in of(entry, stranger).proposals] == [False, False]


def test_criteria_are_covered_or_answered_on_the_screen(entry):
    read_into(entry, {"problem": "น้ำไม่ไหล"})
    found = {one.criterion.key: (one.shown, one.on_screen, one.is_missing) for one in coverage_of(entry)}
    assert (found["problem"], found["policy"], found["tools"]) == (
        ("2", False, False),
        ("", False, True),
        ("", True, False),
    )
    assert len(found) == 11


def test_one_query_however_much_was_found(entry, django_assert_num_queries):
    read_into(entry, {"problem": "ก", "policy_text": "ข", "newness": "new"})
    entry = entrant_entry(entry.coordinator, entry.id)
    with django_assert_num_queries(1):
        coverage_of(entry)
    with django_assert_num_queries(1):
        of(entry)
    with django_assert_num_queries(1):
        proposals_waiting(entry)
