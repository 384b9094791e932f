"""Drafting: begun, saved, merged, never silently overwritten."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from rangwan.accounts.models import Membership
from rangwan.entries import actions
from rangwan.entries.models import Entry, Revision
from rangwan.entries.queries import NoSuchEntry
from rangwan.kernel import audit
from rangwan.kernel.models import AuditRow, Event
from tests.builders import NOW, attach, draft_entry, filled_entry, make_edition, make_organisation, make_person, member

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


@pytest.fixture
def entry(edition, office, person):
    return draft_entry(edition, office, person)


def _save(entry, answers, *, base=None, **kwargs):
    entry.refresh_from_db()
    base = entry.version if base is None else base
    acting = kwargs.pop("acting", entry.coordinator)
    return actions.save_answers(
        entry=entry, answers=answers, base_version=base, acting=acting, now=kwargs.pop("now", NOW), **kwargs
    )


def test_begun_with_its_title_a_revision_an_audit_row(entry, person, office, edition):
    assert (entry.state, entry.title, entry.version, entry.coordinator, entry.organisation) == (
        "draft", "ระบบน้ำดี", 1, person, office,
    )  # fmt: skip
    assert entry.answers == {"project_title": "ระบบน้ำดี"}
    assert list(Revision.objects.values_list("version", "changed", "before")) == [(1, {"project_title": "ระบบน้ำดี"}, {})]
    row = AuditRow.objects.get(thing="entry")
    assert (row.act, row.thing_id, row.actor, row.edition) == ("entry.created", entry.id, person.id, edition.id)


def test_a_claimed_person_may_draft_and_a_refused_or_strange_one_may_not(edition, office):
    claimed, refused, stranger = make_person("ก"), make_person("ข"), make_person("ค")
    member(claimed, office, standing=Membership.Standing.CLAIMED)
    member(refused, office, standing=Membership.Standing.REFUSED)
    assert draft_entry(edition, office, claimed).state == "draft"
    for person in (refused, stranger):
        with pytest.raises(actions.NotAllowed):
            draft_entry(edition, office, person)
    assert Entry.objects.count() == 1


def test_drafts_are_begun_from_the_opening_to_the_last_moment(edition, office, person):
    assert draft_entry(edition, office, person, edition.opens_at).state == "draft"
    assert draft_entry(edition, office, person, edition.closes_at - SECOND).state == "draft"
    with pytest.raises(actions.NotOpenYet):
        draft_entry(edition, office, person, edition.opens_at - SECOND)
    with pytest.raises(actions.DeadlinePassed):
        draft_entry(edition, office, person, edition.closes_at)


def test_a_further_project_keeps_the_contact_and_nothing_else(entry, edition, office, person):
    _save(entry, {"coordinator_name": "สุดา", "signatory_name": "สมชาย", "problem": "เดินทางไกล"})
    second = draft_entry(edition, office, person, NOW + SECOND, title="โครงการที่สอง")
    assert second.answers == {"coordinator_name": "สุดา", "signatory_name": "สมชาย", "project_title": "โครงการที่สอง"}


def test_the_contact_is_not_taken_from_another_person_or_office(entry, edition, office, person):
    _save(entry, {"coordinator_name": "สุดา"})
    colleague = make_person("วิชัย", office)
    assert draft_entry(edition, office, colleague).answers == {"project_title": "ระบบน้ำดี"}
    elsewhere = make_organisation("อบต.อื่น")
    member(person, elsewhere)
    assert draft_entry(edition, elsewhere, person).answers == {"project_title": "ระบบน้ำดี"}


def test_saved_right_or_wrong_with_problems_told(entry):
    saved = _save(entry, {"first_used": "31/02/2564", "problem": "ก"})
    entry.refresh_from_db()
    assert saved.version == entry.version == 2
    assert [(problem.key, problem.code) for problem in saved.problems] == [("first_used", "no_such_day")]
    assert entry.answers["first_used"] == "31/02/2564"
    revision = entry.revisions.get(version=2)
    assert (revision.changed, revision.before) == ({"first_used": "31/02/2564", "problem": "ก"}, {})
    assert AuditRow.objects.filter(act="entry.saved").get().after == {
        "version": 2,
        "questions": ["first_used", "problem"],
    }


def test_a_save_of_the_same_makes_no_revision(entry):
    _save(entry, {"problem": "ก"})
    assert _save(entry, {"problem": "ก"}).version == 2
    assert entry.revisions.count() == 2


def test_none_clears_an_answer_and_the_revision_remembers_it(entry):
    _save(entry, {"problem": "ก"})
    _save(entry, {"problem": None})
    entry.refresh_from_db()
    assert "problem" not in entry.answers
    revision = entry.revisions.get(version=3)
    assert (revision.changed, revision.before) == ({"problem": None}, {"problem": "ก"})


def test_the_title_follows_its_question_and_a_blank_one_is_blank(entry):
    _save(entry, {"project_title": "  ชื่อใหม่ "})
    entry.refresh_from_db()
    assert entry.title == "ชื่อใหม่"
    _save(entry, {"project_title": None})
    entry.refresh_from_db()
    assert entry.title == ""


def test_unknown_questions_are_named_and_nothing_is_saved(entry):
    with pytest.raises(actions.UnknownQuestions) as refusal:
        _save(entry, {"problem": "ก", "no_such": 1})
    assert refusal.value.keys == ["no_such"]
    entry.refresh_from_db()
    assert entry.version == 1


def test_without_merge_an_old_version_is_stale(entry):
    _save(entry, {"problem": "ก"})
    with pytest.raises(actions.Stale) as stale:
        _save(entry, {"vision": "ข"}, base=1)
    assert (stale.value.version, stale.value.conflicts) == (2, {})


def test_with_merge_other_questions_are_no_conflict(entry):
    _save(entry, {"problem": "ก"})
    assert _save(entry, {"vision": "ข"}, base=1, merge=True).version == 3
    entry.refresh_from_db()
    assert (entry.answers["problem"], entry.answers["vision"]) == ("ก", "ข")


def test_with_merge_the_same_question_is_a_conflict_and_nothing_is_overwritten(entry):
    _save(entry, {"problem": "ของคนแรก"})
    with pytest.raises(actions.Stale) as stale:
        _save(entry, {"problem": "ของคนที่สอง", "vision": "ข"}, base=1, merge=True)
    assert (stale.value.version, stale.value.conflicts) == (2, {"problem": "ของคนแรก"})
    entry.refresh_from_db()
    assert (entry.version, entry.answers.get("vision")) == (2, None)


def test_an_answer_that_the_writer_left_as_seen_is_no_change_of_the_writers(entry):
    _save(entry, {"problem": "เดิม"})
    _save(entry, {"problem": "ใหม่"})
    assert _save(entry, {"problem": "เดิม", "vision": "ข"}, base=2, merge=True).version == 4
    entry.refresh_from_db()
    assert (entry.answers["problem"], entry.answers["vision"]) == ("ใหม่", "ข")


def test_two_who_write_the_same_do_not_conflict(entry):
    _save(entry, {"problem": "เหมือนกัน"})
    assert _save(entry, {"problem": "เหมือนกัน"}, base=1, merge=True).version == 2


@pytest.mark.parametrize(("moment", "refusal"), [(0, actions.DeadlinePassed), (1, actions.DeadlinePassed)])
def test_the_deadline_counts_to_the_second(entry, edition, moment, refusal):
    assert _save(entry, {"problem": "ทัน"}, now=edition.closes_at - SECOND).version == 2
    with pytest.raises(refusal) as late:
        _save(entry, {"problem": "สาย"}, now=edition.closes_at + moment * SECOND)
    assert late.value.closed_at == edition.closes_at
    entry.refresh_from_db()
    assert (entry.version, entry.answers["problem"]) == (2, "ทัน")


def test_a_grace_period_of_the_edition_is_kept(entry, edition):
    type(edition).objects.update(grace_seconds=60)
    assert _save(entry, {"problem": "ทัน"}, now=edition.closes_at + 59 * SECOND).version == 2
    with pytest.raises(actions.DeadlinePassed):
        _save(entry, {"problem": "สาย"}, now=edition.closes_at + 60 * SECOND)


def test_nobody_but_the_coordinator_saves(entry, office):
    colleague = make_person("วิชัย", office)
    with pytest.raises(actions.NotAllowed):
        _save(entry, {"problem": "ก"}, acting=colleague)


def test_a_file_takes_the_place_of_the_one_before_and_its_row_stays(entry, person):
    first = attach(entry, "presentation", "ก.pptx")
    second = attach(entry, "presentation", "ข.pptx")
    first.refresh_from_db()
    assert (first.removed_at, second.removed_at) == (NOW, None)


def test_a_slot_for_several_files_is_full_when_it_is_full(entry):
    for number in range(20):
        attach(entry, "evidence", f"{number}.pdf")
    with pytest.raises(actions.FileNotWanted) as refusal:
        attach(entry, "evidence", "เกิน.pdf")
    assert (refusal.value.code, refusal.value.limit) == ("full", 20)


@pytest.mark.parametrize(("kind", "question", "code"), [("poem", "", "kind"), ("evidence", "no_such", "question")])
def test_a_file_that_nobody_asked_for(entry, kind, question, code):
    with pytest.raises(actions.FileNotWanted) as refusal:
        attach(entry, kind, "ก.pdf", question=question)
    assert refusal.value.code == code


def test_a_file_removed_twice_is_removed_once_and_a_strange_one_is_not_there(entry, person):
    attachment = attach(entry, "evidence", "ก.pdf")
    for _press in range(2):
        actions.remove_file(entry=entry, attachment_id=attachment.id, acting=person, now=NOW)
    assert AuditRow.objects.filter(act="entry.file_removed").count() == 1
    with pytest.raises(NoSuchEntry):
        actions.remove_file(entry=entry, attachment_id="strange", acting=person, now=NOW)


def test_a_file_of_another_entry_cannot_be_removed(entry, edition, office, person):
    other = draft_entry(edition, office, person, title="อื่น")
    theirs = attach(other, "evidence", "ก.pdf")
    with pytest.raises(NoSuchEntry):
        actions.remove_file(entry=entry, attachment_id=theirs.id, acting=person, now=NOW)
    theirs.refresh_from_db()
    assert theirs.removed_at is None


def test_what_was_sent_is_frozen(edition, office, person):
    entry = filled_entry(edition, office, person)
    actions.submit_entry(entry=entry, acting=person, now=NOW)
    attachment = entry.attachments.filter(kind="presentation").get()
    with pytest.raises(actions.Frozen):
        _save(entry, {"problem": "แก้"})
    with pytest.raises(actions.Frozen):
        attach(entry, "evidence", "ก.pdf")
    with pytest.raises(actions.Frozen):
        actions.remove_file(entry=entry, attachment_id=attachment.id, acting=person, now=NOW)


def test_a_change_that_fails_leaves_nothing_behind(entry):
    events = Event.objects.count()

    @transaction.atomic
    def save_and_die() -> None:
        _save(entry, {"problem": "ก"})
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        save_and_die()
    entry.refresh_from_db()
    assert (entry.version, entry.revisions.count(), Event.objects.count()) == (1, 1, events)
    assert audit.verify() == []


def test_concurrent_saves_are_kept_one_after_the_other_and_none_is_lost(committed):
    edition, office = make_edition(), make_organisation()
    person = make_person("สมชาย", office)
    entry = draft_entry(edition, office, person)
    keys = [
        "problem",
        "problem_cause",
        "problem_found",
        "need_inside",
        "need_outside",
        "vision",
        "objectives",
        "solution",
    ]
    failures: list[Exception] = []
    gate = threading.Barrier(len(keys))

    def write(key: str) -> None:
        try:
            gate.wait(timeout=10)
            actions.save_answers(
                entry=entry, answers={key: f"จาก {key}"}, base_version=1, acting=person, now=NOW, merge=True
            )
        except Exception as failure:  # noqa: BLE001  told below, in the test's own thread
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    entry.refresh_from_db()
    assert {key: entry.answers.get(key) for key in keys} == {key: f"จาก {key}" for key in keys}
    assert list(entry.revisions.order_by("version").values_list("version", flat=True)) == list(range(1, len(keys) + 2))
    assert audit.verify() == []
