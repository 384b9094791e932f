"""The closing of an entry is its organisation's own."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.entries import actions, queries
from rangwan.entries.queries.story import happened_to, stages_to_come
from rangwan.entries.rules import Act, State
from rangwan.programmes.actions import extend_for_organisation
from rangwan.programmes.models import Edition
from tests.builders import (
    NOW,
    bare_entry,
    confirmed_entry,
    draft_entry,
    make_committee,
    make_edition,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
CLOSES = NOW + 20 * DAY


def test_everywhere_the_organisations_own():
    edition = make_edition()
    staff = make_committee(edition)
    office, other = make_organisation(), make_organisation("อบต.อื่น")
    entry = draft_entry(edition, office, make_person("สมชาย", office))
    theirs = draft_entry(edition, other, make_person("มาลี", other))
    extend_for_organisation(
        edition=edition, organisation=office, closes_at=CLOSES + DAY, reason="น้ำท่วม", acting=staff.organiser, now=NOW
    )
    after = CLOSES + dt.timedelta(hours=1)
    assert [queries.closing_of(each) for each in (entry, theirs)] == [CLOSES + DAY, CLOSES]
    found = queries.deadline_of(entry.id)
    assert found is not None
    assert (found.opens_at, found.closes_at, found.grace_seconds) == (edition.opens_at, CLOSES + DAY, 0)
    assert queries.deadline_of("none") is None
    with CaptureQueriesContext(connection) as seen:
        assert queries.phases_of([entry, theirs], after) == {entry.id: "open", theirs.id: "closed"}
    assert len(seen) == 1
    assert queries.open_parts(entry, entry.coordinator, after) != frozenset()
    assert [row["title"] for row in queries.unconfirmed_rows(edition, after)] == [theirs.title]
    assert len(queries.unconfirmed_rows(edition, CLOSES + DAY)) == 2


def test_the_way_of_an_entry_and_what_comes_next():
    edition = make_edition()
    office = make_organisation()
    entry = confirmed_entry(edition, office, make_person("สมชาย", office)).entry
    assert [item.act for item in happened_to(entry)] == ["created", "submit", "confirm"]
    assert [(stage.kind, stage.is_now, stage.at) for stage in stages_to_come(entry, NOW)] == [
        ("closing", True, CLOSES), ("screening", False, None), ("round", False, None), ("result", False, None),
    ]  # fmt: skip
    assert [(stage.kind, stage.is_now) for stage in stages_to_come(entry, CLOSES)] == [
        ("screening", True), ("round", False), ("result", False),
    ]  # fmt: skip
    entry = actions.return_entry(
        entry=entry, parts=["contact"], note="", due=NOW + DAY, acting=entry.coordinator, now=NOW
    )
    assert stages_to_come(entry, NOW)[0].at == NOW + DAY


def test_what_the_committee_finds_is_told_at_the_release():
    entry = confirmed_entry(make_edition(), office := make_organisation(), make_person("สมชาย", office)).entry
    for act in (Act.ACCEPT, Act.CLOSE_JUDGING, Act.AWARD):
        entry = actions.move_entry(entry=entry, act=act, acting=None, now=NOW)
    assert [item.act for item in happened_to(entry)][-1] == "accept"
    assert [(stage.kind, stage.is_now) for stage in stages_to_come(entry, NOW)] == [("round", True), ("result", False)]
    Edition.objects.update(state="released")
    entry.edition.refresh_from_db()
    assert [item.act for item in happened_to(entry)][-2:] == ["close_judging", "award"]
    assert stages_to_come(entry, NOW) == []


@pytest.mark.parametrize("state", [State.INELIGIBLE, State.WITHDRAWN, State.DISQUALIFIED])
def test_where_nothing_comes_any_more(state: State):
    assert stages_to_come(bare_entry(make_edition(), state), NOW) == []


def test_a_draft_after_the_closing_goes_no_further():
    assert stages_to_come(bare_entry(make_edition(), State.DRAFT), CLOSES) == []
