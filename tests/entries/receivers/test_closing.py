"""The letter about a later closing: to the organisation and whoever works on its entries, once, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.accounts.models import Membership
from rangwan.kernel import events
from rangwan.kernel.models import Delivery
from rangwan.notices.models import Message
from rangwan.programmes.actions import extend_for_organisation
from tests.builders import NOW, draft_entry, make_committee, make_edition, make_organisation, make_person, member

pytestmark = pytest.mark.django_db


def test_members_and_coordinators_are_told_why_and_until_when():
    edition = make_edition()
    staff = make_committee(edition)
    office = make_organisation("อบต.น้ำท่วม")
    make_person("สมชาย", office)
    claimed = make_person("มาลี")
    member(claimed, office, standing=Membership.Standing.CLAIMED)
    draft_entry(edition, office, claimed)
    other = make_person("อ้างสังกัด")
    member(other, office, standing=Membership.Standing.CLAIMED)
    make_person("คนอื่น", make_organisation("อบต.อื่น"))
    extend_for_organisation(
        edition=edition, organisation=office, closes_at=NOW + dt.timedelta(days=23), reason="น้ำท่วมสำนักงาน",
        acting=staff.organiser, now=NOW,
    )  # fmt: skip
    for _twice in range(2):
        Delivery.objects.update(done_at=None)
        events.deliver_pending(NOW)
    mails = Message.objects.filter(kind="edition.extended_for").order_by("pk")
    assert sorted(str(mail.to_person) for mail in mails) == ["มาลี", "สมชาย"]
    assert mails[0].subject == "ขยายเวลาให้ อบต.น้ำท่วม ถึง 13 ธันวาคม 2569 เวลา 10.00 น."
    said = ("น้ำท่วมสำนักงาน", "13 December 2026, 10:00", "This holds at once", "/my/")
    assert [text for text in said if text not in mails[0].body_text] == []
