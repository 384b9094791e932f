"""The self-check is the entrants' own; notes of correction stand where judges and staff read; examples at questions."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.entries.models import CorrectionNote, Entry, SelfCheck
from rangwan.entries.queries import self_check_levels
from rangwan.entries.rules import State
from rangwan.kernel.text import Text
from rangwan.programmes.actions import publish_example, withdraw_example
from tests.builders import NOW, PACK, assignment, bare_entry, make_committee, make_person, pack
from tests.web.entrant.conftest import World, browser
from tests.web.entrant.pages import words

CRITERIA = pack().criteria


def levels(place: int) -> dict[str, str]:
    """Return the fields of the page with the level at this place of every rubric ticked."""
    return {f"level-{criterion.key}": f"{criterion.rubric[place].lowest:g}" for criterion in CRITERIA}


@pytest.fixture
def draft(world: World) -> Entry:
    return bare_entry(world.edition, State.DRAFT)


def test_ticked_summed_and_told_what_to_strengthen(draft: Entry):
    address = f"/my/entries/{draft.id}/self-check/"
    client = browser(draft.coordinator)
    first = client.get(address)
    assert "ประเมินตนเอง" not in words(first).split("บันทึก")[0].replace("ประเมินตนเองตามเกณฑ์", "")
    fields = levels(-2) | {f"level-{CRITERIA[0].key}": f"{CRITERIA[0].rubric[1].lowest:g}"}
    page = client.post(address, fields, follow=True)
    said = words(page)
    low = sum(c.rubric[-2].lowest * c.weight / c.top for c in CRITERIA[1:])
    low += CRITERIA[0].rubric[1].lowest * CRITERIA[0].weight / CRITERIA[0].top
    high = sum(c.rubric[-2].highest * c.weight / c.top for c in CRITERIA[1:])
    high += CRITERIA[0].rubric[1].highest * CRITERIA[0].weight / CRITERIA[0].top
    assert f"ประเมินตนเอง {low:.0f}–{high:.0f} จาก 100" in said
    advice = said.partition("ควรเสริมข้อใดก่อน")[2]
    assert advice.strip().startswith(CRITERIA[0].name.th)
    assert CRITERIA[0].rubric[2].text.th in advice
    assert f'href="/my/entries/{draft.id}/sections/' in page.content.decode()
    assert page.content.decode().count(" checked") == len(CRITERIA)


def test_part_of_it_is_summed_as_part(draft: Entry):
    client, address = browser(draft.coordinator, "en"), f"/my/entries/{draft.id}/self-check/"
    fields = dict.fromkeys(levels(0), "none") | {f"level-{CRITERIA[0].key}": "junk"}
    assert "Your own estimate" not in words(client.post(address, fields, follow=True))
    best = CRITERIA[1].rubric[-1]
    said = words(client.post(address, {f"level-{CRITERIA[1].key}": f"{best.lowest:g}"}, follow=True))
    assert f"of {CRITERIA[1].weight:g}" in said
    assert f"1 of {len(CRITERIA)} criteria looked at" in said
    assert "What to strengthen first" not in said
    assert self_check_levels(draft) == {CRITERIA[1].key: best.lowest}


def test_colleagues_read_it_and_strangers_find_nothing(world: World, draft: Entry):
    address = f"/my/entries/{draft.id}/self-check/"
    browser(draft.coordinator).post(address, levels(-1))
    colleague = make_person("ร่วมหน่วยงาน", draft.organisation)
    page = browser(colleague).get(address)
    assert "จาก 100" in words(page)
    assert 'type="radio"' not in page.content.decode()
    assert browser(colleague).post(address, levels(0)).status_code == 404
    for method in ("get", "post"):
        assert getattr(browser(world.person), method)(address).status_code == 404
    assert self_check_levels(draft) == {c.key: c.rubric[-1].lowest for c in CRITERIA}


def test_neither_staff_nor_judges_ever_see_it(world: World):
    """Whatever page of theirs speaks of the entry: what was ticked stands on none of them."""
    entry = bare_entry(world.edition, State.ELIGIBLE)
    staff = make_committee(world.edition, judges=1)
    sheet = assignment(entry, staff.judges[0])
    office = f"/office/{PACK}"
    pages = {
        staff.organiser: [f"{office}/entries/{entry.id}/", f"{office}/log/", f"{office}/", f"{office}/entries/",
                          f"{office}/screening/{entry.id}/", f"{office}/entries/{entry.id}/disqualify/"],
        staff.screener: [f"{office}/screening/{entry.id}/", f"{office}/screening/"],
        staff.chair: [f"{office}/entries/{entry.id}/"],
        staff.auditor: [f"{office}/entries/{entry.id}/", f"{office}/log/"],
        staff.judges[0]: [f"/judge/{sheet.id}/", "/judge/"],
    }  # fmt: skip

    def read() -> dict[str, Any]:
        return {
            f"{person} {address}": words(browser(person).get(address)) for person in pages for address in pages[person]
        }

    before = read()
    fields = levels(2)
    assert browser(entry.coordinator).post(f"/my/entries/{entry.id}/self-check/", fields).status_code == 302
    assert SelfCheck.objects.count() == 1
    after = read()
    log = {name for name in before if name.endswith("/log/")}
    assert {name for name in before if before[name] != after[name]} == log
    assert [name for name in log if any(f'"{c.key}"' in after[name] for c in CRITERIA)] == []
    for person in pages:
        assert browser(person).get(f"/my/entries/{entry.id}/self-check/").status_code == 404


# --- notes of correction ---------------------------------------------------------------------------------------------


def test_a_note_stands_where_entrants_staff_and_judges_read(world: World):
    entry = bare_entry(world.edition, State.ELIGIBLE)
    staff = make_committee(world.edition, judges=1)
    sheet = assignment(entry, staff.judges[0])
    address, client = f"/my/entries/{entry.id}/correction/", browser(entry.coordinator)
    assert f'href="{address}"' in client.get(f"/my/entries/{entry.id}/").content.decode()
    for question, text in (("problem", "ผู้ใช้ 1,200 <b>คน</b>"), ("", "ชื่อหน่วยงานเปลี่ยน")):
        assert client.post(address, {"question": question, "text": text}).status_code == 302
    head = "หมายเหตุแก้ข้อเท็จจริงจากผู้ส่ง วันที่ 20 พฤศจิกายน 2569"
    readers = [
        (client, address), (client, f"/my/entries/{entry.id}/check/"),
        (browser(staff.screener), f"/office/{PACK}/entries/{entry.id}/"),
        (browser(staff.screener), f"/office/{PACK}/screening/{entry.id}/"),
        (browser(staff.judges[0]), f"/judge/{sheet.id}/"),
    ]  # fmt: skip
    for reader, page in readers:
        said = words(reader.get(page))
        assert said.count(head) == 2, page
        assert "ผู้ใช้ 1,200 <b>คน</b>" in said
        assert "ชื่อหน่วยงานเปลี่ยน" in said
    judged = words(browser(staff.judges[0]).get(f"/judge/{sheet.id}/"))
    assert judged.index("ชื่อหน่วยงานเปลี่ยน") < judged.index("1,200")  # the whole entry's stands above the answers
    assert CorrectionNote.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": ""}, "กรุณากรอก: ข้อความ"),
        ({"text": "ก" * 2001}, "รับได้ไม่เกิน 2,000"),
        ({"text": "ก\0"}, "อักขระที่อ่านไม่ได้"),
        ({"text": "ดี", "question": "none"}, "ไม่มีคำถามนี้ในแบบฟอร์ม"),
        ({"text": "ดี", "question": "\0"}, "ไม่มีคำถามนี้ในแบบฟอร์ม"),
    ],
)
def test_what_cannot_be_noted_stays_on_the_page(world: World, fields: dict[str, str], said: str):
    entry = bare_entry(world.edition, State.CONFIRMED)
    answer = browser(entry.coordinator).post(f"/my/entries/{entry.id}/correction/", fields)
    assert answer.status_code == 422
    assert words(answer).count(said) == 2
    assert CorrectionNote.objects.count() == 0


def test_not_in_a_draft_and_not_by_others(world: World, draft: Entry):
    client, address = browser(draft.coordinator), f"/my/entries/{draft.id}/correction/"
    assert f'href="{address}"' not in client.get(f"/my/entries/{draft.id}/").content.decode()
    assert "โครงการนี้ยังเป็นร่าง" in words(client.get(address))
    late = client.post(address, {"text": "พิมพ์ไว้แล้ว"})
    assert (late.status_code, "พิมพ์ไว้แล้ว" in words(late)) == (422, True)
    assert "เพิ่มหมายเหตุแก้ข้อเท็จจริงได้ตั้งแต่ส่งโครงการ" in words(late)
    colleague = make_person("ร่วมหน่วยงาน", draft.organisation)
    assert "ผู้ประสานงานของโครงการเป็นผู้เพิ่มหมายเหตุ" in words(browser(colleague).get(address))
    for person in (colleague, world.person):
        assert browser(person).post(address, {"text": "x"}).status_code == 404


# --- examples --------------------------------------------------------------------------------------------------------


def test_examples_stand_at_their_question_in_the_readers_language(world: World, draft: Entry):
    organiser = make_committee(world.edition, judges=0).organiser
    text = Text(th="น้ำท่วม <b>12</b> ครั้ง", en="Twelve floods")
    example = publish_example(edition=world.edition, question="problem", text=text, acting=organiser, now=NOW)
    address = f"/my/entries/{draft.id}/sections/problem/"
    thai = browser(draft.coordinator).get(address)
    assert "ตัวอย่างคำตอบที่ดี น้ำท่วม <b>12</b> ครั้ง" in words(thai)
    assert "<b>12" not in thai.content.decode()
    assert "Example of a good answer Twelve floods" in words(browser(draft.coordinator, "en").get(address))
    withdraw_example(example=example, acting=organiser, now=NOW)
    assert "ตัวอย่างคำตอบที่ดี" not in words(browser(draft.coordinator).get(address))
