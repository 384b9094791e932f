"""What the catalogue says, on the pages: beside the question, before sending, and asked again by a button."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.entries import actions
from rangwan.entries.actions.datasets import keep_dataset_finding
from rangwan.entries.models import Entry
from rangwan.entries.rules.datasets import Finding, Reason
from rangwan.kernel.models import Event
from tests.builders import NOW, draft_entry, make_person
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

WATER, TABLES = "https://data.go.th/dataset/water", "https://data.go.th/dataset/tables"
PLACES = ("sections/open_data/", "check/")


@pytest.fixture
def entry(world: World) -> Entry:
    """A draft that names two data sets."""
    entry = draft_entry(world.edition, world.office, world.person)
    rows = [{"name": "น้ำ", "address": WATER}, {"name": "ตาราง", "address": TABLES}]
    actions.save_answers(entry=entry, answers={"data_sets": rows}, base_version=1, acting=entry.coordinator, now=NOW)
    entry.refresh_from_db()
    return entry


def checked(entry: Entry) -> None:
    """Have both data sets checked: one meets the mark."""
    facts = {"title": "น้ำประปา", "licence": "cc-by", "formats": ["CSV"]}
    keep_dataset_finding(entry=entry, address=WATER, finding=Finding("meets", (), facts), asked_at=NOW)
    fails = Finding("fails", (Reason("format", {"formats": ["XLSX"]}), Reason("no_licence")))
    keep_dataset_finding(entry=entry, address=TABLES, finding=fails, asked_at=NOW)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", ("เข้าเกณฑ์", "น้ำประปา", "สัญญาอนุญาต: cc-by · รูปแบบ: CSV", "ไม่มีไฟล์ในรูปแบบเปิดที่เครื่องอ่านได้ (มี XLSX)")),
        ("en", ("Meets the requirements", "Licence: cc-by", "None of its formats (XLSX)", "It has no licence.")),
    ],
)
def test_the_result_of_each_row(world: World, entry, place, language, said):
    checked(entry)
    page = words(browser(world.person, language).get(f"/my/entries/{entry.id}/{place}"))
    assert [text for text in (*said, WATER, TABLES) if text not in page] == []


@pytest.mark.parametrize("place", PLACES)
def test_before_the_worker_has_asked(world: World, entry, place):
    page = words(world.client.get(f"/my/entries/{entry.id}/{place}"))
    assert page.count("กำลังตรวจ ผลจะแสดงที่นี่ในอีกสักครู่") == 2


def test_other_pages_do_not_ask(world: World, entry):
    assert "ผลการตรวจกับบัญชีข้อมูล" not in words(world.client.get(f"/my/entries/{entry.id}/sections/problem/"))
    empty = draft_entry(world.edition, world.office, world.person, title="ว่าง")
    assert "ผลการตรวจกับบัญชีข้อมูล" not in words(world.client.get(f"/my/entries/{empty.id}/sections/open_data/"))


def test_the_button_has_a_form_of_its_own(world: World, entry):
    page = world.client.get(f"/my/entries/{entry.id}/sections/open_data/").content.decode()
    assert page.count('form="ask-datasets"') == page.count('<form id="ask-datasets"') == 1
    before_the_form = page[: page.index('<form id="ask-datasets"')]
    assert before_the_form.count("<form") == before_the_form.count("</form>")


@pytest.mark.parametrize(
    ("posted", "there"), [({}, "sections/open_data/#data_sets"), ({"back": "check"}, "check/#datasets")]
)
def test_asked_again(world: World, entry, posted, there):
    answer = world.client.post(f"/my/entries/{entry.id}/datasets/", posted)
    assert answer["Location"] == f"/my/entries/{entry.id}/{there}"
    assert "กำลังสอบถามบัญชีข้อมูลอีกครั้ง" in words(world.client.get(answer["Location"]))
    assert Event.objects.filter(kind="entry.datasets_changed").count() == 2


def test_not_twice_in_a_minute(world: World, entry, now):
    world.client.post(f"/my/entries/{entry.id}/datasets/", follow=True)
    answer = world.client.post(f"/my/entries/{entry.id}/datasets/", follow=True)
    assert "ท่านตรวจอีกครั้งได้ในอีก 60 วินาที" in words(answer)
    now.move_to(NOW + dt.timedelta(seconds=61))
    answer = world.client.post(f"/my/entries/{entry.id}/datasets/", follow=True)
    assert "กำลังสอบถามบัญชีข้อมูลอีกครั้ง" in words(answer)


def test_who_only_reads_has_no_button(world: World, entry):
    reader = browser(make_person("สมหญิง", world.office))
    page = reader.get(f"/my/entries/{entry.id}/check/").content.decode()
    assert WATER in page
    assert "ask-datasets" not in page
    assert reader.post(f"/my/entries/{entry.id}/datasets/").status_code == 404
    assert reader.get(f"/my/entries/{entry.id}/datasets/").status_code == 302
