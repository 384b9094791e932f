"""Questions reach the organisers by mail, answers who asked, in both languages and once."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from rangwan.kernel import events
from rangwan.kernel.models import Delivery
from rangwan.notices.models import Message
from rangwan.programmes import actions
from rangwan.programmes.permissions import Role
from tests.builders import NOW, appointed, make_organisation, make_person
from tests.programmes.conftest import World

LATER = NOW + dt.timedelta(days=1)


def delivered() -> list[Message]:
    """Deliver what waits, twice, and return the mails about questions."""
    for _ in range(2):
        events.deliver_pending(LATER)
        Delivery.objects.update(done_at=None)
    events.deliver_pending(LATER)
    return list(Message.objects.filter(kind__startswith="enquiry.").order_by("created_at", "pk"))


@pytest.mark.usefixtures("db")
def test_asked_and_answered(world: World):
    second = appointed("ผู้จัดอีกคน", world.edition, Role.ORGANISER)
    office = make_organisation("เทศบาลเมืองถาม")
    alice = make_person("อลิสา", office)
    with time_machine.travel(LATER, tick=False):
        enquiry = actions.ask(
            edition=world.edition, subject="ตรา", text="ประทับ <b>ไหม</b>", organisation=office, acting=alice, now=NOW
        )
        mails = delivered()
        assert {mail.to_person for mail in mails} == {world.staff.organiser, second}
        assert len(mails) == 2
        assert mails[0].subject == "คำถามถึงผู้จัด: ตรา"
        said = ("ประทับ <b>ไหม</b>", "อลิสา (เทศบาลเมืองถาม)", f"/office/{world.edition.slug}/questions/{enquiry.id}/",
                "asks about")  # fmt: skip
        assert [text for text in said if text not in mails[0].body_text] == []
        Message.objects.all().delete()
        actions.add_post(enquiry=enquiry, text="ประทับ", acting=world.staff.screener, now=NOW)
        answers = [mail for mail in delivered() if mail.kind == "enquiry.answered"]
    assert [(mail.to_person, mail.subject) for mail in answers] == [(alice, "คำตอบสำหรับคำถามของท่าน: ตรา")]
    assert f"/my/questions/{enquiry.id}/" in answers[0].body_text
    assert world.staff.screener.name not in answers[0].body_text
