"""Verdicts: one person for eligible and return, two for ineligible; and the ways back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rangwan.accounts.models import Membership, Person
from rangwan.entries.actions import UnableToMove, reopen_entry
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.kernel.audit import verify
from rangwan.kernel.models import AuditRow, Event
from rangwan.programmes.permissions import NotAllowed
from rangwan.screening import actions
from rangwan.screening.models import ScreeningVerdict
from rangwan.screening.rules import Verdict
from tests.builders import NOW, all_in_order
from tests.screening.conftest import World

LATER = NOW + dt.timedelta(hours=1)
DUE = NOW + dt.timedelta(days=3)
OUTSIDERS = ("chair", "auditor", "judge", "coordinator")


def _give(world: World, verdict: Verdict, acting: Person | None = None, **more: Any) -> ScreeningVerdict:
    findings = more.pop("findings", None) or all_in_order(world.entry)
    given = {"acting": acting or world.staff.screener, "now": NOW, **more}
    return actions.screen_entry(entry=world.entry, verdict=verdict, findings=findings, **given)


def _state(entry: Entry) -> str:
    return Entry.objects.values_list("state", flat=True).get(pk=entry.pk)


def _acts() -> list[str]:
    return list(AuditRow.objects.order_by("number").values_list("act", flat=True))


def _failing(entry: Entry) -> dict[str, Any]:
    return all_in_order(entry) | {"seal": {"ok": False, "note": "ไม่มีตราประทับ"}}


def _propose(world: World) -> ScreeningVerdict:
    return _give(world, Verdict.INELIGIBLE, findings=_failing(world.entry), note="ขาดตรา")


def test_eligible_takes_effect_at_once(world: World):
    row = _give(world, Verdict.ELIGIBLE)
    assert (row.standing, row.by, _state(world.entry)) == ("final", world.staff.screener, State.ELIGIBLE)
    assert _acts()[-2:] == ["screening.verdict", "entry.accept"]
    assert Event.objects.order_by("-number")[0].kind == "entry.eligible"
    assert verify() == []


def test_eligible_wants_every_point_and_says_which_is_missing(world: World):
    with pytest.raises(actions.UnableToJudge) as lacking:
        _give(world, Verdict.ELIGIBLE, findings={"seal": {"ok": False, "note": ""}})
    assert dict(lacking.value.missing)["seal"] == "not_in_order"
    assert dict(lacking.value.missing)["signature"] == "not_looked_at"
    assert (_state(world.entry), ScreeningVerdict.objects.count()) == (State.CONFIRMED, 0)


def test_eligible_waits_for_the_claim_to_the_organisation(world: World):
    Membership.objects.filter(person=world.entry.coordinator).update(standing=Membership.Standing.CLAIMED)
    with pytest.raises(actions.UnableToJudge) as lacking:
        _give(world, Verdict.ELIGIBLE)
    assert lacking.value.missing == [("", "membership_waiting")]


def test_unknown_points_are_refused(world: World):
    with pytest.raises(actions.UnableToJudge) as lacking:
        _give(world, Verdict.ELIGIBLE, findings={"nonsense": {"ok": True}})
    assert lacking.value.missing == [("", "unknown_point")]


def test_a_return_opens_the_named_parts_until_its_date(world: World):
    _give(world, Verdict.RETURN, note="โปรดลงนามใหม่", parts=["file:submission_form"], due=DUE)
    world.entry.refresh_from_db()
    assert (world.entry.state, world.entry.return_parts) == (State.RETURNED, ["file:submission_form"])
    assert (world.entry.return_due, world.entry.return_note) == (DUE, "โปรดลงนามใหม่")


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({}, [("due", "due_required"), ("parts", "parts_required")]),
        ({"due": NOW, "parts": ["file:submission_form"]}, [("due", "due_passed")]),
        ({"due": DUE, "parts": ["nowhere"]}, [("parts", "unknown_part")]),
    ],
)
def test_a_return_needs_parts_and_a_date_to_come(world: World, more: dict[str, Any], missing: list[tuple[str, str]]):
    with pytest.raises(actions.UnableToJudge) as lacking:
        _give(world, Verdict.RETURN, **more)
    assert lacking.value.missing == missing


def test_ineligible_waits_for_a_second_person(world: World):
    row = _propose(world)
    assert (row.standing, _state(world.entry)) == ("proposed", State.CONFIRMED)
    with pytest.raises(actions.UnableToJudge) as lacking:
        actions.second_verdict(entry=world.entry, agree=True, acting=world.staff.screener, now=LATER)
    assert lacking.value.missing == [("", "same_person")]
    actions.second_verdict(entry=world.entry, agree=True, acting=world.staff.second, now=LATER)
    row.refresh_from_db()
    assert (row.standing, row.seconded_by, row.seconded_at) == ("final", world.staff.second, LATER)
    assert (_state(world.entry), _acts()[-2:]) == (State.INELIGIBLE, ["screening.seconded", "entry.reject"])


def test_the_second_person_may_disagree(world: World):
    row = _propose(world)
    actions.second_verdict(entry=world.entry, agree=False, acting=world.staff.second, now=LATER, note="มีตราอยู่หน้า 2")
    row.refresh_from_db()
    assert (row.standing, _state(world.entry), _acts()[-1]) == ("rejected", State.CONFIRMED, "screening.not_seconded")
    with pytest.raises(actions.UnableToJudge) as lacking:
        actions.second_verdict(entry=world.entry, agree=True, acting=world.staff.second, now=LATER)
    assert lacking.value.missing == [("", "nothing_proposed")]


def test_the_same_verdict_by_a_second_person_seconds_it(world: World):
    _propose(world)
    row = _give(world, Verdict.INELIGIBLE, world.staff.second)
    assert (row.standing, row.seconded_by, _state(world.entry)) == ("final", world.staff.second, State.INELIGIBLE)


def test_who_proposed_may_think_again(world: World):
    row = _propose(world)
    _give(world, Verdict.ELIGIBLE)
    row.refresh_from_db()
    assert (row.standing, row.seconded_by, _state(world.entry)) == ("rejected", None, State.ELIGIBLE)


def test_a_proposal_about_other_answers_cannot_be_seconded(world: World):
    row = _propose(world)
    reopen_entry(entry=world.entry, acting=world.entry.coordinator, now=LATER)
    Entry.objects.filter(pk=world.entry.pk).update(state=State.CONFIRMED, confirmed_at=LATER)
    with pytest.raises(actions.UnableToJudge) as lacking:
        actions.second_verdict(entry=world.entry, agree=True, acting=world.staff.second, now=LATER)
    assert lacking.value.missing == [("", "nothing_proposed")]
    again = _give(world, Verdict.INELIGIBLE, world.staff.second, findings=_failing(world.entry), now=LATER)
    row.refresh_from_db()
    assert (row.standing, again.standing) == ("revoked", "proposed")


def test_an_ineligible_verdict_is_taken_back_with_a_reason(world: World):
    row = _propose(world)
    actions.second_verdict(entry=world.entry, agree=True, acting=world.staff.second, now=LATER)
    with pytest.raises(actions.UnableToJudge) as lacking:
        actions.revoke_ineligible(entry=world.entry, reason=" ", acting=world.staff.organiser, now=LATER)
    assert lacking.value.missing == [("reason", "reason_required")]
    actions.revoke_ineligible(entry=world.entry, reason="พบตราประทับ", acting=world.staff.organiser, now=LATER)
    row.refresh_from_db()
    assert (row.standing, _state(world.entry)) == ("revoked", State.CONFIRMED)
    last = AuditRow.objects.order_by("-number")[0]
    assert (last.act, last.reason) == ("entry.revoke", "พบตราประทับ")


def test_screening_goes_on_when_the_date_for_corrections_passed(world: World):
    _give(world, Verdict.RETURN, parts=["file:submission_form"], due=DUE)
    with pytest.raises(actions.UnableToJudge) as lacking:
        actions.take_back(entry=world.entry, acting=world.staff.screener, now=DUE - dt.timedelta(seconds=1))
    assert lacking.value.missing == [("", "not_due_yet")]
    actions.take_back(entry=world.entry, acting=world.staff.screener, now=DUE)
    world.entry.refresh_from_db()
    assert (world.entry.state, world.entry.return_parts, world.entry.return_due) == (State.CONFIRMED, [], None)
    assert _acts()[-1] == "entry.end_return"


def test_a_verdict_on_an_entry_that_is_not_in_screening(world: World):
    _give(world, Verdict.ELIGIBLE)
    with pytest.raises(UnableToMove):
        _give(world, Verdict.ELIGIBLE)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_screen_nothing(world: World, who: str):
    people = {"judge": world.staff.judges[0], "coordinator": world.entry.coordinator}
    person = people.get(who) or getattr(world.staff, who)
    calls = [
        lambda: _give(world, Verdict.ELIGIBLE, person),
        lambda: actions.second_verdict(entry=world.entry, agree=True, acting=person, now=NOW),
        lambda: actions.revoke_ineligible(entry=world.entry, reason="x", acting=person, now=NOW),
        lambda: actions.take_back(entry=world.entry, acting=person, now=NOW),
    ]
    for call in calls:
        with pytest.raises(NotAllowed):
            call()
    assert (_state(world.entry), ScreeningVerdict.objects.count()) == (State.CONFIRMED, 0)
