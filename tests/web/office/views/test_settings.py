"""Closing, prizes, required questions, versions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from rangwan.kernel.thai_dates import BANGKOK
from rangwan.programmes.models import CalendarChange, DefinitionVersion, Edition
from rangwan.programmes.queries import definition_of
from tests.builders import pack
from tests.web.office.conftest import BASE, World, browser

PRIZE = pack().prizes[0].key
REQUIRED = [key for key, question in pack().form.by_key.items() if question.required]
FREE = next(key for key, question in pack().form.by_key.items() if not question.required)
CLOSING = {
    "day": "31/12/2569", "time": "24.00", "moves": "no", "reason_th": "มีผู้ขอขยายเวลา", "reason_en": "Many asked",
}  # fmt: skip


@pytest.fixture
def client(world: World) -> Client:
    """The organiser's browser."""
    return browser(world.staff.organiser, "en")


@pytest.mark.parametrize("moves", ["yes", "no"])
def test_extending_until_the_end_of_a_day(world: World, client: Client, moves: str):
    before = world.edition.closes_at
    page = client.post(BASE + "settings/closing/", CLOSING | {"moves": moves}, follow=True)
    world.edition.refresh_from_db()
    midnight = dt.datetime(2027, 1, 1, tzinfo=BANGKOK)
    assert world.edition.closes_at == midnight
    assert world.edition.counted_from == (midnight if moves == "yes" else before)
    assert "31 December 2026, 24:00" in page.content.decode()


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"day": "31/02/2569"}, {"day": "There is no such day in the calendar."}),
        ({"day": "31/12/2026"}, {"day": "Write the year in the Buddhist Era, for example 2564."}),
        ({"time": "noon"}, {"time": "This is not a time. Write it as 16.30; 24.00 is the end of the day."}),
        ({"day": "01/11/2569"}, {"day": "The new closing must be later than the present one."}),
        (
            {"moves": "", "reason_en": " "},
            {"moves": "Say whether the first leg moves too.", "reason_en": "Write the reason; it is published."},
        ),
    ],
)
def test_a_closing_that_cannot_be(client: Client, change: dict[str, str], problems: dict[str, str]):
    answer = client.post(BASE + "settings/closing/", CLOSING | change)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert {problem["id"]: problem["message"] for problem in answer.context["problems"]} == problems
    assert "มีผู้ขอขยายเวลา" in text
    assert (all(text.count(words) >= 2 for words in problems.values()), CalendarChange.objects.count()) == (True, 0)


def test_prizes_and_required_questions_make_a_new_version(world: World, client: Client):
    posted: dict[str, Any] = {"version": "1", f"prize-{PRIZE}": "3", "required": [*REQUIRED, FREE]}
    page = client.post(BASE + "settings/form/", posted, follow=True)
    world.edition.refresh_from_db()
    definition = definition_of(world.edition.version_id)
    assert (definition.prizes[0].count, definition.form.by_key[FREE].required) == (3, True)
    assert (page.redirect_chain[-1][0], len(page.context["changes"])) == (BASE + "settings/versions/2/", 2)
    stale = client.post(BASE + "settings/form/", posted)
    assert (stale.status_code, "was changed while this page was open" in stale.content.decode()) == (409, True)


def test_nothing_different_makes_no_version(client: Client):
    posted: dict[str, Any] = {"version": "1", f"prize-{PRIZE}": "1", "required": REQUIRED}
    page = client.post(BASE + "settings/form/", posted, follow=True)
    assert ("there is no new version" in page.content.decode(), DefinitionVersion.objects.count()) == (True, 1)


def test_title_and_eligibility_stay_required(world: World, client: Client):
    client.post(BASE + "settings/form/", {"version": "1", f"prize-{PRIZE}": "1", "required": []})
    world.edition.refresh_from_db()
    form = definition_of(world.edition.version_id).form
    needed = {form.title_question} | {rule.question for rule in pack().eligibility}
    assert {key for key, question in form.by_key.items() if question.required} == needed


@pytest.mark.parametrize("count", ["0", "-1", "many", "", "1.5", "99999999"])
def test_a_number_of_prizes_that_cannot_be(client: Client, world: World, count: str):
    answer = client.post(
        BASE + "settings/form/", {"version": "1", f"prize-{PRIZE}": count, "required": [*REQUIRED, FREE]}
    )
    text = answer.content.decode()
    assert (answer.status_code, text.count("The number of prizes must be 1 or more.")) == (422, 2)
    assert f'value="{FREE}" checked' in text


def test_after_the_decision_nothing_changes(world: World, client: Client):
    Edition.objects.update(state=Edition.State.DECIDED)
    answers = [
        client.post(BASE + "settings/closing/", CLOSING),
        client.post(BASE + "settings/form/", {"version": "1", f"prize-{PRIZE}": "3", "required": REQUIRED}),
    ]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert (CalendarChange.objects.count(), DefinitionVersion.objects.count()) == (0, 1)
    assert "settings/closing/" not in client.get(BASE + "settings/").content.decode()


def test_the_overview_lists_versions_and_changes(client: Client):
    client.post(BASE + "settings/closing/", CLOSING)
    text = client.get(BASE + "settings/").content.decode()
    assert ("Many asked" in text, "the months of use are counted as before" in text) == (True, True)
    assert "This is the first version." in client.get(BASE + "settings/versions/1/").content.decode()
