"""Too late, twice, at once: the deadline to the second, double presses, two clients, and what is frozen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from rangwan.entries.models import Attachment, Entry, Receipt, Revision
from rangwan.kernel.models import AuditRow
from rangwan.programmes.queries import definition_of
from tests.api.calling import Caller, ok, refused
from tests.api.conftest import World
from tests.builders import NOW, PACK, confirmed_entry, draft_entry, filled_entry, good_survey, submitted_entry
from tests.hostile.files import good

SECOND = dt.timedelta(seconds=1)
LATE = {
    "th": "หมดเวลาแล้วเมื่อวันที่ ",
    "en": "The time for this ended on",
}
Build = Callable[..., Any]


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", good.pdf(1))


Case = tuple[str, Build, Callable[[Caller, str], Any], int]
CALLS: list[Case] = [
    ("answers", draft_entry, lambda c, e: c.patch(f"{e}/answers", {"problem": "ก"}, If_Match='"1"'), 200),
    ("file", draft_entry, lambda c, e: c.upload(f"{e}/files", kind="evidence", file=_file()), 201),
    ("submit", filled_entry, lambda c, e: c.post(f"{e}/submit"), 200),
    ("survey", submitted_entry, lambda c, e: c.put(f"{e}/survey", {"tools": ["info"]}), 200),
    ("reopen", confirmed_entry, lambda c, e: c.post(f"{e}/reopen"), 200),
]


def _counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (AuditRow, Revision, Attachment, Receipt))


def _state(entry: Entry) -> dict[str, Any]:
    return dict(Entry.objects.filter(pk=entry.pk).values()[0])


@pytest.mark.parametrize("case", CALLS, ids=[case[0] for case in CALLS])
def test_the_last_second_counts_and_the_next_one_does_not(world: World, now: time_machine.Traveller, case: Case):
    _name, build, call, status = case
    made = build(world.edition, world.office, world.somchai)
    entry = made.entry if isinstance(made, Receipt) else made
    caller = world.alice
    now.move_to(world.edition.closes_at)
    before = _state(entry), _counts()

    document = refused(call(caller, f"entries/{entry.id}"), 409)

    assert [document["message"][language].startswith(LATE[language]) for language in ("th", "en")] == [True, True]
    assert (_state(entry), _counts()) == before
    now.move_to(world.edition.closes_at + SECOND)
    refused(call(caller, f"entries/{entry.id}"), 409)
    assert ok(caller.get(f"entries/{entry.id}"))["id"] == entry.id  # what was open is still readable

    now.move_to(world.edition.closes_at - SECOND)
    ok(call(caller, f"entries/{entry.id}"), status)


def test_confirming_one_second_late_leaves_the_entry_where_it_was(world: World, now: time_machine.Traveller):
    entry = submitted_entry(world.edition, world.office, world.somchai)
    ok(world.alice.put(f"entries/{entry.id}/survey", {"tools": ["info"], "channels": ["website"]}))
    now.move_to(world.edition.closes_at + SECOND)
    refused(world.alice.post(f"entries/{entry.id}/confirm", Idempotency_Key="a"), 409)
    assert (_state(entry)["state"], _state(entry)["reference"], Receipt.objects.count()) == ("submitted", None, 0)
    refused(world.alice.post(f"awards/{PACK}/entries", {"organisation": world.office.id}), 409)


def test_a_claim_is_not_left_behind_by_an_entry_that_came_too_late(world: World, now: time_machine.Traveller):
    caller = world.alice
    now.move_to(world.edition.closes_at)
    refused(caller.post(f"awards/{PACK}/entries", {"organisation": world.other_office.id}), 409)
    assert [item["id"] for item in ok(caller.get("me"))["organisations"]] == [world.office.id]


def test_confirming_again_gives_the_same_receipt_whatever_the_key(world: World, now: time_machine.Traveller):
    entry = submitted_entry(world.edition, world.office, world.somchai)
    ok(world.alice.put(f"entries/{entry.id}/survey", good_survey(definition_of(entry.definition_id))))
    first = ok(world.alice.post(f"entries/{entry.id}/confirm", Idempotency_Key="one"))
    now.move_to(NOW + dt.timedelta(hours=1))

    again = [
        ok(world.alice.post(f"entries/{entry.id}/confirm", **headers))
        for headers in ({"Idempotency_Key": "one"}, {"Idempotency_Key": "two"}, {}, {"Idempotency_Key": "x" * 5_000})
    ]

    assert again == [first] * 4
    assert Receipt.objects.count() == 1
    ok(world.screener.post(f"entries/{entry.id}/screening", {"verdict": "eligible"}))
    assert ok(world.alice.post(f"entries/{entry.id}/confirm", Idempotency_Key="one")) == first | {"state": "eligible"}
    refused(world.alice.post(f"entries/{entry.id}/confirm", Idempotency_Key="two"), 409)


def test_a_new_confirmation_after_reopening_makes_a_new_receipt_and_keeps_the_reference(world: World):
    receipt = confirmed_entry(world.edition, world.office, world.somchai)
    path = f"entries/{receipt.entry_id}"
    ok(world.alice.post(f"{path}/reopen"))
    ok(world.alice.post(f"{path}/submit"))
    confirmed = ok(world.alice.post(f"{path}/confirm", Idempotency_Key="again"))
    shown = ok(world.alice.get(confirmed["receipt_url"]))
    assert (confirmed["reference"], shown["number"]) == (receipt.entry.reference, 2)
    assert [earlier["digest"] for earlier in shown["earlier"]] == [receipt.digest]


def test_sending_twice_sends_once(world: World):
    entry = filled_entry(world.edition, world.office, world.somchai)
    assert [ok(world.alice.post(f"entries/{entry.id}/submit"))["state"] for _press in range(2)] == ["submitted"] * 2
    assert AuditRow.objects.filter(act="entry.submit").count() == 1


def test_two_clients_that_save_at_once_lose_nothing(world: World):
    entry = draft_entry(world.edition, world.office, world.somchai)
    path = f"entries/{entry.id}/answers"
    ok(world.alice.patch(path, {"problem": "คนแรก"}, If_Match='"1"'))

    document = refused(world.alice.patch(path, {"problem": "คนที่สอง", "vision": "ใหม่"}, If_Match='"1"'), 412)

    assert (document["version"], document["conflicts"]) == (2, {"problem": "คนแรก"})
    assert ok(world.alice.get(f"entries/{entry.id}"))["answers"]["problem"] == "คนแรก"
    saved = ok(world.alice.patch(path, {"problem": "คนที่สอง"}, If_Match=f'"{document["version"]}"'))
    assert saved["version"] == 3


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ('"1"', 200), ('W/"1"', 200), ("1", 200), ("*", 200), ('"7", "1"', 200), (' "1" ', 200), ("", 428),
        ('"2"', 412), ('"0"', 412), ('"-1"', 412), ("nonsense", 412), ('"๑"', 412), ('"' + "9" * 400 + '"', 412),
    ],
)  # fmt: skip
def test_every_way_to_say_which_version_was_seen(world: World, header: str, status: int):
    entry = draft_entry(world.edition, world.office, world.somchai)
    answer = world.alice.patch(f"entries/{entry.id}/answers", {"problem": "ก"}, If_Match=header)
    if status != 200:
        document = refused(answer, status)
        assert document.get("version") == (1 if status == 412 else None)
        return
    assert (ok(answer)["version"], answer.headers["ETag"]) == (2, '"2"')
    assert world.alice.get(f"entries/{entry.id}").headers["ETag"] == '"2"'


def test_what_is_sent_is_frozen_and_says_how_to_go_on(world: World):
    entry = submitted_entry(world.edition, world.office, world.somchai)
    document = refused(world.alice.patch(f"entries/{entry.id}/answers", {"problem": "ก"}, If_Match='"2"'), 409)
    assert "reopen" in document["message"]["en"]
