"""Finding, claiming and asking for an organisation; who reads a letter; who decides."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rangwan.accounts import actions
from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.files.actions import receive_file
from rangwan.files.models import StoredFile
from rangwan.web.account.views import organisations
from tests.builders import small_file
from tests.web.account.conftest import NOW

SignIn = Callable[[Person], Client]
MakePerson = Callable[..., Person]


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.RANGWAN_FILES_DIR = tmp_path


def letter(name: str = "หนังสือรับรอง น้ำ.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, small_file("pdf") if content is None else content, "application/pdf")


def test_an_organisation_is_found_and_claimed(person: MakePerson, signed_in: SignIn, yala: Organisation):
    alice = person("alice", email="alice@yalacity.go.th")
    client = signed_in(alice)
    page = client.get("/account/organisations/", {"q": "ทน.ยะลา", "next": "/my/"}).content.decode()
    assert f'href="/account/organisations/{yala.id}/claim/?next=%2Fmy%2F"' in page
    page = client.get(f"/account/organisations/{yala.id}/claim/?next=/my/").content.decode()
    assert "จึงไม่ต้องใช้หนังสือ" in page
    answer = client.post(f"/account/organisations/{yala.id}/claim/", {"next": "/my/"})
    assert answer.headers["Location"] == "/my/"
    claim = Membership.objects.get()
    assert (claim.person, claim.organisation, claim.grounds, claim.standing) == (alice, yala, "domain", "claimed")


@pytest.mark.parametrize(
    "onward", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_onward_is_never_elsewhere(person: MakePerson, signed_in: SignIn, yala: Organisation, onward: str):
    client = signed_in(person("alice"))
    address = f"/account/organisations/{yala.id}/claim/"
    assert "evil" not in client.get(address, {"next": onward}).content.decode().split("<main")[1]
    assert client.post(address, {"next": onward}).headers["Location"] == "/account/organisations/"


def test_a_letter_goes_to_who_sent_it_and_who_decides(
    person: MakePerson, signed_in: SignIn, yala: Organisation, staff: Person
):
    alice, bob, charlie = person("alice"), person("bob"), person("charlie")
    client = signed_in(alice)
    client.post(f"/account/organisations/{yala.id}/claim/", {"letter": letter()})
    claim = Membership.objects.get()
    assert (claim.grounds, StoredFile.objects.get().id) == ("letter", claim.letter)
    colleague = Membership.objects.create(person=bob, organisation=yala, standing="confirmed", claimed_at=NOW)
    seen = {
        who.name: signed_in(who).get(f"/account/memberships/{claim.id}/letter/file/").status_code
        for who in (alice, bob, charlie, staff)
    }
    assert seen == {"alice": 200, "bob": 200, "charlie": 404, "staff": 200}
    assert Client().get(f"/account/memberships/{claim.id}/letter/file/").status_code == 302
    assert client.get(f"/account/memberships/{colleague.id}/letter/file/").status_code == 404
    answer = client.get(f"/account/memberships/{claim.id}/letter/file/")
    assert (answer.headers["Content-Type"], b"".join(answer)) == ("application/pdf", small_file("pdf"))
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("upload", "message"),
    [
        (letter("หนังสือ.pdf", b""), "0 ไบต์"),
        (letter("หนังสือ.pdf", b"<html><script>alert(1)</script></html>"), "เป็นหน้าเว็บ (.html)"),
        (letter("โปรแกรม.pdf", b"MZ" + b"\0" * 400), "เป็นโปรแกรม (.exe)"),
        (letter("<b>x.pdf", b"nothing"), "&lt;b&gt;x.pdf"),
    ],
)
def test_a_refused_letter_is_said_beside_its_field(
    person: MakePerson, signed_in: SignIn, yala: Organisation, upload: SimpleUploadedFile, message: str
):
    answer = signed_in(person("alice")).post(f"/account/organisations/{yala.id}/claim/", {"letter": upload})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page.split('id="letter-error"')[1]
    assert '<a href="#letter">' in page
    assert not Membership.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_letter_can_come_later_but_not_for_somebody_else(
    person: MakePerson, signed_in: SignIn, yala: Organisation, staff: Person
):
    alice, bob = person("alice"), person("bob")
    client = signed_in(alice)
    client.post(f"/account/organisations/{yala.id}/claim/")
    claim = Membership.objects.get()
    address = f"/account/memberships/{claim.id}/letter/"
    assert f'href="{address}"' in client.get("/account/organisations/").content.decode()
    assert signed_in(bob).get(address).status_code == 404
    assert signed_in(bob).post(address, {"letter": letter()}).status_code == 404
    missing = client.post(address)
    assert (missing.status_code, "โปรดเลือกไฟล์หนังสือ" in missing.content.decode()) == (422, True)
    assert client.post(address, {"letter": letter()}).headers["Location"] == "/account/organisations/"
    claim.refresh_from_db()
    assert claim.grounds == "letter"
    actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=NOW)
    assert client.get(address).status_code == 404


def test_a_letter_that_comes_while_staff_decide_is_told_so(
    person: MakePerson, signed_in: SignIn, yala: Organisation, staff: Person, monkeypatch: pytest.MonkeyPatch
):
    client = signed_in(person("alice"))
    client.post(f"/account/organisations/{yala.id}/claim/")
    claim = Membership.objects.get()

    def decided_meanwhile(**taken: Any) -> StoredFile:
        actions.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=NOW)
        return receive_file(**taken)

    monkeypatch.setattr(organisations, "receive_file", decided_meanwhile)
    answer = client.post(f"/account/memberships/{claim.id}/letter/", {"letter": letter()})
    assert (answer.status_code, "รายการนี้ได้รับการพิจารณาแล้ว" in answer.content.decode()) == (422, True)


def test_an_organisation_that_is_not_in_the_list(person: MakePerson, signed_in: SignIn, yala: Organisation):
    client = signed_in(person("alice"))
    good = {
        "organisation_name": "เทศบาลตำบลใหม่",
        "type": "TM",
        "province": "ยะลา",
        "amphoe": "เมืองยะลา",
        "tambon": "ใหม่",
    }
    for given, message in (
        ({"organisation_name": ""}, "ชื่อเต็ม: "),
        ({"type": ""}, "ประเภท: โปรดเลือกประเภทจากรายการ"),
        ({"province": "ปารีส"}, "จังหวัด: โปรดเลือกจังหวัดจากรายการ"),
        ({"tambon": "ก" * 100_000}, "ตำบล: ข้อความนี้ยาว 100000 อักขระ โปรดย่อให้ไม่เกิน 120 อักขระ"),
        ({"organisation_name": "\x00"}, "มีอักขระที่จัดเก็บไม่ได้"),
        ({"organisation_name": yala.name_th, "type": "CM"}, "หน่วยงานนี้มีอยู่ในรายชื่อแล้ว"),
    ):
        answer = client.post("/account/organisations/request/", good | given)
        page = answer.content.decode()
        assert answer.status_code == 422
        assert message in page
        assert 'value="เมืองยะลา"' in page  # what was typed stays
    assert Organisation.objects.count() == 1
    answer = client.post("/account/organisations/request/", good | {"letter": letter(), "next": "/my/"})
    assert answer.headers["Location"] == "/my/"
    claim = Membership.objects.get()
    assert (claim.organisation.name_th, claim.organisation.standing, claim.grounds) == (
        "เทศบาลตำบลใหม่", "requested", "letter",
    )  # fmt: skip


def test_rubbish_in_the_address_is_answered(person: MakePerson, signed_in: SignIn, yala: Organisation):
    client = signed_in(person("alice"))
    for query in ({"q": "\x00"}, {"q": "ก" * 100_000}, {"q": "%"}, {"q": "<script>alert(1)</script>"}):
        page = client.get("/account/organisations/", query)
        assert (page.status_code, "<script>alert(1)" in page.content.decode()) == (200, False)
    for page_number in ("0", "-1", "99999999999999999999", "x", "๒", ""):
        assert client.get("/account/organisations/", {"q": "ยะลา", "page": page_number}).status_code == 200
    odd = ("organisations/nothing/claim", "memberships/nothing/letter", "claims/x", "claims/%00", "messages/%00")
    for path in (f"/account/{address}/" for address in odd):
        assert client.get(path).status_code == 404
    assert client.put("/account/organisations/").status_code == 405


def test_claims_are_decided_by_staff_and_colleagues(
    person: MakePerson, signed_in: SignIn, yala: Organisation, staff: Person
):
    alice, bob, charlie = person("alice"), person("bob"), person("charlie")
    first = actions.claim_membership(organisation=yala, acting=alice, now=NOW)
    second = actions.claim_membership(organisation=yala, acting=bob, now=NOW)
    office = signed_in(staff)
    assert "alice" in office.get("/account/claims/").content.decode()
    assert [signed_in(who).get(f"/account/claims/{first.id}/").status_code for who in (alice, bob, charlie)] == [
        404
    ] * 3
    address = f"/account/claims/{first.id}/"
    nothing = office.post(address, {"decision": "perhaps"})
    assert (nothing.status_code, "ผลพิจารณาของท่าน: โปรดกรอกข้อมูลนี้" in nothing.content.decode()) == (422, True)
    no_reason = office.post(address, {"decision": "no", "note": " "})
    assert "โปรดระบุเหตุผล ผู้ยื่นคำขอจะได้อ่านข้อความนี้" in no_reason.content.decode()
    assert office.post(address, {"decision": "yes"}).headers["Location"] == "/account/claims/"
    twice = office.post(address, {"decision": "yes"})
    assert (twice.status_code, "รายการนี้ได้รับการพิจารณาแล้ว" in twice.content.decode()) == (422, True)
    colleague = signed_in(alice)
    assert "bob" in colleague.get("/account/claims/").content.decode()
    assert colleague.post(f"/account/claims/{second.id}/", {"decision": "no", "note": "ลาออกแล้ว"}).status_code == 302
    assert "ลาออกแล้ว" in signed_in(bob).get("/account/organisations/").content.decode()


def test_requested_organisations_are_decided_by_staff(
    person: MakePerson, signed_in: SignIn, yala: Organisation, staff: Person
):
    alice = person("alice")
    claim = actions.request_organisation(
        name="ทต.ใหม่", type="TM", province="ยะลา", amphoe="", tambon="", acting=alice, now=NOW
    )
    address = f"/account/claims/organisations/{claim.organisation_id}/"
    assert signed_in(alice).get(address).status_code == 404
    assert signed_in(alice).post(address, {"decision": "yes"}).status_code == 404
    office = signed_in(staff)
    assert address in office.get("/account/claims/").content.decode()
    early = office.post(f"/account/claims/{claim.id}/", {"decision": "yes"})
    assert "โปรดพิจารณาก่อนว่าจะเพิ่มหน่วยงานนี้ในรายชื่อหรือไม่" in early.content.decode()
    assert office.post(address, {"decision": "yes"}).headers["Location"] == "/account/claims/"
    assert office.post(f"/account/claims/{claim.id}/", {"decision": "yes"}).status_code == 302
