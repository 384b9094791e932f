"""The way in: who may come in, what the list says, how an entry is begun, where it stands."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rangwan.accounts.models import Membership
from rangwan.entries import actions
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.programmes.models import Edition
from tests.builders import (
    NOW,
    attach,
    confirmed_entry,
    draft_entry,
    filled_entry,
    make_edition,
    make_organisation,
    make_person,
    member,
    submitted_entry,
)
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

SECOND = dt.timedelta(seconds=1)


@pytest.mark.parametrize(
    "page", ["/my/", "/my/start/", "/my/start/digital-local-2564/", "/my/entries/x/", "/my/entries/x/files/"]
)
def test_who_is_not_signed_in_is_asked_to_and_comes_back(world: World, page):
    answer = Client().get(page)
    assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_login')}?next={page}")


@pytest.mark.parametrize(("language", "said"), [("th", "โปรดยืนยันอีเมลก่อน"), ("en", "Confirm your e-mail address first")])
def test_who_has_not_shown_the_address_is_told_to_first(world: World, language, said):
    person = make_person("ใหม่", verified=False)
    answer = browser(person, language).get("/my/")
    assert answer.status_code == 403
    assert said in words(answer)


def test_the_addresses_that_mails_and_others_rely_on():
    assert reverse("entrant:home") == "/my/"
    assert reverse("entrant:entry", args=["abc"]) == "/my/entries/abc/"


def test_an_empty_list_says_what_to_do(world: World):
    page = words(world.client.get("/my/"))
    assert "ท่านยังไม่มีโครงการ" in page
    assert "ส่งโครงการเข้าประกวดรางวัลท้องถิ่นดิจิทัล ประจำปี 2564" in page
    assert "รับสมัครถึงวันที่ 10 ธันวาคม 2569 เวลา 10.00 น." in page


def test_the_list_costs_the_same_for_1_and_for_50(world: World):
    draft_entry(world.edition, world.office, world.person)
    world.client.get("/my/")  # what is remembered once per process
    with CaptureQueriesContext(connection) as one:
        world.client.get("/my/")
    for number in range(49):
        draft_entry(world.edition, world.office, world.person, title=f"โครงการ {number}")
    with CaptureQueriesContext(connection) as fifty:
        page = world.client.get("/my/")
    assert page.content.decode().count("entries__item") == 50
    assert len(one) == len(fifty)


def test_the_list_says_what_waits_for_staff(world: World):
    other = make_organisation("องค์การบริหารส่วนตำบลปางหมู", kind="TAO")
    member(world.person, other, standing=Membership.Standing.CLAIMED)
    waiting = "รอเพื่อนร่วมงานที่ยืนยันแล้วหรือเจ้าหน้าที่ยืนยันว่าท่านสังกัดองค์การบริหารส่วนตำบลปางหมู ท่านเริ่มร่างได้เลย และส่งได้เมื่อยืนยันแล้ว"
    assert waiting in words(world.client.get("/my/"))


def test_with_two_awards_open_the_person_chooses(world: World):
    make_edition(slug="second")
    page = world.client.get("/my/start/")
    assert page.status_code == 200
    assert "/my/start/second/" in page.content.decode()
    assert "/my/start/digital-local-2564/" in page.content.decode()


@pytest.mark.parametrize(
    ("moment", "language", "said"),
    [
        ("opens_at", "th", "เปิดรับสมัครตั้งแต่วันที่ 10 พฤศจิกายน 2569 เวลา 10.00 น."),
        ("opens_at", "en", "Entries are accepted from 10 November 2026, 10:00 on."),
        ("closes_at", "th", "ปิดรับสมัครเมื่อวันที่ 10 ธันวาคม 2569 เวลา 10.00 น."),
        ("closes_at", "en", "The closing time was 10 December 2026, 10:00."),
    ],
)
def test_before_the_opening_and_from_the_closing_on_nothing_is_begun(world: World, now, moment, language, said):
    now.move_to(world.edition.opens_at - SECOND if moment == "opens_at" else world.edition.closes_at)
    client = browser(world.person, language)
    for answer in (
        client.get("/my/start/digital-local-2564/"),
        client.post("/my/start/digital-local-2564/", {"organisation": world.office.id}),
    ):
        assert answer.status_code == 403
        assert said in words(answer)
    assert Entry.objects.count() == 0


def test_an_award_that_does_not_exist(world: World):
    assert world.client.get("/my/start/no-such-award/").status_code == 404


def test_who_belongs_nowhere_is_led_to_the_register(world: World):
    page = browser(make_person("ใหม่")).get("/my/start/digital-local-2564/")
    assert "ท่านยังไม่มีหน่วยงานในระบบ" in words(page)
    assert reverse("account:organisations") in page.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [("th", "โปรดเลือกหน่วยงานที่ส่งโครงการ"), ("en", "Choose the organisation that enters the project.")],
)
@pytest.mark.parametrize("chosen", ["", "no-such", "theirs"])
def test_only_ones_own_organisation_can_be_chosen(world: World, language, said, chosen):
    theirs = make_organisation("อบต.อื่น")
    answer = browser(world.person, language).post(
        "/my/start/digital-local-2564/", {"organisation": theirs.id if chosen == "theirs" else chosen}
    )
    assert answer.status_code == 422
    assert words(answer).count(said) == 2  # in the summary and beside the field
    assert Entry.objects.count() == 0


def test_a_claimed_person_begins_and_is_told_what_waits(world: World):
    person = make_person("ผู้ขอ")
    member(person, world.office, standing=Membership.Standing.CLAIMED)
    client = browser(person)
    client.post("/my/start/digital-local-2564/", {"organisation": world.office.id})
    entry = Entry.objects.get()
    assert (entry.coordinator, entry.organisation) == (person, world.office)
    assert "ยังไม่มีการยืนยันว่าผู้ประสานงานสังกัดหน่วยงานนี้ เพื่อนร่วมงานที่ยืนยันแล้วหรือเจ้าหน้าที่เป็นผู้ยืนยัน" in words(
        client.get(f"/my/entries/{entry.id}/")
    )


def test_a_refused_membership_is_not_offered(world: World):
    person = make_person("ผู้ถูกปฏิเสธ")
    member(person, world.office, standing=Membership.Standing.REFUSED)
    answer = browser(person).post("/my/start/digital-local-2564/", {"organisation": world.office.id})
    assert Entry.objects.count() == 0
    assert answer.status_code == 422


def test_begin_pressed_twice_begins_one_draft(world: World):
    first = world.client.post("/my/start/digital-local-2564/", {"organisation": world.office.id})
    second = world.client.post("/my/start/digital-local-2564/", {"organisation": world.office.id})
    assert first["Location"] == second["Location"]
    assert Entry.objects.count() == 1


def test_a_further_project_keeps_the_contact_and_says_so(world: World):
    confirmed_entry(world.edition, world.office, world.person)
    answer = world.client.post("/my/start/digital-local-2564/", {"organisation": world.office.id}, follow=True)
    entry = Entry.objects.get(state="draft")
    assert entry.answers["coordinator_name"] == "นางสาวสุดา ใจงาม"
    assert "problem" not in entry.answers
    assert "ใช้ข้อมูลผู้ติดต่อจากโครงการก่อนหน้าของท่าน ท่านแก้ไขได้" in words(answer)


def test_the_task_list_counts_what_is_done(world: World):
    entry = draft_entry(world.edition, world.office, world.person)
    page = words(world.client.get(f"/my/entries/{entry.id}/"))
    assert "ทำแล้ว 1 จาก 18 ส่วน" in page
    full = filled_entry(world.edition, world.office, world.person)
    assert "ทำแล้ว 17 จาก 18 ส่วน" in words(world.client.get(f"/my/entries/{full.id}/"))


def test_the_status_page_asks_the_same_of_one_file_and_of_many_and_less_of_none(world: World):
    empty = draft_entry(world.edition, world.office, world.person)
    full = filled_entry(world.edition, world.office, world.person)
    costs = []
    for entry in (empty, full):
        world.client.get(f"/my/entries/{entry.id}/")  # from now on the person is known to be there
        with CaptureQueriesContext(connection) as asked:
            world.client.get(f"/my/entries/{entry.id}/")
        costs.append(len(asked))
    for number in range(5):
        attach(full, "evidence", f"หลักฐาน {number}.pdf")
    with CaptureQueriesContext(connection) as asked:
        world.client.get(f"/my/entries/{full.id}/")
    # The form's code and what was read on the slides are asked for only where there are such files.
    assert (costs[1] - costs[0], len(asked)) == (2, costs[1])


@pytest.mark.parametrize("state", [state for state in State if state is not State.DRAFT])
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_state_has_its_page(world: World, state, language):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    Entry.objects.update(state=state)
    Edition.objects.update(state=Edition.State.RELEASED)
    client = browser(world.person, language)
    for page in ("", "check/"):
        assert client.get(f"/my/entries/{entry.id}/{page}").status_code == 200
    assert client.get("/my/").status_code == 200


@pytest.mark.parametrize(
    "state", [State.JUDGED, State.SHORTLISTED, State.NOT_SHORTLISTED, State.WINNER, State.NOT_SELECTED]
)
def test_what_the_committee_found_is_told_when_it_is_released(world: World, state):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    Entry.objects.update(state=state)
    hidden = words(world.client.get(f"/my/entries/{entry.id}/")) + words(world.client.get("/my/"))
    assert hidden.count("ผ่านการตรวจคุณสมบัติ อยู่ระหว่างการพิจารณา") == 2
    Edition.objects.update(state=Edition.State.RELEASED)
    assert "ผ่านการตรวจคุณสมบัติ อยู่ระหว่างการพิจารณา" not in words(world.client.get(f"/my/entries/{entry.id}/"))


def test_after_the_closing_everything_is_readable_and_nothing_offered(world: World, now):
    draft = filled_entry(world.edition, world.office, world.person, title="ร่าง")
    sent = submitted_entry(world.edition, world.office, world.person, title="ส่งแล้ว")
    now.move_to(world.edition.closes_at)
    client = browser(world.person)  # the session of three weeks ago has ended
    for entry, said in (
        (draft, "ปิดรับสมัครแล้ว และโครงการนี้ยังไม่ได้ส่ง ท่านยังเปิดอ่านข้อมูลเดิมได้"),
        (sent, "ปิดรับสมัครแล้ว โครงการนี้ส่งแล้วแต่ยังไม่ได้ยืนยัน เจ้าหน้าที่เห็นรายการนี้ โปรดติดต่อผู้จัด"),
    ):
        page = client.get(f"/my/entries/{entry.id}/")
        assert said in words(page)
        assert "/sections/" not in page.content.decode()
        answers = client.get(f"/my/entries/{entry.id}/check/").content.decode()
        assert "ประชาชนต้องเดินทางมายื่นคำร้องที่สำนักงานด้วยตนเอง" in answers
        assert "?back=check" not in answers


def test_a_colleague_reads_and_is_told_who_coordinates(world: World):
    entry = filled_entry(world.edition, world.office, world.person)
    client = browser(make_person("วิชัย", world.office))
    page = client.get(f"/my/entries/{entry.id}/")
    assert "สมชาย รักถิ่น เป็นผู้ประสานงานโครงการนี้ ท่านอ่านได้ในฐานะผู้สังกัดหน่วยงาน" in words(page)
    assert "/sections/" not in page.content.decode()
    assert client.get(f"/my/entries/{entry.id}/check/").status_code == 200
    assert client.post(f"/my/entries/{entry.id}/submit/").status_code == 404
    assert client.post(f"/my/entries/{entry.id}/withdraw/", {"reason": "ก"}).status_code == 404
    entry.refresh_from_db()
    assert entry.state == "draft"


def test_a_returned_entry_says_what_why_and_until_when(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    due = dt.datetime(2026, 12, 1, 17, tzinfo=dt.UTC)
    actions.return_entry(
        entry=entry, parts=["coordinator", "file:submission_form"], note="ไม่มีตราประทับ", due=due, acting=world.person,
        now=NOW,
    )  # fmt: skip
    page = world.client.get(f"/my/entries/{entry.id}/")
    said = words(page)
    assert "ไม่มีตราประทับ" in said
    assert "ภายในวันที่ 1 ธันวาคม 2569 เวลา 24.00 น." in said
    assert "/sections/coordinator/" in page.content.decode()
    assert "/sections/problem/" not in page.content.decode()


@pytest.mark.parametrize("path", ["entries/%00/", "entries/x%00/files/", "receipts/%00/", "entries/x/files/%00/"])
def test_an_address_that_no_database_can_look_for_leads_nowhere(world: World, path: str):
    assert world.client.get(f"/my/{path}").status_code == 404


def test_a_file_that_no_database_can_look_for_is_not_there(world: World):
    entry = draft_entry(world.edition, world.office, world.person)
    assert world.client.post(f"/my/entries/{entry.id}/files/", {"remove": "\x00"}).status_code == 404


def test_pages_of_a_person_are_kept_by_no_cache(world: World):
    assert world.client.get("/my/").headers["Cache-Control"] == "private, no-store"
