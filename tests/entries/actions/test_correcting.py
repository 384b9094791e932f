"""Notes of correction: by the coordinator, from ส่ง until the decision, ten of them, and never changed again."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from rangwan.entries import actions
from rangwan.entries.models import CorrectionNote, Entry, TeamMember
from rangwan.entries.queries import correction_notes, is_correctable
from rangwan.entries.rules import CORRECTABLE, State
from rangwan.forms.rules import BadTexts
from rangwan.kernel.models import AuditRow, Event
from rangwan.programmes.models import Edition
from rangwan.programmes.permissions import Role
from tests.builders import NOW, appointed, bare_entry, make_edition, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    return bare_entry(make_edition(), State.ELIGIBLE)


def note(entry: Entry, text: str = "ผู้ใช้ 1,200 คน มิใช่ 12,000 คน", **other: object) -> CorrectionNote:
    """Add a note as the coordinator."""
    said = {"entry": entry, "acting": entry.coordinator, "now": NOW, "question": "problem"} | other
    return actions.add_correction_note(text=text, **said)  # type: ignore[arg-type]


def test_beside_a_question_and_beside_the_whole_entry(entry: Entry):
    before = Entry.objects.values().get()
    first, second = note(entry), note(entry, "ทั่วไป", question="")
    assert {item.id: (item.question, item.criterion) for item in correction_notes(entry)} == {
        first.id: ("problem", "problem"), second.id: ("", None),
    }  # fmt: skip
    row = AuditRow.objects.filter(act="entry.correction_noted").order_by("number")[0]
    assert (row.actor, row.reason) == (entry.coordinator_id, first.text)
    assert row.after == {"note": first.id, "question": "problem"}
    assert Event.objects.filter(kind="entry.correction_noted").count() == 2
    assert Entry.objects.values().get() == before


@pytest.mark.parametrize("state", list(State))
def test_from_sending_until_the_decision(state: State):
    edition = make_edition()
    entry = bare_entry(edition, state)
    is_open = state in CORRECTABLE
    assert is_correctable(entry) is is_open
    if is_open:
        note(entry)
    else:
        with pytest.raises(actions.UnableToNote) as refused:
            note(entry)
        assert refused.value.code == "not_correctable"
    Edition.objects.update(state=Edition.State.DECIDED)
    with pytest.raises(actions.UnableToNote):
        note(entry)
    assert CorrectionNote.objects.count() == is_open


def test_what_the_committee_found_makes_no_difference():
    """Or the entrant could read the shortlist from what may be done."""
    assert {State.SHORTLISTED, State.NOT_SHORTLISTED, State.JUDGED, State.ELIGIBLE} <= CORRECTABLE


def test_by_the_coordinator_alone(entry: Entry):
    editor = make_person("ผู้แก้ไข", entry.organisation)
    TeamMember.objects.create(entry=entry, person=editor, role="edit", since=NOW, added_by=entry.coordinator)
    for person in (editor, make_person("ไกล"), appointed("ผู้จัด", entry.edition, Role.ORGANISER)):
        with pytest.raises(actions.NotAllowed):
            note(entry, acting=person)


@pytest.mark.parametrize(
    ("text", "code"), [("", "required"), ("ก" * 2001, "too_long"), ("ก" * 1_000_000, "too_long"),
                       ("ก\0ข", "unreadable_characters")],
)  # fmt: skip
def test_a_text_that_can_be_read(entry: Entry, text: str, code: str):
    with pytest.raises(BadTexts) as refused:
        note(entry, text)
    assert [(problem.key, problem.code) for problem in refused.value.problems] == [("text", code)]


def test_a_question_of_the_form_and_ten_notes(entry: Entry):
    with pytest.raises(actions.UnableToNote) as refused:
        note(entry, question="nothing")
    assert refused.value.code == "unknown_question"
    for _ in range(10):
        note(entry)
    with pytest.raises(actions.UnableToNote) as refused:
        note(entry)
    assert refused.value.code == "too_many_notes"


def test_never_changed_nor_removed(entry: Entry):
    note(entry)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CorrectionNote.objects.update(text="อื่น")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        CorrectionNote.objects.all().delete()
