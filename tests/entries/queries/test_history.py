"""The history: who saved what and when, the answers as they were, what differs, and the marks of what happened."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rangwan.entries import actions, queries
from rangwan.entries.actions import Seen
from rangwan.entries.models import Entry
from tests.builders import NOW, draft_entry, filled_entry, good_survey, make_edition, make_organisation, make_person

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def entry(db) -> Entry:
    office = make_organisation()
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


def _save(entry, answers, at=NOW):
    entry.refresh_from_db()
    actions.merge_answers(
        entry=entry, answers=answers, seen=Seen(entry.version), page=[], acting=entry.coordinator, now=at
    )
    entry.refresh_from_db()


def test_who_saved_which_questions_newest_first(entry):
    _save(entry, {"problem_cause": "เหตุ", "problem": "ก"}, NOW + MINUTE)
    newest, first = queries.revisions_of(entry, NOW)
    assert (newest.version, newest.by, newest.at) == (2, "สมชาย", NOW + MINUTE)
    assert [question.key for question in newest.questions] == ["problem", "problem_cause"]  # in form order
    assert ([question.key for question in first.questions], first.marks) == (["project_title"], ())


def test_a_page_of_the_list_and_one_alone(entry):
    for text in "กขคง":
        _save(entry, {"problem": text})
    assert [item.version for item in queries.revisions_of(entry, NOW, before=4, limit=2)] == [3, 2]
    assert queries.revision_of(entry, 3, NOW).version == 3
    with pytest.raises(queries.NoSuchRevision):
        queries.revision_of(entry, 6, NOW)


def test_many_saves_cost_as_many_queries_as_one(entry):
    found = queries.entrant_entry(entry.coordinator, entry.id)
    with CaptureQueriesContext(connection) as of_one:
        queries.revisions_of(found, NOW)
    for number in range(30):
        _save(entry, {"problem": f"ฉบับ {number}"})
    found = queries.entrant_entry(entry.coordinator, entry.id)
    with CaptureQueriesContext(connection) as of_many:
        assert len(queries.revisions_of(found, NOW)) == 31
    assert len(of_many) == len(of_one)


def test_the_version_that_was_sent_received_and_stood_at_the_closing_is_marked(db):
    office = make_organisation()
    person, edition = make_person("สมชาย", office), make_edition()
    entry = filled_entry(edition, office, person)
    actions.submit_entry(entry=entry, acting=person, now=NOW + MINUTE)
    survey = good_survey(queries.definition_for(entry))
    actions.save_survey(entry=entry, survey=survey, acting=person, now=NOW + 2 * MINUTE)
    actions.confirm_entry(entry=entry, acting=person, now=NOW + 3 * MINUTE)
    actions.reopen_entry(entry=entry, acting=person, now=NOW + 4 * MINUTE)
    _save(entry, {"problem": "แก้ใหม่"}, NOW + 5 * MINUTE)

    def marks(now):
        return {
            item.version: [(mark.kind, mark.at, mark.number) for mark in item.marks]
            for item in queries.revisions_of(entry, now)
        }

    sent = [("submitted", NOW + MINUTE, 0), ("received", NOW + 3 * MINUTE, 1)]
    assert marks(NOW + 6 * MINUTE) == {3: [], 2: sent, 1: []}
    closing = edition.closes_at
    assert marks(closing + dt.timedelta(days=1)) == {3: [("closing", closing, 0)], 2: sent, 1: []}


def test_what_was_brought_back_says_from_where(entry):
    _save(entry, {"problem": "ก"})
    _save(entry, {"problem": "ข"})
    actions.restore_revision(entry=entry, version=2, base_version=3, acting=entry.coordinator, now=NOW)
    assert [item.restored for item in queries.revisions_of(entry, NOW)] == [2, 0, 0, 0]


def test_answers_as_they_were(entry):
    _save(entry, {"problem": "ก"})
    _save(entry, {"problem": None, "problem_cause": "เหตุ"})
    title = {"project_title": "ระบบน้ำดี"}
    assert queries.answers_at(entry, 1) == title
    assert queries.answers_at(entry, 2) == title | {"problem": "ก"}
    assert queries.answers_at(entry, 3) == title | {"problem_cause": "เหตุ"} == entry.answers
    with pytest.raises(queries.NoSuchRevision):
        queries.answers_at(entry, 4)


def test_what_differs_in_form_order(entry):
    _save(entry, {"problem_cause": "เหตุ", "problem": "ก"})
    _save(entry, {"problem": "ข"})
    found = [
        (item.section.key, item.question.key, item.before.words("th"), item.after.words("th"))
        for item in queries.differences(entry, 1)
    ]
    assert found == [("problem", "problem", "", "ข"), ("problem", "problem_cause", "", "เหตุ")]
    assert [item.question.key for item in queries.differences(entry, 2, 3)] == ["problem"]
    assert queries.differences(entry, 2, questions=["problem_cause"]) == []


def test_the_sheets_of_a_version_show_its_answers(entry):
    _save(entry, {"problem": "ก"})
    _save(entry, {"problem": "ข"})
    [said] = [
        item.shown.words("th")
        for _section, answered in queries.sheets_at(entry, 2)
        for item in answered
        if item.question.key == "problem"
    ]
    assert said == "ก"


def test_who_saved_an_answer_last(entry):
    _save(entry, {"problem": "ก"}, NOW + MINUTE)
    _save(entry, {"problem_cause": "ข"}, NOW + 2 * MINUTE)
    found = queries.last_savers(entry, ["problem", "need_inside"])
    assert {key: (saver.name, saver.at) for key, saver in found.items()} == {"problem": ("สมชาย", NOW + MINUTE)}


class WalkingBack(TestCase):
    """Whatever was saved, cleared and brought back: every version reads as it stood."""

    @settings(max_examples=15, deadline=None)
    @given(
        steps=st.lists(
            st.dictionaries(
                st.sampled_from(["problem", "problem_cause", "need_inside"]),
                st.sampled_from(["ก", "ข", None]),
                min_size=1,
            ),
            max_size=6,
        )
    )
    def test_every_version_reads_as_it_stood(self, steps):
        office = make_organisation()
        entry = draft_entry(make_edition(), office, make_person("สมชาย", office))
        stood = {1: dict(entry.answers)}
        for step in steps:
            _save(entry, step)
            stood[entry.version] = dict(entry.answers)
        assert {version: queries.answers_at(entry, version) for version in stood} == stood
