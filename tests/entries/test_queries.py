"""Reads: lists cost the same for one entry and for fifty, and nobody's entry is found by somebody else."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.accounts.models import Membership
from rangwan.entries import actions, queries
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.programmes.models import Appointment, Edition
from tests.builders import (
    NOW,
    appointed,
    attach,
    confirmed_entry,
    draft_entry,
    filled_entry,
    make_edition,
    make_organisation,
    make_person,
    submitted_entry,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make_organisation()


@pytest.fixture
def edition():
    return make_edition()


@pytest.fixture
def person(office):
    return make_person("สมชาย", office)


def _count(call) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def _names(entry: Entry) -> str:
    return f"{entry.title}{entry.organisation.name_th}{entry.edition.slug}{entry.coordinator.name}"


def test_the_entrants_list_costs_the_same_for_1_and_for_50(edition, office, person):
    draft_entry(edition, office, person)
    one = _count(lambda: [_names(entry) for entry in queries.entries_of(person)])
    for number in range(49):
        draft_entry(edition, office, person, title=str(number))
    assert len(queries.entries_of(person)) == 50
    assert (one, _count(lambda: [_names(entry) for entry in queries.entries_of(person)])) == (1, 1)


def test_rows_for_staff_cost_the_same_whatever_the_rows(edition, office, person):
    staff = appointed("ผู้ตรวจ", edition, Appointment.Role.SCREENER)
    receipt = confirmed_entry(edition, office, person)
    submitted_entry(edition, office, person, title="ยังไม่ยืนยัน")
    reads = (
        lambda: queries.unconfirmed_rows(edition, NOW),
        lambda: queries.counts_by_state(edition),
        lambda: queries.visible_entries(staff, edition),
    )
    assert [_count(read) for read in reads] == [2, 1, 1]
    assert [row["title"] for row in queries.unconfirmed_rows(edition, NOW)] == ["ยังไม่ยืนยัน"]
    assert queries.counts_by_state(edition) == {"confirmed": 1, "submitted": 1}
    assert [entry.id for entry in queries.visible_entries(staff, edition)] == [receipt.entry_id]


def test_the_list_is_the_persons_and_the_offices_last_changed_first(edition, office, person):
    colleague = make_person("วิชัย", office)
    first = draft_entry(edition, office, person, title="ก")
    second = draft_entry(edition, office, colleague, NOW + dt.timedelta(minutes=1), title="ข")
    elsewhere = make_organisation("อบต.อื่น")
    draft_entry(edition, elsewhere, make_person("คนอื่น", elsewhere))
    assert queries.entries_of(person) == [second, first]
    assert queries.entries_of(person, make_edition(slug="another")) == []


def test_a_page_of_the_list_goes_on_after_an_id(edition, office, person):
    ids = sorted(draft_entry(edition, office, person, title=str(number)).id for number in range(5))
    page = queries.visible_entries(person, None, limit=2)
    assert [entry.id for entry in page] == ids[:2]
    assert [entry.id for entry in queries.visible_entries(person, edition, after=ids[1])] == ids[2:]


def test_another_offices_entry_is_not_there(edition, office, person):
    entry = draft_entry(edition, office, person)
    neighbour = make_person("เพื่อนบ้าน", make_organisation("อบต.อื่น"))
    for read in (queries.entry_for, queries.entrant_entry):
        with pytest.raises(queries.NoSuchEntry):
            read(neighbour, entry.id)
        with pytest.raises(queries.NoSuchEntry):
            read(person, "no-such-id")
        assert read(person, entry.id) == entry


def test_staff_see_a_received_entry_but_do_not_enter_it(edition, office, person):
    entry = confirmed_entry(edition, office, person).entry
    staff = appointed("ผู้ตรวจ", edition, Appointment.Role.SCREENER)
    assert queries.entry_for(staff, entry.id) == entry
    with pytest.raises(queries.NoSuchEntry):
        queries.entrant_entry(staff, entry.id)


def test_a_colleague_reads_but_does_not_own(edition, office, person):
    entry = draft_entry(edition, office, person)
    colleague = make_person("วิชัย", office)
    assert queries.entrant_entry(colleague, entry.id) == entry
    assert queries.open_parts(entry, colleague, NOW) == frozenset()


def test_what_is_open_in_a_draft_and_in_a_returned_entry(edition, office, person):
    draft = draft_entry(edition, office, person)
    everything = queries.open_parts(draft, person, NOW)
    assert {"eligibility", "problem", "file:presentation", "file:evidence"} < everything
    assert queries.open_parts(draft, person, edition.closes_at) == frozenset()
    returned = confirmed_entry(edition, office, person).entry
    assert queries.open_parts(returned, person, NOW) == frozenset()
    due = edition.closes_at + dt.timedelta(days=9)
    returned = actions.return_entry(
        entry=returned, parts=["problem", "file:presentation"], note="", due=due, acting=person, now=NOW
    )
    assert queries.open_parts(returned, person, due - dt.timedelta(seconds=1)) == {"problem", "file:presentation"}
    assert queries.open_parts(returned, person, due) == frozenset()


def test_a_draft_that_nobody_wrote_in_is_found_again(edition, office, person):
    assert queries.untouched_draft(person, edition, office.id) is None
    entry = draft_entry(edition, office, person, title="")
    assert queries.untouched_draft(person, edition, office.id) == entry
    actions.save_answers(entry=entry, answers={"problem": "ก"}, base_version=1, acting=person, now=NOW)
    assert queries.untouched_draft(person, edition, office.id) is None


def test_the_state_that_the_entrant_is_told(edition, office, person):
    entry = confirmed_entry(edition, office, person).entry
    entry.state = State.WINNER
    assert queries.seen_state(entry) is State.ELIGIBLE
    entry.edition.state = Edition.State.RELEASED
    assert queries.seen_state(entry) is State.WINNER


def test_the_claim_that_an_entry_waits_for(edition, office, person):
    entry = draft_entry(edition, office, person)
    assert queries.membership_waits(entry) is False
    Membership.objects.update(standing=Membership.Standing.CLAIMED)
    assert queries.membership_waits(entry) is True


def test_tasks_tell_how_far_each_section_is(edition, office, person):
    entry = draft_entry(edition, office, person)
    answers = {"first_used": "31/02/2564", "coordinator_name": "สุดา"}
    actions.save_answers(entry=entry, answers=answers, base_version=1, acting=person, now=NOW)
    entry.refresh_from_db()
    far = {task.section.key: task.progress for task in queries.tasks_of(entry, NOW)}
    assert far["eligibility"] == "problem"
    assert far["project"] == "complete"
    assert far["coordinator"] == "in_progress"
    assert far["problem"] == "not_started"
    full = filled_entry(edition, office, person)
    assert {task.progress for task in queries.tasks_of(full, NOW)} == {"complete"}


def test_files_in_the_order_they_came_and_one_taken_out_is_still_found(edition, office, person):
    entry = draft_entry(edition, office, person)
    first = attach(entry, "evidence", "ก น้ำ.pdf", question="policy_evidence")
    second = attach(entry, "evidence", "ข.jpg", NOW + dt.timedelta(seconds=1))
    items = queries.files_of(entry)
    assert [(item.id, item.name, item.question, item.status) for item in items] == [
        (first.id, "ก น้ำ.pdf", "policy_evidence", "clean"),
        (second.id, "ข.jpg", "", "clean"),
    ]
    actions.remove_file(entry=entry, attachment_id=first.id, acting=person, now=NOW)
    assert [item.id for item in queries.files_of(entry)] == [second.id]
    assert queries.file_of(entry, first.id).name == "ก น้ำ.pdf"
    with pytest.raises(queries.NoSuchEntry):
        queries.file_of(draft_entry(edition, office, person, title="อื่น"), first.id)


def test_receipts_are_for_those_who_see_the_entry(edition, office, person):
    receipt = confirmed_entry(edition, office, person)
    assert queries.receipt_for(person, receipt.id) == receipt
    assert queries.last_receipt(receipt.entry) == receipt
    assert queries.receipts_of(receipt.entry) == [receipt]
    neighbour = make_person("เพื่อนบ้าน", make_organisation("อบต.อื่น"))
    for reader, receipt_id in ((neighbour, receipt.id), (person, "no-such")):
        with pytest.raises(queries.NoSuchEntry):
            queries.receipt_for(reader, receipt_id)
