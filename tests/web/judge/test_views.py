"""The judge's pages: the list, the sheet with its files, finishing, stepping back; in both languages."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.judging.models import Assignment, MarkEvent
from tests.builders import assignment as assign
from tests.builders import bare_entry, finished_sheet, pack
from tests.web.judge.conftest import AUTOSAVE, CRITERIA, FIRST, World, attached, blank, browser, fields, page

LIST = {
    "th": ("ผลงานที่ต้องตัดสิน", "เสร็จแล้ว 1 จาก 4 ผลงาน เหลือ 3", "ยังไม่เริ่ม", "กำลังให้คะแนน", "ให้คะแนนเสร็จแล้ว"),
    "en": ("Entries to judge", "1 of 4 finished, 3 left.", "Not started", "In progress", "Finished"),
}


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_list(world: World, language: str):
    done = finished_sheet(bare_entry(world.edition, State.ELIGIBLE, 4), world.judge, 0.5)
    world.client.post(world.url, {f"mark-{FIRST}": "7"})
    content = page(browser(world.judge, language), "/judge/")
    assert [words for words in LIST[language] if words not in content] == []
    assert content.count("โครงการที่ ") == 4
    assert content.index("โครงการที่ 3") < content.index("โครงการที่ 2") < content.index("โครงการที่ 4")
    assert f'<a href="/judge/{done.id}/">' in content
    assert '<td class="num">50.00</td>' in content


def test_a_list_of_50_costs_what_a_list_of_3_costs(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    for length in (3, 50):
        while Assignment.objects.count() < length:
            number = Assignment.objects.count() + 1
            assign(bare_entry(world.edition, State.ELIGIBLE, number), world.judge)
        with django_assert_num_queries(3):  # session, person, sheets
            page(world.client, "/judge/")


@pytest.mark.parametrize(
    ("language", "words"), [("th", "ยังไม่มีผลงานที่มอบหมายให้ท่าน"), ("en", "No entry has been assigned to you yet")]
)
def test_nothing_to_judge(world: World, language: str, words: str):
    assert words in page(browser(world.staff.judges[1], language), "/judge/")


def test_the_sheet_in_thai(world: World):
    content = page(world.client, world.url)
    assert content.count('class="criterion"') == 11
    assert content.count(">10</span> คะแนน") == 9
    assert content.count(">5</span> คะแนน") == 2
    for criterion in CRITERIA:
        assert criterion.name.th in content
        assert [level.text.th for level in criterion.rubric if level.text.th not in content] == []
    for words in (
        "ให้คะแนนแล้ว 0 จาก 11 เกณฑ์", "คะแนนรวมขณะนี้", "ข้าพเจ้าตัดสินผลงานนี้ไม่ได้", "ผลงานที่ 2 จาก 3",
        "คำแนะนำ: สิ่งที่ขอให้ผู้ส่งผลงานอธิบาย", "โครงการที่ 2", "T0002", "อบต.ที่ 2",
    ):  # fmt: skip
        assert words in content
    assert f'href="/judge/{world.sheets[0].id}/"' in content
    assert f'href="/judge/{world.sheets[2].id}/"' in content


def test_the_sheet_in_english(world: World):
    content = page(browser(world.judge, "en"), world.url)
    for words in ("0 of 11 criteria marked", "Total so far", "I cannot judge this entry", "Entry 2 of 3"):
        assert words in content
    assert CRITERIA[0].name.en in content


def test_no_mark_has_a_default_and_a_missing_total_is_not_zero(world: World):
    content = page(world.client, world.url)
    assert content.count('autocomplete="off" value=""') == 11
    assert '<strong class="num" data-total>–</strong> / 100' in content


def test_what_was_ticked_on_the_screen_stands_beside_its_criterion(world: World):
    content = page(world.client, world.url)
    for criterion in CRITERIA:
        if criterion.survey:
            row = content[: content.index(f'id="{criterion.key}-title"')].rpartition("sheet-row")[2]
            label = {"tools": "e-LAAS", "channels": "LINE Official Account"}[criterion.survey]
            assert label in row
    Entry.objects.filter(pk=world.entries[1].pk).update(survey={})
    assert page(world.client, world.url).count("ไม่ได้เลือกไว้") == 2


def test_what_was_not_answered_is_in_the_slides(world: World):
    Entry.objects.filter(pk=world.entries[1].pk).update(answers={})
    content = page(world.client, world.url)
    asked = [question for question in pack().form.by_key.values() if question.criterion and not question.show_if]
    assert content.count("ไม่ได้กรอกไว้ที่นี่ โปรดดูในสไลด์") == len(asked)


def test_contacts_and_the_signatory_are_not_the_judges_business(world: World):
    entry = world.entries[1]
    content = page(world.client, world.url)
    assert [value for value in (entry.coordinator.email, entry.coordinator.phone) if value in content] == []


def test_a_sheet_costs_the_same_whatever_is_in_it(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    for _ in range(2):
        with django_assert_num_queries(9):
            page(world.client, world.url)
        for number in range(5):
            attached(world.entries[1], "evidence", f"ภาพ {number}.jpg")
        world.client.post(world.url, fields())


def test_the_files(world: World):
    entry = world.entries[1]
    photo, paper = attached(entry, "evidence", "ภาพ.jpg"), attached(entry, "submission_form", "ใบส่ง.pdf")
    slides = attached(entry, "presentation", "นำเสนอ น้ำ.pptx")
    content = page(world.client, world.url)
    assert f'<a href="{world.url}files/{slides.id}/?download=1">นำเสนอ น้ำ.pptx</a>' in content
    assert (
        f'<iframe class="sheet-view__frame" src="{world.url}files/{paper.id}/" title="ใบส่ง.pdf" loading="lazy">'
        in content
    )
    assert f'<img class="sheet-view__image" src="{world.url}files/{photo.id}/" alt="ภาพ.jpg" ' in content
    assert content.index("นำเสนอ น้ำ.pptx") < content.index("ใบส่ง.pdf") < content.index("ภาพ.jpg")
    shown = world.client.get(f"{world.url}files/{paper.id}/")
    assert (shown.status_code, shown["X-Frame-Options"]) == (200, "SAMEORIGIN")
    assert shown["Content-Disposition"].startswith("inline")
    down = world.client.get(f"{world.url}files/{paper.id}/?download=1")
    assert down["Content-Disposition"].startswith("attachment")
    assert b"".join(down)[:5] == b"%PDF-"


def test_a_file_that_the_check_refused_later(world: World):
    item = attached(world.entries[1], "submission_form", "ใบส่ง.pdf")
    refused = {"status": "refused", "refusal_code": "empty", "refusal_params": {"name": "ใบส่ง.pdf"}}
    type(item.file).objects.filter(pk=item.file_id).update(**refused)
    assert "ไฟล์นี้ไม่ผ่านการตรวจ จึงเปิดดูไม่ได้" in page(world.client, world.url)
    answer = world.client.get(f"{world.url}files/{item.id}/")
    assert answer.status_code == 409
    assert f'<a href="{world.url}">' in answer.content.decode()


def test_marks_are_saved_as_typed_in_thai_too(world: World):
    answer = world.client.post(
        world.url, blank(**{f"mark-{FIRST}": " ๗,๕ ", f"comment-{FIRST}": "เห็นผลจริง"}), follow=True
    )
    assert "บันทึกคะแนนแล้ว" in answer.content.decode()
    assert world.marks() == {FIRST: (7.5, "เห็นผลจริง")}
    assert MarkEvent.objects.filter(assignment=world.sheet).count() == 1
    assert 'value="7.5"' in page(world.client, world.url)


def test_finishing(world: World):
    answer = world.client.post(f"{world.url}finish/", fields(0.8), follow=True)
    assert answer.redirect_chain == [("/judge/", 302)]
    assert "ใบให้คะแนนเสร็จและล็อกแล้ว ขอบคุณ" in answer.content.decode()
    world.sheet.refresh_from_db()
    assert (world.sheet.state, world.sheet.total) == ("finished", 80)
    content = page(world.client, world.url)
    assert "<textarea" not in content
    assert "ใบให้คะแนนนี้เสร็จแล้ว หากต้องแก้ไขโปรดขอให้ประธานเปิดใหม่" in content
    assert '<strong class="num">80.00</strong> / 100' in content
    assert "ข้าพเจ้าตัดสินผลงานนี้ไม่ได้" in content


def test_finishing_names_what_is_missing_at_its_field(world: World):
    answer = world.client.post(f"{world.url}finish/", blank(**{f"mark-{FIRST}": "7"}))
    content = answer.content.decode()
    assert answer.status_code == 422
    assert "ยังล็อกไม่ได้ เพราะให้คะแนนไม่ครบ" in content
    missing = [criterion.key for criterion in CRITERIA[1:]]
    assert [key for key in missing if f'href="#mark-{key}"' not in content] == []
    assert f'href="#mark-{FIRST}"' not in content
    assert content.count("โปรดให้คะแนนเกณฑ์ข้อนี้") == 20
    assert world.marks() == {FIRST: (7, "")}  # what was on the page is kept all the same
    world.sheet.refresh_from_db()
    assert world.sheet.state == "draft"


def test_finishing_with_a_bad_mark_keeps_the_others_and_locks_nothing(world: World):
    answer = world.client.post(f"{world.url}finish/", fields(0.5, **{f"mark-{FIRST}": "สิบ"}))
    assert answer.status_code == 422
    assert len(world.marks()) == 10
    world.sheet.refresh_from_db()
    assert world.sheet.state == "draft"


def test_the_button_pressed_twice_finishes_once(world: World):
    for _ in range(2):
        answer = world.client.post(f"{world.url}finish/", fields(0.8))
        assert (answer.status_code, answer["Location"]) == (302, "/judge/")
    assert MarkEvent.objects.filter(assignment=world.sheet).count() == 11


def test_an_entry_that_left_judging_is_read_only(world: World):
    world.client.post(world.url, {f"mark-{FIRST}": "7"})
    Entry.objects.filter(pk=world.entries[1].pk).update(state=State.NOT_SELECTED)
    content = page(world.client, world.url)
    words = "ผลงานนี้พ้นขั้นตอนการตัดสินแล้ว จึงแก้ไขใบให้คะแนนไม่ได้"
    assert words in content
    assert "<textarea" not in content
    assert "ข้าพเจ้าตัดสินผลงานนี้ไม่ได้" not in content
    assert world.client.post(world.url, fields(), headers=AUTOSAVE).json() == {"message": words}
    assert world.client.post(f"{world.url}finish/", fields()).status_code == 409
    recused = world.client.post(f"{world.url}recuse/", {"reason": "relative"}, follow=True)
    assert words in recused.content.decode()
    assert world.marks() == {FIRST: (7, "")}


def test_stepping_back(world: World):
    content = page(world.client, f"{world.url}recuse/")
    assert content.count('type="radio"') == 5
    assert " checked" not in content
    answer = world.client.post(f"{world.url}recuse/", {"reason": "relative", "note": ""}, follow=True)
    assert answer.redirect_chain == [("/judge/", 302)]
    assert "ไม่ตัดสินผลงานนี้ (1)" in " ".join(answer.content.decode().replace('<span class="quiet">', "").split())
    assert page(world.client, world.url, 404)
    assert f'href="/judge/{world.sheets[2].id}/"' in page(world.client, f"/judge/{world.sheets[0].id}/")


@pytest.mark.parametrize("given", [{}, {"reason": "bored"}, {"reason": "other", "note": "  "}])
def test_stepping_back_needs_a_reason(world: World, given: dict[str, str]):
    answer = world.client.post(f"{world.url}recuse/", given)
    assert answer.status_code == 422
    assert answer.content.decode().count("โปรดเลือกเหตุผล หากเป็นเหตุผลอื่นโปรดระบุ") == 2
    world.sheet.refresh_from_db()
    assert world.sheet.state == "open"
