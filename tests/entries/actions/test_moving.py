"""Moves that later stages make: each with its audit row and its event, in the caller's transaction."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.entries import actions
from rangwan.entries.models import Entry
from rangwan.entries.rules import TRANSITIONS, Act, State
from rangwan.kernel.models import AuditRow, Event
from tests.builders import NOW, confirmed_entry, make_edition, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    office = make_organisation()
    return confirmed_entry(make_edition(), office, make_person("สมชาย", office)).entry


@pytest.mark.parametrize(("origin", "act"), sorted(TRANSITIONS))
def test_every_step_of_the_table_is_made_recorded_and_told(entry, origin, act):
    Entry.objects.update(state=origin)
    target = TRANSITIONS[origin, act].target
    later = NOW + dt.timedelta(hours=1)
    moved = actions.move_entry(entry=entry, act=act, acting=None, now=later, reason="เพราะ")
    assert (moved.state, moved.changed_at) == (target, later)
    row = AuditRow.objects.order_by("-number").first()
    assert row is not None
    assert (row.act, row.actor, row.before, row.after, row.reason) == (
        f"entry.{act}", "", {"state": origin}, {"state": target}, "เพราะ",
    )  # fmt: skip
    event = Event.objects.order_by("-number").first()
    assert event is not None
    assert (event.kind, event.subject) == (f"entry.{target}", entry.id)
    assert event.payload == {"from": origin, "act": act, "edition": entry.edition_id}


def test_a_step_that_the_table_does_not_have_changes_nothing(entry):
    rows = AuditRow.objects.count()
    with pytest.raises(actions.UnableToMove):
        actions.move_entry(entry=entry, act=Act.AWARD, acting=None, now=NOW)
    entry.refresh_from_db()
    assert (entry.state, AuditRow.objects.count()) == (State.CONFIRMED, rows)
