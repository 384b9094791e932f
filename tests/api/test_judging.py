"""A judge's own sheets: marks without default, all or none, finished, recused."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.judging.actions import assign_by_hand
from rangwan.judging.models import Assignment, MarkEvent
from rangwan.programmes.actions import dismiss
from rangwan.programmes.models import Appointment
from rangwan.screening.actions import screen_entry
from rangwan.screening.rules import Verdict
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import NOW, PACK, appointed, confirmed_entry


@pytest.fixture
def sheet(world: World) -> Assignment:
    """An open scoresheet of the judge."""
    entry = confirmed_entry(world.edition, world.office, world.somchai).entry
    screener = appointed("ผู้ตรวจ", world.edition, Appointment.Role.SCREENER)
    screen_entry(entry=entry, verdict=Verdict.ELIGIBLE, findings={}, acting=screener, now=NOW, partial=True)
    entry.refresh_from_db()
    chair = appointed("ประธาน", world.edition, Appointment.Role.CHAIR)
    return assign_by_hand(entry=entry, judge=world.judge_person, round_key="judging", acting=chair, now=NOW)


def _path(sheet: Assignment) -> str:
    return f"judging/assignments/{sheet.id}"


def _all_marks(caller: Caller, mark: float) -> dict[str, Any]:
    criteria = ok(caller.get(f"awards/{PACK}"))["criteria"]
    return {item["key"]: {"mark": mark} for item in criteria}


def test_no_mark_has_a_default(world: World, sheet: Assignment):
    (row,) = ok(world.judge.get("judging/assignments"))["items"]
    assert (row["id"], row["entry"], row["round"], row["state"], row["marked"], row["total"]) == (
        sheet.id, sheet.entry_id, "judging", "open", 0, None,
    )  # fmt: skip
    shown = ok(world.judge.get(_path(sheet)))
    assert {given["mark"] for given in shown["marks"].values()} == {None}
    assert len(shown["missing"]) == 11
    assert len(codes(refused(world.judge.post(f"{_path(sheet)}/finish"), 422))) == 11


def test_what_is_left_out_stays(world: World, sheet: Assignment):
    path = f"{_path(sheet)}/marks"
    ok(world.judge.put(path, {"problem": {"mark": 7.5, "comment": "ดี"}}))
    ok(world.judge.put(path, {"problem": {"mark": 8}}))
    ok(world.judge.put(path, {"problem": {"comment": "ดีมาก"}}))
    shown = ok(world.judge.put(path, {}))
    assert shown["marks"]["problem"] == {"mark": 8, "comment": "ดีมาก"}
    assert ok(world.judge.put(path, {"problem": {"mark": None}}))["marks"]["problem"]["mark"] is None
    assert MarkEvent.objects.count() == 4


WRONG: list[tuple[Any, str]] = [
    (11, "out_of_range"), (-1, "out_of_range"), (7.125, "too_fine"), ("seven", "not_a_number"), (True, "not_a_number"),
    ([7], "not_a_number"), ({}, "not_a_number"), ("NaN", "not_a_number"), (1e300, "out_of_range"),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "code"), WRONG, ids=range(len(WRONG)))
def test_a_wrong_mark_is_named_and_none_is_kept(world: World, sheet: Assignment, mark: Any, code: str):
    body = {"problem": {"mark": mark}, "objectives": {"mark": 5}}
    assert codes(refused(world.judge.put(f"{_path(sheet)}/marks", body), 422)) == {"problem": code}
    assert len(ok(world.judge.get(_path(sheet)))["missing"]) == 11


def test_unknown_criteria_and_fields_are_named(world: World, sheet: Assignment):
    path = f"{_path(sheet)}/marks"
    assert codes(refused(world.judge.put(path, {"beauty": {"mark": 5}}), 422)) == {"beauty": "unknown_criterion"}
    assert codes(refused(world.judge.put(path, {"problem": {"score": 5}}), 422)) == {"problem.score": "extra_forbidden"}
    assert codes(refused(world.judge.put(path, {"problem": {"comment": 5}}), 422)) == {"problem": "no_comment_text"}
    assert codes(refused(world.judge.put(path, {"problem": {"comment": "x" * 10_001}}), 422)) == {"problem": "too_long"}


def test_finished_is_locked_seen_by_the_chair_and_opened_again_by_them(world: World, sheet: Assignment):
    refused(world.chair.get(_path(sheet)), 404)
    ok(world.judge.put(f"{_path(sheet)}/marks", _all_marks(world.judge, 5)))
    finished = ok(world.judge.post(f"{_path(sheet)}/finish"))
    assert finished == {"id": sheet.id, "state": "finished", "total": 55}
    assert ok(world.judge.post(f"{_path(sheet)}/finish")) == finished
    refused(world.judge.put(f"{_path(sheet)}/marks", {"problem": {"mark": 1}}), 409)
    assert ok(world.chair.get(_path(sheet)))["marks"]["problem"]["mark"] == 5

    reopen = f"awards/{PACK}/assignments/{sheet.id}/reopen"
    assert codes(refused(world.chair.post(reopen, {}), 422)) == {"reason": "bad_reason"}
    assert ok(world.chair.post(reopen, {"reason": "แก้คะแนน"}))["state"] == "draft"


@pytest.mark.parametrize("body", [{"reason": "เคยเป็นที่ปรึกษา"}, {"reason": "relative"}, {"note": "เหตุผลอื่น"}])
def test_who_steps_back_sees_the_entry_no_more(world: World, sheet: Assignment, body: Any):
    assert codes(refused(world.judge.post(f"{_path(sheet)}/recuse"), 422)) == {"reason": "bad_reason"}
    assert ok(world.judge.post(f"{_path(sheet)}/recuse", body))["state"] == "recused"
    assert ok(world.judge.post(f"{_path(sheet)}/recuse", body))["state"] == "recused"
    assert ok(world.judge.get(_path(sheet)))["entry"] is None
    refused(world.judge.put(f"{_path(sheet)}/marks", {}), 404)
    assert [row["state"] for row in ok(world.judge.get("judging/assignments"))["items"]] == ["recused"]


def test_who_is_no_judge_any_more_sees_nothing(world: World, sheet: Assignment):
    caller = world.judge
    appointment = Appointment.objects.get(person=world.judge_person)
    dismiss(appointment=appointment, acting=appointed("ผู้จัด", world.edition, Appointment.Role.ORGANISER), now=NOW)
    refused(caller.get(_path(sheet)), 404)
