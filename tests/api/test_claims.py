"""Claims and organisations that are asked for: made, decided, with a letter."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import make_person
from tests.hostile.files import good, make

NEW = {"name": "เทศบาลตำบลใหม่", "type": "TM", "province": "อุบลราชธานี", "amphoe": "เมือง"}


def test_a_claim_is_decided_by_a_colleague_or_by_staff(world: World):
    dao = Caller(make_person("ดาว"))
    claim = ok(dao.post(f"organisations/{world.office.id}/claims", {"note": "เจ้าหน้าที่ใหม่"}), 201)
    assert (claim["standing"], claim["note"]) == ("claimed", "เจ้าหน้าที่ใหม่")
    path = f"organisations/claims/{claim['id']}/decision"
    for caller in (world.alice, world.staff):
        assert [item["id"] for item in ok(caller.get("organisations/claims"))["items"]] == [claim["id"]]
    refused(dao.post(path, {"confirm": True}), 403)
    assert codes(refused(world.staff.post(path, {"confirm": False}), 422)) == {"note": "required"}
    assert ok(world.alice.post(path, {"confirm": True}))["standing"] == "confirmed"
    assert codes(refused(world.alice.post(path, {"confirm": True}), 422)) == {"membership": "already_decided"}
    assert ok(world.alice.get("organisations/claims"))["items"] == []


def test_a_claim_rests_on_a_letter(world: World):
    dao = Caller(make_person("ดาว"))
    claim = ok(dao.post(f"organisations/{world.office.id}/claims"), 201)
    path, content = f"organisations/claims/{claim['id']}/letter", good.pdf(1)
    bad = dao.upload(path, file=SimpleUploadedFile("หนังสือ.pdf", make.program()))
    assert codes(refused(bad, 422)) == {"file": "wrong_type"}
    sent = ok(dao.upload(path, file=SimpleUploadedFile("หนังสือรับรอง.pdf", content)))
    assert sent["grounds"] == "letter"
    assert b"".join(world.staff.get(path)) == content
    refused(world.bob.get(path), 404)


def test_an_organisation_is_asked_for_and_added(world: World):
    dao = Caller(make_person("ดาว"))
    claim = ok(dao.post("organisations/requests", NEW), 201)
    wanted = claim["organisation"]["id"]
    assert [item["id"] for item in ok(world.staff.get("organisations/requests"))["items"]] == [wanted]
    refused(world.bob.get(f"organisations/{wanted}"), 404)
    path = f"organisations/{wanted}/decision"
    assert codes(refused(world.staff.post(path, {"confirm": False}), 422)) == {"note": "required"}
    ok(world.staff.post(path, {"confirm": True}))
    assert ok(world.bob.get(f"organisations/{wanted}"))["standing"] == "registered"
    assert codes(refused(world.staff.post(path, {"confirm": True}), 422)) == {"organisation": "already_decided"}


def test_what_a_request_lacks_is_named(world: World):
    for change, expected in (
        ({"type": "XX"}, {"type": "type_unknown"}),
        ({"province": "ไม่มี"}, {"province": "province_unknown"}),
        ({"name": " "}, {"organisation_name": "required"}),
        ({"name": world.office.name_th, "type": "MM"}, {"organisation_name": "in_the_register"}),
        ({"name": "a\x00b"}, {"organisation_name": "unusable_character"}),
    ):
        assert codes(refused(world.alice.post("organisations/requests", NEW | change), 422)) == expected


def test_who_has_shown_no_address_claims_nothing(world: World):
    stranger = Caller(make_person("ใครสักคน", verified=False))
    refused(stranger.post(f"organisations/{world.office.id}/claims", {}), 403)
