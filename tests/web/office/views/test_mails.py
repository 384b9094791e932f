"""Mails that were given up are listed to the organiser, and tried again."""

from __future__ import annotations

from django.db import transaction

from rangwan.notices.actions import queue_message
from rangwan.notices.models import Message
from tests.builders import NOW
from tests.web.office.conftest import BASE, World, browser


def lost(world: World, address: str, **more: object) -> Message:
    """Write a mail that was given up."""
    given = {"subject": "เรื่อง", "edition": world.edition.id} | more
    with transaction.atomic():
        message = queue_message(to=address, kind="x", body="ความลับในตัวจดหมาย", now=NOW, **given)  # type: ignore[arg-type]
    Message.objects.filter(pk=message.pk).update(state="failed", failure="550 no such user")
    return message


def test_they_are_listed_without_what_they_say_and_tried_again(world: World):
    mine = lost(world, "a@example.go.th")
    lost(world, "b@example.go.th", subject="ความลับ", edition="", secret=True)
    other = lost(world, "c@example.go.th", edition="another")
    client = browser(world.staff.organiser)
    page = client.get(BASE + "mails/").content.decode()
    assert [
        text for text in ("a@example.go.th", "เรื่อง", "550 no such user", "b@example.go.th") if text not in page
    ] == []
    assert [text for text in ("ความลับ", "ลับ</", "c@example.go.th") if text in page.replace("อีเมลที่มีลิงก์ลับ", "")] == []
    again = client.post(f"{BASE}mails/{mine.id}/again/", follow=True).content.decode()
    assert "กำลังส่งอีเมลถึง a@example.go.th อีกครั้ง" in again
    mine.refresh_from_db()
    assert mine.state == "waiting"
    assert client.post(f"{BASE}mails/{other.id}/again/").status_code == 404


def test_they_are_the_organisers_alone(world: World):
    mine = lost(world, "a@example.go.th")
    screener = browser(world.staff.screener)
    assert (screener.get(BASE + "mails/").status_code, screener.post(f"{BASE}mails/{mine.id}/again/").status_code) == (
        403,
        403,
    )
    assert browser(world.staff.judges[0]).get(BASE + "mails/").status_code == 404
