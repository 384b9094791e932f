"""The history through the API: listed, read, brought back; and who is at the entry."""

from __future__ import annotations

import pytest

from rangwan.entries import actions
from rangwan.entries.actions import Seen
from tests.api.calling import Caller, refused
from tests.api.conftest import World
from tests.builders import NOW, draft_entry, make_person


@pytest.fixture
def entry(world: World):
    entry = draft_entry(world.edition, world.office, world.somchai)
    for version, text in enumerate(("ก", "ข"), start=1):
        actions.merge_answers(
            entry=entry, answers={"problem": text}, seen=Seen(version), page=[], acting=world.somchai, now=NOW
        )
    entry.refresh_from_db()
    return entry


@pytest.fixture
def somchai(world: World) -> Caller:
    return Caller(world.somchai)


def test_the_saves_newest_first(entry, somchai):
    found = somchai.get(f"entries/{entry.id}/revisions").json()
    assert [(item["version"], item["questions"], item["restored"]) for item in found["items"]] == [
        (3, ["problem"], None), (2, ["problem"], None), (1, ["project_title"], None),
    ]  # fmt: skip
    assert (found["next"], found["items"][0]["at"]) == (None, "2026-11-20T10:00:00+07:00")
    assert [item["version"] for item in somchai.get(f"entries/{entry.id}/revisions?before=3").json()["items"]] == [2, 1]


def test_the_answers_as_they_were(entry, somchai):
    found = somchai.get(f"entries/{entry.id}/revisions/2").json()
    assert found["answers"] == {"project_title": "ระบบน้ำดี", "problem": "ก"}
    refused(somchai.get(f"entries/{entry.id}/revisions/9"), 404)
    refused(somchai.get(f"entries/{entry.id}/revisions/99999999999999999999"), 404)


def test_brought_back(entry, somchai):
    answer = somchai.post(f"entries/{entry.id}/revisions/2/restore", If_Match='"3"')
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"4"')
    assert answer.json() == {"version": 4, "questions": ["problem"], "problems": []}
    entry.refresh_from_db()
    assert entry.answers["problem"] == "ก"


def test_one_question_and_what_was_changed_since(entry, somchai):
    path = f"entries/{entry.id}/revisions/1/restore"
    refused(somchai.post(path, {"questions": ["problem"]}), 428)
    refused(somchai.post(path, {"questions": ["nonsense"]}, If_Match='"3"'), 422)
    problem = refused(somchai.post(path, {"questions": ["problem"]}, If_Match='"2"'), 412)
    assert (problem["version"], problem["conflicts"]) == (3, {"problem": "ข"})
    assert somchai.post(path, {"questions": ["problem"]}, If_Match='"3"').json()["questions"] == ["problem"]


def test_who_is_there(entry, somchai, world: World):
    actions.note_presence(entry=entry, section="problem", acting=world.somchai, now=NOW)
    assert somchai.get(f"entries/{entry.id}/presence").json()["items"] == [
        {"name": world.somchai.name, "section": "problem", "since": "2026-11-20T10:00:00+07:00", "holds": True}
    ]
    refused(Caller(make_person("คนอื่น")).get(f"entries/{entry.id}/presence"), 404)
