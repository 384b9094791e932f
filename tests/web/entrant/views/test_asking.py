"""Asking the organiser, reading along, and answering what staff ask: pages of Alice's, Bob's and Charlie's."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.kernel.text import Text
from rangwan.programmes import actions
from rangwan.programmes.models import Enquiry
from rangwan.screening.actions import ask_clarification, withdraw_clarification
from rangwan.screening.models import Clarification
from tests.builders import NOW, PACK, bare_entry, make_committee, make_organisation, make_person
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

ASK = f"/my/questions/ask/{PACK}/"
ASKED = {"subject": "ตราประทับ", "text": "ใช้ตราใด <b>ได้บ้าง</b>"}


def asked(world: World, **more: str) -> Enquiry:
    """Ask through the page."""
    answer = world.client.post(ASK, ASKED | more)
    assert answer.status_code == 302, words(answer)
    return Enquiry.objects.get()


def test_asked_and_read_again(world: World):
    enquiry = asked(world)
    assert (enquiry.subject, enquiry.organisation) == ("ตราประทับ", None)
    for language, said in (("th", "รอคำตอบ"), ("en", "Waits for the answer")):
        client = browser(world.person, language)
        assert said in words(client.get("/my/questions/"))
        thread = client.get(f"/my/questions/{enquiry.id}/")
        assert said in words(thread)
        assert "ใช้ตราใด <b>ได้บ้าง</b>" in words(thread)
        assert "<b>ได้" not in thread.content.decode()


def test_colleagues_read_along_where_the_asker_says_so(world: World):
    enquiry = asked(world, readers=world.office.id)
    bob = make_person("บ๊อบ", world.office)
    page = browser(bob).get(f"/my/questions/{enquiry.id}/")
    assert "ท่านอ่านได้ในฐานะผู้ร่วมหน่วยงาน" in words(page)
    assert "<textarea" not in page.content.decode()
    for address in ("", "close/"):
        assert browser(bob).post(f"/my/questions/{enquiry.id}/{address}", {"text": "ฉันด้วย"}).status_code == 404
    enquiry.refresh_from_db()
    assert (enquiry.posts.count(), enquiry.closed_at) == (1, None)


def test_an_organisation_of_somebody_else_is_not_taken(world: World):
    enquiry = asked(world, readers=make_organisation("อบต.อื่น").id)
    assert enquiry.organisation is None


def test_strangers_find_nothing(world: World):
    enquiry = asked(world)
    for person in (make_person("ไกล"), make_person("ร่วมหน่วยงาน", world.office)):
        for address in (f"/my/questions/{enquiry.id}/", f"/my/questions/{enquiry.id}/close/"):
            assert browser(person).get(address).status_code == 404
            assert browser(person).post(address, {"text": "x"}).status_code == 404
    assert Client().get(f"/my/questions/{enquiry.id}/").status_code == 302
    unverified = make_person("ไม่ยืนยัน", verified=False)
    assert browser(unverified).get(ASK).status_code == 403


@pytest.mark.parametrize(
    ("fields", "thai", "english"),
    [
        ({"subject": "", "text": ""}, "กรุณากรอก: เรื่อง", "Fill in: What it is about"),
        ({"subject": "ก" * 201, "text": "ถาม"}, "รับได้ไม่เกิน 200", "at most 200 are accepted"),
        ({"subject": "ก", "text": "ข" * 900_000}, "รับได้ไม่เกิน 4,000", "at most 4,000 are accepted"),
        ({"subject": "ก", "text": "ก่อน\0"}, "อักขระที่อ่านไม่ได้", "cannot be read"),
    ],
)
def test_what_cannot_be_sent_stays_on_the_page(world: World, fields: dict[str, str], thai: str, english: str):
    if len(fields["text"]) > 4000:
        fields = {"subject": "ก", "text": "ข" * 400_000}
    for language, said in (("th", thai), ("en", english)):
        answer = browser(world.person, language).post(ASK, fields)
        assert answer.status_code == 422
        assert words(answer).count(said) == 2  # in the summary and beside the field
        assert fields["text"].replace("\0", "")[:50] in answer.content.decode().replace("\0", "")
    assert Enquiry.objects.count() == 0


def test_twenty_open_questions(world: World):
    for _ in range(20):
        world.client.post(ASK, ASKED)
    answer = world.client.post(ASK, ASKED)
    assert (answer.status_code, Enquiry.objects.count()) == (422, 20)
    assert "ท่านมีคำถามที่ยังเปิดอยู่ 20 เรื่อง" in words(answer)


def test_written_on_and_closed(world: World):
    enquiry = asked(world)
    address = f"/my/questions/{enquiry.id}/"
    assert world.client.post(address, {"text": "อีกข้อ"}).status_code == 302
    assert enquiry.posts.count() == 2
    empty = world.client.post(address, {"text": " "})
    assert (empty.status_code, "กรุณากรอก: ข้อความ" in words(empty)) == (422, True)
    assert world.client.get(f"{address}close/")["Location"] == address
    page = world.client.post(f"{address}close/", follow=True)
    assert "ปิดแล้ว" in words(page)
    assert "เขียนอีกครั้ง" in words(page)


def test_asked_about_an_entry(world: World):
    entry = bare_entry(world.edition, State.DRAFT)
    client = browser(entry.coordinator)
    desk = client.get(f"/my/entries/{entry.id}/").content.decode()
    assert f'href="/my/entries/{entry.id}/question/"' in desk
    assert client.post(f"/my/entries/{entry.id}/question/", ASKED).status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.entry, enquiry.organisation) == (entry.id, entry.organisation)
    assert "รอคำตอบ 1 เรื่อง" in words(client.get(f"/my/entries/{entry.id}/"))
    assert "ตราประทับ" in words(client.get(f"/my/entries/{entry.id}/question/"))
    assert browser(world.person).post(f"/my/entries/{entry.id}/question/", ASKED).status_code == 404


def test_staff_are_the_organiser_and_have_no_names_here(world: World):
    enquiry = asked(world)
    staff = make_committee(world.edition, judges=0)
    actions.add_post(enquiry=enquiry, text="ตราหน่วยงาน", acting=staff.screener, now=NOW)
    same = Text(th="ตราใด", en="Which seal")
    actions.publish_faq(enquiry=enquiry, question=same, answer=same, acting=staff.organiser, now=NOW)
    page = world.client.get(f"/my/questions/{enquiry.id}/")
    assert "ผู้จัด" in words(page)
    assert staff.screener.name not in page.content.decode()
    assert f"/awards/{PACK}/questions/#question-{enquiry.id}" in page.content.decode()


def test_the_list_costs_the_same_for_1_and_49(world: World):
    costs = []
    for number in (1, 49):
        while Enquiry.objects.count() < number:
            person = make_person("ผู้ถาม", world.office)
            actions.ask(edition=world.edition, subject="?", text="?", organisation=world.office, acting=person, now=NOW)
        with CaptureQueriesContext(connection) as cost:
            page = world.client.get("/my/questions/").content.decode()
        assert len(re.findall(r'href="/my/questions/\w{20,}/"', page)) == number
        costs.append(len(cost))
    assert costs[0] == costs[1]


def test_pages_of_a_long_list(world: World):
    for number in range(52):
        person = world.person if number % 2 else make_person("ผู้ถาม", world.office)
        Enquiry.objects.create(
            edition=world.edition, asked_by=person, organisation=world.office, subject=str(number),
            asked_at=NOW + dt.timedelta(minutes=number),
        )  # fmt: skip
    assert 'href="?page=2"' in world.client.get("/my/questions/").content.decode()
    second = world.client.get("/my/questions/?page=2").content.decode()
    assert len(re.findall(r'href="/my/questions/\w{20,}/"', second)) == 2
    for odd in ("0", "-1", "x", "๒", "9" * 40):
        assert world.client.get(f"/my/questions/?page={odd}").status_code == 200


# --- what staff ask --------------------------------------------------------------------------------------------------


@pytest.fixture
def question(world: World) -> Clarification:
    """A question of the staff about a confirmed entry of the coordinator's."""
    entry = bare_entry(world.edition, State.CONFIRMED)
    screener = make_committee(world.edition, judges=0).screener
    due = NOW + dt.timedelta(days=3)
    return ask_clarification(entry=entry, question="ใช้จริงเมื่อใด", due=due, acting=screener, now=NOW)


