"""The office answers what is asked, and publishes an answer for everybody: who may, and what stays on the page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rangwan.programmes import actions
from rangwan.programmes.models import Enquiry
from tests.builders import NOW, PACK, make_edition, make_person
from tests.web.office.conftest import BASE, World, browser

FAQ = {"question_th": "กี่ชุด", "question_en": "How many?", "answer_th": "สอง <b>ชุด</b>", "answer_en": "Two"}


@pytest.fixture
def enquiry(world: World) -> Enquiry:
    return actions.ask(
        edition=world.edition, subject="จำนวนชุด", text="กี่ <i>ชุด</i>", acting=make_person("อลิสา"), now=NOW
    )


def test_answered_closed_and_in_the_list(world: World, enquiry: Enquiry):
    client, address = browser(world.staff.screener), f"{BASE}questions/{enquiry.id}/"
    assert "มีคำถามรอคำตอบ 1 เรื่อง" in client.get(f"{BASE}questions/").content.decode()
    page = client.get(address).content.decode()
    assert "กี่ &lt;i&gt;ชุด" in page
    empty = client.post(address, {"text": ""})
    assert (empty.status_code, empty.content.decode().count("กรุณากรอก: ข้อความ")) == (422, 2)
    assert client.post(address, {"text": "สองชุด"}).status_code == 302
    assert client.post(address, {"text": "ปิดเรื่อง", "then": "close"}).status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.posts.count(), enquiry.waiting, enquiry.closed_at) == (3, False, NOW)
    assert "ปิดแล้ว" in client.get(f"{BASE}questions/").content.decode()


def test_closed_without_an_answer(world: World, enquiry: Enquiry):
    assert browser(world.staff.organiser).post(f"{BASE}questions/{enquiry.id}/close/").status_code == 302
    enquiry.refresh_from_db()
    assert enquiry.closed_at == NOW


def test_published_for_everybody_and_taken_back_at_once(world: World, enquiry: Enquiry):
    """The public page is kept in memory: a change of what is published must be on it at the next request."""
    client, public = browser(world.staff.screener), Client()
    read = f"/awards/{PACK}/questions/"
    assert "ยังไม่มีคำตอบที่เผยแพร่" in public.get(read).content.decode()
    assert client.post(f"{BASE}questions/{enquiry.id}/publish/", FAQ).status_code == 302
    page = public.get(read).content.decode()
    assert "กี่ชุด" in page
    assert "สอง &lt;b&gt;ชุด" in page
    assert [name for name in ("อลิสา", "จำนวนชุด", world.staff.screener.name) if name in page] == []
    english = Client()
    english.cookies["rangwan_language"] = "en"
    assert "How many?" in english.get(read).content.decode()
    assert client.post(f"{BASE}questions/{enquiry.id}/publish/", {"withdraw": "1"}).status_code == 302
    assert "กี่ชุด" not in public.get(read).content.decode()
    assert "กี่ชุด" in client.get(f"{BASE}questions/{enquiry.id}/").content.decode()


def test_words_that_lack_a_language_stay_on_the_page(world: World, enquiry: Enquiry):
    client = browser(world.staff.organiser)
    answer = client.post(f"{BASE}questions/{enquiry.id}/publish/", FAQ | {"answer_en": " "})
    page = answer.content.decode()
    assert (answer.status_code, page.count("กรุณากรอก: คำตอบภาษาอังกฤษ")) == (422, 2)
    assert "สอง &lt;b&gt;ชุด" in page
    enquiry.refresh_from_db()
    assert enquiry.published_at is None


def test_the_office_of_others(world: World, enquiry: Enquiry):
    address = f"{BASE}questions/{enquiry.id}/"
    for person in (world.staff.chair, world.staff.auditor):
        for page in (f"{BASE}questions/", address):
            assert browser(person).get(page).status_code == 403
        assert browser(person).post(address, {"text": "x"}).status_code == 403
        assert browser(person).post(f"{address}publish/", FAQ).status_code == 403
    for person in (world.staff.judges[0], enquiry.asked_by, make_person("ไกล")):
        assert browser(person).get(address).status_code == 404
        assert browser(person).post(f"{address}publish/", FAQ).status_code == 404
    make_edition(slug="other")
    foreign = f"/office/other/questions/{enquiry.id}/"
    assert browser(world.staff.organiser).get(foreign).status_code == 404
    for odd in ("nowhere", "x" * 300):
        assert browser(world.staff.organiser).get(f"{BASE}questions/{odd}/").status_code == 404
    assert enquiry.posts.count() == 1


def test_the_queue_costs_the_same_for_1_and_50(world: World, enquiry: Enquiry):
    client, costs = browser(world.staff.screener), []
    for number in (1, 50):
        while Enquiry.objects.count() < number:
            actions.ask(edition=world.edition, subject="?", text="?", acting=make_person("ผู้ถาม"), now=NOW)
        with CaptureQueriesContext(connection) as cost:
            page = client.get(f"{BASE}questions/").content.decode()
        assert page.count(f'<td><a href="{BASE}questions/') == number
        costs.append(len(cost))
    assert costs[0] == costs[1]


@pytest.mark.usefixtures("world")
def test_public_questions_of_an_award_that_does_not_exist():
    assert Client().get("/awards/none/questions/").status_code == 404
