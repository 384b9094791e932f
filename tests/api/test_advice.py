"""Self-check, notes of correction, clarifications and disqualification by API."""

from __future__ import annotations

import pytest

from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.judging.models import Assignment
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import assignment, confirmed_entry, draft_entry, pack

FIRST, SECOND = pack().criteria[:2]


@pytest.fixture
def entry(world: World) -> Entry:
    return confirmed_entry(world.edition, world.office, world.somchai).entry


def test_the_self_check_is_summed(world: World):
    draft = draft_entry(world.edition, world.office, world.somchai)
    address = f"entries/{draft.id}/self-check"
    empty = ok(world.alice.get(address))
    assert (empty["levels"], empty["weight"], len(empty["missing"])) == ({}, 0, len(pack().criteria))
    level = FIRST.rubric[1]
    kept = ok(world.alice.put(address, {"levels": {FIRST.key: level.lowest, SECOND.key: None}}))
    assert (kept["lowest"], kept["highest"], kept["weight"]) == (level.lowest, level.highest, FIRST.weight)
    [advice] = kept["strengthen"]
    assert (advice["criterion"], advice["asks"]) == (FIRST.key, FIRST.rubric[2].text.as_dict())
    assert advice["sections"] != []
    assert FIRST.key not in kept["missing"]
    wrong = refused(world.alice.put(address, {"levels": {FIRST.key: 0.5, "nothing": 1}}), 422)
    assert codes(wrong) == {FIRST.key: "unknown_level", "nothing": "unknown_level"}
    assert ok(world.alice.get(address))["levels"] == {FIRST.key: level.lowest}
    refused(world.bob.get(address), 404)
    refused(world.organiser.get(address), 404)


def test_no_answer_of_the_api_tells_staff_or_judges_of_a_self_check(world: World, entry: Entry):
    ok(world.alice.put(f"entries/{entry.id}/self-check", {"levels": {FIRST.key: FIRST.rubric[1].lowest}}))
    Entry.objects.update(state=State.ELIGIBLE)
    sheet: Assignment = assignment(entry, world.judge_person)
    for caller, address in (
        (world.screener, f"entries/{entry.id}"), (world.organiser, f"entries/{entry.id}"),
        (world.judge, f"judging/assignments/{sheet.id}"),
    ):  # fmt: skip
        assert "self_check" not in caller.get(address).content.decode()
    for caller in (world.screener, world.organiser, world.chair, world.auditor):
        refused(caller.get(f"entries/{entry.id}/self-check"), 403)
    refused(world.judge.get(f"entries/{entry.id}/self-check"), 404)


def test_notes_reach_the_judge(world: World, entry: Entry):
    address = f"entries/{entry.id}/correction-notes"
    made = ok(world.alice.post(address, {"text": "1,200 คน", "question": "problem"}), 201)
    assert ok(world.screener.get(address))["items"] == [made]
    Entry.objects.update(state=State.ELIGIBLE)
    sheet = assignment(entry, world.judge_person)
    assert ok(world.judge.get(f"judging/assignments/{sheet.id}"))["entry"]["correction_notes"] == [made]
    assert codes(refused(world.alice.post(address, {"text": ""}), 422)) == {"text": "required"}
    assert codes(refused(world.alice.post(address, {"text": "x", "question": "x"}), 422)) == {
        "question": "unknown_question"
    }
    Entry.objects.update(state=State.INELIGIBLE)
    refused(world.alice.post(address, {"text": "x"}), 409)


def test_a_clarification_goes_to_and_fro(world: World, entry: Entry):
    address = f"entries/{entry.id}/clarifications"
    assert codes(refused(world.screener.post(address, {"question": "?"}), 422)) == {"due": "due_required_to_answer"}
    past = {"question": "?", "due": "2020-01-01"}
    assert codes(refused(world.screener.post(address, past), 422)) == {"due": "due_passed_to_answer"}
    asked = ok(world.screener.post(address, {"question": "เมื่อใด", "due": "2026-12-15"}), 201)
    assert (asked["state"], asked["due"], asked["answer"]) == ("open", "2026-12-16T00:00:00+07:00", None)
    assert ok(world.alice.get(address))["items"] == [asked]
    answer = f"clarifications/{asked['id']}/answer"
    assert codes(refused(world.alice.post(answer, {}), 422)) == {"answer": "required"}
    assert ok(world.alice.post(answer, {"answer": "ปีก่อน"}))["state"] == "answered"
    refused(world.alice.post(answer, {"answer": "อีก"}), 409)
    refused(world.screener.post(f"clarifications/{asked['id']}/withdraw"), 409)
    other = ok(world.screener.post(address, {"question": "อีกข้อ", "due": "2026-12-15"}), 201)
    assert ok(world.screener.post(f"clarifications/{other['id']}/withdraw"))["state"] == "withdrawn"
    refused(world.bob.post(answer, {"answer": "x"}), 404)
    refused(world.alice.post("clarifications/nowhere/answer", {"answer": "x"}), 404)


def test_two_of_the_staff_put_an_entry_out(world: World, entry: Entry):
    address = f"entries/{entry.id}/disqualification"
    refused(world.chair.post(f"{address}/second", {"agree": True}), 409)
    assert codes(refused(world.screener.post(address, {}), 422)) == {"breach": "required"}
    made = ok(world.screener.post(address, {"breach": "ข้อความเท็จ"}), 201)
    assert (made["standing"], made["state"], made["proposed_by"]) == ("proposed", "confirmed", "ผู้ตรวจ")
    refused(world.chair.post(address, {"breach": "ซ้ำ"}), 409)
    refused(world.screener.post(f"{address}/second", {"agree": True}), 409)
    done = ok(world.chair.post(f"{address}/second", {"agree": True}))
    assert (done["standing"], done["state"], done["seconded_by"]) == ("agreed", "disqualified", "ประธาน")
    assert [item["standing"] for item in ok(world.auditor.get(address))["items"]] == ["agreed"]
    refused(world.chair.post(address, {"breach": "อีก"}), 409)
    refused(Caller().get(address), 401)
