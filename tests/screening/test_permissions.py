"""Screeners and organisers screen, never an entry of an organisation they belong to; the pair agrees."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.accounts.models import Membership
from rangwan.entries.models import Entry, TeamMember
from rangwan.entries.rules import RECEIVED, State
from rangwan.screening.models import Clarification
from rangwan.screening.permissions import (
    clarifications_visible_to,
    may_answer_clarification,
    may_screen,
    may_see_clarification,
    screenable_by,
)
from tests.builders import NOW, bare_entry, make_edition, make_person, member
from tests.screening.conftest import World


def test_the_pair_agrees_for_everybody_and_every_state(world: World):
    for number, state in enumerate(State, start=2):
        bare_entry(world.edition, state, number)
    staff = world.staff
    people = [staff.organiser, staff.screener, staff.chair, staff.auditor, staff.judges[0], world.entry.coordinator]
    entries = list(Entry.objects.select_related("edition"))
    for person in [*people, make_person("คนนอก")]:
        allowed = {entry for entry in entries if may_screen(person, entry)}
        assert set(screenable_by(Entry.objects.all(), person)) == allowed
        screens = person in (staff.organiser, staff.screener)
        assert allowed == ({entry for entry in entries if entry.state in RECEIVED} if screens else set())


@pytest.mark.parametrize("standing", list(Membership.Standing))
def test_nobody_screens_their_own_organisation(world: World, standing: Membership.Standing):
    member(world.staff.screener, world.entry.organisation, standing=standing)
    refused = standing == Membership.Standing.REFUSED
    assert may_screen(world.staff.screener, world.entry) is refused
    assert screenable_by(Entry.objects.all(), world.staff.screener).exists() is refused


def test_another_editions_screener_screens_nothing_here(world: World):
    other = make_edition(slug="other")
    entry = bare_entry(other, State.CONFIRMED, 99)
    assert not may_screen(world.staff.screener, entry)
    assert entry not in screenable_by(Entry.objects.all(), world.staff.screener)


def test_a_clarification_is_seen_by_the_entrants_and_the_office(world: World):
    staff, entry = world.staff, world.entry
    asked = Clarification.objects.create(
        entry=entry, question="?", asked_by=staff.screener, asked_at=NOW, due_at=NOW + dt.timedelta(days=1)
    )
    colleague, guest = make_person("ร่วมหน่วยงาน", entry.organisation), make_person("ร่วมทีม")
    TeamMember.objects.create(entry=entry, person=guest, role="edit", since=NOW, added_by=entry.coordinator)
    office = {staff.organiser, staff.screener, staff.second, staff.chair, staff.auditor}
    readers = {entry.coordinator, colleague, guest} | office
    every = [*readers, *staff.judges, make_person("คนนอก")]
    assert {person for person in every if may_see_clarification(person, asked)} == readers
    rows = Clarification.objects.all()
    assert {person for person in every if clarifications_visible_to(rows, person).exists()} == readers
    assert {person for person in every if may_answer_clarification(person, asked)} == {entry.coordinator, guest}
