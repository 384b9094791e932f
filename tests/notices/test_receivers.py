from __future__ import annotations

import pytest

from rangwan.accounts import actions as accounts
from rangwan.accounts.models import Organisation, Organiser, Person
from rangwan.kernel import events
from rangwan.kernel.models import Event
from rangwan.notices.models import Message
from rangwan.notices.receivers import tell_member, tell_requester
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
    assert events.deliver_pending(NOW) == 1
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
    assert events.deliver_pending(NOW) == 1
    message = Message.objects.get()
    assert (message.to_person, message.subject) == (alice, subject)
    assert "[ไทย]" in message.body_text or "ยุบแล้ว" in message.body_text


def test_an_event_about_nothing_writes_nothing(db: None):
    for kind, receiver in (("membership.confirmed", tell_member), ("organisation.refused", tell_requester)):
        receiver(Event.objects.create(at=NOW, kind=kind, subject="gone"), NOW)
    assert not Message.objects.exists()