def test_told_on_the_entry_and_answered_once(question: Clarification):
    entry, address = question.entry, f"/my/clarifications/{question.id}/"
    client = browser(entry.coordinator)
    page = client.get(f"/my/entries/{entry.id}/")
    assert "กรุณาตอบก่อนวันที่ 23 พฤศจิกายน 2569" in words(page)
    assert f'href="{address}"' in page.content.decode()
    empty = client.post(address, {"answer": ""})
    assert (empty.status_code, "กรุณากรอก: คำตอบ" in words(empty)) == (422, True)
    assert client.post(address, {"answer": "ปี <i>2563</i>"}).status_code == 302
    assert "ปี <i>2563</i>" in words(client.get(address))
    again = client.post(address, {"answer": "อีกที"})
    assert (again.status_code, "คำถามนี้มีคำตอบแล้ว" in words(again)) == (422, True)
    assert "อีกที" in words(again)
    question.refresh_from_db()
    assert question.answer == "ปี <i>2563</i>"
    assert "ตอบแล้วเมื่อ" in words(client.get(f"/my/entries/{entry.id}/"))


def test_others_read_or_find_nothing(world: World, question: Clarification):
    address = f"/my/clarifications/{question.id}/"
    colleague = make_person("ร่วมหน่วยงาน", question.entry.organisation)
    page = browser(colleague).get(address)
    assert "ใช้จริงเมื่อใด" in words(page)
    assert "<textarea" not in page.content.decode()
    for person in (colleague, world.person, question.asked_by):
        assert browser(person).post(address, {"answer": "x"}).status_code == 404
    for person in (world.person, question.asked_by):
        assert browser(person).get(address).status_code == 404
    question.refresh_from_db()
    assert question.answered_at is None


@pytest.mark.parametrize(
    ("language", "said"), [("th", "เลยกำหนดเวลาตอบแล้ว"), ("en", "The time for the answer has passed")]
)
def test_too_late(question: Clarification, now, language: str, said: str):
    now.move_to(question.due_at)
    client = browser(question.entry.coordinator, language)
    assert "<textarea" not in client.get(f"/my/clarifications/{question.id}/").content.decode()
    answer = client.post(f"/my/clarifications/{question.id}/", {"answer": "ช้าไป"})
    assert (answer.status_code, said in words(answer), "ช้าไป" in words(answer)) == (422, True, True)


def test_withdrawn(question: Clarification):
    withdraw_clarification(clarification=question, acting=question.asked_by, now=NOW)
    client = browser(question.entry.coordinator)
    assert "เจ้าหน้าที่ถอนคำถามนี้แล้ว" in words(client.get(f"/my/clarifications/{question.id}/"))
    assert "เจ้าหน้าที่มีคำถาม" not in words(client.get(f"/my/entries/{question.entry_id}/"))


@pytest.mark.parametrize("odd", ["0", "ก", "x" * 300, "%00"])
def test_ids_that_are_none(world: World, odd: str):
    for place in ("questions", "clarifications", "questions/ask"):
        assert world.client.get(f"/my/{place}/{odd}/").status_code == 404
    assert Entry.objects.count() == 0
