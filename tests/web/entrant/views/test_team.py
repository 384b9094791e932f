"""The pages of the team: what each member finds there, and the way of a letter from the coordinator to its reader."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rangwan.entries import actions
from rangwan.entries.models import Entry, Invitation, TeamMember
from rangwan.entries.rules import State
from rangwan.kernel.models import AuditRow
from rangwan.notices.models import Message
from tests.builders import NOW, draft_entry, join_team, make_person
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def _invite(world: World, entry: Entry, address: str, role: str = "edit"):
    return world.client.post(
        f"/my/entries/{entry.id}/team/", {"act": "invite", "address": address, "role": role}, follow=True
    )


def _link() -> str:
    letter = Message.objects.filter(kind="entry.colleague_invited").order_by("-created_at", "-pk")[0]
    return str(re.findall(r"(/my/invitations/[\w-]+/)", letter.body_text)[0])


def test_a_letter_from_the_page_to_the_team(world: World, entry: Entry):
    malee = make_person("มาลี")
    sent = _invite(world, entry, malee.email)
    assert f"ส่งคำเชิญถึง {malee.email} แล้ว" in words(sent)
    assert "เชิญแล้ว ยังไม่ตอบรับ" in words(sent)

    client = browser(malee)
    assert "เชิญท่านร่วมโครงการ" in words(client.get("/my/"))
    letter = client.get(_link())
    assert "ระบบน้ำดี" in words(letter)
    assert "ร่วมจัดทำ" in words(letter)
    assert letter["Cache-Control"] == "private, no-store"
    joined = client.post(_link(), follow=True)
    assert joined.redirect_chain == [(f"/my/entries/{entry.id}/", 302)]
    assert "ท่านแก้ไขคำตอบและไฟล์ได้ สมชาย รักถิ่น เป็นผู้ส่ง" in words(joined)
    assert client.get(_link())["Location"] == f"/my/entries/{entry.id}/"
    assert "ร่วมจัดทำ" in words(world.client.get(f"/my/entries/{entry.id}/team/"))


def test_a_reader_who_is_not_signed_in_sees_nothing_of_the_entry(world: World, entry: Entry):
    _invite(world, entry, "mayor@example.go.th", "signatory")
    anybody = Client()
    page = anybody.get(_link())
    assert (page.status_code, "mayor@example.go.th" in words(page)) == (200, True)
    assert "ระบบน้ำดี" not in page.content.decode()
    assert f"/account/signup/?next={_link()}" in page.content.decode()
    assert anybody.post(_link())["Location"] == f"/account/login/?next={_link()}"
    assert anybody.get(f"/my/invitations/{Invitation.objects.get().id}/").status_code == 302
    assert not TeamMember.objects.exists()


def test_a_reader_with_another_address_is_told_which_one(world: World, entry: Entry):
    _invite(world, entry, "mayor@example.go.th", "signatory")
    eve = make_person("อีฟ")
    client = browser(eve)
    for page in (client.get(_link()), client.post(_link())):
        assert (page.status_code, "mayor@example.go.th ซึ่งไม่ใช่อีเมลที่ท่านยืนยันไว้" in words(page)) == (409, True)
        assert "ระบบน้ำดี" not in page.content.decode()
    assert client.get(f"/my/invitations/{Invitation.objects.get().id}/").status_code == 404
    EmailAddress.objects.create(user=eve, email="mayor@example.go.th", verified=True)
    assert client.post(_link()).status_code == 302


@pytest.mark.parametrize("key", ["nothing", "x" * 43, "%00", "ก", "a" * 500])
def test_what_is_no_link_of_ours_is_not_found(world: World, key: str):
    assert world.client.get(f"/my/invitations/{key}/").status_code == 404
    assert world.client.post(f"/my/invitations/{key}/").status_code == 404


def test_a_void_letter_says_why(world: World, entry: Entry, now):
    malee = make_person("มาลี")
    _invite(world, entry, malee.email)
    invitation, link = Invitation.objects.get(), _link()
    now.move_to(invitation.expires_at)  # and everybody signs in again
    client, world.client = browser(malee), browser(world.person)
    assert "คำเชิญนี้หมดอายุแล้ว" in words(client.get(link))
    assert (client.post(link).status_code, TeamMember.objects.count()) == (409, 0)
    assert "หมดอายุ" in words(world.client.get(f"/my/entries/{entry.id}/team/"))
    again = {"act": "resend", "invitation": invitation.id}
    assert f"ส่งคำเชิญถึง {malee.email} แล้ว" in words(
        world.client.post(f"/my/entries/{entry.id}/team/", again, follow=True)
    )
    assert "คำเชิญนี้ถูกยกเลิกหรือมีฉบับใหม่กว่าแล้ว" in words(client.get(link))
    taken_back = {"act": "revoke", "invitation": Invitation.objects.get(revoked_at__isnull=True).id}
    assert "ยกเลิกคำเชิญแล้ว" in words(world.client.post(f"/my/entries/{entry.id}/team/", taken_back, follow=True))


def test_what_was_typed_stays_with_the_reason_beside_it(world: World, entry: Entry):
    answer = _invite(world, entry, "ไม่ใช่อีเมล", "signatory")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="ไม่ใช่อีเมล"' in page
    assert 'href="#address"' in page
    assert re.search(r'value="signatory" checked', page)
    missing = _invite(world, entry, "a@example.com", "")
    assert "โปรดเลือกว่าผู้รับเชิญทำอะไรได้" in words(missing)


def test_another_part_and_the_end(world: World, entry: Entry):
    malee = make_person("มาลี")
    place = join_team(entry, malee, "view")
    address = f"/my/entries/{entry.id}/team/"
    changed = world.client.post(address, {"act": "role", "member": place.id, "role": "signatory"}, follow=True)
    assert "เปลี่ยนแล้ว: ผู้มีอำนาจลงนาม" in words(changed)
    assert world.client.post(address, {"act": "role", "member": place.id, "role": "x"}).status_code == 422
    client = browser(malee)
    left = client.post(address, {"act": "leave", "member": place.id}, follow=True)
    assert left.redirect_chain == [("/my/", 302)]
    assert "ท่านออกจากทีมงานแล้ว" in words(left)
    assert client.get(address).status_code == 404
    assert world.client.post(address, {"act": "end", "member": place.id}).status_code == 404
    assert world.client.post(address, {"act": "dance"}).status_code == 404
    other = join_team(entry, malee, "view")
    assert "นำออกจากทีมงานแล้ว" in words(world.client.post(address, {"act": "end", "member": other.id}, follow=True))


def test_an_entry_that_is_out_takes_nobody_in(world: World, entry: Entry):
    Entry.objects.update(state=State.WITHDRAWN)
    answer = _invite(world, entry, "a@example.com")
    assert answer.redirect_chain == [(f"/my/entries/{entry.id}/", 302)]
    assert "ถอน" in words(answer)


ACTS = [
    {"act": "invite", "address": "a@example.com", "role": "view"}, {"act": "resend"}, {"act": "revoke"},
    {"act": "role", "role": "edit"}, {"act": "end"},
]  # fmt: skip


@pytest.mark.parametrize("who", ["edit", "view", "signatory", "colleague", "stranger"])
def test_what_each_finds_on_the_page_and_may_do_there(world: World, entry: Entry, who: str):
    place = join_team(entry, make_person("เดิม"), "view")
    letter = actions.invite_colleague(
        entry=entry, address="waiting@example.com", role="view", acting=world.person, now=NOW
    )
    person = make_person("คนอื่น", world.office if who == "colleague" else None)
    if who not in ("colleague", "stranger"):
        join_team(entry, person, who)
    client, address = browser(person), f"/my/entries/{entry.id}/team/"
    page = client.get(address)
    assert page.status_code == (404 if who == "stranger" else 200)
    text = page.content.decode()
    assert ("waiting@example.com" in text, "เชิญผู้ร่วมงาน" in text) == (False, False)
    assert ("ออกจากทีมงาน" in text) == (who in ("edit", "view", "signatory"))
    assert ("ขอเป็นผู้ประสานงาน" in text) == (who == "colleague")
    before = AuditRow.objects.count()
    for act in ACTS:
        answer = client.post(address, act | {"member": place.id, "invitation": letter.id})
        assert answer.status_code == 404, act
    assert AuditRow.objects.count() == before


@pytest.mark.parametrize(
    ("who", "reads", "links"),
    [
        ("edit", "ท่านแก้ไขคำตอบและไฟล์ได้ สมชาย รักถิ่น เป็นผู้ส่ง", {"check", "sections"}),
        ("view", "สมชาย รักถิ่น เป็นผู้ประสานงานโครงการนี้ ท่านอ่านได้อย่างเดียว", {"check"}),
        ("signatory", "ท่านอ่านในฐานะผู้มีอำนาจลงนาม", {"check", "withdraw"}),
    ],
)
def test_the_entry_says_what_each_may_do(world: World, entry: Entry, who, reads, links):
    person = make_person("คนอื่น")
    join_team(entry, person, who)
    client = browser(person)
    page = client.get(f"/my/entries/{entry.id}/")
    text = page.content.decode()
    assert reads in words(page)
    found = {link for link in ("check", "sections", "withdraw") if f"/my/entries/{entry.id}/{link}/" in text}
    assert found == links
    assert f"/my/entries/{entry.id}/submit/" not in client.get(f"/my/entries/{entry.id}/check/").content.decode()
    home = words(client.get("/my/"))
    assert ("ทำต่อ" in home) == (who == "edit")


def test_a_signatory_withdraws(world: World, entry: Entry):
    mayor = make_person("นายก")
    join_team(entry, mayor, "signatory")
    client = browser(mayor)
    assert client.post(f"/my/entries/{entry.id}/withdraw/", {"reason": "เปลี่ยนแผน"}).status_code == 302
    entry.refresh_from_db()
    assert entry.state == "withdrawn"


def test_the_page_costs_the_same_for_one_and_for_fifty(world: World, entry: Entry):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert world.client.get(f"/my/entries/{entry.id}/team/").status_code == 200
        return len(found)

    join_team(entry, make_person("คนที่ 0"), "view")
    count()
    one = count()
    for number in range(1, 50):
        join_team(entry, make_person(f"คนที่ {number}"), "view")
    assert count() == one
