"""Sending in: nothing missing, nothing twice, nothing late."""

from __future__ import annotations

import datetime as dt

import pytest

from rangwan.accounts.models import Membership
from rangwan.entries import actions
from rangwan.entries.models import Entry, Receipt
from rangwan.programmes.queries import definition_of
from tests.builders import NOW, confirmed_entry, draft_entry, filled_entry, good_survey, submitted_entry
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

TICKS = {"tools": ["e_laas", "other"], "tools-other": "ระบบของเราเอง", "channels": ["website"], "channels-other": ""}


def _base(entry: Entry) -> str:
    return f"/my/entries/{entry.id}"


@pytest.mark.parametrize(
    ("language", "title", "missing"),
    [
        ("th", "ยังไม่ได้ส่งโครงการ เพราะยังขาดหรือต้องแก้ไขสิ่งต่อไปนี้", "เอกสารนำเสนอโครงการ (PowerPoint)"),
        (
            "en",
            "The entry was not sent, because these things are missing or have to be corrected",
            "Attach the file: Presentation of the project (PowerPoint)",
        ),
    ],
)
def test_what_is_missing_is_listed_with_ways_to_mend_it(world: World, language, title, missing):
    entry = draft_entry(world.edition, world.office, world.person)
    answer = browser(world.person, language).post(f"{_base(entry)}/submit/")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert title in words(answer)
    assert missing in words(answer)
    assert f'href="{_base(entry)}/sections/coordinator/?back=check#coordinator_phone"' in html
    assert f'href="{_base(entry)}/files/?back=check#file-presentation"' in html
    entry.refresh_from_db()
    assert entry.state == "draft"


def test_before_anybody_pressed_nothing_is_red(world: World):
    entry = draft_entry(world.edition, world.office, world.person)
    answer = world.client.get(f"{_base(entry)}/check/")
    assert "field-error" not in answer.content.decode()
    assert "สิ่งที่ต้องทำก่อนส่ง" in words(answer)


def test_empty_answers_are_shown_as_not_given_here(world: World):
    entry = draft_entry(world.edition, world.office, world.person)
    thai = words(world.client.get(f"{_base(entry)}/check/"))
    english = words(browser(world.person, "en").get(f"{_base(entry)}/check/"))
    form = definition_of(entry.definition_id).form
    asked = [q for q in form.by_key.values() if q.criterion and not q.required and q.show_if is None]
    assert thai.count("ไม่ได้ให้ไว้ในระบบ ดูในไฟล์นำเสนอ") == len(asked)
    assert english.count("Not given here, see the presentation") == len(asked)


def test_a_rule_that_is_not_met_is_told_as_the_pack_tells_it(world: World):
    entry = filled_entry(world.edition, world.office, world.person)
    actions.save_answers(
        entry=entry, answers={"uses_digital": False}, base_version=entry.version, acting=world.person, now=NOW
    )
    page = words(world.client.post(f"{_base(entry)}/submit/"))
    assert "รางวัลนี้รับเฉพาะโครงการนวัตกรรมที่นำเทคโนโลยีดิจิทัลมาใช้กับกระบวนการทำงานของภาครัฐ" in page


def test_a_claim_that_waits_is_told(world: World):
    entry = filled_entry(world.edition, world.office, world.person)
    Membership.objects.update(standing=Membership.Standing.CLAIMED)
    answer = world.client.post(f"{_base(entry)}/submit/")
    assert answer.status_code == 422
    assert "ยังไม่มีการยืนยันว่าผู้ประสานงานสังกัดหน่วยงานนี้ เพื่อนร่วมงานที่ยืนยันแล้วหรือเจ้าหน้าที่เป็นผู้ยืนยัน" in words(answer)


def test_sent_twice_leads_to_the_questions_twice(world: World):
    entry = filled_entry(world.edition, world.office, world.person)
    for _press in range(2):
        assert world.client.post(f"{_base(entry)}/submit/")["Location"] == f"{_base(entry)}/survey/"
    entry.refresh_from_db()
    assert entry.state == "submitted"


def test_nothing_is_ticked_before_the_entrant_ticks_it(world: World):
    entry = submitted_entry(world.edition, world.office, world.person)
    assert " checked" not in world.client.get(f"{_base(entry)}/survey/").content.decode()


@pytest.mark.parametrize(
    ("fields", "language", "said", "times"),
    [
        ({}, "th", "กรุณาเลือกคำตอบ: เครื่องมือดิจิทัล/ระบบงานอิเล็กทรอนิกส์ที่ใช้งาน", 2),
        ({}, "en", "Choose an answer: Digital tools and electronic work systems in use", 2),
        ({**TICKS, "tools-other": ""}, "en", "You chose “other”. Write what it is.", 2),
        (
            {**TICKS, "tools": ["no_such"], "tools-other": ""},
            "en",
            "“no_such” is not in the list. Choose from the list.",
            2,
        ),
    ],
)
def test_what_is_wrong_with_the_ticks_is_told_and_the_ticks_stay(world: World, fields, language, said, times):
    entry = submitted_entry(world.edition, world.office, world.person)
    answer = browser(world.person, language).post(f"{_base(entry)}/survey/", fields)
    assert answer.status_code == 422
    assert words(answer).count(said) == times
    if "channels" in fields:
        assert answer.content.decode().count(" checked") >= 1
    entry.refresh_from_db()
    assert entry.survey == {}


