"""Saves of several people are merged question by question; nothing is covered; every revision can come back."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.entries import actions, queries
from rangwan.entries.actions import NotTheParts, Seen, Stale, UnknownQuestions
from rangwan.entries.models import Entry, TeamMember
from rangwan.entries.rules import TeamRole
from rangwan.kernel.models import AuditRow
from tests.builders import NOW, confirmed_entry, draft_entry, make_edition, make_organisation, make_person

PAGE = ["problem", "problem_cause", "need_inside"]


@pytest.fixture
def entry(db) -> Entry:
    office = make_organisation()
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


@pytest.fixture
def colleague(entry):
    person = make_person("สมหญิง")
    TeamMember.objects.create(entry=entry, person=person, role=TeamRole.EDIT, since=NOW, added_by=entry.coordinator)
    return person


def _merge(entry, answers, seen, *, by=None, **options):
    seen = seen if isinstance(seen, Seen) else Seen(seen)
    acting = by or entry.coordinator
    return actions.merge_answers(entry=entry, answers=answers, seen=seen, page=PAGE, acting=acting, now=NOW, **options)


def _stored(entry, *keys):
    entry.refresh_from_db()
    return tuple(entry.answers.get(key) for key in keys)


def test_different_questions_come_together(entry, colleague):
    _merge(entry, {"problem": "ของสมหญิง"}, 1, by=colleague)
    merged = _merge(entry, {"problem_cause": "ของสมชาย"}, 1)
    assert (merged.version, merged.saved, merged.conflicts, merged.newer) == (3, {"problem_cause"}, set(), {"problem"})
    assert _stored(entry, "problem", "problem_cause") == ("ของสมหญิง", "ของสมชาย")


def test_a_conflict_is_left_out_and_the_rest_is_saved(entry, colleague):
    _merge(entry, {"problem": "ของสมหญิง"}, 1, by=colleague)
    merged = _merge(entry, {"problem": "ของสมชาย", "problem_cause": "เหตุ"}, 1)
    assert (merged.saved, merged.conflicts, merged.newer) == ({"problem_cause"}, {"problem"}, set())
    assert _stored(entry, "problem", "problem_cause") == ("ของสมหญิง", "เหตุ")


def test_as_a_whole_nothing_is_saved_beside_a_conflict(entry, colleague):
    _merge(entry, {"problem": "ของสมหญิง"}, 1, by=colleague)
    with pytest.raises(Stale) as stale:
        _merge(entry, {"problem": "ของสมชาย", "problem_cause": "เหตุ"}, 1, whole=True)
    assert (stale.value.version, stale.value.conflicts) == (2, {"problem": "ของสมหญิง"})
    assert _stored(entry, "problem_cause") == (None,)


def test_the_same_text_from_two_people_is_no_conflict(entry, colleague):
    _merge(entry, {"problem": "เหมือนกัน"}, 1, by=colleague)
    merged = _merge(entry, {"problem": "เหมือนกัน"}, 1)
    assert (merged.version, merged.conflicts, merged.newer) == (2, set(), set())


def test_what_was_not_touched_takes_nothing_back_and_is_told(entry, colleague):
    _merge(entry, {"problem": "เดิม"}, 1)
    _merge(entry, {"problem": "ใหม่"}, 2, by=colleague)
    merged = _merge(entry, {"problem": "เดิม", "problem_cause": "เหตุ"}, 2)
    assert (merged.saved, merged.newer) == ({"problem_cause"}, {"problem"})
    assert _stored(entry, "problem") == ("ใหม่",)


def test_each_question_has_the_version_in_which_it_was_seen(entry, colleague):
    _merge(entry, {"problem": "ของสมหญิง"}, 1, by=colleague)
    assert _merge(entry, {"problem": "ของสมชาย"}, Seen(2, {"problem": 1})).conflicts == {"problem"}
    assert _merge(entry, {"problem": "ของสมชาย"}, Seen(1, {"problem": 2})).saved == {"problem"}


def test_a_save_of_ones_own_whose_answer_was_lost_is_no_conflict(entry):
    _merge(entry, {"problem": "หนึ่ง"}, 1)
    merged = _merge(entry, {"problem": "หนึ่งสอง"}, Seen(1, sent=[{"problem": "อื่น"}, {"problem": "หนึ่ง"}]))
    assert (merged.saved, _stored(entry, "problem")) == ({"problem"}, ("หนึ่งสอง",))


def test_going_back_to_the_old_text_after_a_lost_answer_goes_back(entry):
    _merge(entry, {"problem": "เดิม"}, 1)
    _merge(entry, {"problem": "ใหม่"}, 2)
    _merge(entry, {"problem": "เดิม"}, Seen(2, sent=[{"problem": "ใหม่"}]))
    assert _stored(entry, "problem") == ("เดิม",)


def test_what_was_sent_unheard_does_not_cover_what_somebody_else_wrote_since(entry, colleague):
    _merge(entry, {"problem": "ของสมชาย"}, 1)
    _merge(entry, {"problem": "ของสมหญิง"}, 2, by=colleague)
    merged = _merge(entry, {"problem": "ของสมชาย ต่อ"}, Seen(1, sent=[{"problem": "ของสมชาย"}]))
    assert (merged.conflicts, _stored(entry, "problem")) == ({"problem"}, ("ของสมหญิง",))


def test_a_cleared_answer_against_a_new_one_is_a_conflict(entry, colleague):
    _merge(entry, {"problem": "เดิม"}, 1)
    _merge(entry, {"problem": "ใหม่"}, 2, by=colleague)
    assert _merge(entry, {"problem": None}, 2).conflicts == {"problem"}
    assert _stored(entry, "problem") == ("ใหม่",)


def test_problems_are_told_of_the_page_alone(entry):
    _merge(entry, {"first_used": "31/02/2564"}, 1)
    assert _merge(entry, {"problem": "ก"}, 2).problems == []


def test_unknown_questions_and_nothing_to_save(entry):
    with pytest.raises(UnknownQuestions):
        _merge(entry, {"nonsense": "ก"}, 1)
    assert (_merge(entry, {}, 1).version, entry.revisions.count()) == (1, 1)


# --- bringing back ---------------------------------------------------------------------------------------------------


@pytest.fixture
def grown(entry: Entry) -> Entry:
    """Version 2: ก; 3: ข and a cause; 4: ค, the cause cleared."""
    for base, answers in enumerate(
        [{"problem": "ก"}, {"problem": "ข", "problem_cause": "เหตุ"}, {"problem": "ค", "problem_cause": None}], start=1
    ):
        _merge(entry, answers, base)
    entry.refresh_from_db()
    return entry


def _restore(entry, version, *, base=4, **options):
    acting = options.pop("by", entry.coordinator)
    return actions.restore_revision(entry=entry, version=version, base_version=base, acting=acting, now=NOW, **options)


def test_a_version_comes_back_as_a_new_one(grown):
    restored = _restore(grown, 3)
    assert (restored.version, restored.saved) == (5, {"problem", "problem_cause"})
    assert _stored(grown, "problem", "problem_cause", "project_title") == ("ข", "เหตุ", "ระบบน้ำดี")
    row = AuditRow.objects.get(act="entry.restored")
    assert row.after == {"version": 5, "questions": ["problem", "problem_cause"], "restored": 3}
    assert queries.answers_at(grown, 4) == {"project_title": "ระบบน้ำดี", "problem": "ค"}


def test_one_answer_comes_back_alone(grown):
    assert _restore(grown, 3, questions=["problem_cause"]).saved == {"problem_cause"}
    assert _stored(grown, "problem", "problem_cause") == ("ค", "เหตุ")


def test_what_was_not_answered_then_is_cleared(grown):
    _restore(grown, 1)
    assert _stored(grown, "problem", "project_title") == (None, "ระบบน้ำดี")


def test_nothing_to_bring_back_makes_no_revision(grown):
    assert (_restore(grown, 4).saved, grown.revisions.count()) == (set(), 4)


def test_what_somebody_changed_since_is_not_covered(grown, colleague):
    _merge(grown, {"problem": "ของสมหญิง"}, 4, by=colleague)
    with pytest.raises(Stale) as stale:
        _restore(grown, 3)
    assert stale.value.conflicts == {"problem": "ของสมหญิง"}
    assert _restore(grown, 3, questions=["problem_cause"]).saved == {"problem_cause"}


def test_who_may_and_when(grown, colleague):
    with pytest.raises(actions.NotAllowed):
        _restore(grown, 3, by=make_person("คนอื่น"))
    assert _restore(grown, 3, by=colleague).version == 5
    with pytest.raises(queries.NoSuchRevision):
        _restore(grown, 99, base=5)
    with pytest.raises(UnknownQuestions):
        _restore(grown, 3, base=5, questions=["nonsense"])
    with pytest.raises(actions.DeadlinePassed):
        actions.restore_revision(
            entry=grown, version=3, base_version=5, acting=colleague, now=NOW + dt.timedelta(days=60)
        )


def test_a_returned_entry_takes_back_its_parts_alone(db):
    office = make_organisation()
    person = make_person("สมชาย", office)
    entry = confirmed_entry(make_edition(), office, person).entry
    due = NOW + dt.timedelta(days=30)
    actions.return_entry(entry=entry, parts=["coordinator"], note="", due=due, acting=person, now=NOW)
    with pytest.raises(NotTheParts):
        _restore(entry, 1, base=entry.version)
    assert _restore(entry, 1, base=entry.version, questions=["coordinator_phone"]).saved == {"coordinator_phone"}
