"""The queue, the verdict's form, the second person, and taking back."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from time_machine import Traveller

from rangwan.accounts.models import Membership
from rangwan.entries.actions.datasets import keep_dataset_finding
from rangwan.entries.actions.reading_forms import keep_form_reading
from rangwan.entries.models import Attachment, Entry
from rangwan.entries.rules import State
from rangwan.entries.rules.datasets import Finding, Reason
from rangwan.entries.rules.signed_form import PrintedCode
from rangwan.files.models import StoredFile
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.screening.models import ScreeningVerdict
from rangwan.screening.queries import points_of
from tests.builders import NOW, member
from tests.web.office.conftest import BASE, World, browser

DUE = dt.datetime(2026, 12, 1, tzinfo=BANGKOK)  # 30 November 2569, 24.00


def url(entry: Entry, path: str = "") -> str:
    """Return the address of a screening page of the entry."""
    return f"{BASE}screening/{entry.id}/{path}"


def fields(entry: Entry, verdict: str, **change: Any) -> dict[str, Any]:
    """Return the form with everything in order, but for what is changed."""
    return {f"ok-{point.key}": "yes" for point in points_of(entry)} | {"verdict": verdict} | change


def failing(entry: Entry) -> dict[str, Any]:
    """Return the form of an ineligible verdict."""
    return fields(entry, "ineligible", **{"ok-seal": "no", "note-seal": "ไม่มีตราประทับ", "note": "ขาดตรา"})


def state(entry: Entry) -> str:
    """Return where the entry stands now."""
    return Entry.objects.values_list("state", flat=True).get(pk=entry.pk)


@pytest.fixture
def entry(world: World) -> Entry:
    """An entry to screen."""
    return world.waiting[0]


@pytest.fixture
def client(world: World) -> Client:
    """The first screener's browser."""
    return browser(world.staff.screener, "en")


def test_the_form_shows_every_rule_and_point_and_ticks_nothing(client: Client, entry: Entry):
    text = client.get(url(entry)).content.decode()
    assert sorted(set(re.findall(r'name="ok-([a-z_]+)"', text))) == sorted(point.key for point in points_of(entry))
    assert re.findall(r"<input[^>]* checked", text) == []
    assert "in use since" in text
    assert "Second leg: since 31 January 2021 at the latest." in text
    assert text.count("met, by the answers") == 3


def test_an_answer_that_fails_a_rule_shows_as_not_met(client: Client, entry: Entry):
    rule = next(point.outcome.rule for point in points_of(entry) if point.outcome and point.outcome.latest_by_months)
    Entry.objects.filter(pk=entry.pk).update(answers={**entry.answers, str(rule.question): "01/11/2569"})
    text = client.get(url(entry)).content.decode()
    assert (text.count("not met, by the answers"), "1 November 2026" in text) == (1, True)


def test_eligible(client: Client, entry: Entry):
    answer = client.post(url(entry), fields(entry, "eligible"), follow=True)
    assert state(entry) == State.ELIGIBLE
    assert "The entry is eligible and goes on to the judges." in answer.content.decode()


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_missing_is_said_beside_it_and_nothing_typed_is_lost(world: World, entry: Entry, language: str):
    client = browser(world.staff.screener, language)
    typed = fields(
        entry, "eligible", **{"ok-seal": "", "ok-signature": "no", "note-signature": "ลายเซ็น <b>จาง", "note": "x"}
    )
    answer = client.post(url(entry), typed)
    text = answer.content.decode()
    words = {
        "th": ("โปรดระบุว่าข้อนี้ถูกต้องหรือไม่", "ข้อนี้ไม่ถูกต้อง จึงให้ผ่านคุณสมบัติไม่ได้"),
        "en": ("Say whether this is in order.", "This is not in order, so the entry cannot be found eligible."),
    }[language]
    assert (answer.status_code, [text.count(each) for each in words]) == (422, [2, 2])
    assert sorted(problem["id"] for problem in answer.context["problems"]) == ["ok-seal", "ok-signature"]
    assert 'value="ลายเซ็น &lt;b&gt;จาง"' in text
    assert len(re.findall(r'<input[^>]*type="radio"[^>]* checked', text)) == len(points_of(entry))
    assert (state(entry), ScreeningVerdict.objects.count()) == (State.CONFIRMED, 0)


