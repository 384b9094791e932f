"""What is kept of what was typed, and what is said of the rest."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from rangwan.judging.models import MarkEvent
from tests.builders import NOW
from tests.web.judge.conftest import AUTOSAVE, CRITERIA, FIRST, SECOND, World, blank, fields, page


def test_autosave(world: World):
    answer = world.client.post(world.url, blank(**{f"mark-{FIRST}": "7.5"}), headers=AUTOSAVE)
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "saved": "10.00", "version": NOW.isoformat(), "problems": [], "marked": "ให้คะแนนแล้ว 1 จาก 11 เกณฑ์",
            "total": "7.50", "full": "100",
        },
    )  # fmt: skip


def test_autosave_keeps_the_good_and_names_the_bad(world: World):
    typed = blank(**{f"mark-{FIRST}": "11", f"comment-{FIRST}": "ดี", f"mark-{SECOND}": "9"})
    answer = world.client.post(world.url, typed, headers=AUTOSAVE)
    assert answer.status_code == 200
    assert answer.json()["problems"] == [{"id": f"mark-{FIRST}", "message": "คะแนนต้องอยู่ระหว่าง 0 ถึงคะแนนเต็มของเกณฑ์ข้อนี้"}]
    assert world.marks() == {FIRST: (None, "ดี"), SECOND: (9, "")}


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("เก้า", "โปรดใส่คะแนนเป็นตัวเลข เช่น 7 หรือ 7.5"),
        ("7\x00", "โปรดใส่คะแนนเป็นตัวเลข เช่น 7 หรือ 7.5"),
        ("1e1", "โปรดใส่คะแนนเป็นตัวเลข เช่น 7 หรือ 7.5"),
        ("<b>7</b>", "โปรดใส่คะแนนเป็นตัวเลข เช่น 7 หรือ 7.5"),
        ("9" * 100_000, "โปรดใส่คะแนนเป็นตัวเลข เช่น 7 หรือ 7.5"),
        ("10.01", "คะแนนต้องอยู่ระหว่าง 0 ถึงคะแนนเต็มของเกณฑ์ข้อนี้"),
        ("-1", "คะแนนต้องอยู่ระหว่าง 0 ถึงคะแนนเต็มของเกณฑ์ข้อนี้"),
        ("7.555", "ใส่ทศนิยมได้ไม่เกินสองตำแหน่ง"),
    ],
)
def test_a_bad_mark_stays_on_the_page_with_its_message(world: World, typed: str, message: str):
    answer = world.client.post(world.url, blank(**{f"mark-{FIRST}": typed, f"mark-{SECOND}": "8"}))
    content = answer.content.decode()
    assert answer.status_code == 422
    assert content.count(message) == 2  # in the summary and at the field
    assert f'<a href="#mark-{FIRST}">1. ' in content
    assert "มีคะแนนที่บันทึกไม่ได้" in content
    assert typed.replace("<", "&lt;").replace(">", "&gt;") in content
    assert world.marks() == {SECOND: (8, "")}


def test_a_comment_that_is_too_long_stays_and_its_mark_is_kept(world: World):
    comment = "ก" * 100_000
    answer = world.client.post(world.url, blank(**{f"mark-{FIRST}": "8", f"comment-{FIRST}": comment}))
    content = answer.content.decode()
    assert answer.status_code == 422
    assert content.count("ความเห็นยาวเกินไป รับได้ไม่เกิน 10,000 ตัวอักษร") == 2
    assert f'<a href="#comment-{FIRST}">' in content
    assert comment in content
    assert world.marks() == {FIRST: (8, "")}


def test_a_bad_mark_and_a_bad_comment_of_one_criterion_are_both_named(world: World):
    typed = blank(**{f"mark-{FIRST}": "สิบ", f"comment-{FIRST}": "ก" * 10_001})
    problems = world.client.post(world.url, typed, headers=AUTOSAVE).json()["problems"]
    assert [problem["id"] for problem in problems] == [f"mark-{FIRST}", f"comment-{FIRST}"]
    assert world.client.post(world.url, typed).status_code == 422
    assert world.marks() == {}


def test_html_and_control_characters_in_a_comment(world: World):
    world.client.post(world.url, {f"comment-{FIRST}": "<script>alert(1)</script>\x00 ดี"})
    assert world.marks() == {FIRST: (None, "<script>alert(1)</script>\ufffd ดี")}
    content = page(world.client, world.url)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;\ufffd ดี" in content
    assert "<script>alert" not in content


def test_a_field_that_the_page_did_not_hold_stays_as_it_is(world: World):
    world.client.post(world.url, fields(0.5))
    world.client.post(world.url, {f"mark-{FIRST}": "9"})
    assert (len(world.marks()), world.marks()[FIRST], world.marks()[SECOND]) == (11, (9, ""), (5, ""))


def test_a_mark_is_taken_back(world: World):
    world.client.post(world.url, {f"mark-{FIRST}": "9"})
    world.client.post(world.url, {f"mark-{FIRST}": " "})
    assert world.marks() == {FIRST: (None, "")}
    assert list(MarkEvent.objects.values_list("mark", flat=True).order_by("pk")) == [9, None]


def test_two_windows_do_not_undo_each_other(world: World, now: time_machine.Traveller):
    version = world.sheet.changed_at.isoformat()
    now.shift(dt.timedelta(seconds=1))
    one = world.client.post(world.url, blank(version=version, **{f"mark-{FIRST}": "7"}), headers=AUTOSAVE).json()
    now.shift(dt.timedelta(seconds=1))
    # The second window was opened before, so its first field is blank still.
    two = world.client.post(world.url, blank(version=version, **{f"mark-{SECOND}": "8"}), headers=AUTOSAVE)
    assert (two.status_code, two.json()) == (
        412,
        {"message": "ใบให้คะแนนนี้ถูกแก้ไขจากหน้าต่างหรืออุปกรณ์อื่น (เกณฑ์ข้อ 1) โปรดเปิดหน้านี้ใหม่"},
    )
    assert world.marks() == {FIRST: (7, ""), SECOND: (8, "")}
    now.shift(dt.timedelta(seconds=1))
    typed = blank(version=version, **{f"mark-{FIRST}": "3", f"comment-{FIRST}": "น่าจะน้อยกว่า", f"mark-{SECOND}": "8"})
    three = world.client.post(world.url, typed)
    content = three.content.decode()
    assert three.status_code == 422
    assert "ที่ท่านกรอก: 3 · น่าจะน้อยกว่า" in content
    assert 'value="7"' in content
    assert world.marks() == {FIRST: (7, ""), SECOND: (8, "")}
    now.shift(dt.timedelta(seconds=1))
    same = world.client.post(world.url, blank(version=one["version"], **{f"mark-{FIRST}": "6", f"mark-{SECOND}": "8"}))
    assert same.status_code == 302  # it knew what it changed
    assert world.marks() == {FIRST: (6, ""), SECOND: (8, "")}


@pytest.mark.parametrize("version", ["", "yesterday", "2026-11-20T10:00:00", "\x00"])
def test_a_page_that_does_not_say_what_it_saw_is_taken_at_its_word(world: World, version: str):
    assert world.client.post(world.url, {"version": version, f"mark-{FIRST}": "7"}).status_code == 302
    assert world.marks() == {FIRST: (7, "")}


@pytest.mark.parametrize("path", ["", "finish/"])
def test_a_finished_sheet_takes_nothing_and_shows_what_was_typed(world: World, path: str):
    world.client.post(f"{world.url}finish/", fields(0.8))
    typed = fields(0.8, **{f"mark-{FIRST}": "3", f"comment-{FIRST}": "<b>ต่ำไป</b>"})
    answer = world.client.post(f"{world.url}{path}", typed)
    content = answer.content.decode()
    assert answer.status_code == 409
    assert "ยังไม่ได้บันทึก" in content
    assert f"<dt>{CRITERIA[0].name.th}</dt><dd>3<br>&lt;b&gt;ต่ำไป&lt;/b&gt;</dd>" in content
    assert content.count('class="summary__row"><dt>' + CRITERIA[1].name.th) == 0
    assert world.marks()[FIRST] == (8, "")


def test_autosave_of_a_finished_sheet(world: World):
    world.client.post(f"{world.url}finish/", fields(0.8))
    answer = world.client.post(world.url, fields(0.1), headers=AUTOSAVE)
    assert (answer.status_code, answer.json()) == (
        409,
        {"message": "ใบให้คะแนนนี้เสร็จแล้ว หากต้องแก้ไขโปรดขอให้ประธานเปิดใหม่"},
    )
