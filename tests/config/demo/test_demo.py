"""The demonstration made in this process, on either database, and the whole award walked on it through the API."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from rangwan.config.demo import People, prepare
from rangwan.kernel import audit, clock
from rangwan.programmes.models import Edition
from tests.api.calling import Caller, ok
from tests.builders import PACK, small_file


@pytest.fixture(scope="module")
def made(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[People]:
    """Prepare the demonstration once for this module, in a folder of its own, and take it back afterwards.

    LibreOffice is left out: the PDFs are drawn then.
    """
    folder = tmp_path_factory.mktemp("demo")
    own = override_settings(DATA_DIR=folder, RANGWAN_FILES_DIR=folder / "files", RANGWAN_DEMO=True, RANGWAN_SOFFICE="")
    with django_db_blocker.unblock(), own, transaction.atomic():
        yield prepare()
        transaction.set_rollback(True)


@pytest.fixture
def people(made: People, db: None) -> People:
    """Give every test the demonstration as it was made; what the test changes is taken back."""
    return made


def _callers(people: People, role: str) -> list[Caller]:
    return [Caller(token=person["token"]) for person in people.as_json() if person["role"] == role]


def _entered(entrant: Caller, organisation: str) -> str:
    """Begin, fill, send and confirm an entry, as a client does that knows the form alone; return its id."""
    begun = ok(entrant.post(f"awards/{PACK}/entries", {"organisation": organisation, "title": "ระบบใหม่"}), 201)
    address = f"entries/{begun['id']}"
    form = ok(entrant.get(f"awards/{PACK}/form"))
    answers = {question["key"]: question["example"] for part in form["sections"] for question in part["questions"]}
    ok(entrant.patch(f"{address}/answers", answers, If_Match=f'"{begun["version"]}"'))
    for kind, name in (("presentation", "ก.pptx"), ("submission_form", "ข.jpg")):
        file = SimpleUploadedFile(name, small_file(name.rpartition(".")[2]))
        ok(entrant.upload(f"{address}/files", kind=kind, file=file), 201)
    assert ok(entrant.post(f"{address}/submit"))["state"] == "submitted"
    ok(entrant.put(f"{address}/survey", {key: [choices[0]["key"]] for key, choices in form["survey"].items()}))
    assert ok(entrant.post(f"{address}/confirm", Idempotency_Key="once"))["reference"] == "DLG2564-0012"
    entry: str = begun["id"]
    return entry


def _marked(judge: Caller, criteria: list[dict[str, Any]]) -> int:
    """Mark and finish every scoresheet of a judge that can be; return how many."""
    sheets = ok(judge.get(f"judging/assignments?edition={PACK}"))["items"]
    todo = [sheet["id"] for sheet in sheets if sheet["state"] in ("open", "draft")]
    for sheet in todo:
        marks = {criterion["key"]: {"mark": criterion["max"], "comment": ""} for criterion in criteria}
        ok(judge.put(f"judging/assignments/{sheet}/marks", marks))
        assert ok(judge.post(f"judging/assignments/{sheet}/finish"))["state"] == "finished"
    return len(todo)


def test_the_whole_award_can_be_walked_on_it_through_the_api(people: People):
    assert prepare() == people  # a second time changes nothing
    assert audit.verify() == []
    entrants = [person for person in people.as_json() if person["role"] == "entrant"]
    entry = _entered(Caller(token=entrants[0]["token"]), entrants[0]["organisation"])
    screener = _callers(people, "screener")[0]
    assert ok(screener.post(f"entries/{entry}/screening", {"verdict": "eligible"}))["state"] == "eligible"
    organiser = _callers(people, "organiser")[0]
    # Three for the new entry, three for the one that was eligible too late, one for the judge who stepped back.
    assert ok(organiser.post(f"awards/{PACK}/assignments", {"per_entry": 3, "round": 1}), 201)["made"] == 7
    criteria = ok(organiser.get(f"awards/{PACK}"))["criteria"]
    assert sum(_marked(judge, criteria) for judge in _callers(people, "judge")) == 7 + 5
    chair = _callers(people, "chair")[0]
    ranking = ok(chair.post(f"awards/{PACK}/rankings", {"round": 1}), 201)
    best = next(row for row in ranking["rows"] if row["entry"] == entry)
    assert (best["rank"], best["raw_mean"]) == (1, 100.0)
    prize = ok(chair.get(f"awards/{PACK}"))["prizes"][0]["key"]
    decision = {"ranking": ranking["id"], "prizes": [{"prize": prize, "entry": entry}], "minute": "เห็นชอบ"}
    ok(chair.post(f"awards/{PACK}/decision", decision), 201)
    ok(chair.post(f"awards/{PACK}/release"))
    result = ok(Caller().get(f"awards/{PACK}/results"))
    assert [given["entry"] for given in result["prizes"]] == [entry]


def test_it_says_what_it_is_and_stays_open(people: People):
    client = Client()
    page = client.get(f"/awards/{PACK}/").content.decode()
    assert "นี่คือระบบสาธิต จึงเลื่อนกำหนดการให้เปิดรับในวันนี้" in page
    finished = ok(Caller().get(f"awards/{PACK}-finished/results"))
    # Which judges see which entry is drawn by lot, so the order of the three is not the same every time.
    assert sorted(given["organisation"]["th"] for given in finished["prizes"]) == [
        "องค์การบริหารส่วนตำบลปางหมู", "เทศบาลนครยะลา", "เทศบาลเมืองแสนสุข",
    ]  # fmt: skip
    opened = Edition.objects.get(slug=PACK)
    much_later = clock.now() + dt.timedelta(days=90)
    assert prepare(much_later) == people
    moved = Edition.objects.get(slug=PACK)
    assert (moved.opens_at, moved.closes_at > much_later) == (opened.opens_at, True)


def test_lost_tokens_are_issued_again(people: People):
    kept = Path(settings.DATA_DIR) / "demo-people.json"
    kept.rename(kept.with_suffix(".lost"))
    again = prepare()
    assert [person["email"] for person in again.as_json()] == [person["email"] for person in people.as_json()]
    old, new = people.as_json()[0]["token"], again.as_json()[0]["token"]
    assert Caller(token=old).get("me").status_code == 401
    assert ok(Caller(token=new).get("me"))["email"] == people.as_json()[0]["email"]
    kept.with_suffix(".lost").replace(kept)
