"""JSON that is none, or that carries what no database and no document can keep."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rangwan.entries.models import Entry
from rangwan.kernel.models import AuditRow
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import PACK, draft_entry


@pytest.fixture
def entry(world: World) -> Entry:
    """A draft of Alice's."""
    return draft_entry(world.edition, world.office, world.somchai)


def _patch(world: World, entry: Entry, raw: bytes, **headers: str) -> Any:
    return world.alice("PATCH", f"entries/{entry.id}/answers", raw=raw, If_Match='"1"', **headers)


UNREADABLE: list[tuple[bytes, str]] = [
    (b"{", "not_json"),
    (b"{'a': 1}", "not_json"),
    (b'{"problem": NaN}', "not_json"),
    (b'{"problem": Infinity}', "not_json"),
    (b'{"problem": -Infinity}', "not_json"),
    (b'{"problem": "\xff\xfe"}', "not_json"),
    ('{"problem": "ก"}'.encode("utf-16"), "not_json"),
    (b'{"problem": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not_json"),
    (b'{"problem": "a"} {"problem": "b"}', "not_json"),
    (b"problem=a", "not_json"),
    (b'{"problem": "a", "problem": "b"}', "duplicate"),
    (b'{"figures": {"people": {"before": 1, "before": 2}}}', "duplicate"),
]


@pytest.mark.parametrize(("raw", "code"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_is_no_json_is_refused_whole(world: World, entry: Entry, raw: bytes, code: str):
    changes = AuditRow.objects.count()

    document = refused(_patch(world, entry, raw), 400)

    assert document["code"] == code
    assert AuditRow.objects.count() == changes + 1  # the token


@pytest.mark.parametrize(
    "kind",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "text/plain",
        "nonsense",
    ],
)
def test_another_kind_of_content_is_not_read(world: World, entry: Entry, kind: str):
    assert refused(_patch(world, entry, b'{"problem": "a"}', Content_Type=kind), 415)["code"] == "wrong_media_type"


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/merge-patch+json", "text/json", ""])
def test_every_kind_of_json_is_read(world: World, entry: Entry, kind: str):
    assert ok(_patch(world, entry, b'\xef\xbb\xbf{"problem": "a"}', Content_Type=kind))["version"] == 2


@pytest.mark.parametrize("body", [[], "text", 7, None, True])
def test_a_body_that_is_no_object_is_told_so(world: World, entry: Entry, body: Any):
    assert codes(refused(_patch(world, entry, json.dumps(body).encode()), 422)) == {"": "dict_type"}
    assert codes(refused(_patch(world, entry, b""), 422)) == {"": "missing"}


HOSTILE: list[tuple[bytes, Any, str | None]] = [
    (rb'{"problem": "a\u0000b"}', "a\ufffdb", "unreadable_characters"),
    (rb'{"problem": "a\ud800b"}', "a\ufffdb", "unreadable_characters"),
    (rb'{"problem": "<script>alert(1)</script>"}', "<script>alert(1)</script>", None),
    (b'{"problem": "' + b"x" * 100_000 + b'"}', "x" * 100_000, "too_long"),
    (b'{"problem": ' + b"9" * 5_000 + b"}", "9" * 5_000, "too_long"),
    (b'{"problem": 1e400}', "1e400", None),
    (b'{"problem": 123456}', 123456, "wrong_type"),
    (b'{"problem": {"a": 1}}', {"a": 1}, "wrong_type"),
    (b'{"first_used": "31/02/2564"}', "31/02/2564", "no_such_day"),
    ('{"first_used": "๑/๒/๒๕๖๓"}'.encode(), "๑/๒/๒๕๖๓", None),
    (b'{"solution_budget": "12a"}', "12a", "not_a_number"),
    (b'{"solution_budget": ' + b"9" * 5_000 + b"}", "9" * 5_000, "not_a_number"),
    (b'{"previous_year": "2020"}', "2020", "not_asked"),
]


@pytest.mark.parametrize(("raw", "kept", "code"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_was_sent_is_kept_and_what_is_wrong_is_listed(
    world: World, entry: Entry, raw: bytes, kept: Any, code: str | None
):
    saved = ok(_patch(world, entry, raw))

    assert saved["version"] == 2
    key = raw.split(b'"')[1].decode()
    assert ok(world.alice.get(f"entries/{entry.id}"))["answers"][key] == kept
    found = {item["key"]: item["code"] for item in saved["problems"]}
    assert found == ({} if code in (None, "not_asked") else {key: code})


def test_deep_nesting_is_kept_to_where_it_can_be_read(world: World, entry: Entry):
    saved = ok(_patch(world, entry, b'{"problem": ' + b"[" * 300 + b"1" + b"]" * 300 + b"}"))
    assert [item["code"] for item in saved["problems"]] == ["wrong_type"]


def test_unknown_questions_are_named_and_nothing_is_saved(world: World, entry: Entry):
    raw = json.dumps({"problem": "ดี", "probelm": "x", "ก\x00": "y"}).encode()
    document = refused(_patch(world, entry, raw), 422)
    assert codes(document) == {"probelm": "unknown_question", "ก\ufffd": "unknown_question"}
    assert ok(world.alice.get(f"entries/{entry.id}"))["version"] == 1


def test_too_large_a_body_is_told_so(world: World, entry: Entry):
    refused(_patch(world, entry, b'{"problem": "' + b"x" * 3_100_000 + b'"}'), 413)


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("entries", {}, {"organisation": "missing"}),
        ("entries", {"organisation": 7, "title": ["a"]}, {"organisation": "string_type", "title": "string_type"}),
        ("assignments", {"per_entry": "many"}, {"per_entry": "int_parsing"}),
        ("assignments", {"per_entry": 1.5}, {"per_entry": "int_from_float"}),
        ("assignments", {"per_entry": 10**29}, {"per_entry": "less_than_equal"}),
        ("assignments", {"per_entry": 0}, {"per_entry": "per_entry"}),
        ("assignments", {"seed": -1}, {"seed": "greater_than_equal"}),
        ("assignments", {"round": True}, {"round": "round"}),
        ("assignments", {"round": {"a": 1}}, {"round": "round"}),
        ("assignments", {"round": "no-such"}, {"round": "unknown_round"}),
        ("rankings", {"round": 99}, {"round": "unknown_round"}),
        ("decision", {"ranking": "x"}, {"prizes": "missing"}),
        ("decision", {"ranking": "x", "prizes": [{"prize": "a"}]}, {"prizes.0.entry": "missing"}),
        ("decision", {"ranking": "\x00", "prizes": []}, {"ranking": "unknown"}),
        ("extension", {"closes_at": 1, "moves_count": "x", "reason": "y"},
         {"closes_at": "moment", "moves_count": "bool_parsing", "reason": "model_type"}),
        ("extension", {"closes_at": "9999-12-31T23:59:59Z", "moves_count": True, "reason": {}}, {"closes_at": "far"}),
        ("extension", {"closes_at": "2569-12-31", "moves_count": True, "reason": {}}, {"closes_at": "far"}),
        ("extension", {"closes_at": "2026-12-31T10:00", "moves_count": True, "reason": {}}, {"reason": "no_reason"}),
        ("appointments", {"email": "x@example.go.th", "role": "king"}, {"role": "enum"}),
        ("definitions", {"prizes": {"dg_award_local": 0}}, {"prizes": "bad_count"}),
        ("definitions", {"prizes": {"none": 1}}, {"prizes": "unknown_prize"}),
        ("definitions", {"required": ["none"]}, {"required": "unknown_question"}),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_worded_field_by_field(world: World, path: str, body: Any, expected: dict[str, str]):
    assert codes(refused(world.organiser.post(f"awards/{PACK}/{path}", body), 422)) == expected


@pytest.mark.parametrize(
    "path",
    [
        "organisations?offset=x", "organisations?offset=99999999999999999999999999999999999999", "me/messages?page=x",
        f"awards/{PACK}/entries?offset=-1", f"awards/{PACK}/entries?q={'x' * 300}",
    ],
)  # fmt: skip
def test_a_wrong_parameter_is_worded(world: World, path: str):
    answer = world.organiser.get(path)
    if answer.status_code != 200:
        refused(answer, 422)
    assert (answer.status_code == 200) == ("999" in path)


@pytest.mark.parametrize("what", ["%00", "%ED%A0%80", "%ff", "x" * 5_000, "'%22<>&;--"])
def test_ids_and_parameters_of_any_bytes_are_not_found(world: World, what: str):
    for path in (f"entries/{what}", f"awards/{what}", f"rankings/{what}", f"judging/assignments/{what}"):
        refused(world.alice.get(path), 404)
    for path in (f"organisations?q={what}", f"entries?after={what}", f"organisations?province={what}"):
        ok(world.alice.get(path))
    refused(world.alice.get(f"entries?edition={what}"), 404)
    refused(world.alice.post(f"awards/{PACK}/entries", {"organisation": what}), 404)


def test_nobody_sees_a_fault_of_ours(world: World, monkeypatch: pytest.MonkeyPatch):
    world.alice.client.raise_request_exception = False
    monkeypatch.setattr("rangwan.api.awards.editions", lambda: 1 / 0)
    document = refused(world.alice.get("awards"), 500)
    assert "division" not in json.dumps(document)
    assert Caller().get("openapi.json").status_code == 200
