"""Presence: one row for each person at an entry, one write at most, gone after an hour."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.entries import actions, queries
from rangwan.entries.models import Presence
from tests.builders import NOW, draft_entry, make_edition, make_organisation, make_person

SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def office(db):
    return make_organisation()


@pytest.fixture
def entry(office):
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


@pytest.fixture
def colleague(office):
    return make_person("สมหญิง", office)


def _note(entry, person, section="problem", after=0):
    return actions.note_presence(entry=entry, section=section, acting=person, now=NOW + after * SECOND)


def _there(entry, after=0):
    return [(one.name, one.section, one.holds) for one in queries.present_in(entry, NOW + after * SECOND)]


def test_the_first_at_a_section_holds_it(entry, colleague):
    _note(entry, entry.coordinator)
    _note(entry, colleague, after=5)
    assert _there(entry, 6) == [("สมชาย", "problem", True), ("สมหญิง", "problem", False)]
    _note(entry, colleague, "policy", after=20)
    assert _there(entry, 21) == [("สมชาย", "problem", True), ("สมหญิง", "policy", True)]


def test_who_was_not_seen_for_a_minute_is_gone_and_comes_back_last(entry, colleague):
    _note(entry, entry.coordinator)
    _note(entry, colleague, after=30)
    assert _there(entry, 61) == [("สมหญิง", "problem", True)]
    _note(entry, entry.coordinator, after=62)
    assert _there(entry, 63) == [("สมหญิง", "problem", True), ("สมชาย", "problem", False)]


def test_beats_keep_the_time_of_coming(entry):
    for beat in range(0, 200, 20):
        _note(entry, entry.coordinator, after=beat)
    [one] = queries.present_in(entry, NOW + 181 * SECOND)
    assert (one.since, one.seen_at) == (NOW, NOW + 180 * SECOND)
    assert Presence.objects.count() == 1


def test_the_page_of_the_entry_holds_nothing(entry):
    _note(entry, entry.coordinator, "")
    assert _there(entry) == [("สมชาย", "", False)]


def test_a_beat_costs_one_read_and_one_write_and_a_page_just_made_no_write(entry):
    with CaptureQueriesContext(connection) as first:
        _note(entry, entry.coordinator)
    with CaptureQueriesContext(connection) as again:
        _note(entry, entry.coordinator, after=5)
    assert (len(first), len(again)) == (2, 1)


def test_strangers_are_not_noted(entry):
    with pytest.raises(actions.NotAllowed):
        _note(entry, make_person("คนอื่น"))
    assert _there(entry) == []


def test_rows_go_after_an_hour(entry, colleague):
    _note(entry, entry.coordinator)
    _note(entry, colleague, after=1800)
    assert actions.forget_presence(now=NOW + 3601 * SECOND) == 1
    assert list(Presence.objects.values_list("person__name", flat=True)) == ["สมหญิง"]
