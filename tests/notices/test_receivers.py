from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from rangwan.accounts import actions as accounts
from rangwan.accounts.models import Organisation, Organiser, Person
from rangwan.files.actions import refuse_file
from rangwan.files.refusal import Refused
from rangwan.kernel import events
from rangwan.kernel.models import Event
from rangwan.notices.models import Message
from rangwan.notices.receivers import tell_colleagues, tell_member, tell_requester
from tests.builders import stored_file
from tests.notices.conftest import NOW


@pytest.fixture
def staff(db: None) -> Person:
    person = accounts.create_person(email="s@example.com", name="s", password=None, verified=True, acting=None, now=NOW)
    organiser = Organiser.objects.create(slug="dga", name_th="สำนักงาน")
    accounts.add_organiser_member(person=person, organiser=organiser, acting=None, now=NOW)
    return person


@pytest.mark.parametrize(
    ("confirm", "subject"),
    [(True, "ยืนยันแล้วว่าท่านสังกัดเทศบาลนครยะลา"), (False, "คำขอเข้าสังกัดเทศบาลนครยะลา ไม่ได้รับการยืนยัน")],
)
def test_a_decision_is_told_once_in_both_languages(alice: Person, staff: Person, *, confirm: bool, subject: str):
    yala = Organisation.objects.create(type="CM", name_th="เทศบาลนครยะลา", name_en="Yala City", province_th="ยะลา")
    claim = accounts.claim_membership(organisation=yala, acting=alice, now=NOW)
    accounts.decide_membership(membership=claim, confirm=confirm, note="หนังสือ <b>ไม่ชัด</b>", acting=staff, now=NOW)
    assert events.deliver_pending(NOW) == 2  # the claim and the decision
    message = Message.objects.get()
    assert (message.to_person, message.subject, message.secret) == (alice, subject, False)
    assert "Yala City" in message.body_text
    assert message.body_text.count("หนังสือ <b>ไม่ชัด</b>") == 2
    tell_member(Event.objects.get(kind__startswith="membership.", number=message.event or 0), NOW)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("agree", "subject"),
    [(True, "เพิ่มเทศบาลตำบลใหม่ ในรายชื่อหน่วยงานแล้ว"), (False, "เทศบาลตำบลใหม่ ไม่ได้รับการเพิ่มในรายชื่อหน่วยงาน")],
)
def test_who_asked_for_an_organisation_is_told(alice: Person, staff: Person, *, agree: bool, subject: str):
    claim = accounts.request_organisation(
        name="เทศบาลตำบลใหม่", type="TM", province="ยะลา", amphoe="", tambon="", acting=alice, now=NOW
    )
    accounts.decide_organisation(organisation=claim.organisation, agree=agree, note="ยุบแล้ว", acting=staff, now=NOW)
    assert events.deliver_pending(NOW) == 2  # the claim and the decision
    message = Message.objects.get()
    assert (message.to_person, message.subject) == (alice, subject)
    assert "[ไทย]" in message.body_text or "ยุบแล้ว" in message.body_text


def test_an_event_about_nothing_writes_nothing(db: None):
    for kind, receiver in (("membership.confirmed", tell_member), ("organisation.refused", tell_requester)):
        receiver(Event.objects.create(at=NOW, kind=kind, subject="gone"), NOW)
    tell_colleagues(Event.objects.create(at=NOW, kind="membership.claimed", subject="gone"), NOW)
    assert not Message.objects.exists()


def test_a_claim_is_told_to_confirmed_members_and_to_nobody_else(alice: Person, staff: Person):
    yala = Organisation.objects.create(type="CM", name_th="เทศบาลนครยะลา", name_en="Yala City", province_th="ยะลา")
    pattaya = Organisation.objects.create(type="SP", name_th="เมืองพัทยา", name_en="Pattaya", province_th="ชลบุรี")

    def joins(name: str, organisation: Organisation, *, confirm: bool = True) -> Person:
        address = f"{name}@example.go.th"
        person = accounts.create_person(
            email=address, name=name, password=None, verified=True, acting=None, now=NOW, position="นักวิชาการ"
        )
        claim = accounts.claim_membership(organisation=organisation, acting=person, now=NOW)
        if confirm:
            accounts.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=NOW)
        return person

    joins("bob", yala)
    joins("charlie", yala, confirm=False)
    joins("dora", pattaya)
    events.deliver_pending(NOW)
    Message.objects.all().delete()

    claim = accounts.claim_membership(organisation=yala, acting=alice, now=NOW, note="ย้ายมาใหม่")
    events.deliver_pending(NOW)
    message = Message.objects.get()
    assert (message.to_address, message.kind) == ("bob@example.go.th", "membership.claimed")
    assert message.subject == f"{alice.name} ขอเข้าสังกัดเทศบาลนครยะลา"
    for fact in (f"/account/claims/{claim.id}/", alice.email, "ย้ายมาใหม่", "Yala City"):
        assert fact in message.body_text
    tell_colleagues(Event.objects.get(kind="membership.claimed", subject=claim.id), NOW)
    assert Message.objects.count() == 1


def test_a_claim_that_was_answered_meanwhile_is_told_to_nobody(alice: Person, staff: Person):
    yala = Organisation.objects.create(type="CM", name_th="เทศบาลนครยะลา", name_en="Yala City", province_th="ยะลา")
    claim = accounts.claim_membership(organisation=yala, acting=alice, now=NOW)
    accounts.decide_membership(membership=claim, confirm=True, note="", acting=staff, now=NOW)
    tell_colleagues(Event.objects.get(kind="membership.claimed"), NOW)
    assert not Message.objects.exists()


def test_a_letter_that_a_check_refused_is_told_to_who_sent_it(alice: Person, settings: LazySettings, tmp_path: Path):
    settings.RANGWAN_FILES_DIR = tmp_path
    yala = Organisation.objects.create(type="CM", name_th="เทศบาลนครยะลา", name_en="Yala City", province_th="ยะลา")
    letter = stored_file(alice, "หนังสือ.pdf")
    accounts.claim_membership(organisation=yala, letter=letter.id, acting=alice, now=NOW)
    refuse_file(file_id=letter.id, refusal=Refused("infected", {"signature": "Win.Test"}), now=NOW)
    events.deliver_pending(NOW)
    (message,) = Message.objects.filter(kind="file.refused")
    assert (message.to_person, message.subject) == (alice, "เปิดหนังสือของท่านไม่ได้: หนังสือ.pdf")
    for fact in ("มีไวรัส (Win.Test)", "คำขอเข้าสังกัด เทศบาลนครยะลา รอหนังสือฉบับใหม่จากท่าน", "carries a virus", "Yala City"):
        assert fact in message.body_text, fact