def test_no_verdict_chosen(client: Client, entry: Entry):
    answer = client.post(url(entry), fields(entry, ""))
    assert (answer.status_code, "Choose a verdict." in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("typed", ["30/11/2569", "๓๐ พ.ย. ๒๕๖๙", "30 พฤศจิกายน พ.ศ. 2569"])
def test_a_return_until_the_end_of_the_day(client: Client, entry: Entry, typed: str):
    client.post(url(entry), fields(entry, "return", parts=["file:submission_form", "project"], due=typed, note="ลงนาม"))
    entry.refresh_from_db()
    assert (entry.state, entry.return_due, entry.return_note) == (State.RETURNED, DUE, "ลงนาม")
    assert entry.return_parts == ["file:submission_form", "project"]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("", "Give the date until which the entrant may correct."),
        ("31/11/2569", "There is no such day in the calendar."),
        ("30/11/2026", "Write the year in the Buddhist Era, for example 2564."),
        ("soon", "This is not a date. Write it as 31/07/2564."),
        ("01/11/2569", "The date for corrections must lie in the future."),
    ],
)
def test_a_date_that_cannot_be(client: Client, entry: Entry, due: str, words: str):
    answer = client.post(url(entry), fields(entry, "return", parts=["file:submission_form"], due=due))
    text = answer.content.decode()
    assert (answer.status_code, text.count(words), f'value="{due}"' in text) == (422, 2, True)
    assert state(entry) == State.CONFIRMED


def test_the_last_day_that_there_is(client: Client, entry: Entry):
    answer = client.post(url(entry), fields(entry, "return", parts=["file:submission_form"], due="31/12/2643"))
    assert answer.status_code == 302


def test_ineligible_needs_a_second_person(world: World, client: Client, entry: Entry):
    client.post(url(entry), failing(entry))
    assert state(entry) == State.CONFIRMED
    assert "it waits for a second person" in client.get(url(entry)).content.decode()
    assert "Waits for a second person" in client.get(BASE + "screening/").content.decode()
    mine = client.post(url(entry, "second/"), {"answer": "agree"})
    assert (mine.status_code, "You proposed this verdict yourself." in mine.content.decode()) == (409, True)
    second = browser(world.staff.second, "en")
    assert "Waits for you as second person" in second.get(BASE + "screening/").content.decode()
    assert "ไม่มีตราประทับ" in second.get(url(entry)).content.decode()
    assert second.post(url(entry, "second/"), {"answer": "agree"}).status_code == 302
    assert state(entry) == State.INELIGIBLE
    again = second.post(url(entry, "second/"), {"answer": "agree"})
    assert (again.status_code, "No verdict waits for a second person." in again.content.decode()) == (409, True)


def test_the_second_person_may_disagree(world: World, client: Client, entry: Entry):
    client.post(url(entry), failing(entry))
    browser(world.staff.second).post(url(entry, "second/"), {"answer": "disagree", "note": "มีตรา"})
    assert (state(entry), ScreeningVerdict.objects.get().standing) == (State.CONFIRMED, "rejected")
    assert "did not take effect" in client.get(url(entry)).content.decode()


def test_two_tabs(client: Client, entry: Entry):
    client.post(url(entry), fields(entry, "eligible"))
    late = client.post(url(entry), fields(entry, "eligible"))
    text = late.content.decode()
    assert (late.status_code, "Nothing was changed" in text, "The entry is now: Eligible." in text) == (409, True, True)


