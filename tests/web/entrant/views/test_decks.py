"""Write once: slides from the answers, and answers from slides, each taken over only after somebody looked."""

from __future__ import annotations

import io

import pytest

from rangwan.documents.deck_reading import read_deck
from rangwan.entries.models import DeckReading, Entry
from rangwan.entries.rules import State
from tests.builders import attach, draft_entry, make_person
from tests.entries.decks import answered, attach_deck, read_into
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def url(entry: Entry) -> str:
    return f"/my/entries/{entry.id}/deck/"


def post(world: World, entry: Entry, **fields: str):
    attachment = entry.attachments.filter(kind="presentation", removed_at__isnull=True).first()
    fields = {"version": str(entry.version), "file": attachment.id if attachment else "", **fields}
    return world.client.post(url(entry), fields)


def test_the_answers_come_as_slides(world: World, entry, tmp_path):
    answered(entry, problem="น้ำไม่ไหล")
    answer = world.client.get(f"/my/entries/{entry.id}/presentation.pptx")
    assert answer["Content-Type"].endswith("presentationml.presentation")
    assert "%E0%B8%A3%E0%B8%B0%E0%B8%9A%E0%B8%9A" in answer["Content-Disposition"]  # ระบบ
    path = tmp_path / "deck.pptx"
    path.write_bytes(answer.content)
    deck = read_deck(path)
    assert (deck.edition, len(deck.digest)) == (world.edition.slug, 64)
    assert [box.text for slide in deck.slides for box in slide.fields if box.mark.key == "problem"] == ["น้ำไม่ไหล"]
    assert world.client.post(f"/my/entries/{entry.id}/presentation.pptx").status_code == 405


def test_from_no_file_to_one_that_was_read(world: World, entry):
    assert "ส่งไฟล์เป็นเอกสารนำเสนอ" in words(world.client.get(url(entry)))
    attach_deck(entry)
    assert "กำลังอ่านเอกสารนำเสนอ" in words(world.client.get(url(entry)))
    read_into(entry, {"problem": "จากสไลด์"})
    page = words(world.client.get(url(entry)))
    assert "ปัญหา (Pain point) ในแบบฟอร์มขณะนี้ ยังไม่ได้ตอบ ในสไลด์ 2 จากสไลด์" in page
    assert "มี 1 ข้อที่สไลด์กับแบบฟอร์มตรงกันแล้ว" in page


def test_nothing_is_chosen_beforehand_and_nothing_chosen_changes_nothing(world: World, entry):
    read_into(entry, {"problem": "จากสไลด์"})
    assert b"checked" not in world.client.get(url(entry)).content
    assert post(world, entry).status_code == 302
    entry.refresh_from_db()
    assert (entry.version, DeckReading.objects.get().looked_at) == (1, {})
    assert "จึงไม่มีการเปลี่ยนแปลง" in world.client.get(url(entry)).content.decode()


def test_what_is_chosen_is_taken_over_and_shown_no_more(world: World, entry):
    read_into(entry, {"problem": "จากสไลด์", "problem_cause": "สาเหตุ", "newness": "new"})
    fields = {"choice-problem": "take", "choice-newness": "leave", "choice-nowhere": "perhaps"}
    assert post(world, entry, **fields).status_code == 302
    entry.refresh_from_db()
    assert (entry.answers["problem"], "newness" in entry.answers) == ("จากสไลด์", False)
    page = world.client.get(url(entry))
    assert 'name="choice-problem"' not in page.content.decode()
    assert "พิจารณาแล้ว และยังต่างจากแบบฟอร์ม" in words(page)
    assert 'value="leave" checked' in page.content.decode()


def test_an_answer_that_changed_meanwhile_is_shown_and_not_overwritten(world: World, entry):
    read_into(entry, {"problem": "จากสไลด์"})
    answered(entry, problem="เขียนเองแล้ว")
    answer = post(world, entry, **{"version": "1", "choice-problem": "take"})
    entry.refresh_from_db()
    assert (answer.status_code, entry.answers["problem"]) == (409, "เขียนเองแล้ว")
    page = words(answer)
    assert "เขียนเองแล้ว ในสไลด์ 2 จากสไลด์" in page
    assert 'value="take" checked' in answer.content.decode()  # what was chosen stays chosen


