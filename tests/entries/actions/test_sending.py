"""Sending in: ส่ง, the on-screen questions, ยืนยัน once and for all, and back again."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection

from rangwan.accounts.models import Membership
from rangwan.entries import actions
from rangwan.entries.models import Entry, Receipt
from rangwan.entries.rules import Act
from rangwan.kernel import audit
from rangwan.kernel.models import AuditRow, Event
from rangwan.programmes.models import Appointment
from rangwan.programmes.queries import definition_of
from tests.builders import (
    NOW,
    appointed,
    attach,
    confirmed_entry,
    draft_entry,
    filled_entry,
    good_survey,
    make_edition,
    make_organisation,
    make_person,
    submitted_entry,
)

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def office(db):
    return make_organisation()


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def person(office):
    return make_person("สมชาย", office)


def _problems(refusal) -> list[tuple[str, str]]:
    return [(problem.key, problem.code) for problem in refusal.value.problems]


def test_a_blank_draft_says_all_that_is_missing(edition, office, person):
    entry = draft_entry(edition, office, person)
    with pytest.raises(actions.NotReady) as refusal:
        actions.submit_entry(entry=entry, acting=person, now=NOW)
    assert _problems(refusal) == [
        ("uses_digital", "required"),
        ("first_used", "required"),
        ("is_local_government", "required"),
        ("coordinator_name", "required"),
        ("coordinator_phone", "required"),
        ("coordinator_email", "required"),
        ("file:presentation", "file_required"),
        ("file:submission_form", "file_required"),
    ]
    entry.refresh_from_db()
    assert (entry.state, entry.submitted_at) == ("draft", None)


def test_only_what_the_call_requires_is_required(edition, office, person):
    entry = filled_entry(edition, office, person)
    form = definition_of(entry.definition_id).form
    blank = {key: None for key, question in form.by_key.items() if not question.required}
    actions.save_answers(entry=entry, answers=blank, base_version=entry.version, acting=person, now=NOW)
    assert actions.submit_entry(entry=entry, acting=person, now=NOW).state == "submitted"


def test_rules_not_met_keep_an_entry_from_being_sent(edition, office, person):
    entry = filled_entry(edition, office, person)
    answers = {"uses_digital": False, "first_used": "01/11/2569"}
    actions.save_answers(entry=entry, answers=answers, base_version=entry.version, acting=person, now=NOW)
    with pytest.raises(actions.NotReady) as refusal:
        actions.submit_entry(entry=entry, acting=person, now=NOW)
    assert _problems(refusal) == [("eligibility:digital", "not_eligible"), ("eligibility:in_use", "not_eligible")]


def test_an_office_that_is_no_local_government_cannot_send(edition):
    ministry = make_organisation("กรมสมมติ", kind="OTHER")
    person = make_person("สมชาย", ministry)
    entry = filled_entry(edition, ministry, person)
    with pytest.raises(actions.NotReady) as refusal:
        actions.submit_entry(entry=entry, acting=person, now=NOW)
    assert _problems(refusal) == [("eligibility:local_government", "not_eligible")]


def test_a_claim_that_waits_keeps_an_entry_from_being_sent(edition, office, person):
    entry = filled_entry(edition, office, person)
    Membership.objects.update(standing=Membership.Standing.CLAIMED)
    with pytest.raises(actions.NotReady) as refusal:
        actions.submit_entry(entry=entry, acting=person, now=NOW)
    assert _problems(refusal) == [("organisation", "membership_waiting")]


def test_sent_twice_is_sent_once(edition, office, person):
    entry = filled_entry(edition, office, person)
    actions.submit_entry(entry=entry, acting=person, now=NOW)
    again = actions.submit_entry(entry=entry, acting=person, now=NOW + SECOND)
    assert (again.state, again.submitted_at) == ("submitted", NOW)
    assert Event.objects.filter(kind="entry.submitted").count() == 1


def test_ticks_are_checked_and_kept(edition, office, person):
    entry = submitted_entry(edition, office, person)
    for wrong, code in (
        ({"tools": {"chosen": [], "other": ""}}, "required"),
        ({"tools": {"chosen": ["other"], "other": ""}}, "other_needs_text"),
        ({"tools": {"chosen": ["no_such"], "other": ""}}, "unknown_choice"),
    ):
        with pytest.raises(actions.NotReady) as refusal:
            actions.save_survey(entry=entry, survey=wrong, acting=person, now=NOW)
        assert _problems(refusal) == [("survey:tools", code)]
    entry.refresh_from_db()
    assert entry.survey == {}
    kept = {"tools": {"chosen": ["e_laas", "other"], "other": "ระบบของเราเอง"}}
    assert actions.save_survey(entry=entry, survey=kept, acting=person, now=NOW).survey == kept


def test_not_confirmed_without_both_answers(edition, office, person):
    entry = submitted_entry(edition, office, person)
    with pytest.raises(actions.NotReady) as refusal:
        actions.confirm_entry(entry=entry, acting=person, now=NOW)
    assert _problems(refusal) == [("survey:tools", "required"), ("survey:channels", "required")]
    entry.refresh_from_db()
    assert (entry.state, entry.reference, Receipt.objects.count()) == ("submitted", None, 0)


def test_the_receipt_freezes_everything(edition, office, person):
    receipt = confirmed_entry(edition, office, person)
    entry = Entry.objects.get()
    files = list(entry.attachments.order_by("attached_at", "pk").select_related("file"))
    assert (entry.state, entry.reference, entry.confirmed_at) == ("confirmed", "DLG2564-0001", NOW)
    assert (receipt.number, receipt.received_at, receipt.received_by, receipt.title) == (1, NOW, person, "ระบบน้ำดี")
    assert (receipt.answers, receipt.survey, receipt.entry_version) == (entry.answers, entry.survey, entry.version)
    assert receipt.files == [
        {"id": a.id, "kind": a.kind, "name": a.file.original_name, "size": a.file.size, "sha256": a.file.sha256}
        for a in files
    ]
    assert len(receipt.digest) == 64
    row = AuditRow.objects.get(act="entry.confirm")
    assert row.after == {"state": "confirmed", "reference": "DLG2564-0001", "receipt": receipt.digest}


def test_confirmed_twice_is_one_receipt(edition, office, person):
    receipt = confirmed_entry(edition, office, person)
    again = actions.confirm_entry(entry=receipt.entry, acting=person, now=NOW + SECOND, idempotency_key="another")
    assert again == receipt
    assert (Receipt.objects.count(), Event.objects.filter(kind="entry.confirmed").count()) == (1, 1)


def test_references_run_on_without_gaps(edition, office, person):
    for title in ("ก", "ข", "ค"):
        confirmed_entry(edition, office, person, title=title)
    assert list(Entry.objects.order_by("reference").values_list("reference", flat=True)) == [
        "DLG2564-0001",
        "DLG2564-0002",
        "DLG2564-0003",
    ]


def test_reopened_changed_and_confirmed_again_keeps_the_reference(edition, office, person):
    first = confirmed_entry(edition, office, person)
    entry = actions.reopen_entry(entry=first.entry, acting=person, now=NOW)
    assert (entry.state, entry.reference) == ("draft", "DLG2564-0001")
    actions.save_answers(entry=entry, answers={"problem": "แก้แล้ว"}, base_version=entry.version, acting=person, now=NOW)
    actions.submit_entry(entry=entry, acting=person, now=NOW)
    second = actions.confirm_entry(entry=entry, acting=person, now=NOW + SECOND)
    entry.refresh_from_db()
    assert (second.number, entry.reference, entry.receipts.count()) == (2, "DLG2564-0001", 2)
    assert (first.answers["problem"], second.answers["problem"]) != ("แก้แล้ว", "แก้แล้ว")
    assert first.digest != second.digest


@pytest.mark.parametrize("late", [dt.timedelta(0), SECOND, dt.timedelta(days=30)])
def test_nothing_is_sent_answered_confirmed_or_reopened_after_the_closing(edition, office, person, late):
    moment = edition.closes_at + late
    survey = good_survey(definition_of(edition.version_id))
    draft = filled_entry(edition, office, person, title="ร่าง")
    sent = submitted_entry(edition, office, person, title="ส่งแล้ว")
    actions.save_survey(entry=sent, survey=survey, acting=person, now=NOW)
    done = confirmed_entry(edition, office, person, title="ยืนยันแล้ว").entry
    for act in (
        lambda: actions.submit_entry(entry=draft, acting=person, now=moment),
        lambda: actions.save_survey(entry=sent, survey=survey, acting=person, now=moment),
        lambda: actions.confirm_entry(entry=sent, acting=person, now=moment),
        lambda: actions.reopen_entry(entry=sent, acting=person, now=moment),
        lambda: actions.reopen_entry(entry=done, acting=person, now=moment),
    ):
        with pytest.raises(actions.DeadlinePassed):
            act()
    states = dict(Entry.objects.values_list("title", "state"))
    assert states == {"ร่าง": "draft", "ส่งแล้ว": "submitted", "ยืนยันแล้ว": "confirmed"}


def test_all_of_it_is_possible_in_the_last_second(edition, office, person):
    last = edition.closes_at - SECOND
    entry = filled_entry(edition, office, person)
    actions.submit_entry(entry=entry, acting=person, now=last)
    survey = good_survey(definition_of(entry.definition_id))
    actions.save_survey(entry=entry, survey=survey, acting=person, now=last)
    assert actions.confirm_entry(entry=entry, acting=person, now=last).received_at == last


def test_withdrawn_with_a_reason_only_and_after_the_closing_too(edition, office, person):
    entry = confirmed_entry(edition, office, person).entry
    for blank in ("", " \n\t "):
        with pytest.raises(actions.NotReady) as refusal:
            actions.withdraw_entry(entry=entry, reason=blank, acting=person, now=NOW)
        assert _problems(refusal) == [("reason", "required")]
    later = edition.closes_at + dt.timedelta(days=3)
    entry = actions.withdraw_entry(entry=entry, reason=" ระบบปิดตัวแล้ว ", acting=person, now=later)
    assert (entry.state, entry.closing_note, entry.reference) == ("withdrawn", "ระบบปิดตัวแล้ว", "DLG2564-0001")
    assert AuditRow.objects.get(act="entry.withdraw").reason == "ระบบปิดตัวแล้ว"


def test_nobody_but_the_coordinator_does_any_of_it(edition, office, person):
    colleague = make_person("วิชัย", office)
    draft = filled_entry(edition, office, person, title="ร่าง")
    sent = submitted_entry(edition, office, person, title="ส่งแล้ว")
    for act in (
        lambda: actions.submit_entry(entry=draft, acting=colleague, now=NOW),
        lambda: actions.save_survey(entry=sent, survey={}, acting=colleague, now=NOW),
        lambda: actions.confirm_entry(entry=sent, acting=colleague, now=NOW),
        lambda: actions.reopen_entry(entry=sent, acting=colleague, now=NOW),
        lambda: actions.withdraw_entry(entry=draft, reason="ไม่ใช่ของฉัน", acting=colleague, now=NOW),
    ):
        with pytest.raises(actions.NotAllowed):
            act()
    assert dict(Entry.objects.values_list("title", "state")) == {"ร่าง": "draft", "ส่งแล้ว": "submitted"}


def test_a_returned_entry_is_open_in_the_named_parts_until_its_date(edition, office, person):
    entry = confirmed_entry(edition, office, person).entry
    screener = appointed("ผู้ตรวจ", edition, Appointment.Role.SCREENER)
    after = edition.closes_at + dt.timedelta(days=1)
    due = after + dt.timedelta(days=5)
    parts = ["coordinator", "file:submission_form"]
    entry = actions.return_entry(entry=entry, parts=parts, note="ไม่มีตรา", due=due, acting=screener, now=after)

    def save(answers, now):
        entry.refresh_from_db()
        actions.save_answers(entry=entry, answers=answers, base_version=entry.version, acting=person, now=now)

    save({"coordinator_phone": "081-111-1111"}, due - SECOND)
    attach(entry, "submission_form", "ใหม่.pdf", due - SECOND)
    with pytest.raises(actions.NotTheParts) as refusal:
        save({"problem": "ก"}, after)
    assert refusal.value.parts == ["problem"]
    with pytest.raises(actions.NotTheParts):
        attach(entry, "presentation", "ใหม่.pptx", after)
    with pytest.raises(actions.DeadlinePassed) as late:
        save({"coordinator_phone": "081-222-2222"}, due)
    assert late.value.closed_at == due
    with pytest.raises(actions.DeadlinePassed):
        actions.answer_return(entry=entry, acting=person, now=due)
    receipt = actions.answer_return(entry=entry, acting=person, now=due - SECOND)
    entry.refresh_from_db()
    assert (entry.state, entry.return_parts, entry.return_due, receipt.number) == ("confirmed", [], None, 2)
    assert receipt.answers["coordinator_phone"] == "081-111-1111"
    assert audit.verify() == []


def test_an_entry_that_was_not_returned_cannot_be_sent_back(edition, office, person):
    entry = confirmed_entry(edition, office, person).entry
    with pytest.raises(actions.UnableToMove) as refusal:
        actions.answer_return(entry=entry, acting=person, now=NOW)
    assert refusal.value.act is Act.ANSWER_RETURN


def test_pressed_in_two_windows_at_once_gives_one_receipt(committed):
    edition, office = make_edition(), make_organisation()
    person = make_person("สมชาย", office)
    entry = submitted_entry(edition, office, person)
    survey = good_survey(definition_of(entry.definition_id))
    actions.save_survey(entry=entry, survey=survey, acting=person, now=NOW)
    gate = threading.Barrier(4)
    found: list[object] = []

    def press() -> None:
        try:
            gate.wait(timeout=10)
            found.append(actions.confirm_entry(entry=entry, acting=person, now=NOW).pk)
        except Exception as failure:  # noqa: BLE001  told below, in the test's own thread
            found.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    receipt = Receipt.objects.get()
    assert found == [receipt.pk] * 4
