"""Beginning an entry: while new ones are taken, by everybody's own closing; as many as allowed; from an earlier one."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.entries.models import Entry
from rangwan.programmes.actions import extend_for_organisation, load_definition
from rangwan.programmes.models import Edition
from tests.builders import (
    NOW,
    PACK,
    attach,
    confirmed_entry,
    draft_entry,
    make_committee,
    make_edition,
    make_organisation,
    make_person,
    pack,
)
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

BEGIN = f"/my/start/{PACK}/"
LAST_YEAR = NOW - dt.timedelta(days=365)


def allow(most: int) -> None:
    """Let the pack allow this many entries for each organisation."""
    entering = pack().entering.model_copy(update={"entries_per_organisation": most})
    load_definition(definition=pack().model_copy(update={"entering": entering}), acting=None, now=NOW)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "แต่ละหน่วยงานส่งได้ไม่เกิน 1 ผลงาน และหน่วยงานของท่านมีครบแล้ว"),
        ("en", "Each organisation may enter 1 project, and yours has one."),
    ],
)
def test_one_more_than_allowed_is_refused_on_the_page(world: World, language: str, said: str):
    allow(1)
    draft_entry(world.edition, world.office, make_person("วิชัย", world.office))
    client = browser(world.person, language)
    answer = client.post(BEGIN, {"organisation": world.office.id})
    assert (answer.status_code, Entry.objects.count()) == (409, 1)
    assert said in words(answer)


def test_an_earlier_entry_is_offered_and_gives_its_answers(world: World):
    before = make_edition(LAST_YEAR, slug="digital-local-2563")
    old = confirmed_entry(before, world.office, world.person, LAST_YEAR, title="ระบบน้ำดี").entry
    page = words(world.client.get(BEGIN))
    assert "หรือเริ่มจากผลงานเดิมของท่าน" in page
    answer = world.client.post(BEGIN, {"copy_from": old.id}, follow=True)
    entry = Entry.objects.get(edition=world.edition)
    assert (entry.copied_from, entry.answers["problem"]) == (old, old.answers["problem"])
    assert "นำคำตอบจากผลงานเดิมมาใส่ในร่างใหม่แล้ว ไฟล์ต้องแนบใหม่" in words(answer)
    check = words(world.client.get(f"/my/entries/{entry.id}/check/"))
    assert "ผลงานนี้เริ่มจากคำตอบของผลงานนั้น" in check


def test_what_does_not_fit_is_named(world: World):
    before = make_edition(LAST_YEAR, slug="digital-local-2563")
    old = draft_entry(before, world.office, world.person, LAST_YEAR)
    Entry.objects.filter(pk=old.pk).update(answers={"project_title": "ก", "problem": "ย" * 5000})
    answer = world.client.post(BEGIN, {"copy_from": old.id}, follow=True)
    label = pack().form.by_key["problem"].label.th
    assert f"ไม่ได้นำมา เพราะแบบฟอร์มเปลี่ยนหรือคำตอบใช้ไม่ได้แล้ว: “{label}”" in words(answer)


def test_somebody_elses_entry_does_not_exist(world: World):
    other = make_organisation("อบต.อื่น")
    old = draft_entry(make_edition(LAST_YEAR, slug="x"), other, make_person("มาลี", other), LAST_YEAR)
    assert world.client.post(BEGIN, {"copy_from": old.id}).status_code == 404
    assert "หรือเริ่มจากผลงานเดิม" not in words(world.client.get(BEGIN))


def test_an_extended_organisation_sees_its_own_closing_on_every_page(world: World, now):
    staff = make_committee(world.edition)
    entry = draft_entry(world.edition, world.office, world.person)
    closes = world.edition.closes_at + dt.timedelta(days=3)
    extend_for_organisation(
        edition=world.edition, organisation=world.office, closes_at=closes, reason="น้ำท่วม", acting=staff.organiser,
        now=NOW,
    )  # fmt: skip
    now.move_to(world.edition.closes_at + dt.timedelta(hours=1))
    client = browser(world.person)
    base = f"/my/entries/{entry.id}/"
    for page in ("/my/", BEGIN, base, f"{base}check/", f"{base}files/", f"{base}sections/coordinator/"):
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert "ปิดรับผลงาน 13 ธันวาคม 2569 เวลา 10.00 น." in answer.content.decode(), page
        assert f'data-closes="{int(closes.timestamp() * 1000)}"' in answer.content.decode(), page
    assert client.post(BEGIN, {"organisation": world.office.id}).status_code == 302
    assert Entry.objects.count() == 2
    other = make_organisation("อบต.อื่น")
    assert browser(make_person("มาลี", other)).get(BEGIN).status_code == 403


def test_in_the_grace_period_a_page_that_was_open_is_saved_and_nothing_begins(world: World, now):
    entry = draft_entry(world.edition, world.office, world.person)
    Edition.objects.update(grace_seconds=600)
    now.move_to(world.edition.closes_at + dt.timedelta(minutes=3))
    client = browser(world.person)
    page = client.get(f"/my/entries/{entry.id}/")
    assert "ปิดรับแล้ว หน้าที่เปิดค้างไว้ส่งได้อีก 7 นาที" in page.content.decode()
    assert client.get(BEGIN).status_code == 403
    now.move_to(world.edition.closes_at + dt.timedelta(minutes=10))
    assert "ปิดรับผลงานแล้ว" in browser(world.person).get(f"/my/entries/{entry.id}/").content.decode()


def test_what_is_nobodys_business_shows_no_clock(world: World):
    other = make_organisation("อบต.อื่น")
    entry = draft_entry(world.edition, other, make_person("มาลี", other))
    answer = world.client.get(f"/my/entries/{entry.id}/")
    assert (answer.status_code, "data-clock" in answer.content.decode()) == (404, False)


def test_entries_alike_are_named_before_sending(world: World):
    one = draft_entry(world.edition, world.office, world.person, title="ระบบน้ำดี")
    two = draft_entry(world.edition, world.office, world.person, title="ระบบ น้ำดี")
    for entry in (one, two):
        attach(entry, "presentation", "สไลด์.pptx")
    page = words(world.client.get(f"/my/entries/{one.id}/check/"))
    assert "หน่วยงานของท่านมีผลงานที่คล้ายกัน" in page
    assert "ชื่อเดียวกัน · ไฟล์เดียวกัน: สไลด์.pptx" in page
