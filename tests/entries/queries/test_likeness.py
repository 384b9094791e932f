"""Entries like one another: by title or by file; to entrants only those of their own organisation."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.entries import actions
from rangwan.entries.models import Entry
from rangwan.entries.permissions import copyable_by, may_copy
from rangwan.entries.queries import copyable_entries, duplicates_of
from rangwan.kernel.text import Text
from tests.builders import (
    NOW,
    attach,
    confirmed_entry,
    draft_entry,
    make_committee,
    make_edition,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db


def names(found):
    return sorted((each.entry.title, each.same_title, each.files) for each in found)


def test_titles_and_files_in_the_own_organisation():
    edition, office = make_edition(), make_organisation()
    somchai = make_person("สมชาย", office)
    one = draft_entry(edition, office, somchai, title="ระบบน้ำดี")
    draft_entry(edition, office, make_person("วิชัย", office), title="ระบบ น้ำดี ")
    other = draft_entry(edition, office, somchai, title="อีกโครงการ")
    attach(one, "presentation", "ก.pptx")
    attach(other, "presentation", "ข.pptx")
    draft_entry(edition, office, somchai, title="ไม่เกี่ยว")
    gone = draft_entry(edition, office, somchai, title="ระบบน้ำดี")
    actions.withdraw_entry(entry=gone, reason="ซ้ำ", acting=somchai, now=NOW)
    draft_entry(edition, office, somchai, title="")
    assert names(duplicates_of(one, somchai)) == [
        ("ระบบ น้ำดี", True, ()), ("อีกโครงการ", False, ("ก.pptx",)),
    ]  # fmt: skip
    assert duplicates_of(draft_entry(edition, office, somchai, title=""), somchai) == []


def test_another_organisations_entry_is_for_staff_alone():
    edition = make_edition()
    staff = make_committee(edition)
    offices = [make_organisation(f"อบต.{number}") for number in range(2)]
    mine, theirs = (confirmed_entry(edition, office, make_person(office.name_th, office)).entry for office in offices)
    assert duplicates_of(mine, mine.coordinator) == []
    found = duplicates_of(mine, staff.screener)
    assert [(each.entry, each.same_title, bool(each.files)) for each in found] == [(theirs, True, True)]


def test_it_costs_the_same_for_one_and_for_many():
    edition = make_edition()
    staff = make_committee(edition)

    def more(number):
        office = make_organisation(f"อบต.{number}")
        return confirmed_entry(edition, office, make_person(f"คน {number}", office)).entry

    first = more(0)
    more(1)
    costs = []
    found: list[tuple[str, Text]] = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            found = [
                (each.entry.edition.slug, each.entry.organisation.name) for each in duplicates_of(first, staff.screener)
            ]
        costs.append(len(seen))
        for number in range(2, 5):
            more(number + 10 * len(costs))
    assert (costs[0], len(found)) == (costs[1], 4)


def test_earlier_entries_that_can_be_begun_from():
    last_year = NOW - dt.timedelta(days=365)
    before, edition = make_edition(last_year, slug="digital-local-2563"), make_edition()
    office, elsewhere = make_organisation(), make_organisation("อบต.อื่น")
    somchai, colleague = make_person("สมชาย", office), make_person("วิชัย", office)
    stranger = make_person("มาลี", elsewhere)
    old = draft_entry(before, office, somchai, last_year)
    draft_entry(before, elsewhere, stranger, last_year, title="ของเขา")
    new = draft_entry(edition, office, somchai)
    assert copyable_entries(somchai, edition) == copyable_entries(colleague, edition) == [old]
    assert copyable_entries(make_person("ไม่สังกัด"), edition) == []
    copied = actions.copy_entry(source=old, edition=edition, acting=colleague, now=NOW).entry
    assert [(each.entry, each.is_source) for each in duplicates_of(copied, colleague)] == [(old, True), (new, False)]
    for person in (somchai, colleague, stranger):
        allowed = {entry for entry in Entry.objects.all() if may_copy(person, entry, edition)}
        assert allowed == set(copyable_by(Entry.objects.all(), person, edition))
