"""The calendar, and who holds which role."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rangwan.kernel.models import AuditRow
from rangwan.kernel.text import Text
from rangwan.programmes import actions
from rangwan.programmes.models import Appointment, CalendarChange, Edition
from rangwan.programmes.permissions import NotAllowed
from rangwan.programmes.queries import roles_of
from tests.builders import NOW, appointed, make_edition, make_person
from tests.programmes.conftest import World

DAY = dt.timedelta(days=1)
REASON = Text(th="มีผู้ขอขยายเวลา", en="Many asked for more time")


def _extend(world: World, **change: Any) -> CalendarChange:
    given: dict[str, Any] = {
        "edition": world.edition, "closes_at": world.edition.closes_at + 15 * DAY, "moves_count": False,
        "reason": REASON, "acting": world.staff.organiser, "now": NOW,
    }  # fmt: skip
    return actions.extend_closing(**given | change)


@pytest.mark.parametrize("moves", [True, False])
def test_the_organiser_says_whether_the_first_leg_moves(world: World, moves: bool):
    before = world.edition.closes_at
    change = _extend(world, moves_count=moves)
    world.edition.refresh_from_db()
    assert world.edition.closes_at == before + 15 * DAY
    assert world.edition.counted_from == (before + 15 * DAY if moves else before)
    assert (change.closed_before, change.reason, change.by) == (before, REASON, world.staff.organiser)
    row = AuditRow.objects.order_by("-number")[0]
    assert (row.act, row.reason) == ("edition.extended", REASON.th)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("not_later", {"closes_at": NOW + 20 * DAY}),
        ("in_the_past", {"now": NOW + 90 * DAY}),
        ("no_reason", {"reason": Text(th="มี", en=" ")}),
    ],
)
def test_a_closing_that_cannot_be(world: World, code: str, change: dict[str, Any]):
    with pytest.raises(actions.UnableToChangeCalendar, match=code):
        _extend(world, **change)
    assert CalendarChange.objects.count() == 0


def test_a_decided_edition_is_not_extended(world: World):
    Edition.objects.update(state=Edition.State.DECIDED)
    with pytest.raises(actions.UnableToChangeCalendar, match="decided"):
        _extend(world)


def test_a_closed_edition_opens_again(world: World):
    _extend(world, now=NOW + 25 * DAY)
    world.edition.refresh_from_db()
    assert world.edition.closes_at == NOW + 35 * DAY


def test_a_role_is_given_once_ended_and_given_again(world: World):
    person = make_person("กรรมการใหม่")
    given: dict[str, Any] = {"person": person, "edition": world.edition, "role": Appointment.Role.JUDGE}
    first = actions.appoint(**given, acting=world.staff.organiser, now=NOW)
    assert actions.appoint(**given, acting=world.staff.organiser, now=NOW) == first
    for _ in range(2):
        actions.dismiss(appointment=first, acting=world.staff.organiser, now=NOW)
    assert roles_of(person, world.edition) == set()
    again = actions.appoint(**given, acting=world.staff.organiser, now=NOW)
    assert (again == first, roles_of(person, world.edition)) == (False, {"judge"})
    acts = list(AuditRow.objects.filter(thing_id=person.id).order_by("number").values_list("act", flat=True))
    assert acts == ["person.appointed", "person.dismissed", "person.appointed"]


def test_the_last_organiser_stays(world: World):
    own = Appointment.objects.get(person=world.staff.organiser)
    with pytest.raises(actions.UnableToDismiss):
        actions.dismiss(appointment=own, acting=world.staff.organiser, now=NOW)
    appointed("ผู้จัดอีกคน", world.edition, Appointment.Role.ORGANISER)
    actions.dismiss(appointment=own, acting=world.staff.organiser, now=NOW)
    assert roles_of(world.staff.organiser, world.edition) == set()


@pytest.mark.parametrize("who", ["screener", "chair", "auditor"])
def test_only_organisers_of_the_edition_change_it(world: World, who: str):
    judge = Appointment.objects.get(person=world.staff.judges[0])
    stranger = appointed("ผู้จัดปีอื่น", make_edition(slug="other"), Appointment.Role.ORGANISER)
    for person in (getattr(world.staff, who), stranger):
        for call in (
            lambda person=person: _extend(world, acting=person),
            lambda person=person: actions.dismiss(appointment=judge, acting=person, now=NOW),
            lambda person=person: actions.appoint(
                person=person, edition=world.edition, role=Appointment.Role.CHAIR, acting=person, now=NOW
            ),
        ):
            with pytest.raises(NotAllowed):
                call()
