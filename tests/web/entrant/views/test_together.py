"""Presence on the pages: who else is there, told before anybody types; with scripts and without."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from rangwan.entries.models import Entry, Presence, TeamMember
from rangwan.entries.rules import TeamRole
from tests.builders import NOW, confirmed_entry, draft_entry, make_person
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

JSON = {"Accept": "application/json"}


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


@pytest.fixture
def colleague(entry) -> Client:
    """สมหญิง may write in the entry."""
    person = make_person("สมหญิง")
    TeamMember.objects.create(entry=entry, person=person, role=TeamRole.EDIT, since=NOW, added_by=entry.coordinator)
    return browser(person)


def _beat(client: Client, entry: Entry, section: str = ""):
    return client.post(f"/my/entries/{entry.id}/presence/", {"section": section}, headers=JSON)


def test_the_second_is_told_before_typing_and_the_first_by_the_next_beat(world: World, entry, colleague):
    page = f"/my/entries/{entry.id}/sections/problem/"
    assert "กำลังแก้ไข" not in words(world.client.get(page))
    assert "สมชาย รักถิ่น กำลังแก้ไขหน้านี้อยู่ ตั้งแต่ 10.00 น." in words(colleague.get(page))
    said = _beat(world.client, entry, "problem").json()
    assert "สมหญิง เปิดหน้านี้อยู่ด้วย ตั้งแต่ 10.00 น." in said["html"]


def test_the_task_list_marks_what_somebody_holds(world: World, entry, colleague):
    colleague.get(f"/my/entries/{entry.id}/sections/problem/")
    page = words(world.client.get(f"/my/entries/{entry.id}/"))
    assert "สมหญิง กำลังแก้ไขอยู่ ตั้งแต่ 10.00 น." in page
    assert "สมหญิง อยู่ที่ส่วน “" in page
    assert _beat(world.client, entry).json()["held"] == {"problem": "สมหญิง กำลังแก้ไขอยู่ ตั้งแต่ 10.00 น."}


def test_in_english(world: World, entry, colleague):
    colleague.get(f"/my/entries/{entry.id}/sections/problem/")
    page = words(browser(world.person, "en").get(f"/my/entries/{entry.id}/sections/problem/"))
    assert "สมหญิง is editing this page since 10.00. You can read and write here too." in page


def test_the_beat_names_the_person_and_gives_a_token(world: World, entry):
    said = _beat(world.client, entry).json()
    assert (said["html"], said["held"], said["person"]) == ("", {}, str(world.person.pk))
    assert len(said["token"]) == 64


def test_asking_notes_nobody(world: World, entry):
    assert world.client.get(f"/my/entries/{entry.id}/presence/", headers=JSON).status_code == 200
    assert Presence.objects.count() == 0


def test_a_reader_is_at_the_entry_and_holds_no_section(world: World, entry):
    reader = browser(make_person("ผู้อ่าน", world.office))
    _beat(reader, entry, "problem")
    _beat(reader, entry, "no-such-section")
    assert list(Presence.objects.values_list("section", flat=True)) == [""]


def test_strangers_find_nothing_and_nobody_is_told_in_json(world: World, entry):
    assert _beat(browser(make_person("คนอื่น")), entry).status_code == 404
    assert _beat(Client(), entry).status_code == 401
    assert Client().post(f"/my/entries/{entry.id}/presence/").status_code == 302


def test_a_name_is_text(world: World, entry, colleague):
    TeamMember.objects.get(entry=entry).person.__class__.objects.filter(name="สมหญิง").update(name="<b>สม</b>")
    colleague.get(f"/my/entries/{entry.id}/sections/problem/")
    assert "&lt;b&gt;สม&lt;/b&gt;" in _beat(world.client, entry, "problem").json()["html"]


def test_who_left_a_minute_ago_is_not_named(world: World, entry, colleague, now):
    colleague.get(f"/my/entries/{entry.id}/sections/problem/")
    now.move_to(NOW + dt.timedelta(seconds=61))
    assert "สมหญิง" not in words(world.client.get(f"/my/entries/{entry.id}/sections/problem/"))


def test_an_entry_that_cannot_be_changed_notes_nobody(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    world.client.get(f"/my/entries/{entry.id}/")
    assert Presence.objects.count() == 0
