"""Screening through the API: short and long verdicts, the second person, and what comes back."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from rangwan.entries.models import Entry
from rangwan.programmes.models import Appointment
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import PACK, appointed, confirmed_entry


@pytest.fixture
def entry(world: World) -> Entry:
    """An entry that waits."""
    return confirmed_entry(world.edition, world.office, world.somchai).entry


def test_the_queue_holds_what_waits(world: World, entry: Entry):
    (row,) = ok(world.screener.get(f"awards/{PACK}/screening"))["items"]
    assert (row["id"], row["entry"], row["reference"], row["state"], row["proposed"]) == (
        entry.id, entry.id, entry.reference, "confirmed", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "rules",
    [None, {}, {"digital": {"ok": True, "note": ""}}, {"digital": {"ok": True}}, {"digital": True}, {"seal": {}}],
)
def test_an_eligible_verdict_takes_effect_at_once(world: World, entry: Entry, rules: Any):
    given = ok(world.screener.post(f"entries/{entry.id}/screening", {"verdict": "eligible", "rules": rules}))
    assert (given["verdict"], given["standing"], given["state"]) == ("eligible", "final", "eligible")
    refused(world.screener.post(f"entries/{entry.id}/screening", {"verdict": "eligible"}), 409)


WRONG: list[tuple[Any, dict[str, str]]] = [
    ({}, {"verdict": "missing"}),
    ({"verdict": "fine"}, {"verdict": "enum"}),
    ({"verdict": "eligible", "rules": {"no-such": {"ok": True}}}, {"rules.no-such": "unknown_point"}),
    ({"verdict": "eligible", "rules": {"digital": {"okay": True}}}, {"rules.digital.okay": "extra_forbidden"}),
    ({"verdict": "eligible", "rules": {"digital": "yes"}}, {"rules.digital": "model_type"}),
    ({"verdict": "eligible", "rules": {"digital": False}}, {"digital": "not_in_order"}),
    ({"verdict": "ineligible"}, {"": "none_failed"}),
    ({"verdict": "ineligible", "rules": {"digital": False}}, {"digital": "note_required"}),
    ({"verdict": "return"}, {"due": "due_required", "parts": "parts_required"}),
    ({"verdict": "return", "parts": ["team"], "due": "2026-11-19"}, {"due": "due_passed"}),
    ({"verdict": "return", "parts": ["no-such"], "due": "2026-12-01"}, {"parts": "unknown_part"}),
    ({"verdict": "return", "parts": ["team"], "due": "soon"}, {"due": "moment"}),
]


@pytest.mark.parametrize(("body", "expected"), WRONG, ids=range(len(WRONG)))
def test_what_a_verdict_lacks_is_named(world: World, entry: Entry, body: Any, expected: dict[str, str]):
    assert codes(refused(world.screener.post(f"entries/{entry.id}/screening", body), 422)) == expected
    assert ok(world.alice.get(f"entries/{entry.id}"))["state"] == "confirmed"


def test_an_ineligible_verdict_waits_for_a_second_person(world: World, entry: Entry):
    path = f"entries/{entry.id}/screening"
    body = {"verdict": "ineligible", "rules": {"digital": {"ok": False, "note": "ไม่ใช้ดิจิทัล"}}}
    first = ok(world.screener.post(path, body))
    assert (first["standing"], first["state"]) == ("proposed", "confirmed")
    assert codes(refused(world.screener.post(path, body), 422)) == {"": "same_person"}
    second = ok(world.organiser.post(path, body))
    assert (second["standing"], second["state"]) == ("final", "ineligible")
    refused(world.screener.post(f"{path}/revoke", {}), 422)
    assert ok(world.screener.post(f"{path}/revoke", {"reason": "ตรวจซ้ำ"}))["state"] == "confirmed"


def test_a_second_person_may_disagree(world: World, entry: Entry):
    path = f"entries/{entry.id}/screening"
    body = {"verdict": "ineligible", "rules": {"digital": {"ok": False, "note": "ไม่ใช้ดิจิทัล"}}}
    ok(world.screener.post(path, body))
    given = ok(world.organiser.post(f"{path}/second", {"agree": False, "note": "ใช้"}))
    assert (given["standing"], given["state"]) == ("rejected", "confirmed")


@pytest.mark.parametrize(
    ("due", "shown"),
    [
        ("2026-12-01", "2026-12-02T00:00:00+07:00"),
        ("2026-12-01T16:30:00+07:00", "2026-12-01T16:30:00+07:00"),
        ("2026-12-01T09:30:00Z", "2026-12-01T16:30:00+07:00"),
        ("2026-12-01T16:30", "2026-12-01T16:30:00+07:00"),
    ],
)
def test_a_due_date_is_bangkok_s_and_a_day_means_its_end(world: World, entry: Entry, due: str, shown: str):
    body = {"verdict": "return", "parts": ["file:submission_form"], "due": due, "note": "ขอใหม่"}
    given = ok(world.screener.post(f"entries/{entry.id}/screening", body))
    assert (given["state"], given["due"]) == ("returned", shown)
    assert ok(world.alice.get(f"entries/{entry.id}"))["returned"]["due"] == shown


def test_what_was_not_corrected_in_time_is_taken_back(world: World, entry: Entry, now: time_machine.Traveller):
    body = {"verdict": "return", "parts": ["team"], "due": "2026-12-01"}
    ok(world.screener.post(f"entries/{entry.id}/screening", body))
    path = f"entries/{entry.id}/screening/take-back"
    assert codes(refused(world.screener.post(path), 422)) == {"": "not_due_yet"}
    now.move_to("2026-12-02T00:00:00+07:00")
    assert ok(world.screener.post(path))["state"] == "confirmed"


def test_nobody_screens_what_they_entered(world: World, entry: Entry):
    both = Caller(appointed("กรรมการ", world.edition, Appointment.Role.SCREENER))
    ok(both.get(f"entries/{entry.id}/screening"))
    ok(both.post(f"organisations/{world.office.id}/claims", {}), 201)
    refused(both.get(f"entries/{entry.id}/screening"), 403)
    assert ok(both.get(f"awards/{PACK}/screening"))["items"] == []


def test_points_say_what_the_answers_say(world: World, entry: Entry):
    shown = ok(world.screener.get(f"entries/{entry.id}/screening"))
    assert {point["key"]: point["met_by_answers"] for point in shown["rules"][:4]} == {
        "digital": True, "in_use": True, "local_government": True, "consent_true_information": None,
    }  # fmt: skip
