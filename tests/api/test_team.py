"""Team, invitations and hand-overs through the API, from letter to end."""

from __future__ import annotations

import re

from rangwan.entries.models import Entry
from rangwan.notices.models import Message
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import draft_entry, join_team, make_person


def _entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.somchai)


def test_a_colleague_is_invited_comes_in_writes_and_leaves(world: World):
    entry, dao = _entry(world), make_person("ดาว")
    base, caller = f"entries/{entry.id}", Caller(dao)
    letter = ok(world.alice.post(f"{base}/invitations", {"address": dao.email.upper(), "role": "view"}), 201)
    assert (letter["address"], letter["role"]) == (dao.email, "view")
    assert "secret" not in str(letter)
    refused(caller.get(f"{base}/team"), 404)
    again = ok(world.alice.post(f"{base}/invitations/{letter['id']}/resend"))
    refused(world.alice.post(f"{base}/invitations/{letter['id']}/resend"), 404)
    (waiting,) = ok(caller.get("invitations"))["items"]
    assert (waiting["id"], waiting["entry"], waiting["invited_by"]) == (again["id"], entry.id, "สมชาย รักถิ่น")
    joined = ok(caller.post(f"invitations/{again['id']}/accept"))
    assert joined == {"entry": entry.id, "role": "view"}
    assert ok(caller.get("invitations"))["items"] == []

    team = ok(world.alice.get(f"{base}/team"))["team"]
    assert [(each["role"], each["person"]["name"], each["belongs"]) for each in team] == [
        ("coordinator", "สมชาย รักถิ่น", True), ("view", "ดาว", False),
    ]  # fmt: skip
    refused(caller.patch(f"{base}/answers", {"problem": "x"}, If_Match="*"), 403)
    place = f"{base}/team/{team[1]['id']}"
    assert codes(refused(world.alice.patch(place, {"role": "king"}), 422)) == {"role": "role_unknown"}
    assert ok(world.alice.patch(place, {"role": "edit"}))["role"] == "edit"
    assert ok(caller.patch(f"{base}/answers", {"problem": "น้ำท่วม"}, If_Match="*"))["version"] == 2
    refused(caller.post(f"{base}/submit"), 403)
    assert caller.delete(place).status_code == 204
    refused(caller.get(base), 404)
    refused(caller.post(f"invitations/{again['id']}/accept"), 409)


def test_the_secret_of_a_letter_opens_it_for_its_addressee(world: World):
    entry, dao = _entry(world), make_person("ดาว")
    ok(world.alice.post(f"entries/{entry.id}/invitations", {"address": dao.email, "role": "edit"}), 201)
    secret = re.findall(r"/my/invitations/([\w-]+)/", Message.objects.get().body_text)[0]
    refused(world.bob.post(f"invitations/{secret}/accept"), 409)
    ok(Caller(dao).post(f"invitations/{secret}/accept"))


def test_a_bad_invitation_says_why(world: World):
    path = f"entries/{_entry(world).id}/invitations"
    assert codes(refused(world.alice.post(path, {}), 422)) == {"address": "address_invalid"}
    address = {"address": world.somchai.email, "role": "edit"}
    assert codes(refused(world.alice.post(path, address), 422)) == {"address": "is_coordinator"}
    refused(world.alice.post(path, {"address": ["x"], "role": 5}), 422)
    letter = ok(world.alice.post(path, {"address": "a@example.com", "role": "edit"}), 201)
    for _ in range(2):
        assert world.alice.delete(f"{path}/{letter['id']}").status_code == 204
    refused(world.alice.delete(f"{path}/nothing"), 404)
    assert ok(world.alice.get(path.replace("invitations", "team")))["invitations"] == []


def test_handed_over_by_the_coordinator(world: World):
    entry, dao = _entry(world), make_person("ดาว", world.office)
    path = f"entries/{entry.id}/hand-over"
    found = ok(world.alice.get(path))
    assert ([each["id"] for each in found["candidates"]], found["request"]) == ([dao.id], None)
    assert codes(refused(world.alice.post(path, {}), 422)) == {"person": "nobody_chosen"}
    assert codes(refused(world.alice.post(path, {"person": world.malee.id}), 422)) == {"person": "cannot_take_over"}
    given = ok(world.alice.post(path, {"person": dao.id, "stay": True}))
    assert [(each["person"]["id"], each["role"]) for each in given["team"]] == [
        (dao.id, "coordinator"), (world.somchai.id, "edit"),
    ]  # fmt: skip
    refused(world.alice.post(path, {"person": dao.id}), 403)


def test_asked_for_and_decided_by_the_organiser(world: World):
    entry, dao = _entry(world), Caller(make_person("ดาว", world.office))
    path = f"entries/{entry.id}/hand-over"
    assert codes(refused(dao.post(f"{path}/requests", {}), 422)) == {"reason": "no_reason"}
    asked = ok(dao.post(f"{path}/requests", {"reason": "ย้ายแล้ว"}), 201)
    assert (asked["verdict"], asked["coordinator"]["name"]) == ("asked", "สมชาย รักถิ่น")
    own = ok(dao.get(path))
    assert (own["request"]["id"], own["candidates"]) == (asked["id"], [])
    (waiting,) = ok(world.organiser.get(f"awards/{world.edition.slug}/hand-overs"))["items"]
    assert waiting == asked
    decision = f"hand-overs/{asked['id']}/decision"
    refused(dao.post(decision, {"agree": True}), 404)
    refused(world.screener.post(decision, {"agree": True}), 404)
    assert codes(refused(world.organiser.post(decision, {"agree": False}), 422)) == {"note": "no_note"}
    assert ok(world.organiser.post(decision, {"agree": True}))["verdict"] == "agreed"
    refused(world.organiser.post(decision, {"agree": True}), 409)
    assert ok(dao.get(f"entries/{entry.id}/team"))["team"][0]["person"]["name"] == "ดาว"


def test_a_signatory_withdraws(world: World):
    entry, mayor = _entry(world), make_person("นายก")
    join_team(entry, mayor, "signatory")
    answer = ok(Caller(mayor).post(f"entries/{entry.id}/withdraw", {"reason": "เปลี่ยนแผน"}))
    assert answer["state"] == "withdrawn"
