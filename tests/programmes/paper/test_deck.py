"""A deck as the award of 2564 understands it: how often the hint about criteria is right, and what is proposed."""

from __future__ import annotations

import random
import tomllib
from functools import cache
from typing import Any

import pytest

from rangwan.documents.deck_coverage import DeckPage
from rangwan.documents.deck_marks import Mark
from rangwan.documents.deck_reading import Deck, DeckField, DeckSlide, DeckTable
from rangwan.forms.rules import readable
from rangwan.programmes import paper
from rangwan.programmes.paper import Proposal
from tests.builders import PACK, PACKS, pack

AWARD = pack()
KEYS = list(AWARD.criteria_by_key)

# Headings near the guidance, as most decks have them; and such as share no word with it.
NEAR = {
    "problem": ["ที่มาและความสำคัญของปัญหา", "ปัญหาและสาเหตุ", "Pain Point"],
    "tools": ["เครื่องมือดิจิทัลที่ใช้งาน", "ความพร้อมของระบบงาน"],
    "policy": ["นโยบายและวิสัยทัศน์", "ความสอดคล้องกับแผนยุทธศาสตร์"],
    "objectives": ["วัตถุประสงค์", "วัตถุประสงค์โครงการ"],
    "solution": ["กลไกการทำงานของระบบ", "ขั้นตอนการทำงาน", "Solution"],
    "character": ["ลักษณะของนวัตกรรม", "รูปแบบการพัฒนา"],
    "channels": ["ช่องทางประชาสัมพันธ์", "การสื่อสารกับประชาชน"],
    "open_data": ["การเปิดเผยข้อมูล", "ชุดข้อมูลที่เผยแพร่", "Open Data"],
    "results": ["ผลการดำเนินงาน", "ผลลัพธ์ก่อนและหลัง", "เป้าหมายและผลสำเร็จ"],
    "participation": ["การมีส่วนร่วมของประชาชน", "ความพึงพอใจของผู้ใช้"],
    "roadmap": ["แผนการพัฒนาในอนาคต", "Roadmap"],
}
FAR = {
    "problem": ["ทำไมเราต้องเปลี่ยน", "ก่อนหน้านี้เป็นอย่างไร", "โจทย์ของพื้นที่"],
    "tools": ["วันนี้เราใช้อะไรอยู่บ้าง", "ระบบที่หน่วยงานใช้"],
    "policy": ["ทิศทางของผู้บริหาร", "สอดรับกับแผนของท้องถิ่น", "นายกมองอย่างไร"],
    "objectives": ["เราตั้งใจทำอะไร", "สิ่งที่อยากเห็น", "หมุดหมาย"],
    "solution": ["เราทำอย่างไร", "ระบบทำงานแบบนี้", "ภาพรวมระบบ", "How it works"],
    "character": ["อะไรที่แตกต่าง", "ใครเป็นคนทำ", "จากของเดิมสู่ของใหม่"],
    "channels": ["คุยกับชาวบ้านทางไหน", "ติดต่อเราได้ที่ไหน", "สื่อของเรา"],
    "open_data": ["ข้อมูลที่แบ่งปัน", "ใครก็หยิบไปใช้ได้", "Open by default"],
    "results": ["เกิดอะไรขึ้นบ้าง", "ตัวเลขเล่าเรื่อง", "คุ้มไหม"],
    "participation": ["ชาวบ้านว่าอย่างไร", "ทำด้วยกัน", "พลังชุมชน"],
    "roadmap": ["จะไปทางไหนต่อ", "ปีหน้า", "เดินต่อ"],
}
OTHER = [
    ("ข้อมูลทั่วไปของเทศบาล", "พื้นที่ 25 ตารางกิโลเมตร ประชากร 18,240 คน 9,100 ครัวเรือน 28 ชุมชน"),
    ("อาณาเขต", "ทิศเหนือติดตำบลบ้านใหม่ ทิศใต้ติดแม่น้ำ"),
    ("คณะผู้บริหาร", "นายกเทศมนตรี รองนายกเทศมนตรี ปลัดเทศบาล"),
    ("ขอบคุณ", "เทศบาลตำบลตัวอย่าง โทร 0 2612 6060"),
    ("ภาพกิจกรรม", ""),
    ("คำขวัญ", "เมืองน่าอยู่ ผู้คนยิ้มแย้ม ธรรมชาติงดงาม"),
    ("โครงสร้างส่วนราชการ", "สำนักปลัด กองคลัง กองช่าง กองการศึกษา กองสาธารณสุข"),
    ("แหล่งท่องเที่ยว", "วัดเก่า ตลาดริมน้ำ และสวนสาธารณะริมบึง"),
]


@cache
def _projects() -> tuple[dict[str, Any], ...]:
    """Return the projects of the demonstration: texts that were written without this test in mind."""
    told = tomllib.loads((PACKS / PACK / "demo" / "projects.toml").read_text(encoding="utf-8"))
    return tuple(project for project in told.values() if "answers" in project)


def _text(project: dict[str, Any], key: str, chance: random.Random) -> str:
    criterion, answers = AWARD.criteria_by_key[key], project["answers"]
    if criterion.survey:
        ticked = project.get("survey", {}).get(criterion.survey, [])
        labels = {choice.key: choice.label.th for question in AWARD.survey for choice in question.choices}
        lines = [labels[choice] for choice in ticked]
        return "\n".join(chance.sample(lines, min(len(lines), 5)))
    given = [readable(q, answers[q.key]).words("th") for q in AWARD.form.serving(key) if q.key in answers]
    return "\n".join(chance.sample(given, min(len(given), 2)))


