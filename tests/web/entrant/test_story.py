"""Where an entry stands: what happened, what comes next and when; and the walk of a returned entry."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.entries.actions import return_entry
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from tests.builders import NOW, bare_entry, confirmed_entry, make_committee, upload
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

DUE = NOW + dt.timedelta(days=5)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", ("ที่ผ่านมา และขั้นต่อไป", "เริ่มร่างผลงาน", "ยืนยันและได้รับแล้ว", "ตรวจคุณสมบัติ", "ประกาศผล", "จะแจ้งกำหนดให้ทราบ")),
        ("en", ("What happened, and what comes next", "The draft was begun", "Confirmed and received", "Screening",
                "Result", "date to be announced")),
    ],
)  # fmt: skip
def test_a_received_entry_shows_its_way(world: World, language: str, said: tuple[str, ...]):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    page = words(browser(world.person, language).get(f"/my/entries/{entry.id}/"))
    assert [text for text in said if text not in page] == []


def test_every_state_has_a_way(world: World):
    for number, state in enumerate(State):
        entry = bare_entry(world.edition, state, number)
        assert browser(entry.coordinator).get(f"/my/entries/{entry.id}/").status_code == 200


def test_a_returned_entry_is_open_in_the_parts_asked_for_and_goes_back(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    screener = make_committee(world.edition).screener
    parts = ["coordinator", "file:submission_form"]
    return_entry(entry=entry, parts=parts, note="ขอแบบที่ลงนามแล้ว", due=DUE, acting=screener, now=NOW)
    base, client = f"/my/entries/{entry.id}", world.client
    page = words(client.get(f"{base}/"))
    assert "ขอแบบที่ลงนามแล้ว" in page
    assert "การแก้ไขของท่าน" in page
    assert client.get(f"{base}/sections/coordinator/").status_code == 200
    assert client.get(f"{base}/sections/problem/")["Location"] == f"{base}/check/#problem"  # not asked for: read only
    files = client.get(f"{base}/files/").content.decode()
    kinds = [kind for kind in ("submission_form", "presentation") if f'name="kind" value="{kind}"' in files]
    assert kinds == ["submission_form"]
    refused = client.post(f"{base}/files/", {"kind": "presentation", "file": upload("ใหม่.pptx")})
    assert Entry.objects.get().attachments.filter(kind="presentation").count() == 1
    assert refused.status_code == 302
    client.post(f"{base}/files/", {"kind": "submission_form", "file": upload("ลงนามแล้ว.pdf")})
    assert Entry.objects.get().attachments.filter(kind="submission_form", removed_at__isnull=True).count() == 1
    answer = client.post(f"{base}/send-back/")
    entry.refresh_from_db()
    assert (answer.status_code, entry.state, entry.receipts.count()) == (302, "confirmed", 2)
    assert "แก้ไขและส่งกลับแล้ว" in words(client.get(f"{base}/"))
