"""Ranking, decision and release refuse what cannot be, and publish no mark."""

from __future__ import annotations

import json

import pytest

from rangwan.judging.models import Assignment
from tests.api.calling import codes, ok, refused
from tests.api.conftest import World
from tests.api.test_assignments import PATH, entry
from tests.builders import PACK

__all__ = ["entry"]
PRIZE = "dg_award_local"


@pytest.fixture
def ranked(world: World, entry: object) -> dict[str, str]:
    """A ranking of one entry: {"ranking", "entry"}."""
    world.judge_person.refresh_from_db()
    (row,) = ok(world.chair.post(PATH, {}), 201)["items"]
    criteria = ok(world.chair.get(f"awards/{PACK}"))["criteria"]
    marks = {item["key"]: {"mark": item["max"]} for item in criteria}
    ok(world.judge.put(f"judging/assignments/{row['id']}/marks", marks))
    ok(world.judge.post(f"judging/assignments/{row['id']}/finish"))
    run = ok(world.chair.post(f"awards/{PACK}/rankings"), 201)
    return {"ranking": run["id"], "entry": row["entry"]}


def test_a_ranking_holds_every_sheet_behind_it(world: World, ranked: dict[str, str]):
    run = ok(world.auditor.get(f"rankings/{ranked['ranking']}"))
    (row,) = run["rows"]
    assert (row["rank"], row["entry"], row["raw_mean"], row["judges"], row["missing"]) == (
        1, ranked["entry"], 100, 1, [],
    )  # fmt: skip
    assert (row["sheets"][0]["judge"], row["sheets"][0]["marks"]["problem"]) == ("กรรมการ", 10)
    assert [item["id"] for item in ok(world.chair.get(f"awards/{PACK}/rankings"))["items"]] == [run["id"]]


def test_what_a_decision_lacks_is_named(world: World, ranked: dict[str, str]):
    path, winner = f"awards/{PACK}/decision", {"prize": PRIZE, "entry": ranked["entry"]}
    for change, expected in (
        ({"minute": " "}, {"minute": "required"}),
        ({"prizes": []}, {"prizes": "no_prize"}),
        ({"prizes": [{**winner, "prize": "gold"}]}, {"prizes": "unknown_prize"}),
        ({"prizes": [{**winner, "entry": "none"}]}, {"prizes": "not_in_the_running"}),
        ({"ranking": "none"}, {"ranking": "unknown"}),
    ):
        body = {"ranking": ranked["ranking"], "prizes": [winner], "minute": "มติ", **change}
        assert codes(refused(world.chair.post(path, body), 422)) == expected
    refused(world.chair.get(path), 404)


def test_one_decision_one_release_and_no_mark_in_public(world: World, ranked: dict[str, str]):
    prizes = [{"prize": PRIZE, "entry": ranked["entry"]}]
    body = {"ranking": ranked["ranking"], "prizes": prizes, "minute": "มติเป็นเอกฉันท์"}
    made = ok(world.chair.post(f"awards/{PACK}/decision", body), 201)
    assert (made["ranking"], made["prizes"], made["minute"]) == (ranked["ranking"], prizes, "มติเป็นเอกฉันท์")
    assert ok(world.auditor.get(f"awards/{PACK}/decision")) == made
    refused(world.chair.post(f"awards/{PACK}/decision", body), 409)
    later = {"closes_at": "2027-01-31", "moves_count": False, "reason": {"th": "ก", "en": "a"}}
    refused(world.organiser.post(f"awards/{PACK}/extension", later), 409)
    refused(world.organiser.post(f"awards/{PACK}/definitions", {"prizes": {PRIZE: 2}}), 409)

    released = ok(world.organiser.post(f"awards/{PACK}/release"))

    assert ok(world.bob.get(f"awards/{PACK}/results")) == released
    assert [item["entry"] for item in released["prizes"]] == [ranked["entry"]]
    assert released["released_at"].startswith("2026-11-20T")
    assert "100" not in json.dumps({key: value for key, value in released.items() if key != "digest"})
    refused(world.chair.post(f"awards/{PACK}/release"), 409)
    sheet = Assignment.objects.get()
    refused(world.judge.put(f"judging/assignments/{sheet.id}/marks", {"problem": {"mark": 1}}), 409)
