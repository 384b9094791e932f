"""Entries: begun for one's own organisation or a claimed one, read by who may, told no more than one may know."""

from __future__ import annotations

import pytest

from rangwan.entries.actions import move_entry, return_entry
from rangwan.entries.rules import Act
from tests.api.calling import codes, ok, refused
from tests.api.conftest import World
from tests.builders import NOW, PACK, confirmed_entry, draft_entry, filled_entry


def test_beginning_for_another_organisation_claims_it_and_waits(world: World):
    begun = ok(world.alice.post(f"awards/{PACK}/entries", {"organisation": world.other_office.id, "title": "ก"}), 201)
    assert set(begun) == {"id", "state", "version"}
    mine = ok(world.alice.get("me"))["organisations"]
    assert {item["id"]: item["standing"] for item in mine} == {
        world.office.id: "confirmed",
        world.other_office.id: "claimed",
    }
    problems = codes(refused(world.alice.post(f"entries/{begun['id']}/submit"), 422))
    assert problems["organisation"] == "membership_waiting"


def test_an_entry_shows_what_the_contract_says(world: World):
    draft = draft_entry(world.edition, world.office, world.somchai, title="ระบบน้ำดี")
    shown = ok(world.alice.get(f"entries/{draft.id}"))
    assert {key: shown[key] for key in ("id", "state", "version", "answers", "files", "reference")} == {
        "id": draft.id, "state": "draft", "version": 1, "answers": {"project_title": "ระบบน้ำดี"}, "files": [],
        "reference": None,
    }  # fmt: skip
    assert {item["key"] for item in shown["problems"]} >= {"coordinator_email", "file:presentation", "first_used"}
    assert shown["created_at"] == "2026-11-20T10:00:00+07:00"
    assert shown["organisation"] == {"id": world.office.id, "name": world.office.name.as_dict()}


def test_a_further_project_keeps_the_contact(world: World):
    filled_entry(world.edition, world.office, world.somchai)
    begun = ok(world.alice.post(f"awards/{PACK}/entries", {"organisation": world.office.id, "title": "สอง"}), 201)
    answers = ok(world.alice.get(f"entries/{begun['id']}"))["answers"]
    assert (answers["project_title"], "coordinator_email" in answers, "problem" in answers) == ("สอง", True, False)


def test_null_clears_an_answer_and_the_same_answer_changes_nothing(world: World):
    draft = draft_entry(world.edition, world.office, world.somchai)
    path = f"entries/{draft.id}/answers"
    assert ok(world.alice.patch(path, {"problem": "ก"}, If_Match='"1"')) == {"version": 2, "problems": []}
    assert ok(world.alice.patch(path, {"problem": "ก"}, If_Match='"2"'))["version"] == 2
    assert ok(world.alice.patch(path, {"problem": None}, If_Match='"2"'))["version"] == 3
    assert "problem" not in ok(world.alice.get(f"entries/{draft.id}"))["answers"]


def test_staff_and_entrant_are_told_another_state_until_the_results_are_released(world: World):
    entry = confirmed_entry(world.edition, world.office, world.somchai).entry
    for act in (Act.ACCEPT, Act.CLOSE_JUDGING, Act.AWARD):
        move_entry(entry=entry, act=act, acting=None, now=NOW)
    told = {"alice": "eligible", "organiser": "winner", "screener": "winner"}
    for who, state in told.items():
        caller = getattr(world, who)
        assert ok(caller.get(f"entries/{entry.id}"))["state"] == state
        assert [item["state"] for item in ok(caller.get(f"entries?edition={PACK}"))["items"]] == [state]
    assert ok(world.bob.get("entries"))["items"] == []


def test_a_returned_entry_says_what_to_correct_and_is_open_there_alone(world: World):
    entry = confirmed_entry(world.edition, world.office, world.somchai).entry
    due = world.edition.closes_at
    return_entry(entry=entry, parts=["problem"], note="ขอรายละเอียด", due=due, acting=world.malee, now=NOW)
    shown = ok(world.alice.get(f"entries/{entry.id}"))
    assert shown["returned"] == {
        "parts": ["problem"], "due": "2026-12-10T10:00:00+07:00", "note": "ขอรายละเอียด",
    }  # fmt: skip
    path, tag = f"entries/{entry.id}/answers", f'"{shown["version"]}"'
    refused(world.alice.patch(path, {"vision": "ก"}, If_Match=tag), 409)
    ok(world.alice.patch(path, {"problem": "แก้แล้ว"}, If_Match=tag))
    answered = ok(world.alice.post(f"entries/{entry.id}/answer-return"))
    assert (answered["state"], answered["reference"]) == ("confirmed", entry.reference)


@pytest.mark.parametrize("language", ["th", "en"])
def test_problems_are_worded_in_both_languages_whatever_the_reader_s(world: World, language: str):
    draft = draft_entry(world.edition, world.office, world.somchai)
    answer = world.alice.post(f"entries/{draft.id}/submit", Accept_Language=language)
    document = refused(answer, 422)
    assert document["detail"] == document["message"][language]
    email = next(item for item in document["problems"] if item["key"] == "coordinator_email")
    assert email["code"] == "required"
