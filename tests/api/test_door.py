"""Whatever is asked, the API answers as the API: language, HEAD, OPTIONS, slashes, unknown addresses and methods."""

from __future__ import annotations

import pytest

from tests.api.calling import Caller, ok, refused
from tests.api.conftest import World
from tests.builders import PACK

TITLES = {"th": "ไม่พบสิ่งที่ขอ", "en": "Not found"}


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("", "th"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("de;q=1,en;q=0.3,th;q=0.2", "en"),
        ("en;q=0, th", "th"),
        ("de", "th"),
        ("*", "th"),
        ("\x7f;;q=x", "th"),
    ],
)
def test_the_language_is_the_reader_s(db: None, wanted: str, language: str):
    answer = Caller(language=wanted).get("nowhere")

    document = refused(answer, 404)
    assert (document["title"], document["detail"]) == (TITLES[language], TITLES[language])
    assert document["message"] == TITLES
    assert answer.headers["Content-Language"] == language
    assert "Accept-Language" in answer.headers["Vary"]


@pytest.mark.parametrize("path", ["nowhere", "entries/x/y/z", "awards//", "awards/no-such-award", "%00", "a%ff", "คำ"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_an_unknown_address_is_a_problem_document(db: None, nobody: Caller, method: str, path: str):
    answer = nobody(method, f"/api/v1/{path}")
    assert refused(answer, answer.status_code)["status"] in ((404, 405) if path == "awards/no-such-award" else (404,))


def test_a_method_that_is_not_known_is_told_which_are(db: None, nobody: Caller):
    answer = nobody.delete("awards")
    refused(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    asked = nobody("OPTIONS", "entries/x/answers")
    assert (asked.status_code, asked.headers["Allow"], asked.content) == (204, "OPTIONS, PATCH", b"")


def test_head_is_get_without_its_body(world: World, nobody: Caller):
    whole, head = nobody.get(f"awards/{PACK}"), nobody("HEAD", f"awards/{PACK}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.content))
    assert nobody("HEAD", "entries").status_code == 401


def test_a_slash_at_the_end_makes_no_difference(world: World):
    for path in ("awards", f"awards/{PACK}", f"awards/{PACK}/form", "me", "entries"):
        assert ok(world.alice.get(f"{path}/")) == ok(world.alice.get(path))
    begun = ok(world.alice.post(f"awards/{PACK}/entries/", {"organisation": world.office.id}), 201)
    assert [item["key"] for item in refused(world.alice.post(f"entries/{begun['id']}/submit/"), 422)["problems"]]


def test_the_root_says_where_to_begin(db: None, nobody: Caller):
    start = ok(nobody.get("/api/v1/"))
    assert start["openapi"] == "http://testserver/api/v1/openapi.json"
    assert start["awards"] == "http://testserver/api/v1/awards"
    refused(nobody.post("/api/v1/", {}), 405)


def test_nothing_is_kept_by_caches_between(world: World):
    assert world.alice.get("me").headers["Cache-Control"] == "private, no-store"
