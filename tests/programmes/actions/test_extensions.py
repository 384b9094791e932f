"""A later closing for one organisation, and the grace period."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rangwan.accounts.permissions import NotAllowed
from rangwan.kernel.models import AuditRow, Event
from rangwan.programmes import actions
from rangwan.programmes.models import Edition, Extension
from rangwan.programmes.queries import announced_phase, closing_for, phase_for
from rangwan.programmes.queries.calendar import extended_for, later_closings, may_begin, open_to
from tests.builders import NOW, Committee, make_committee, make_edition, make_organisation

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
CLOSES = NOW + 20 * DAY


@pytest.fixture
def edition() -> Edition:
    return make_edition()


@pytest.fixture
def staff(edition: Edition) -> Committee:
    return make_committee(edition, judges=1)


def test_one_organisation_enters_until_later_at_once(edition: Edition, staff: Committee):
    held_up, other = make_organisation("อบต.น้ำท่วม"), make_organisation("อบต.อื่น")
    after = CLOSES + DAY
    assert (may_begin(edition, held_up, after), phase_for(edition, held_up, after)) == (False, "closed")
    actions.extend_for_organisation(
        edition=edition, organisation=held_up, closes_at=CLOSES + 3 * DAY, reason="น้ำท่วม", acting=staff.organiser,
        now=after,
    )  # fmt: skip
    edition.refresh_from_db()
    assert edition.closes_at == CLOSES
    assert (may_begin(edition, held_up, after), phase_for(edition, held_up, after)) == (True, "open")
    assert (may_begin(edition, other, after), phase_for(edition, other, after)) == (False, "closed")
    assert [closing_for(edition, each) for each in (held_up, other)] == [CLOSES + 3 * DAY, CLOSES]
    assert [(each.edition, each.closes_at) for each in open_to([held_up.id], after)] == [(edition, CLOSES + 3 * DAY)]
    assert open_to([other.id], after) == []
    assert later_closings(edition) == {held_up.id: CLOSES + 3 * DAY}
    assert extended_for([held_up.id, other.id]) == {(edition.id, held_up.id): CLOSES + 3 * DAY}
    row = AuditRow.objects.get(act="edition.extended_for")
    assert (row.actor, row.reason, row.after["organisation"]) == (staff.organiser.id, "น้ำท่วม", held_up.id)
    assert Event.objects.filter(kind="edition.extended_for", subject=edition.id).count() == 1


def test_an_extension_for_all_goes_past_one_for_one(edition: Edition, staff: Committee):
    held_up = make_organisation()
    given: dict[str, Any] = {
        "edition": edition, "organisation": held_up, "reason": "น้ำท่วม", "acting": staff.organiser, "now": NOW,
    }  # fmt: skip
    actions.extend_for_organisation(closes_at=CLOSES + DAY, **given)
    Edition.objects.filter(pk=edition.pk).update(closes_at=CLOSES + 5 * DAY)
    edition.refresh_from_db()
    assert (closing_for(edition, held_up), later_closings(edition)) == (CLOSES + 5 * DAY, {})


@pytest.mark.parametrize(
    ("closes_at", "reason", "state", "code"),
    [
        (CLOSES, "น้ำท่วม", "running", "not_later"),
        (CLOSES + DAY, " ", "running", "reason"),
        (CLOSES + DAY, "น้ำท่วม", "decided", "decided"),
    ],
)
def test_what_cannot_be(
    edition: Edition, staff: Committee, *, closes_at: dt.datetime, reason: str, state: str, code: str
):
    Edition.objects.filter(pk=edition.pk).update(state=state)
    with pytest.raises(actions.UnableToChangeCalendar) as unable:
        actions.extend_for_organisation(
            edition=edition, organisation=make_organisation(), closes_at=closes_at, reason=reason,
            acting=staff.organiser, now=NOW,
        )  # fmt: skip
    assert (unable.value.code, Extension.objects.count()) == (code, 0)


def test_a_closing_in_the_past_and_one_before_the_last_extension_are_refused(edition: Edition, staff: Committee):
    office = make_organisation()
    given: dict[str, Any] = {"edition": edition, "organisation": office, "reason": "น้ำท่วม", "acting": staff.organiser}
    with pytest.raises(actions.UnableToChangeCalendar, match="in_the_past"):
        actions.extend_for_organisation(closes_at=CLOSES + DAY, now=CLOSES + 2 * DAY, **given)
    actions.extend_for_organisation(closes_at=CLOSES + 4 * DAY, now=NOW, **given)
    with pytest.raises(actions.UnableToChangeCalendar, match="not_later"):
        actions.extend_for_organisation(closes_at=CLOSES + 3 * DAY, now=NOW, **given)


def test_only_the_organiser_may(edition: Edition, staff: Committee):
    for person in (staff.screener, staff.chair, staff.auditor, staff.judges[0]):
        with pytest.raises(NotAllowed):
            actions.extend_for_organisation(
                edition=edition, organisation=make_organisation(), closes_at=CLOSES + DAY, reason="น้ำท่วม",
                acting=person, now=NOW,
            )  # fmt: skip
        with pytest.raises(NotAllowed):
            actions.set_grace(edition=edition, minutes=5, reason="ระบบช้า", acting=person, now=NOW)


def test_the_grace_period_is_for_what_was_begun(edition: Edition, staff: Committee):
    office = make_organisation()
    edition = actions.set_grace(edition=edition, minutes=10, reason="ระบบช้า", acting=staff.organiser, now=NOW)
    inside = CLOSES + dt.timedelta(minutes=9)
    assert edition.grace_seconds == 600
    assert (phase_for(edition, office, inside), may_begin(edition, office, inside)) == ("open", False)
    assert announced_phase(edition, inside) == "closed"
    assert phase_for(edition, office, CLOSES + dt.timedelta(minutes=10)) == "closed"
    assert AuditRow.objects.get(act="edition.grace_set").after == {"grace_seconds": 600}


@pytest.mark.parametrize(
    ("minutes", "reason", "when", "code"),
    [(-1, "ก", NOW, "bad_grace"), (61, "ก", NOW, "bad_grace"), (5, "", NOW, "reason"), (5, "ก", CLOSES, "closed")],
)
def test_a_grace_period_that_cannot_be(
    edition: Edition, staff: Committee, *, minutes: int, reason: str, when: dt.datetime, code: str
):
    with pytest.raises(actions.UnableToChangeCalendar, match=code):
        actions.set_grace(edition=edition, minutes=minutes, reason=reason, acting=staff.organiser, now=when)
