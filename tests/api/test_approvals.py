"""The approval of the signatory through the API: asked, refused, corrected, approved, sent; and the memorandum."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import time_machine

from rangwan.api import approvals
from rangwan.entries.models import Entry
from rangwan.files import convert
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import approving_pack, filled_entry, join_team, make_edition, make_person


@dataclass
class Asking:
    """An entry that lacks the approval alone, with a drafter and a mayor in its team."""

    entry: Entry
    alice: Caller
    ed: Caller
    mayor: Caller
    path: str


@pytest.fixture
def asking(world: World) -> Asking:
    edition = make_edition(slug="with-approval", definition=approving_pack())
    entry = filled_entry(edition, world.office, world.somchai)
    people = {"edit": make_person("วิชัย"), "signatory": make_person("นายก")}
    for role, person in people.items():
        join_team(entry, person, role)
    ed, mayor = Caller(people["edit"]), Caller(people["signatory"])
    return Asking(entry, world.alice, ed, mayor, f"entries/{entry.id}")


def test_the_whole_walk(asking: Asking, now: time_machine.Traveller):
    approval, decision = f"{asking.path}/approval", f"{asking.path}/approval/decision"
    assert ok(asking.ed.get(approval))["standing"] == "needed"
    assert codes(refused(asking.alice.post(f"{asking.path}/submit"), 422)) == {"approval": "approval_needed"}
    first = ok(asking.ed.post(approval), 201)
    assert (first["standing"], first["asked_by"], first["signatories"][0]["name"]) == ("waiting", "วิชัย", "นายก")
    assert ok(asking.alice.get(asking.path))["problems"][0]["code"] == "approval_waiting"

    refuse = {"approval": first["id"], "decision": "refuse"}
    assert codes(refused(asking.mayor.post(decision, refuse), 422)) == {"note": "no_note"}
    now.shift(60)
    found = ok(asking.mayor.post(decision, refuse | {"note": "ขอแก้"}))
    assert (found["standing"], found["note"], found["decided_by"]) == ("refused", "ขอแก้", "นายก")
    ok(asking.ed.patch(f"{asking.path}/answers", {"project_title": "ใหม่"}, If_Match="*"))
    now.shift(60)
    second = ok(asking.ed.post(approval), 201)
    refused(asking.mayor.post(decision, {"approval": first["id"], "decision": "approve"}), 409)
    approve = {"approval": second["id"], "decision": "approve"}
    assert ok(asking.mayor.post(decision, approve))["standing"] == "given"
    ok(asking.ed.patch(f"{asking.path}/answers", {"project_title": "ใหม่กว่า"}, If_Match="*"))
    assert codes(refused(asking.alice.post(f"{asking.path}/submit"), 422)) == {"approval": "approval_outdated"}
    now.shift(60)
    third = ok(asking.alice.post(approval), 201)
    ok(asking.mayor.post(decision, {"approval": third["id"], "decision": "approve"}))
    assert ok(asking.alice.post(f"{asking.path}/submit"))["state"] == "submitted"


def test_taken_back(asking: Asking):
    refused(asking.alice.delete(f"{asking.path}/approval"), 409)
    ok(asking.alice.post(f"{asking.path}/approval"), 201)
    assert asking.ed.delete(f"{asking.path}/approval").status_code == 204
    assert ok(asking.alice.get(f"{asking.path}/approval"))["standing"] == "needed"


def test_who_may(asking: Asking, world: World):
    ok(asking.alice.post(f"{asking.path}/approval"), 201)
    refused(world.bob.get(f"{asking.path}/approval"), 404)
    refused(asking.mayor.post(f"{asking.path}/approval"), 403)
    refused(asking.mayor.delete(f"{asking.path}/approval"), 403)
    body = {"approval": ok(asking.mayor.get(f"{asking.path}/approval"))["id"], "decision": "approve"}
    for caller in (asking.alice, asking.ed):
        refused(caller.post(f"{asking.path}/approval/decision", body), 403)
    refused(asking.mayor.post(f"{asking.path}/approval/decision", body | {"decision": "perhaps"}), 422)


def test_the_memorandum(asking: Asking, world: World, monkeypatch: pytest.MonkeyPatch):
    answer = asking.mayor.get(f"{asking.path}/memo.docx")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    refused(world.bob.get(f"{asking.path}/memo.docx"), 404)
    monkeypatch.setattr(approvals, "converter", convert.NoConverter)
    document = refused(asking.mayor.get(f"{asking.path}/memo.pdf"), 503)
    assert "LibreOffice" in document["message"]["en"]