def test_ticks_are_kept_and_shown_before_the_confirmation(world: World):
    entry = submitted_entry(world.edition, world.office, world.person)
    answer = world.client.post(f"{_base(entry)}/survey/", TICKS, follow=True)
    assert answer.redirect_chain == [(f"{_base(entry)}/confirm/", 302)]
    page = words(answer)
    assert "อื่น ๆ (โปรดระบุ): ระบบของเราเอง" in page
    assert "เว็บไซต์หน่วยงาน" in page
    entry.refresh_from_db()
    assert entry.survey == {
        "tools": {"chosen": ["e_laas", "other"], "other": "ระบบของเราเอง"},
        "channels": {"chosen": ["website"], "other": ""},
    }


def test_the_confirmation_waits_for_both_answers(world: World):
    entry = submitted_entry(world.edition, world.office, world.person)
    assert world.client.get(f"{_base(entry)}/confirm/")["Location"] == f"{_base(entry)}/survey/"
    answer = world.client.post(f"{_base(entry)}/confirm/")
    assert answer.status_code == 422
    assert "กรุณาเลือกคำตอบ: เครื่องมือดิจิทัล/ระบบงานอิเล็กทรอนิกส์ที่ใช้งาน" in words(answer)
    assert Receipt.objects.count() == 0


def test_confirmed_twice_is_one_receipt(world: World):
    entry = submitted_entry(world.edition, world.office, world.person)
    world.client.post(f"{_base(entry)}/survey/", TICKS)
    for _press in range(2):
        assert world.client.post(f"{_base(entry)}/confirm/")["Location"] == f"{_base(entry)}/done/"
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("page", "language", "said"),
    [
        ("survey", "th", "ตอบคำถามและยืนยันได้เฉพาะโครงการที่ส่งแล้วและยังไม่ได้ยืนยัน"),
        (
            "survey",
            "en",
            "Only an entry that has been sent, and is not confirmed yet, can be answered on and confirmed.",
        ),
        ("confirm", "th", "ตอบคำถามและยืนยันได้เฉพาะโครงการที่ส่งแล้วและยังไม่ได้ยืนยัน"),
    ],
)
def test_the_back_button_after_the_confirmation_leads_to_where_the_entry_stands(world: World, page, language, said):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    client = browser(world.person, language)
    answer = client.get(f"{_base(entry)}/{page}/", follow=True)
    assert answer.redirect_chain == [(f"{_base(entry)}/", 302)]
    assert said in words(answer)


def test_posting_an_old_page_after_the_confirmation_changes_nothing(world: World):
    receipt = confirmed_entry(world.edition, world.office, world.person)
    entry = receipt.entry
    for page, fields in (("survey", TICKS), ("submit", {}), ("confirm", {})):
        answer = world.client.post(f"{_base(entry)}/{page}/", fields, follow=True)
        assert answer.redirect_chain[-1][0] in (f"{_base(entry)}/", f"{_base(entry)}/done/")
    entry.refresh_from_db()
    assert (entry.state, entry.survey, Receipt.objects.count()) == ("confirmed", receipt.survey, 1)


@pytest.mark.parametrize("page", ["submit", "survey", "confirm"])
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "หมดเวลาแล้วเมื่อวันที่ 10 ธันวาคม 2569 เวลา 10.00 น. ระบบไม่ได้บันทึก"),
        ("en", "The time for this ended on 10 December 2026, 10:00. Nothing was saved."),
    ],
)
def test_in_the_second_of_the_closing_it_is_too_late(world: World, now, page, language, said):
    make = filled_entry if page == "submit" else submitted_entry
    entry = make(world.edition, world.office, world.person)
    if page == "confirm":
        survey = good_survey(definition_of(entry.definition_id))
        actions.save_survey(entry=entry, survey=survey, acting=world.person, now=NOW)
    now.move_to(world.edition.closes_at)
    client = browser(world.person, language)
    before = Entry.objects.values().get()
    answer = client.post(f"{_base(entry)}/{page}/", TICKS if page == "survey" else {})
    assert answer.status_code == 403
    assert said in words(answer)
    assert Entry.objects.values().get() == before
    now.move_to(world.edition.closes_at - dt.timedelta(seconds=1))
    assert client.post(f"{_base(entry)}/{page}/", TICKS if page == "survey" else {}).status_code == 302


def test_the_questions_are_not_shown_as_open_after_the_closing(world: World, now):
    entry = submitted_entry(world.edition, world.office, world.person)
    now.move_to(world.edition.closes_at)
    client = browser(world.person)
    for page in ("survey", "confirm"):
        assert client.get(f"{_base(entry)}/{page}/").status_code == 403


def test_the_last_page_is_only_for_the_confirmed(world: World):
    entry = draft_entry(world.edition, world.office, world.person)
    assert world.client.get(f"{_base(entry)}/done/")["Location"] == f"{_base(entry)}/"


def test_a_corrected_entry_is_sent_back(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    due = NOW + dt.timedelta(days=3)
    actions.return_entry(entry=entry, parts=["coordinator"], note="", due=due, acting=world.person, now=NOW)
    fields = {"version": entry.version, "coordinator_phone": "abc"}
    world.client.post(f"{_base(entry)}/sections/coordinator/", fields)
    answer = world.client.post(f"{_base(entry)}/send-back/")
    assert answer.status_code == 422
    entry.refresh_from_db()
    fields = {"version": entry.version, "coordinator_phone": "081-111-1111"}
    world.client.post(f"{_base(entry)}/sections/coordinator/", fields)
    assert world.client.post(f"{_base(entry)}/send-back/")["Location"] == f"{_base(entry)}/done/"
    entry.refresh_from_db()
    assert (entry.state, entry.receipts.count()) == ("confirmed", 2)
    again = world.client.post(f"{_base(entry)}/send-back/", follow=True)
    assert "โครงการนี้ไม่ได้อยู่ระหว่างรอการแก้ไข" in words(again)
    assert entry.receipts.count() == 2
