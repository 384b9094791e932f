"""The closing by the API: later for one organisation, grace, reminders; entries alike; the way of one; lost mails."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.entries.models import Entry
from rangwan.notices.actions import queue_message
from rangwan.notices.models import Message
from rangwan.programmes.models import Edition
from tests.api.calling import codes, ok, refused
from tests.api.conftest import World
from tests.builders import NOW, PACK, confirmed_entry, draft_entry, make_edition

LAST_YEAR = NOW - dt.timedelta(days=365)


def test_a_later_closing_for_one_organisation(world: World):
    given = {"organisation": world.office.id, "closes_at": "2026-12-31", "reason": "น้ำท่วม"}
    made = ok(world.organiser.post(f"awards/{PACK}/extensions", given), 201)
    assert (made["organisation"]["id"], made["closes_at"], made["reason"]) == (
        world.office.id, "2027-01-01T00:00:00+07:00", "น้ำท่วม",
    )  # fmt: skip
    assert ok(world.screener.get(f"awards/{PACK}/extensions"))["items"] == [made]
    Edition.objects.update(closes_at=NOW - dt.timedelta(hours=1))
    begun = ok(world.alice.post(f"awards/{PACK}/entries", {"organisation": world.office.id, "title": "ก"}), 201)
    assert ok(world.alice.get(f"entries/{begun['id']}"))["closes_at"] == "2027-01-01T00:00:00+07:00"
    refused(world.alice.post(f"awards/{PACK}/entries", {"organisation": world.other_office.id, "title": "ก"}), 409)
    again = codes(refused(world.organiser.post(f"awards/{PACK}/extensions", given | {"reason": ""}), 422))
    assert again == {"closes_at": "not_later"}
    wrong = refused(
        world.organiser.post(f"awards/{PACK}/extensions", given | {"closes_at": "2027-02-01", "reason": ""}), 422
    )
    assert codes(wrong) == {"reason": "reason"}


def test_the_grace_period(world: World):
    assert ok(world.organiser.post(f"awards/{PACK}/grace", {"minutes": 10, "reason": "ช้า"}))["grace_seconds"] == 600
    assert ok(world.alice.get(f"awards/{PACK}"))["grace_seconds"] == 600
    assert codes(refused(world.organiser.post(f"awards/{PACK}/grace", {"minutes": 99, "reason": "ช้า"}), 422)) == {
        "minutes": "bad_grace"
    }
    draft_entry(world.edition, world.office, world.somchai)
    Edition.objects.update(closes_at=NOW - dt.timedelta(minutes=1))
    found = ok(world.alice.get(f"awards/{PACK}"))
    assert (found["state"], found["phase"]) == ("closed", "closed")
    refused(world.organiser.post(f"awards/{PACK}/grace", {"minutes": 20, "reason": "ช้า"}), 409)
    entry = Entry.objects.get()
    assert ok(world.alice.patch(f"entries/{entry.id}/answers", {"problem": "ก"}, If_Match='"1"'))["version"] == 2


def test_reminders_to_come(world: World):
    draft_entry(world.edition, world.office, world.somchai)
    found = ok(world.organiser.get(f"awards/{PACK}/reminders"))
    assert (found["sent"], found["today"]["draft"]) == ([], 1)
    assert [(each["days"], each["at"]) for each in found["planned"]] == [
        (14, "2026-11-26T08:00:00+07:00"), (7, "2026-12-03T08:00:00+07:00"), (3, "2026-12-07T08:00:00+07:00"),
        (1, "2026-12-09T08:00:00+07:00"),
    ]  # fmt: skip


def test_an_entry_begun_from_an_earlier_one(world: World):
    before = make_edition(LAST_YEAR, slug="digital-local-2563")
    old = confirmed_entry(before, world.office, world.somchai, LAST_YEAR).entry
    body = {"organisation": world.office.id, "copy_from": old.id}
    made = ok(world.alice.post(f"awards/{PACK}/entries", body), 201)
    assert (made["left_out"], made["state"]) == ([], "draft")
    assert ok(world.alice.get(f"entries/{made['id']}"))["answers"]["problem"] == old.answers["problem"]
    alike = ok(world.alice.get(f"entries/{made['id']}/duplicates"))["items"]
    assert [(each["id"], each["same_title"], each["copied_from"]) for each in alike] == [(old.id, True, True)]
    refused(world.alice.post(f"awards/{PACK}/entries", body | {"organisation": world.other_office.id}), 403)
    refused(world.alice.post(f"awards/{PACK}/entries", body | {"copy_from": "none"}), 404)


def test_the_way_of_an_entry(world: World):
    entry = confirmed_entry(world.edition, world.office, world.somchai).entry
    found = ok(world.alice.get(f"entries/{entry.id}/status"))
    assert [each["act"] for each in found["happened"]] == ["created", "submit", "confirm"]
    assert found["coming"][0] == {
        "stage": "closing", "now": True, "until": "2026-12-10T10:00:00+07:00",
        "name": {"th": "ปิดรับผลงาน", "en": "Entries close"},
        "words": {"th": "ก่อนถึงเวลานั้นแก้ไขผลงานได้", "en": "Until then the entry can be changed."},
    }  # fmt: skip


def test_mails_that_were_given_up(world: World):
    with transaction.atomic():
        lost = queue_message(
            to="a@example.go.th", kind="x", subject="เรื่อง", body="ก", edition=world.edition.id, now=NOW
        )
        secret = queue_message(to="b@example.go.th", kind="x", subject="ลับ", body="ก", secret=True, now=NOW)
        queue_message(to="c@example.go.th", kind="x", subject="อื่น", body="ก", edition="another", now=NOW)
    Message.objects.update(state="failed", failure="550 no such user")
    found = ok(world.organiser.get(f"awards/{PACK}/failed-mails"))["items"]
    assert {each["to"]: (each["subject"], each["failure"]) for each in found} == {
        "a@example.go.th": ("เรื่อง", "550 no such user"), "b@example.go.th": ("", "550 no such user"),
    }  # fmt: skip
    assert world.organiser.post(f"awards/{PACK}/failed-mails/{lost.id}/retry").status_code == 204
    lost.refresh_from_db()
    assert (lost.state, lost.attempts) == ("waiting", 0)
    refused(world.organiser.post(f"awards/{PACK}/failed-mails/{lost.id}/retry"), 404)
    assert world.organiser.post(f"awards/{PACK}/failed-mails/{secret.id}/retry").status_code == 204


def test_reminders_can_be_turned_off(world: World):
    assert ok(world.alice.get("me"))["reminders"] is True
    assert ok(world.alice.patch("me", {"reminders": False}))["reminders"] is False
    assert ok(world.alice.patch("me", {"phone": "0812345678"}))["reminders"] is False
