"""The organiser hands an entry over: on a colleague's request, or of their own accord with a reason."""

from __future__ import annotations

import pytest
from django.test import Client

from rangwan.accounts.models import Person
from rangwan.entries import actions
from rangwan.entries.models import Entry, HandOverRequest
from rangwan.entries.rules import State
from tests.builders import NOW, draft_entry, make_person
from tests.web.office.conftest import BASE, World, browser


@pytest.fixture
def client(world: World) -> Client:
    """The organiser's browser."""
    return browser(world.staff.organiser, "en")


@pytest.fixture
def entry(world: World) -> Entry:
    """A received entry."""
    return world.waiting[0]


@pytest.fixture
def dao(entry: Entry) -> Person:
    """A confirmed colleague of the entry's coordinator."""
    return make_person("ดาว", entry.organisation)


def _asked(entry: Entry, person: Person) -> HandOverRequest:
    return actions.ask_hand_over(entry=entry, reason="เธอย้ายไปแล้ว", acting=person, now=NOW)


def test_from_the_page_of_the_entry(client: Client, entry: Entry, dao: Person):
    url = f"{BASE}entries/{entry.id}/hand-over/"
    assert url in client.get(f"{BASE}entries/{entry.id}/").content.decode()
    assert "ดาว" in client.get(url).content.decode()
    empty = client.post(url, {"person": dao.id, "reason": " "})
    assert (empty.status_code, [problem["id"] for problem in empty.context["problems"]]) == (422, ["reason"])
    nobody = client.post(url, {"reason": "retired"})
    assert (nobody.status_code, [problem["id"] for problem in nobody.context["problems"]]) == (422, ["person"])
    assert "retired</textarea>" in nobody.content.decode()
    done = client.post(url, {"person": dao.id, "reason": "เกษียณแล้ว"}, follow=True)
    page = done.content.decode()
    assert ("ดาว coordinates the entry now" in page, "เกษียณแล้ว" in page) == (True, True)
    assert "Handed over to another coordinator" in page
    entry.refresh_from_db()
    assert entry.coordinator == dao


def test_where_nobody_could_take_it_over_the_page_says_so(client: Client, entry: Entry):
    page = client.get(f"{BASE}entries/{entry.id}/hand-over/").content.decode()
    assert "Nobody else is a confirmed member" in page


def test_on_request(client: Client, entry: Entry, dao: Person):
    assert "None" in client.get(f"{BASE}hand-overs/").content.decode()
    request = _asked(entry, dao)
    assert "1 request waits for you" in client.get(BASE).content.decode()
    assert "ดาว" in client.get(f"{BASE}hand-overs/").content.decode()
    assert "ดาว has asked for it" in client.get(f"{BASE}entries/{entry.id}/hand-over/").content.decode()
    url = f"{BASE}hand-overs/{request.id}/"
    assert "เธอย้ายไปแล้ว" in client.get(url).content.decode()
    for posted, field in (({}, "decision"), ({"decision": "no"}, "note")):
        answer = client.post(url, posted)
        assert (answer.status_code, [problem["id"] for problem in answer.context["problems"]]) == (422, [field])
    assert client.post(url, {"decision": "yes"})["Location"] == f"{BASE}hand-overs/"
    entry.refresh_from_db()
    assert entry.coordinator == dao
    assert "This request has been answered" in client.get(url).content.decode()
    assert client.post(url, {"decision": "no", "note": "x"}).status_code == 422


def test_a_draft_changes_hands_on_request_and_its_answers_stay_unread(world: World, client: Client, dao: Person):
    office = dao.memberships.get().organisation
    draft = draft_entry(world.edition, office, make_person("หายไป", office), title="ร่างลับ")
    request = _asked(draft, dao)
    assert client.get(f"{BASE}entries/{draft.id}/").status_code == 404
    assert client.get(f"{BASE}entries/{draft.id}/hand-over/").status_code == 404
    assert client.post(f"{BASE}hand-overs/{request.id}/", {"decision": "yes"}).status_code == 302
    draft.refresh_from_db()
    assert draft.coordinator == dao


def test_an_entry_that_is_out_stays(client: Client, entry: Entry, dao: Person):
    request = _asked(entry, dao)
    Entry.objects.filter(pk=entry.pk).update(state=State.DISQUALIFIED)
    assert client.post(f"{BASE}hand-overs/{request.id}/", {"decision": "yes"}).status_code == 409
    answer = client.post(f"{BASE}entries/{entry.id}/hand-over/", {"person": dao.id, "reason": "x"})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("who", "status"), [("organiser", 200), ("screener", 403), ("chair", 403), ("auditor", 403), ("judge", 404)]
)
def test_who_finds_the_pages(world: World, entry: Entry, dao: Person, who: str, status: int):
    request = _asked(entry, dao)
    person = world.staff.judges[0] if who == "judge" else getattr(world.staff, who)
    client = browser(person)
    for url in ("hand-overs/", f"hand-overs/{request.id}/", f"entries/{entry.id}/hand-over/"):
        assert client.get(BASE + url).status_code == status, url
        if status != 200 and url != "hand-overs/":
            assert client.post(BASE + url, {"decision": "yes", "person": dao.id, "reason": "x"}).status_code == status
    shown = client.get(f"{BASE}entries/{entry.id}/").content.decode()
    assert (f"/entries/{entry.id}/hand-over/" in shown) == (who == "organiser")


@pytest.mark.parametrize("request_id", ["nothing", "%00"])
def test_there_must_be_a_request(client: Client, request_id: str):
    assert client.get(f"{BASE}hand-overs/{request_id}/").status_code == 404
