"""The on-screen questions in every shape a client may send, the receipt, and taking an entry back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.calling import codes, ok, refused
from tests.api.conftest import World
from tests.builders import confirmed_entry, draft_entry, submitted_entry

SURVEYS: list[tuple[Any, Any]] = [
    ({"tools": ["info"]}, {"tools": {"chosen": ["info"], "other": ""}}),
    ({"tools": ["info"], "other": {}}, {"tools": {"chosen": ["info"], "other": ""}}),
    ({"tools": ["info"], "other": None}, {"tools": {"chosen": ["info"], "other": ""}}),
    ({"tools": ["other"], "other": {"tools": "ก"}}, {"tools": {"chosen": ["other"], "other": "ก"}}),
    ({"tools": ["other"], "other": {"other": "ก"}}, {"tools": {"chosen": ["other"], "other": "ก"}}),
    ({"tools": ["other"], "other": "ก"}, {"tools": {"chosen": ["other"], "other": "ก"}}),
    ({"tools": {"chosen": ["other"], "other": "ก"}}, {"tools": {"chosen": ["other"], "other": "ก"}}),
    (
        {"tools": ["other"], "channels": ["website"], "other": "ก"},
        {"tools": {"chosen": ["other"], "other": "ก"}, "channels": {"chosen": ["website"], "other": ""}},
    ),
]
WRONG: list[tuple[Any, dict[str, str]]] = [
    ({"tools": ["no-such"]}, {"survey:tools": "unknown_choice"}),
    ({"tools": ["other"]}, {"survey:tools": "other_needs_text"}),
    ({"tools": ["info"], "other": {"tools": "ก"}}, {"survey:tools": "other_not_chosen"}),
    ({"tools": ["info"], "other": "ก"}, {"survey:tools": "other_not_chosen"}),
    ({"tools": []}, {"survey:tools": "required"}),
    ({"tools": "info"}, {"survey:tools": "wrong_type"}),
    ({"tools": [7]}, {"survey:tools": "wrong_type"}),
    ({"tools": ["info"], "other": {"colours": "ก"}}, {"other.colours": "unknown_question"}),
    ({"colours": ["red"]}, {"colours": "unknown_question"}),
]


@pytest.mark.parametrize(("body", "kept"), SURVEYS, ids=range(len(SURVEYS)))
def test_ticks_are_kept_in_one_shape(world: World, body: Any, kept: Any):
    entry = submitted_entry(world.edition, world.office, world.somchai)
    assert ok(world.alice.put(f"entries/{entry.id}/survey", body)) == {"state": "submitted", "survey": kept}


@pytest.mark.parametrize(("body", "expected"), WRONG, ids=range(len(WRONG)))
def test_wrong_ticks_are_named_and_not_kept(world: World, body: Any, expected: dict[str, str]):
    entry = submitted_entry(world.edition, world.office, world.somchai)
    assert codes(refused(world.alice.put(f"entries/{entry.id}/survey", body), 422)) == expected
    assert ok(world.alice.get(f"entries/{entry.id}"))["survey"] == {}


def test_questions_left_open_are_named_at_the_confirmation(world: World):
    entry = submitted_entry(world.edition, world.office, world.somchai)
    ok(world.alice.put(f"entries/{entry.id}/survey", {"tools": ["info"]}))
    document = refused(world.alice.post(f"entries/{entry.id}/confirm"), 422)
    assert codes(document) == {"survey:channels": "required"}
    ok(world.alice.put(f"entries/{entry.id}/survey", {"channels": ["website"]}))
    assert ok(world.alice.post(f"entries/{entry.id}/confirm"))["state"] == "confirmed"


def test_the_receipt_answers_to_the_token_and_its_page_in_a_browser(world: World):
    receipt = confirmed_entry(world.edition, world.office, world.somchai)
    confirmed = ok(world.alice.post(f"entries/{receipt.entry_id}/confirm"))
    assert confirmed["receipt_url"] == f"http://testserver/api/v1/entries/{receipt.entry_id}/receipt"
    assert confirmed["received_at"] == "2026-11-20T10:00:00+07:00"
    shown = ok(world.alice.get(confirmed["receipt_url"]))
    assert (shown["digest"], shown["earlier"]) == (receipt.digest, [])
    browser = world.alice.client
    browser.force_login(world.somchai)
    page = browser.get(shown["page_url"])
    assert (page.status_code, str(receipt.entry.reference) in page.content.decode()) == (200, True)


def test_there_is_no_receipt_before_the_confirmation(world: World):
    entry = submitted_entry(world.edition, world.office, world.somchai)
    refused(world.alice.get(f"entries/{entry.id}/receipt"), 404)


def test_withdrawing_needs_a_reason_and_ends_the_entry(world: World):
    entry = draft_entry(world.edition, world.office, world.somchai)
    for body in (None, {}, {"reason": "  "}):
        assert codes(refused(world.alice.post(f"entries/{entry.id}/withdraw", body), 422)) == {"reason": "required"}
    ok(world.alice.post(f"entries/{entry.id}/withdraw", {"reason": "โครงการยุติ"}))
    refused(world.alice.post(f"entries/{entry.id}/withdraw", {"reason": "อีกครั้ง"}), 409)
    refused(world.alice.patch(f"entries/{entry.id}/answers", {"problem": "ก"}, If_Match='"1"'), 409)


def test_reopening_goes_back_to_a_draft(world: World):
    receipt = confirmed_entry(world.edition, world.office, world.somchai)
    reopened = ok(world.alice.post(f"entries/{receipt.entry_id}/reopen"))
    assert (reopened["state"], set(reopened["state_name"])) == ("draft", {"th", "en"})
