"""The presentation, what was read in it, and pins, through the API."""

from __future__ import annotations

import pytest

from rangwan.entries.models import Entry, Pin
from tests.api.calling import refused
from tests.api.conftest import World
from tests.builders import draft_entry
from tests.entries.decks import answered, attach_deck, read_into


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.somchai)


def test_the_answers_come_as_slides(world: World, entry):
    answer = world.alice("GET", f"/api/v1/entries/{entry.id}/presentation.pptx?language=en")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    refused(world.alice("GET", f"/api/v1/entries/{entry.id}/presentation.pptx?language=fr"), 422)


def test_answers_are_read_and_taken_over(world: World, entry):
    address = f"/api/v1/entries/{entry.id}/deck"
    empty = world.alice("GET", address).json()
    assert (empty["state"], empty["file"], empty["proposals"], empty["coverage"]) == ("none", None, [], [])
    attachment = read_into(entry, {"problem": "จากสไลด์", "newness": "new"})
    found = world.alice("GET", address).json()
    assert (found["state"], found["file"], found["on_template"], found["version"]) == ("read", attachment.id, True, 1)
    assert [(one["question"], one["value"], one["pages"], one["can_take"]) for one in found["proposals"]] == [
        ("project_title", "ระบบน้ำดี", [1], False), ("problem", "จากสไลด์", [2], True), ("newness", "new", [11], True),
    ]  # fmt: skip
    assert found["coverage"][0]["pages"] == [2]
    body = {"file": attachment.id, "take": ["problem"], "leave": ["newness"]}
    refused(world.alice("POST", f"{address}/take", body), 428)
    taken = world.alice("POST", f"{address}/take", body, If_Match='"1"')
    assert (taken.status_code, taken.json()["version"], taken["ETag"]) == (200, 2, '"2"')
    again = {one["question"]: one["looked_at"] for one in world.alice("GET", address).json()["proposals"]}
    assert again == {"project_title": "", "problem": "taken", "newness": "left"}


def test_what_changed_meanwhile_is_not_overwritten(world: World, entry):
    attachment = read_into(entry, {"problem": "จากสไลด์"})
    answered(entry, problem="เขียนเองแล้ว")
    address, body = f"/api/v1/entries/{entry.id}/deck/take", {"file": attachment.id, "take": ["problem"]}
    stale = refused(world.alice("POST", address, body, If_Match='"1"'), 412)
    assert stale["conflicts"] == {"problem": "เขียนเองแล้ว"}
    refused(world.alice("POST", address, body | {"take": ["nowhere"]}, If_Match="*"), 409)


def test_pins_are_put_whole_and_stand_in_the_entry(world: World, entry):
    deck = read_into(entry, {"problem": "น้ำไม่ไหล"})
    address = f"/api/v1/entries/{entry.id}/pins"
    first = {"criterion": "problem", "file": deck.id, "pages": [2]}
    assert world.alice("GET", address).json() == {"items": [], "suggested": [first]}
    second = {"criterion": "policy", "file": deck.id, "pages": [3, 4]}
    put = world.alice("PUT", address, {"items": [first, second | {"pages": "๓-4"}]})
    assert put.json() == {"items": [first, second], "suggested": []}
    assert world.alice("GET", f"/api/v1/entries/{entry.id}").json()["pins"] == [first, second]
    assert world.alice("PUT", address, {"items": []}).json()["items"] == []
    assert Pin.objects.count() == 0


def test_pages_that_are_not_there_are_refused_one_by_one(world: World, entry):
    deck = attach_deck(entry)
    items = [{"criterion": key, "file": deck.id, "pages": pages} for key, pages in (("problem", "9"), ("x", [1]))]
    answer = refused(world.alice("PUT", f"/api/v1/entries/{entry.id}/pins", {"items": items}), 422)
    assert [(fault["key"], fault["code"], fault["file"]) for fault in answer["problems"]] == [
        ("problem", "no_such_page", deck.id), ("x", "unknown_criterion", deck.id),
    ]  # fmt: skip


def test_others_see_and_change_nothing(world: World, entry):
    deck = read_into(entry, {"problem": "ก"})
    places = {"file": deck.id, "take": ["problem"]}
    for method, path, body in (
        ("GET", "deck", None), ("GET", "presentation.pptx", None), ("GET", "pins", None),
        ("PUT", "pins", {"items": []}), ("POST", "deck/take", places),
    ):  # fmt: skip
        refused(world.bob(method, f"/api/v1/entries/{entry.id}/{path}", body, If_Match="*"), 404)
