"""The history on pages: listed, read, compared, brought back after a question."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.entries import actions
from rangwan.entries.actions import Seen
from rangwan.entries.models import Entry, TeamMember
from rangwan.entries.rules import TeamRole
from tests.builders import NOW, confirmed_entry, draft_entry, make_person
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def entry(world: World) -> Entry:
    """Version 2 at 10.01: ประชาชนเดินทางไกล; version 3 at 10.02: another word; version 4 an hour later: a cause."""
    entry = draft_entry(world.edition, world.office, world.person)
    _save(entry, {"problem": "ประชาชนเดินทางไกล"}, NOW + MINUTE)
    _save(entry, {"problem": "ประชาชนเดินทางไกลมาก"}, NOW + 2 * MINUTE)
    _save(entry, {"problem_cause": "เหตุ"}, NOW + 60 * MINUTE)
    return entry


def _save(entry: Entry, answers, at=NOW, by=None) -> None:
    entry.refresh_from_db()
    acting = by or entry.coordinator
    actions.merge_answers(entry=entry, answers=answers, seen=Seen(entry.version), page=[], acting=acting, now=at)
    entry.refresh_from_db()


def _url(entry: Entry, rest: str = "") -> str:
    return f"/my/entries/{entry.id}/history/{rest}"


def test_the_desk_leads_there(world: World, entry):
    assert f'href="{_url(entry)}"' in world.client.get(f"/my/entries/{entry.id}/").content.decode()


def test_saves_of_one_person_without_a_pause_are_one_line(world: World, entry):
    page = words(world.client.get(_url(entry)))
    assert "ฉบับที่ 4 · 20 พ.ย. 2569 เวลา 11.00 น. · สมชาย รักถิ่น" in page
    assert "ฉบับที่ 1–3 · 20 พ.ย. 2569 เวลา 10.02 น. · สมชาย รักถิ่น" in page


def test_a_version_is_read_as_it_stood(world: World, entry):
    page = words(world.client.get(_url(entry, "2/")))
    assert "บันทึกโดย สมชาย รักถิ่น เมื่อ 20 พฤศจิกายน 2569 เวลา 10.01 น." in page
    assert "ประชาชนเดินทางไกล" in page
    assert "ประชาชนเดินทางไกลมาก" not in page
    assert "คำตอบขณะนี้เป็นตามฉบับนี้" in words(world.client.get(_url(entry, "4/")))


@pytest.mark.parametrize("asked", ["from=2&to=3", "from=3&to=2"])
def test_two_versions_beside_each_other(world: World, entry, asked):
    page = world.client.get(_url(entry, f"compare/?{asked}"))
    assert "ประชาชนเดินทางไกล<ins>" in page.content.decode()
    assert "<del><span" not in page.content.decode()
    assert "นำคำตอบนี้กลับมา" not in words(page)


def test_a_version_beside_how_it_stands_now(world: World, entry):
    page = world.client.get(_url(entry, "compare/?from=2&to=4"))
    assert "ตามที่เป็นอยู่ขณะนี้" in words(page)
    assert f'href="{_url(entry, "2/restore/")}?question=problem_cause"' in page.content.decode()
    assert "สองฉบับนี้ไม่ต่างกัน" in words(world.client.get(_url(entry, "compare/?from=4")))


@pytest.mark.parametrize(
    "rest", ["9/", "compare/", "compare/?from=x", "compare/?from=9", "compare/?from=1&to=9", "9/restore/"]
)
def test_a_version_that_never_was(world: World, entry, rest):
    assert world.client.get(_url(entry, rest)).status_code == 404


def test_brought_back_after_a_question(world: World, entry):
    page = world.client.get(_url(entry, "2/restore/"))
    assert "นำฉบับที่ 2 กลับมาหรือไม่" in words(page)
    assert "<del>" in page.content.decode()
    entry.refresh_from_db()
    assert entry.version == 4
    answer = world.client.post(_url(entry, "2/restore/"), {"version": 4, "question": ""}, follow=True)
    assert answer.redirect_chain == [(_url(entry), 302)]
    told = words(answer)
    assert "นำกลับมาจากฉบับที่ 2 แล้ว คำตอบก่อนหน้านี้ยังอยู่ในประวัติ" in told
    entry.refresh_from_db()
    assert entry.answers == {"project_title": "ระบบน้ำดี", "problem": "ประชาชนเดินทางไกล"}


def test_one_answer_brought_back(world: World, entry):
    world.client.post(_url(entry, "2/restore/"), {"version": 4, "question": "problem"})
    entry.refresh_from_db()
    assert (entry.answers["problem"], entry.answers["problem_cause"]) == ("ประชาชนเดินทางไกล", "เหตุ")
    assert world.client.get(_url(entry, "2/restore/?question=nonsense")).status_code == 404


def test_what_was_saved_between_the_question_and_the_answer_is_not_covered(world: World, entry):
    _save(entry, {"problem": "ของสมหญิง"})
    answer = world.client.post(_url(entry, "2/restore/"), {"version": 4, "question": ""})
    assert answer.status_code == 409
    assert "ยังไม่มีข้อความใดถูกเขียนทับ" in words(answer)
    assert 'name="version" value="5"' in answer.content.decode()
    entry.refresh_from_db()
    assert entry.answers["problem"] == "ของสมหญิง"


def test_a_received_entry_is_read_and_not_changed(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    page = words(world.client.get(_url(entry)))
    assert "ส่งแล้ว 20 พ.ย. 2569" in page
    assert "ยืนยันแล้ว ใบรับฉบับที่ 1" in page
    assert "นำฉบับนี้กลับมา" not in words(world.client.get(_url(entry, "1/")))
    answer = world.client.post(_url(entry, "1/restore/"), {"version": entry.version, "question": ""})
    assert answer.status_code == 409
    entry.refresh_from_db()
    assert entry.version == 2


def test_who_reads_and_who_brings_back(world: World, entry):
    reader = make_person("ผู้อ่าน")
    TeamMember.objects.create(entry=entry, person=reader, role=TeamRole.VIEW, since=NOW, added_by=world.person)
    client = browser(reader)
    assert client.get(_url(entry)).status_code == 200
    assert "นำฉบับนี้กลับมา" not in words(client.get(_url(entry, "2/")))
    assert client.post(_url(entry, "2/restore/"), {"version": 4, "question": ""}).status_code == 404
    assert browser(make_person("คนอื่น")).get(_url(entry)).status_code == 404


def test_a_long_history_has_pages(world: World, entry):
    for number in range(100):
        _save(entry, {"problem": f"ข้อความ {number}"})
    page = world.client.get(_url(entry)).content.decode()
    assert f'href="{_url(entry)}?before=5"' in page
    assert "ฉบับที่ 1–3" in words(world.client.get(_url(entry, "?before=5")))
