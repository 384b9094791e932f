"""Reminders before closing: to whom they go, once each, by everybody's own closing."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.accounts.models import Membership, Person
from rangwan.entries import actions
from rangwan.entries.models import ReminderSent
from rangwan.entries.queries.reminding import (
    KINDS,
    closings_of,
    recipients_of,
    reminded_today,
    reminders_planned,
    reminders_sent,
)
from rangwan.entries.tasks import send_reminders
from rangwan.kernel import events
from rangwan.kernel.models import AuditRow
from rangwan.kernel.text import Text
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.notices.models import Message
from rangwan.programmes.actions import extend_closing, extend_for_organisation
from rangwan.programmes.models import Edition
from tests.builders import (
    NOW,
    confirmed_entry,
    draft_entry,
    filled_entry,
    make_committee,
    make_edition,
    make_organisation,
    make_person,
    member,
    submitted_entry,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
# Closing on 10 December, 10.00: the mails go out at 8.00 on 26 November, 3, 7 and 9 December.
CLOSES = NOW + 20 * DAY
FIRST = dt.datetime(2026, 11, 26, 8, tzinfo=BANGKOK)
SECOND = dt.datetime(2026, 12, 3, 8, tzinfo=BANGKOK)


@pytest.fixture
def edition() -> Edition:
    return make_edition()


def rounds(now: dt.datetime) -> dict[str, list[str]]:
    """Let the worker do what is due at `now`, twice over, and return {kind: who got a mail}."""
    before = set(Message.objects.values_list("pk", flat=True))
    with time_machine.travel(now, tick=False):
        for _twice in range(2):
            send_reminders(now)
            while events.work_pending(now):
                pass
    found: dict[str, list[str]] = {}
    for mail in Message.objects.exclude(pk__in=before).filter(kind__startswith="reminder."):
        found.setdefault(mail.kind.removeprefix("reminder."), []).append(str(mail.to_person))
    return {kind: sorted(names) for kind, names in found.items()}


def at_every_stage(edition: Edition) -> None:
    """Make an organisation with nothing, one with drafts, one that has not confirmed, one done, one withdrawn."""
    offices = {name: make_organisation(f"อบต.{name}") for name in ("ว่าง", "ร่าง", "ส่ง", "ครบ", "ถอน")}
    people = {name: make_person(name, office) for name, office in offices.items()}
    member(make_person("อ้างสังกัด"), offices["ว่าง"], standing=Membership.Standing.CLAIMED)
    member(make_person("ถูกปฏิเสธ"), offices["ว่าง"], standing=Membership.Standing.REFUSED)
    make_person("ไม่ยืนยันอีเมล", offices["ว่าง"], verified=False)
    make_person("เพื่อนร่วมงาน", offices["ร่าง"])
    draft_entry(edition, offices["ร่าง"], people["ร่าง"], title="หนึ่ง")
    filled_entry(edition, offices["ร่าง"], people["ร่าง"], title="สอง")
    submitted_entry(edition, offices["ส่ง"], people["ส่ง"])
    confirmed_entry(edition, offices["ครบ"], people["ครบ"])
    entry = draft_entry(edition, offices["ถอน"], people["ถอน"])
    actions.withdraw_entry(entry=entry, reason="เลิก", acting=people["ถอน"], now=NOW)


def test_each_is_reminded_once_of_what_is_not_done(edition: Edition):
    at_every_stage(edition)
    assert rounds(FIRST - dt.timedelta(seconds=1)) == {}
    assert rounds(FIRST) == {"not_started": ["ว่าง", "อ้างสังกัด"], "draft": ["ร่าง"], "unconfirmed": ["ส่ง"]}
    assert rounds(FIRST + 2 * DAY) == {}
    draft, sent = (Message.objects.get(kind=f"reminder.{kind}") for kind in ("draft", "unconfirmed"))
    assert draft.subject == "เหลืออีก 14 วัน: ผลงานของท่านใน รางวัลท้องถิ่นดิจิทัล ประจำปี 2564 ยังไม่ได้ส่ง"
    said = (
        "“หนึ่ง” เป็นร่าง ยังไม่ได้ส่ง ยังขาดหรือต้องแก้ ", "“สอง” เป็นร่าง ยังไม่ได้ส่ง ครบถ้วนแล้ว ส่งได้",
        "10 ธันวาคม 2569 เวลา 10.00 น.", "/account/profile/", "has not been sent", "10 December 2026, 10:00",
    )  # fmt: skip
    assert [text for text in said if text not in draft.body_text] == []
    assert "ยังไม่ได้ยืนยัน" in sent.body_text
    assert list(AuditRow.objects.filter(act="edition.reminded").values_list("after__kind", "after__people")) == [
        ("not_started", 2), ("draft", 1), ("unconfirmed", 1),
    ]  # fmt: skip


def test_a_worker_that_slept_sends_the_last_round_alone(edition: Edition):
    office = make_organisation()
    make_person("สมชาย", office)
    assert rounds(SECOND + DAY) == {"not_started": ["สมชาย"]}
    assert {each.days for each in reminders_sent(edition)} == {7}
    assert rounds(CLOSES) == {}


def test_who_wants_none_or_is_staff_gets_none(edition: Edition):
    office = make_organisation()
    quiet = make_person("เงียบ", office)
    draft_entry(edition, office, quiet)
    Person.objects.filter(pk=quiet.pk).update(reminders=False)
    member(make_committee(edition).screener, make_organisation("อบต.กรรมการ"))
    assert rounds(FIRST) == {}
    assert {(each.kind, each.count) for each in reminders_sent(edition)} == {(kind, 0) for kind in KINDS}


def test_one_organisation_is_reminded_of_its_own_closing(edition: Edition):
    staff = make_committee(edition)
    held_up, other = make_organisation("อบต.น้ำท่วม"), make_organisation("อบต.อื่น")
    for name, office in (("ท่วม", held_up), ("อื่น", other)):
        draft_entry(edition, office, make_person(name, office))
    extend_for_organisation(
        edition=edition, organisation=held_up, closes_at=CLOSES + 10 * DAY, reason="น้ำท่วม", acting=staff.organiser,
        now=NOW,
    )  # fmt: skip
    assert rounds(FIRST) == {"draft": ["อื่น"]}
    assert rounds(FIRST + 10 * DAY) == {"draft": ["ท่วม", "อื่น"]}  # 14 days for one, 7 for the other
    mail = Message.objects.filter(kind="reminder.draft", to_person__name="ท่วม").get()
    assert "20 ธันวาคม 2569" in mail.body_text
    edition.refresh_from_db()
    assert [(each.closes_at, sorted(each.only)) for each in closings_of(edition)] == [
        (CLOSES, []), (CLOSES + 10 * DAY, [held_up.id]),
    ]  # fmt: skip


def test_an_extension_for_all_begins_the_rounds_anew(edition: Edition):
    staff = make_committee(edition)
    office = make_organisation()
    draft_entry(edition, office, make_person("สมชาย", office))
    assert rounds(FIRST) == {"draft": ["สมชาย"]}
    extend_closing(
        edition=edition, closes_at=CLOSES + 10 * DAY, moves_count=False, reason=Text(th="น้ำท่วม", en="Floods"),
        acting=staff.organiser, now=FIRST + DAY,
    )  # fmt: skip
    assert rounds(FIRST + 2 * DAY) == {}
    assert rounds(FIRST + 10 * DAY) == {"draft": ["สมชาย"]}
    edition.refresh_from_db()
    assert [each.at for each in reminders_planned(edition, FIRST + 10 * DAY)] == [
        FIRST + 17 * DAY, FIRST + 21 * DAY, FIRST + 23 * DAY,
    ]  # fmt: skip


def test_a_round_whose_closing_was_moved_meanwhile_sends_nothing(edition: Edition):
    office = make_organisation()
    draft_entry(edition, office, make_person("สมชาย", office))
    send_reminders(FIRST)
    Edition.objects.update(closes_at=CLOSES + DAY)
    assert events.work_pending(FIRST)
    assert Message.objects.filter(kind="reminder.draft").count() == 0


def test_nothing_is_sent_before_the_opening_or_once_decided(edition: Edition):
    make_person("สมชาย", make_organisation())
    Edition.objects.update(state="decided")
    assert (send_reminders(FIRST), ReminderSent.objects.count()) == (0, 0)
    Edition.objects.update(state="running", opens_at=FIRST + DAY)
    assert send_reminders(FIRST) == 0


def test_what_staff_read_of_it(edition: Edition):
    at_every_stage(edition)
    assert reminded_today(edition) == {"not_started": 2, "draft": 1, "unconfirmed": 1}
    assert next((each.days, each.at) for each in reminders_planned(edition, NOW)) == (14, FIRST)
    rounds(FIRST)
    assert [(each.kind, each.count) for each in reminders_sent(edition)] == [
        ("unconfirmed", 1), ("draft", 1), ("not_started", 2),
    ]  # fmt: skip


def test_finding_whom_to_remind_costs_the_same_for_one_and_for_many(edition: Edition):
    def cost() -> list[int]:
        found = []
        for kind in KINDS:
            with CaptureQueriesContext(
                connection,
            ) as seen:
                recipients_of(edition, kind, closings_of(edition)[0])
            found.append(len(seen))
        return found

    def more(number: int) -> None:
        idle, busy = make_organisation(f"ก{number}"), make_organisation(f"ข{number}")
        make_person(f"ว่าง{number}", idle)
        draft_entry(edition, busy, make_person(f"ร่าง{number}", busy))

    more(0)
    one = cost()
    for number in range(1, 12):
        more(number)
    assert cost() == one


def test_nothing_due_costs_little(edition: Edition):
    with CaptureQueriesContext(connection) as seen:
        send_reminders(NOW)
    assert len(seen) <= 5
