"""Staff read the history of what was received, and change nothing in it."""

from __future__ import annotations

import pytest

from rangwan.programmes.models import Appointment
from tests.builders import NOW, appointed, confirmed_entry, draft_entry, make_edition, make_organisation, make_person
from tests.web.entrant.conftest import browser
from tests.web.entrant.pages import words


@pytest.fixture
def edition(db):
    return make_edition()


@pytest.fixture
def office(edition):
    return make_organisation()


@pytest.fixture
def entry(edition, office):
    return confirmed_entry(edition, office, make_person("สมชาย", office)).entry


@pytest.fixture
def screener(edition):
    return browser(appointed("สุนีย์", edition, Appointment.Role.SCREENER, NOW))


def _url(entry, rest=""):
    return f"/office/{entry.edition.slug}/entries/{entry.id}/history/{rest}"


def test_listed_read_and_compared(entry, screener):
    page = words(screener.get(_url(entry)))
    assert "ฉบับที่ 2" in page
    assert "ยืนยันแล้ว ใบรับฉบับที่ 1" in page
    assert "บันทึกโดย สมชาย" in words(screener.get(_url(entry, "2/")))
    assert "ตามที่เป็นอยู่ขณะนี้" in words(screener.get(_url(entry, "compare/?from=1")))
    assert "นำคำตอบนี้กลับมา" not in words(screener.get(_url(entry, "compare/?from=1")))


@pytest.mark.parametrize("rest", ["9/", "compare/", "compare/?from=9"])
def test_a_version_that_never_was(entry, screener, rest):
    assert screener.get(_url(entry, rest)).status_code == 404


def test_a_draft_and_strangers(edition, office, entry, screener):
    draft = draft_entry(edition, office, make_person("สมหญิง", office))
    assert screener.get(_url(draft)).status_code == 404
    assert browser(entry.coordinator).get(_url(entry)).status_code in (403, 404)


def test_the_page_of_the_entry_leads_there(entry, screener):
    page = screener.get(f"/office/{entry.edition.slug}/entries/{entry.id}/").content.decode()
    assert f'href="{_url(entry)}"' in page