def test_a_deck_that_was_replaced_meanwhile_is_said_to_be(world: World, entry):
    old = read_into(entry, {"problem": "จากสไลด์"})
    attach_deck(entry)
    answer = world.client.post(url(entry), {"version": "1", "file": old.id, "choice-problem": "take"})
    assert answer.status_code == 409
    assert "เอกสารนำเสนอถูกเปลี่ยนระหว่างที่ท่านดูอยู่" in words(answer)


def test_what_cannot_be_an_answer_is_told_to_be_entered_by_hand(world: World, entry):
    attachment = read_into(entry, {})
    rows = [{"question": "newness", "value": None, "pages": [9], "said": "ใหม่ <b>บางส่วน</b>"}]
    DeckReading.objects.filter(attachment=attachment).update(proposals=rows)
    page = world.client.get(url(entry))
    assert "พบข้อความ แต่ต้องเลือกคำตอบในแบบฟอร์มเอง โครงการนี้เป็นโครงการที่ ใหม่ <b>บางส่วน</b>" in words(page)
    assert post(world, entry, **{"choice-newness": "take"}).status_code == 409


def test_a_deck_of_somebody_elses_making_is_only_looked_through(world: World, entry):
    attachment = attach_deck(entry)
    covered = [
        {"criterion": "problem", "pages": [1], "words": ["ปัญหา"]},
        {"criterion": "policy", "pages": [], "words": []},
    ]
    DeckReading.objects.create(attachment=attachment, read_at=attachment.attached_at, coverage=covered)
    page = words(world.client.get(url(entry)))
    assert "ไฟล์นี้ไม่ได้ทำบนแม่แบบของรางวัล" in page
    assert "สไลด์ 1 พบคำว่า ปัญหา" in page
    assert page.count("ดูเหมือนยังไม่ได้กล่าวถึง") == 1


def test_the_hint_stands_on_the_other_pages_and_bars_nothing(world: World, entry):
    attach(entry, "submission_form", "ใบส่ง.pdf")
    for page in ("check/", "files/"):
        assert "ดูเหมือนยังไม่ได้กล่าวถึง" not in words(world.client.get(f"/my/entries/{entry.id}/{page}"))
    read_into(entry, {"problem": "น้ำไม่ไหล"})
    for page in ("check/", "files/"):
        told = words(world.client.get(f"/my/entries/{entry.id}/{page}"))
        assert "เกณฑ์ต่อไปนี้ดูเหมือนยังไม่ได้กล่าวถึง" in told
        assert "อาจคลาดเคลื่อนได้ และไม่มีผลต่อการส่งผลงาน" in told


def test_a_frozen_entry_is_read_and_not_changed(world: World, entry):
    read_into(entry, {"problem": "จากสไลด์"})
    Entry.objects.filter(pk=entry.pk).update(state=State.SUBMITTED)
    page = world.client.get(url(entry))
    assert "choice-problem" not in page.content.decode()
    assert "แก้ไขไม่ได้ในขณะนี้" in words(page)
    assert post(world, entry, **{"choice-problem": "take"}).status_code == 302  # to where the entry stands
    assert Entry.objects.get().version == 1


def test_colleagues_of_the_organisation_look_and_strangers_see_nothing(world: World, entry):
    read_into(entry, {"problem": "จากสไลด์"})
    colleague, stranger = make_person("เพื่อน", world.office), make_person("คนอื่น")
    assert browser(colleague).get(url(entry)).status_code == 200
    for path in ("deck/", "presentation.pptx", "pins/", "pins/problem/"):
        assert browser(stranger).get(f"/my/entries/{entry.id}/{path}").status_code == 404
    post_as = {"version": "1", "file": "x", "choice-problem": "take"}
    assert browser(colleague).post(url(entry), post_as).status_code == 404


def test_in_english(world: World, entry):
    read_into(entry, {"problem": "จากสไลด์"})
    page = words(browser(world.person, "en").get(url(entry)))
    assert "Nothing is taken over unless you choose it." in page
    assert "does not seem to be mentioned yet" in page


def test_the_slides_are_in_the_readers_language(world: World, entry, tmp_path):
    answer = browser(world.person, "en").get(f"/my/entries/{entry.id}/presentation.pptx")
    (tmp_path / "deck.pptx").write_bytes(io.BytesIO(answer.content).getvalue())
    assert read_deck(tmp_path / "deck.pptx").slides[1].title.startswith("How the problem")
