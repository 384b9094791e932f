"""Sections: saved right or wrong, by the button and while typing, and never over somebody else's text."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from rangwan.entries import actions
from rangwan.entries.models import Entry
from tests.builders import NOW, confirmed_entry, draft_entry, filled_entry
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

SECOND = dt.timedelta(seconds=1)
AUTOSAVE = {"X-Autosave": "1", "Accept": "application/json"}


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def _url(entry: Entry, key: str) -> str:
    return f"/my/entries/{entry.id}/sections/{key}/"


def _elsewhere(entry: Entry, **answers) -> None:
    entry.refresh_from_db()
    actions.save_answers(entry=entry, answers=answers, base_version=entry.version, acting=entry.coordinator, now=NOW)


def test_saved_and_on_to_the_next_section(world: World, entry):
    answer = world.client.post(_url(entry, "problem"), {"version": 1, "problem": "เดินทางไกล"}, follow=True)
    assert answer.redirect_chain == [(_url(entry, "policy"), 302)]
    assert "บันทึกแล้วเมื่อ 10.00 น." in words(answer)
    entry.refresh_from_db()
    assert entry.answers == {"project_title": "ระบบน้ำดี", "problem": "เดินทางไกล"}


def test_saved_and_back_to_the_list(world: World, entry):
    answer = world.client.post(_url(entry, "problem"), {"version": 1, "problem": "ก", "to_list": "1"})
    assert answer["Location"] == f"/my/entries/{entry.id}/"


def test_after_the_last_section_come_the_files(world: World, entry):
    answer = world.client.post(_url(entry, "team"), {"version": 1})
    assert answer["Location"] == f"/my/entries/{entry.id}/files/"


def test_a_change_from_the_check_page_leads_back_to_it(world: World, entry):
    answer = world.client.post(_url(entry, "problem") + "?back=check", {"version": 1, "problem": "ก"})
    assert answer["Location"] == f"/my/entries/{entry.id}/check/#problem"


def test_a_blank_page_saves_nothing_and_makes_no_revision(world: World, entry):
    world.client.post(_url(entry, "problem"), {"version": 1, "problem": "", "problem_cause": "  \n "})
    entry.refresh_from_db()
    assert (entry.version, entry.revisions.count()) == (1, 1)


def test_a_cleared_answer_is_cleared(world: World, entry):
    _elsewhere(entry, problem="ก")
    world.client.post(_url(entry, "problem"), {"version": 2, "problem": ""})
    entry.refresh_from_db()
    assert "problem" not in entry.answers


def test_a_field_that_was_not_on_the_page_is_left_alone(world: World, entry):
    _elsewhere(entry, problem="ก", problem_cause="ข")
    world.client.post(_url(entry, "problem"), {"version": 2, "problem": "ค"})
    entry.refresh_from_db()
    assert (entry.answers["problem"], entry.answers["problem_cause"]) == ("ค", "ข")


@pytest.mark.parametrize(
    ("language", "first", "beside"),
    [
        (
            "th",
            "บันทึกตามที่พิมพ์แล้วเมื่อ 10.00 น. โปรดดูส่วนที่ทำเครื่องหมายไว้ด้านล่าง",
            "“แปดพัน” ไม่ใช่ตัวเลข",
        ),
        (
            "en",
            "Saved at 10.00 as you typed it. Please look at what is marked below.",
            "“แปดพัน” is not a number. Write digits only, such as 1,250.",
        ),
    ],
)
def test_what_is_wrong_is_kept_as_typed_and_told_in_the_summary_and_beside(
    world: World, entry, language, first, beside
):
    client = browser(world.person, language)
    answer = client.post(_url(entry, "solution"), {"version": 1, "solution_budget": "แปดพัน"}, follow=True)
    assert answer.redirect_chain == [(_url(entry, "solution"), 302)]
    page = words(answer)
    assert first in page
    assert page.count(beside) == 2
    html = answer.content.decode()
    assert 'value="แปดพัน"' in html
    assert 'href="#solution_budget"' in html
    assert "<title>Error:" in html or "<title>ข้อผิดพลาด:" in html
    entry.refresh_from_db()
    assert entry.answers["solution_budget"] == "แปดพัน"


def test_autosave_answers_in_json(world: World, entry):
    answer = world.client.post(
        _url(entry, "solution"), {"version": 1, "solution": "ก", "solution_budget": "แปดพัน"}, headers=AUTOSAVE
    )
    said = answer.json()
    assert (answer.status_code, said["version"], said["saved"], said["saved_at"]) == (
        200,
        "2",
        "10.00",
        NOW.isoformat(),
    )
    assert [problem["id"] for problem in said["problems"]] == ["solution_budget"]
    entry.refresh_from_db()
    assert entry.answers["solution"] == "ก"


def test_autosave_again_with_the_version_it_was_given(world: World, entry):
    version = "1"
    for text in ("ก", "กข", "กขค"):
        fields = {"version": version, "problem": text}
        version = world.client.post(_url(entry, "problem"), fields, headers=AUTOSAVE).json()["version"]
    entry.refresh_from_db()
    assert (version, entry.answers["problem"], entry.revisions.count()) == ("4", "กขค", 4)


def test_two_tabs_on_two_sections_do_not_disturb_each_other(world: World, entry):
    world.client.post(_url(entry, "problem"), {"version": 1, "problem": "ก"})
    answer = world.client.post(_url(entry, "policy"), {"version": 1, "vision": "ข"})
    assert answer.status_code == 302
    entry.refresh_from_db()
    assert (entry.answers["problem"], entry.answers["vision"]) == ("ก", "ข")


@pytest.mark.parametrize(
    ("language", "said", "other"),
    [
        (
            "th",
            "มีการบันทึกโครงการนี้ไปก่อนแล้ว ยังไม่มีข้อความใดถูกเขียนทับ โปรดเลือกว่าจะเก็บข้อความใด",
            "บันทึกโดย สมชาย รักถิ่น เมื่อ 20 พ.ย. 2569 เวลา 10.00 น.",
        ),
        (
            "en",
            "Somebody saved this entry in the meantime. Nothing was overwritten: choose which text to keep.",
            "Saved by สมชาย รักถิ่น, 20 Nov 2026, 10:00",
        ),
    ],
)
def test_a_save_over_a_newer_text_shows_both_and_stores_nothing(world: World, entry, language, said, other):
    _elsewhere(entry, problem="ของแท็บแรก")
    answer = browser(world.person, language).post(_url(entry, "problem"), {"version": 1, "problem": "ของแท็บที่สอง"})
    page = words(answer)
    assert answer.status_code == 409
    assert said in page
    assert f"{other} ของแท็บแรก" in page
    assert "ของแท็บที่สอง</textarea>" in answer.content.decode()
    entry.refresh_from_db()
    assert (entry.version, entry.answers["problem"]) == (2, "ของแท็บแรก")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "ของแท็บที่สอง"), ("theirs", "ของแท็บแรก")])
def test_the_person_chooses_which_text_to_keep(world: World, entry, choice, kept):
    _elsewhere(entry, problem="ของแท็บแรก")
    fields = {"version": 2, "problem": "ของแท็บที่สอง", "conflict": "problem", "keep-problem": choice}
    assert world.client.post(_url(entry, "problem"), fields).status_code == 302
    entry.refresh_from_db()
    assert entry.answers["problem"] == kept


def test_without_a_choice_both_texts_are_shown_again(world: World, entry):
    _elsewhere(entry, problem="ของแท็บแรก")
    answer = world.client.post(_url(entry, "problem"), {"version": 2, "problem": "ของแท็บที่สอง", "conflict": "problem"})
    page = words(answer)
    assert answer.status_code == 409
    assert "โปรดเลือกว่าจะเก็บข้อความใด" in page
    assert "ของแท็บแรก" in page
    assert "ของแท็บที่สอง" in page
    entry.refresh_from_db()
    assert entry.answers["problem"] == "ของแท็บแรก"


def test_the_page_with_two_texts_does_not_say_saved(world: World, entry):
    """Neither the page nor the autosave acknowledges what waits for a choice."""
    _elsewhere(entry, problem="ของแท็บแรก")
    fields = {"version": 1, "problem": "ของแท็บที่สอง"}
    page = world.client.post(_url(entry, "problem"), fields)
    assert "data-autosave=" not in page.content.decode()
    assert "สิ่งที่พิมพ์บันทึกไว้แล้ว" not in words(page)
    fields = {"version": 2, "problem": "ของแท็บที่สอง", "problem_cause": "อีกข้อ", "conflict": "problem"}
    answer = world.client.post(_url(entry, "problem"), fields, headers=AUTOSAVE)
    assert answer.status_code == 200
    entry.refresh_from_db()
    assert entry.answers == {"project_title": "ระบบน้ำดี", "problem": "ของแท็บแรก", "problem_cause": "อีกข้อ"}


def _autosaved(world: World, entry: Entry, key: str, **fields) -> dict[str, Any]:
    answer = world.client.post(_url(entry, key), fields, headers=AUTOSAVE)
    assert answer.status_code == 200
    entry.refresh_from_db()
    said: dict[str, Any] = answer.json()
    return said


def test_autosave_over_a_newer_text_keeps_the_rest_and_sends_both_texts(world: World, entry):
    _elsewhere(entry, problem="ของแท็บแรก")
    said = _autosaved(world, entry, "problem", version=1, problem="ของแท็บที่สอง", problem_cause="เหตุ")
    assert (said["version"], said["saved"], said["newer"]) == ("3", "10.00", [])
    [conflict] = said["conflicts"]
    assert conflict["key"] == "problem"
    assert "บันทึกโดย สมชาย รักถิ่น เมื่อ 20 พ.ย. 2569 เวลา 10.00 น. ของแท็บแรก" in words(f"<main>{conflict['html']}</main>")
    assert 'data-version="3"' in conflict["html"]
    assert (entry.answers["problem"], entry.answers["problem_cause"]) == ("ของแท็บแรก", "เหตุ")


def test_autosave_that_could_keep_nothing_does_not_say_saved(world: World, entry):
    _elsewhere(entry, problem="ของแท็บแรก")
    said = _autosaved(world, entry, "problem", version=1, problem="ของแท็บที่สอง")
    assert (said["version"], said["saved"], entry.version) == ("2", "", 2)


def test_autosave_brings_what_others_wrote_in_questions_that_were_not_touched(world: World, entry):
    _elsewhere(entry, problem_cause="ของเพื่อนร่วมงาน")
    said = _autosaved(world, entry, "problem", version=1, problem="ของฉัน")
    [newer] = said["newer"]
    assert (newer["key"], said["conflicts"]) == ("problem_cause", [])
    assert "ของเพื่อนร่วมงาน</textarea>" in newer["html"]


def test_a_question_says_for_itself_in_which_version_it_was_seen(world: World, entry):
    _elsewhere(entry, problem="ของเพื่อนร่วมงาน")
    said = _autosaved(world, entry, "problem", version=2, **{"base-problem": 1}, problem="ของฉัน")
    assert [conflict["key"] for conflict in said["conflicts"]] == ["problem"]
    said = _autosaved(world, entry, "problem", version=1, **{"base-problem": 2}, problem="ของฉัน")
    assert ("conflicts" in said, entry.answers["problem"]) == (False, "ของฉัน")


def test_a_save_whose_answer_was_lost_is_no_conflict_with_oneself(world: World, entry):
    _autosaved(world, entry, "problem", version=1, problem="หนึ่ง ")  # the page never hears of it
    said = _autosaved(world, entry, "problem", version=1, problem="หนึ่งสอง", **{"sent-0--problem": "หนึ่ง "})
    assert ("conflicts" in said, said["version"], entry.answers["problem"]) == (False, "3", "หนึ่งสอง")


def test_an_autosave_without_a_session_is_told_in_json(world: World, entry):
    answer = Client().post(_url(entry, "problem"), {"version": 1, "problem": "ก"}, headers=AUTOSAVE)
    assert (answer.status_code, answer.json()) == (
        401,
        {"message": "ท่านออกจากระบบแล้ว สิ่งที่ท่านพิมพ์เก็บไว้ในเบราว์เซอร์นี้ เข้าสู่ระบบอีกครั้งเพื่อบันทึก"},
    )


def test_an_untouched_old_text_in_the_second_tab_takes_nothing_back(world: World, entry):
    _elsewhere(entry, problem="เดิม")
    _elsewhere(entry, problem="ใหม่")
    world.client.post(_url(entry, "problem"), {"version": 2, "problem": "เดิม", "problem_cause": "เหตุ"})
    entry.refresh_from_db()
    assert (entry.answers["problem"], entry.answers["problem_cause"]) == ("ใหม่", "เหตุ")


def test_a_question_that_depends_says_when_it_is_asked(world: World, entry):
    page = words(world.client.get(_url(entry, "character")))
    assert page.count("ตอบเมื่อท่านเลือก “ต่อยอดจากผลงาน/โครงการเดิม” ในคำถาม “โครงการนี้เป็นโครงการที่”") == 1


def test_a_section_of_a_sent_entry_leads_to_reading_it(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    answer = world.client.get(_url(entry, "problem"))
    assert answer["Location"] == f"/my/entries/{entry.id}/check/#problem"


def test_a_section_that_does_not_exist(world: World, entry):
    assert world.client.get(_url(entry, "no-such")).status_code == 404
    assert world.client.post(_url(entry, "no-such"), {"version": 1}).status_code == 404


def test_eligibility_says_why_not_and_what_then_and_the_draft_goes_on(world: World, entry):
    fields = {"version": 1, "uses_digital": "false", "first_used": "01/11/2569", "is_local_government": "true"}
    answer = world.client.post(_url(entry, "eligibility"), fields, follow=True)
    page = words(answer)
    assert answer.redirect_chain == [(f"/my/entries/{entry.id}/eligibility/", 302)]
    assert "ตามคำตอบของท่าน ยังไม่ได้ ร่างของท่านยังอยู่ครบ และท่านแก้คำตอบได้" in page
    assert page.count("ไม่เป็นไปตามข้อนี้") == 2
    assert "รางวัลนี้รับเฉพาะโครงการนวัตกรรมที่นำเทคโนโลยีดิจิทัลมาใช้กับกระบวนการทำงานของภาครัฐ" in page
    assert "หากวันที่ถูกต้องแล้ว โครงการนี้ยังส่งเข้าประกวดปีนี้ไม่ได้" in page
    assert "ต้องเริ่มใช้งานจริงภายในวันที่ 10 มิถุนายน 2569" in page
    assert world.client.get(_url(entry, "problem")).status_code == 200


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("th", "ได้ ตามคำตอบของท่าน โครงการเป็นไปตามคุณสมบัติทุกข้อ เจ้าหน้าที่จะตรวจสอบอีกครั้ง"),
        ("en", "Yes, by your answers the project meets every rule. Staff will verify it."),
    ],
)
def test_eligibility_met(world: World, language, said):
    entry = filled_entry(world.edition, world.office, world.person)
    assert said in words(browser(world.person, language).get(f"/my/entries/{entry.id}/eligibility/"))


def test_eligibility_not_answered_yet(world: World, entry):
    page = words(world.client.get(f"/my/entries/{entry.id}/eligibility/"))
    assert page.count("ยังไม่ได้ตอบ") == 3


def test_only_the_parts_asked_for_can_be_corrected(world: World):
    entry = confirmed_entry(world.edition, world.office, world.person).entry
    due = NOW + dt.timedelta(days=30)
    actions.return_entry(entry=entry, parts=["coordinator"], note="", due=due, acting=world.person, now=NOW)
    fields = {"version": entry.version, "coordinator_phone": "081-111-1111"}
    assert world.client.post(_url(entry, "coordinator"), fields).status_code == 302
    answer = world.client.post(_url(entry, "problem"), {"version": entry.version, "problem": "แก้เพิ่ม"})
    assert answer.status_code == 409
    assert "แก้ไขได้เฉพาะส่วนที่เจ้าหน้าที่ขอให้แก้ไข ระบบยังไม่ได้บันทึก" in words(answer)
    assert "แก้เพิ่ม" in words(answer)
    entry.refresh_from_db()
    assert entry.answers["coordinator_phone"] == "081-111-1111"
    assert entry.answers["problem"] != "แก้เพิ่ม"