def _measured(headings: dict[str, list[str]] | None, criteria: int) -> tuple[float, float, int]:
    """Return precision and recall over three decks of every project, each with so many criteria and four slides about
    other things; and how many criteria were seen that are not there."""
    chance = random.Random(2564)
    right = wrong = lost = 0
    for project in _projects() * 3:
        title = project["answers"][AWARD.form.title_question]
        slides: list[tuple[str, str, str]] = [("", *other) for other in chance.sample(OTHER, 4)]
        for key in chance.sample(KEYS, criteria):
            text = _text(project, key, chance)
            if text:
                slides.append((key, chance.choice(headings[key]) if headings else title, text))
        chance.shuffle(slides)
        pages = [DeckPage(1, title), *(DeckPage(n, head, text) for n, (_key, head, text) in enumerate(slides, 2))]
        there = {key for key, _head, _text in slides if key}
        seen = {one.topic for one in paper.coverage_of(AWARD, pages) if one.pages}
        right, wrong, lost = right + len(seen & there), wrong + len(seen - there), lost + len(there - seen)
    return right / max(1, right + wrong), right / max(1, right + lost), wrong


@pytest.mark.parametrize("criteria", [len(KEYS), 5])
def test_headings_near_the_guidance_are_all_seen(criteria):
    precision, recall, _wrong = _measured(NEAR, criteria)
    assert (precision >= 0.97, recall >= 0.98) == (True, True)


@pytest.mark.parametrize("criteria", [len(KEYS), 5])
@pytest.mark.parametrize("headings", [FAR, None], ids=["headings of one's own", "no headings"])
def test_without_any_word_of_the_guidance_about_half_are_seen_and_hardly_any_wrongly(headings, criteria):
    precision, recall, _wrong = _measured(headings, criteria)
    assert (precision >= 0.9, recall >= 0.45) == (True, True)


def test_a_deck_that_speaks_of_nothing_is_seen_so():
    assert _measured(None, 0)[2] == 0


def test_every_criterion_of_the_award_has_words():
    assert [criterion.key for criterion in AWARD.criteria if len(criterion.words) < 5] == []


# --- proposals --------------------------------------------------------------------------------------------------------


def deck(*slides: DeckSlide) -> Deck:
    return Deck(slides, edition="digital-local-2564")


def box(key: str, text: str, *, continues: bool = False) -> DeckField:
    return DeckField(Mark("answer", key, continues), text)


def test_words_of_several_slides_are_put_together():
    found = paper.proposals_of(
        AWARD,
        deck(
            DeckSlide(2, fields=(box("problem", "น้ำไม่"),)),
            DeckSlide(3, fields=(box("problem", "ไหล", continues=True), box("problem", "ท่อแตก"))),
        ),
    )
    assert found == [Proposal("problem", "น้ำไม่ไหล\nท่อแตก", (2, 3))]


def test_a_table_that_goes_on_keeps_one_head_and_joins_the_row_that_was_cut():
    head = ("ชื่อ–นามสกุล", "บทบาทหน้าที่")
    found = paper.proposals_of(
        AWARD,
        deck(
            DeckSlide(2, tables=(DeckTable((head, ("นายก", "พัฒ")), Mark("rows", "team")),)),
            DeckSlide(3, tables=(DeckTable((head, ("", "นาระบบ"), ("นายข", "")), Mark("rows", "team", True)),)),
        ),
    )
    assert found == [Proposal("team", [{"name": "นายก", "role": "พัฒนาระบบ"}, {"name": "นายข"}], (2, 3))]


def test_what_can_be_no_answer_is_told_as_it_stands():
    (found,) = paper.proposals_of(
        AWARD,
        deck(DeckSlide(2, tables=(DeckTable((("โครงการนี้เป็นโครงการที่", "ใหม่บางส่วน"),), Mark("facts", "character")),))),
    )
    assert (found.question, found.value, found.said) == ("newness", None, "ใหม่บางส่วน")


def test_marks_of_another_award_are_let_alone():
    tables = (DeckTable((("ก", "ข"),), Mark("rows", "nowhere")), DeckTable((("ก", "ข"),), Mark("facts", "nowhere")))
    assert paper.proposals_of(AWARD, deck(DeckSlide(2, fields=(box("nowhere", "ก"),), tables=tables))) == []


def test_only_a_cover_of_ours_with_a_title_of_its_own_names_the_project():
    cover = DeckSlide(1, title="ระบบน้ำดี", is_titled=True)
    assert paper.proposals_of(AWARD, deck(cover)) == [Proposal("project_title", "ระบบน้ำดี", (1,))]
    assert paper.proposals_of(AWARD, deck(DeckSlide(1, title="ระบบน้ำดี"))) == []
    assert paper.proposals_of(AWARD, Deck((cover,))) == []


def test_a_pdf_is_known_by_the_words_on_its_pages():
    pages = paper.pages_of_text(["วัตถุประสงค์\nลดเวลา", "", "  \nRoadmap"])
    assert [(page.number, page.title, page.text) for page in pages] == [
        (1, "วัตถุประสงค์", "ลดเวลา"), (2, "", ""), (3, "Roadmap", ""),
    ]  # fmt: skip
    found = {one.topic: one.pages for one in paper.coverage_of(AWARD, pages) if one.pages}
    assert found == {"objectives": (1,), "roadmap": (3,)}


def test_pictures_on_a_marked_slide_are_something():
    empty, drawn = (DeckSlide(2, title="ก", section="results", pictures=pictures) for pictures in (0, 1))
    assert [page.is_filled for page in paper.pages_of(deck(empty, drawn))] == [False, True]