def test_taking_an_ineligible_verdict_back(world: World, client: Client, entry: Entry):
    client.post(url(entry), failing(entry))
    browser(world.staff.second).post(url(entry, "second/"), {"answer": "agree"})
    empty = client.post(url(entry, "revoke/"), {"reason": " "})
    assert (empty.status_code, empty.content.decode().count("Write the reason.")) == (422, 2)
    client.post(url(entry, "revoke/"), {"reason": "พบตรา"})
    assert state(entry) == State.CONFIRMED
    assert client.post(url(entry, "revoke/"), {"reason": "พบตรา"}).status_code == 409


def test_going_on_when_the_date_has_passed(client: Client, entry: Entry, now: Traveller):
    client.post(url(entry), fields(entry, "return", parts=["file:submission_form"], due="30/11/2569"))
    early = client.post(url(entry, "take-back/"))
    assert (early.status_code, "The entrant may still correct this entry" in early.content.decode()) == (409, True)
    now.move_to(DUE)
    assert "The date has passed" in client.get(BASE + "screening/").content.decode()
    assert client.post(url(entry, "take-back/")).status_code == 302
    assert state(entry) == State.CONFIRMED


def test_a_claim_that_waits_is_decided_first(client: Client, entry: Entry):
    Membership.objects.filter(person=entry.coordinator).update(standing=Membership.Standing.CLAIMED)
    words = "claim to the organisation is not confirmed yet"
    assert client.get(url(entry)).content.decode().count(words) == 1
    assert client.post(url(entry), fields(entry, "eligible")).content.decode().count(words) == 3


def test_an_entry_of_ones_own_organisation_is_not_there(world: World, client: Client, entry: Entry):
    member(world.staff.screener, entry.organisation)
    assert client.get(url(entry)).status_code == 404
    assert client.post(url(entry), fields(entry, "eligible")).status_code == 404
    assert entry.title not in client.get(BASE + "screening/").content.decode()


def test_hostile_text_is_kept_as_text(client: Client, entry: Entry):
    hostile = "\x00<script>alert(1)</script>" + "ก" * 5000
    client.post(url(entry), failing(entry) | {"note": hostile, "note-seal": hostile})
    text = client.get(url(entry)).content.decode()
    assert ("<script>alert" in text, "&lt;script&gt;alert" in text) == (False, True)
    assert ScreeningVerdict.objects.get().at == NOW


@pytest.mark.parametrize(
    ("language", "form", "data"),
    [
        ("th", "สิ่งที่ลงนามคือคำตอบก่อนหน้านี้", "ไม่ได้ระบุสัญญาอนุญาต"),
        ("en", "What was signed are earlier answers.", "It has no licence."),
    ],
)
@pytest.mark.parametrize("place", ["screening", "entries"])
def test_what_was_read_on_the_form_and_said_of_the_data(world: World, place, language, form, data):
    entry = world.waiting[0]
    file = StoredFile.objects.create(
        original_name="ใบส่ง.pdf", type="pdf", media_type="application/pdf", size=1, sha256="0" * 64, status="clean",
        uploaded_by=entry.coordinator, uploaded_at=NOW, storage_key="x1",
    )  # fmt: skip
    attachment = Attachment.objects.create(entry=entry, kind="submission_form", file=file, attached_at=NOW)
    code = (1, PrintedCode(entry.id, 1, "0" * 32))
    keep_form_reading(attachment_id=attachment.id, codes=[code], signature={}, broken=False, now=NOW)
    address = entry.answers["data_sets"][0]["address"]
    keep_dataset_finding(entry=entry, address=address, finding=Finding("fails", (Reason("no_licence"),)), asked_at=NOW)
    text = browser(world.staff.screener, language).get(f"{BASE}{place}/{entry.id}/").content.decode()
    assert [said for said in (form, data, address) if said not in text] == []
    assert "ask-datasets" not in text
