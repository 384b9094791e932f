"""Asking the entrants from the screening page, seeing what is overdue, and needing no answer any more."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.screening.models import Clarification
from tests.builders import NOW, make_edition, member
from tests.web.office.conftest import BASE, World, browser


def test_asked_shown_overdue_and_withdrawn(world: World, now):
    client, entry = browser(world.staff.screener), world.waiting[0]
    screen = f"{BASE}screening/{entry.id}/"
    assert f'href="{screen}question/"' in client.get(screen).content.decode()
    asked = client.post(f"{screen}question/", {"question": "ใช้จริง <b>เมื่อใด</b>", "due": "30/11/2569"})
    assert asked["Location"] == screen
    row = Clarification.objects.get()
    assert row.due_at == dt.datetime(2026, 11, 30, 17, tzinfo=dt.UTC)
    page = client.get(screen).content.decode()
    assert "ใช้จริง &lt;b&gt;เมื่อใด" in page
    assert "ให้ตอบก่อนวันที่ 30 พฤศจิกายน 2569 เวลา 24.00 น." in page
    assert "มีคำถามให้ตอบก่อนวันที่ 30" in client.get(f"{BASE}screening/").content.decode()
    assert "ใช้จริง &lt;b&gt;" in browser(world.staff.auditor).get(f"{BASE}entries/{entry.id}/").content.decode()
    now.move_to(row.due_at)
    assert "ไม่ได้ตอบคำถามภายในกำหนด" in client.get(f"{BASE}screening/").content.decode()
    assert "ไม่ได้ตอบภายในกำหนด" in client.get(screen).content.decode()
    withdraw = f"{screen}question/{row.id}/withdraw/"
    assert client.post(withdraw)["Location"] == screen
    again = client.post(withdraw)
    assert (again.status_code, "เจ้าหน้าที่ถอนคำถามนี้แล้ว" in again.content.decode()) == (409, True)
    assert "ถอนแล้ว" in client.get(screen).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"question": "", "due": "30/11/2569"}, "กรุณากรอก: คำถาม"),
        ({"question": "ถาม", "due": ""}, "กรุณาระบุวันที่ให้ผู้ส่งผลงานตอบภายใน"),
        ({"question": "ถาม", "due": "พรุ่งนี้"}, "อ่านวันที่ไม่ได้ โปรดเขียนเช่น 31/07/2564"),
        ({"question": "ถาม", "due": "30/11/2026"}, "โปรดเขียนปีเป็นพุทธศักราช เช่น 2564"),
        ({"question": "ถาม", "due": "1/11/2569"}, "วันที่ให้ตอบต้องเป็นวันในอนาคต"),
        ({"question": "ก" * 2001, "due": "30/11/2569"}, "รับได้ไม่เกิน 2,000"),
        ({"question": "ก\0", "due": "30/11/2569"}, "อักขระที่อ่านไม่ได้"),
    ],
)
def test_what_cannot_be_asked_stays_on_the_page(world: World, fields: dict[str, str], said: str):
    answer = browser(world.staff.screener).post(f"{BASE}screening/{world.waiting[0].id}/question/", fields)
    assert answer.status_code == 422
    assert answer.content.decode().count(said) == 2
    assert Clarification.objects.count() == 0


def test_the_office_of_others(world: World):
    entry = world.waiting[0]
    ask = f"{BASE}screening/{entry.id}/question/"
    fields = {"question": "ถาม", "due": "30/11/2569"}
    member(world.staff.second, entry.organisation)
    for person, status in (
        (world.staff.chair, 403), (world.staff.auditor, 403), (world.staff.judges[0], 404), (entry.coordinator, 404),
        (world.staff.second, 404),
    ):  # fmt: skip
        assert browser(person).get(ask).status_code == status
        assert browser(person).post(ask, fields).status_code == status
    make_edition(slug="other")
    assert browser(world.staff.screener).get(f"/office/other/screening/{entry.id}/question/").status_code == 404
    row = Clarification.objects.create(
        entry=world.waiting[1], question="?", asked_by=world.staff.screener, asked_at=NOW,
        due_at=NOW + dt.timedelta(days=1),
    )  # fmt: skip
    client = browser(world.staff.screener)
    assert client.post(f"{BASE}screening/{entry.id}/question/{row.id}/withdraw/").status_code == 404
    assert client.post(f"{BASE}screening/{entry.id}/question/nowhere/withdraw/").status_code == 404
    assert Clarification.objects.filter(withdrawn_at__isnull=True).count() == 1
