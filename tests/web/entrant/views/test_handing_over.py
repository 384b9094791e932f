"""The page on which an entry changes hands, for who gives and for who asks."""

from __future__ import annotations

import pytest

from rangwan.entries.models import Entry, HandOverRequest
from rangwan.entries.rules import State
from tests.builders import draft_entry, join_team, make_person
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def _page(entry: Entry) -> str:
    return f"/my/entries/{entry.id}/hand-over/"


def test_given_to_a_colleague(world: World, entry: Entry):
    assert "ยังไม่มีผู้รับช่วงได้" in words(world.client.get(_page(entry)))
    malee = make_person("มาลี", world.office)
    assert "มาลี" in words(world.client.get(_page(entry)))
    nobody = world.client.post(_page(entry), {"reason": "ย้าย", "stay": "true"})
    assert (nobody.status_code, "โปรดเลือกผู้ที่จะเป็นผู้ประสานงาน" in words(nobody)) == (422, True)
    assert ">\nย้าย</textarea>" in nobody.content.decode()
    assert 'value="true" checked' in nobody.content.decode()
    given = world.client.post(_page(entry), {"person": malee.id, "stay": "true"}, follow=True)
    assert "มาลี เป็นผู้ประสานงานแล้ว" in words(given)
    assert "ท่านแก้ไขคำตอบและไฟล์ได้ มาลี เป็นผู้ส่ง" in words(given)
    entry.refresh_from_db()
    assert entry.coordinator == malee


def test_given_away_by_somebody_who_then_sees_it_no_more(world: World, entry: Entry):
    outsider = make_person("คนนอก")
    join_team(entry, outsider, "edit")
    assert world.client.post(_page(entry), {"person": outsider.id}).status_code == 302
    client, malee = browser(outsider), make_person("มาลี", world.office)
    answer = client.post(_page(entry), {"person": malee.id}, follow=True)
    assert answer.redirect_chain == [("/my/", 302)]
    assert "มาลี เป็นผู้ประสานงานแล้ว" in words(answer)


def test_asked_for_and_answered_by_the_coordinator(world: World, entry: Entry):
    malee = make_person("มาลี", world.office)
    client = browser(malee)
    assert "สมชาย รักถิ่น เป็นผู้ประสานงานโครงการนี้ หากยังติดต่อได้" in words(client.get(_page(entry)))
    empty = client.post(_page(entry), {"reason": " "})
    assert (empty.status_code, "โปรดระบุเหตุผล" in words(empty)) == (422, True)
    asked = client.post(_page(entry), {"reason": "ย้ายไปแล้ว"}, follow=True)
    assert "รับคำขอแล้ว" in words(asked)
    assert "ท่านขอไว้เมื่อ" in words(client.get(_page(entry)))
    assert "มาลี ขอรับช่วงโครงการนี้แล้ว" in words(browser(make_person("วิชัย", world.office)).get(_page(entry)))

    team = world.client.get(f"/my/entries/{entry.id}/team/")
    assert "มาลี ขอเป็นผู้ประสานงานโครงการนี้แทนท่าน" in words(team)
    assert "ย้ายไปแล้ว" in words(world.client.get(_page(entry)))
    request = HandOverRequest.objects.get()
    no_note = world.client.post(_page(entry), {"request": request.id, "decision": "no"})
    assert (no_note.status_code, "โปรดระบุเหตุผล ผู้ที่ขอจะได้อ่าน" in words(no_note)) == (422, True)
    refused = {"request": request.id, "decision": "no", "note": "ยังอยู่ค่ะ"}
    assert "ปฏิเสธแล้ว" in words(world.client.post(_page(entry), refused, follow=True))
    assert "ยังอยู่ค่ะ" in words(client.get(_page(entry)))
    assert world.client.post(_page(entry), refused).status_code == 422  # pressed twice
    client.post(_page(entry), {"reason": "ขออีกครั้ง"})
    again = HandOverRequest.objects.get(verdict="asked")
    agreed = world.client.post(_page(entry), {"request": again.id, "decision": "yes"}, follow=True)
    assert "มาลี เป็นผู้ประสานงานแล้ว" in words(agreed)


@pytest.mark.parametrize("request_id", ["nothing", "%00"])
def test_an_answer_to_nothing(world: World, entry: Entry, request_id):
    assert world.client.post(_page(entry), {"request": request_id, "decision": "yes"}).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("edit", 404), ("signatory", 404), ("colleague", 200), ("stranger", 404)])
def test_who_finds_the_page(world: World, entry: Entry, who, status):
    person = make_person("คนอื่น", world.office if who == "colleague" else None)
    if who in ("edit", "signatory"):
        join_team(entry, person, who)
    client = browser(person)
    assert client.get(_page(entry)).status_code == status
    assert client.post(_page(entry), {"person": person.id}).status_code == (422 if status == 200 else 404)


def test_an_entry_that_is_out_stays_where_it_is(world: World, entry: Entry):
    malee = make_person("มาลี", world.office)
    Entry.objects.update(state=State.WITHDRAWN)
    answer = world.client.post(_page(entry), {"person": malee.id}, follow=True)
    assert answer.redirect_chain == [(f"/my/entries/{entry.id}/", 302)]
    entry.refresh_from_db()
    assert entry.coordinator == world.person
