"""A later closing for one organisation, the grace period, the reminders; entries alike."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from rangwan.accounts.actions.organisations import _fold
from rangwan.entries.models import Entry
from rangwan.entries.tasks import send_reminders
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.programmes.models import Extension
from tests.builders import NOW, PACK, make_organisation
from tests.web.office.conftest import BASE, World, browser, close


@pytest.fixture
def client(world: World) -> Client:
    return browser(world.staff.organiser, "en")


def test_an_organisation_is_found_and_given_a_later_closing(world: World, client: Client):
    office = make_organisation("อบต.น้ำท่วม")
    _fold(office)
    office.save()
    found = client.get(BASE + "extensions/", {"q": "น้ำท่วม"}).content.decode()
    assert f'href="?organisation={office.id}"' in found
    form = client.get(BASE + "extensions/", {"organisation": office.id}).content.decode()
    assert "This organisation may enter until 10 December 2026, 10:00 now." in form
    typed = {"organisation": office.id, "day": "31/12/2569", "time": "24.00", "reason": "น้ำท่วมสำนักงาน"}
    page = client.post(BASE + "extensions/", typed, follow=True).content.decode()
    given = Extension.objects.get()
    assert (given.organisation, given.closes_at) == (office, dt.datetime(2027, 1, 1, tzinfo=BANGKOK))
    assert [text for text in ("31 December 2026, 24:00", "น้ำท่วมสำนักงาน", "อบต.น้ำท่วม") if text not in page] == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": "1/12/2569"}, "The new closing must be later than the present one."),
        ({"day": "วันไหน"}, "This is not a date. Write it as 31/07/2564."),
        ({"time": "25.00"}, "This is not a time."),
        ({"reason": " "}, "Write the reason."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_stays_typed(client: Client, typed: dict[str, str], said: str):
    given = {"organisation": make_organisation().id, "day": "31/12/2569", "time": "24.00", "reason": "น้ำท่วม"} | typed
    answer = client.post(BASE + "extensions/", given)
    page = answer.content.decode()
    assert (answer.status_code, Extension.objects.count()) == (422, 0)
    assert said in page
    assert f'value="{given["day"]}"' in page


def test_other_staff_read_it_and_change_nothing(world: World):
    screener = browser(world.staff.screener, "en")
    page = screener.get(BASE + "extensions/").content.decode()
    assert ("No organisation has a later closing." in page, "Give a later closing" in page) == (True, False)
    screener.post(BASE + "extensions/", {"organisation": make_organisation().id, "day": "31/12/2569", "reason": "ก"})
    assert Extension.objects.count() == 0
    assert screener.post(BASE + "settings/grace/", {"minutes": "5", "reason": "ก"}).status_code == 403
    assert browser(world.staff.judges[0]).get(BASE + "extensions/").status_code == 404
    assert browser(world.staff.organiser).get(BASE + "extensions/", {"organisation": "none"}).status_code == 404


def test_the_grace_period_is_set_and_published(world: World, client: Client):
    page = client.post(BASE + "settings/grace/", {"minutes": "๑๐", "reason": "ระบบช้า"}, follow=True).content.decode()
    world.edition.refresh_from_db()
    assert (world.edition.grace_seconds, "10 minutes" in page) == (600, True)
    announced = Client().get(f"/awards/{PACK}/?lang=en").content.decode()
    said = "A page that was open at the closing can be sent for another 10 minutes; nothing new can be begun."
    assert said in announced


@pytest.mark.parametrize(("minutes", "reason"), [("", "ก"), ("61", "ก"), ("-1", "ก"), ("ห้า", "ก"), ("5", "")])
def test_a_grace_period_that_cannot_be(client: Client, minutes: str, reason: str):
    answer = client.post(BASE + "settings/grace/", {"minutes": minutes, "reason": reason})
    assert answer.status_code == 422


def test_after_the_closing_no_grace_is_given(world: World, client: Client):
    close(world.edition)
    assert client.post(BASE + "settings/grace/", {"minutes": "5", "reason": "ก"}).status_code == 409


def test_what_was_sent_and_what_will_be(world: World, client: Client):
    page = client.get(BASE + "reminders/").content.decode()
    assert [text for text in ("26 November 2026, 08:00", "14 days before", "Has a draft") if text not in page] == []
    send_reminders(dt.datetime(2026, 11, 26, 8, tzinfo=BANGKOK))
    page = client.get(BASE + "reminders/").content.decode()
    assert "26 Nov 2026, 08:00" in page


def test_entries_alike_are_shown_to_staff(world: World):
    Entry.objects.update(title_key="a" * 32)
    entry, other = world.waiting
    for page in (f"entries/{entry.id}/", f"screening/{entry.id}/"):
        shown = browser(world.staff.screener, "en").get(BASE + page).content.decode()
        assert "Entries like this one" in shown
        assert f"{BASE}entries/{other.id}/" in shown


def test_every_page_of_the_office_has_the_clock(client: Client):
    for page in ("", "settings/", "extensions/", "reminders/", "settings/grace/", "mails/"):
        shown = client.get(BASE + page).content.decode()
        assert "It is 10:00 on 20 November 2026 (Thailand time)" in shown, page
        assert f'data-now="{int(NOW.timestamp() * 1000)}"' in shown, page
