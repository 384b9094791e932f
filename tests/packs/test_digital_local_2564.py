"""The first award declares everything in its call for entries: facts typed in here as the call has them."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from rangwan.kernel.text import Text
from rangwan.kernel.thai_dates import format_closing
from rangwan.programmes.definition import Definition
from rangwan.programmes.rules import last_day, outcomes
from tests.packs.workshop import CALL, SHARED, words

ROOT = Path(__file__).parents[2]

# Weight, name in the criteria table, name in the guidance; in the order of the table.
CRITERIA = (
    (10, "วัตถุประสงค์ของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด มีความชัดเจน เป็นรูปธรรม",
     "วัตถุประสงค์ของผลงานที่ส่งเข้าประกวด มีความชัดเจน เป็นรูปธรรม"),
    (10, ("นโยบายหรือแผน ตลอดจนวิสัยทัศน์ของผู้บริหาร เกี่ยวกับการนำเทคโนโลยีดิจิทัลมาประยุกต์ใช้ในการทำงาน "
         "หรือให้บริการประชาชน แสดงให้เห็นถึงความสอดคล้องกับความต้องการในพื้นที่อย่างแท้จริง"),
     ("นโยบายหรือแผน ตลอดจนวิสัยทัศน์ของผู้บริหาร เกี่ยวกับการนำเทคโนโลยีดิจิทัลมาประยุกต์ใช้ในการทำงานหรือให้บริการประชาชน "
     "แสดงให้เห็นถึงความสอดคล้องกับความต้องการในพื้นที่อย่างแท้จริง")),
    (10, ("ปัญหา (Pain point) และกระบวนการที่ทำให้ทราบถึงปัญหา จนเป็นที่มาของการพัฒนาโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด"
         "สอดคล้องกับความต้องการทางเศรษฐกิจและสังคมในพื้นที่อย่างไร"),
     ("ปัญหา (Pain point) และกระบวนการที่ทำให้ทราบถึงปัญหา จนเป็นที่มาของการพัฒนาผลงานที่ส่งเข้าประกวด"
     "สอดคล้องกับความต้องการทางเศรษฐกิจและสังคมในพื้นที่อย่างไร")),
    (10, "กลไกการทำงานของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด (Solution) มีความเหมาะสมอย่างไร",
     "กระบวนการทำงานของผลงานที่ส่งเข้าประกวด (Solution) มีความเหมาะสมอย่างไร"),
    (10, "ลักษณะของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด", "ลักษณะของ ผลงาน/โครงการ นวัตกรรมดิจิทัลที่ส่งเข้าประกวด"),
    (10, "เป้าหมายและผลสัมฤทธิ์ของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวด ความสำเร็จของโครงการ",
     "เป้าหมายและผลสัมฤทธิ์ของ ผลงาน/โครงการ ที่ส่งเข้าประกวด ความสำเร็จของผลงาน/โครงการ"),
    (10, "แนวทางในการปรับปรุงหรือพัฒนาต่อยอดในอนาคต (Roadmap) มีความยั่งยืน ชัดเจน และเป็นไปได้",
     "แนวทางในการปรับปรุงหรือพัฒนาต่อยอดในอนาคต (Roadmap) มีความยั่งยืน ชัดเจน และเป็นไปได้"),
    (10, "มีการทำงานหรือเผยแพร่ผลงานของโครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวดร่วมกับกลุ่มประชาชนและเครือข่ายอย่างเหมาะสมเพียงใด",
     "การมีส่วนร่วม และ/หรือผลตอบรับจากการใช้งานจริง กับภาคประชาชน และ บุคลากรขององค์กร อย่างเหมาะสมเพียงใด"),
    (10, "โครงการนวัตกรรมดิจิทัลที่ส่งเข้าประกวดมีการจัดเก็บและเผยแพร่ชุดข้อมูล อย่างเหมาะสมเพียงใด",
     "ผลงานที่ส่งเข้าประกวดมีการจัดเก็บและเผยแพร่ชุดข้อมูล อย่างเหมาะสมเพียงใด"),
    (5, "ช่องทางการสื่อสารและประชาสัมพันธ์ที่ใช้งานอยู่ในปัจจุบันมีความทันสมัยและเหมาะสมเพียงใด",
     "รูปแบบการสื่อสารและประชาสัมพันธ์ที่ใช้งานอยู่ในปัจจุบันมีความทันสมัยและเหมาะสมเพียงใด"),
    (5, "ความพร้อมของเครื่องมือดิจิทัล/ระบบงานอิเล็กทรอนิกส์ที่มีใช้งาน",
     "ความพร้อมของเครื่องมือดิจิทัล/ระบบงานอิเล็กทรอนิกส์ที่มีใช้งาน"),
)  # fmt: skip
NOTICE = "ผู้จัดประกวดขอสงวนสิทธิ์ในการปรับเปลี่ยน/เพิ่ม/ลด เกณฑ์การพิจารณาเพื่อความเหมาะสมต่อการพิจารณาโดยไม่ต้องแจ้งให้ทราบล่วงหน้า"


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))


def test_the_announcement(digital_local):
    assert digital_local.award.slug == "digital-local-2564"
    assert digital_local.award.name.th == "รางวัลท้องถิ่นดิจิทัล ประจำปี 2564"
    assert digital_local.award.theme.th == "ท้องถิ่นดิจิทัล Challenge"
    assert digital_local.award.tagline.th == "เปลี่ยนแนวคิด พลิกรูปแบบการทำงาน"
    assert digital_local.organiser.name.th == "สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)"
    assert digital_local.organiser.phone == "02-6126060"
    assert digital_local.organiser.site == "https://dgti.dga.or.th/dgti-local/"
    assert [notice.text.th for notice in digital_local.award.notices] == [NOTICE]
    assert len(digital_local.award.steps) == 7


@pytest.mark.parametrize(
    "fact",
    [
        "ท้องถิ่นดิจิทัล เปลี่ยนแนวคิด พลิกรูปแบบการทำงาน",
        "ศูนย์เทคโนโลยีและนวัตกรรมดิจิทัลภาครัฐ",
        "สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)",
        "ทั่วประเทศ",
        "มีการให้บริการจริง",
        "คุณภาพการให้บริการ",
        "ต้นแบบ",
        "เครื่องมือพร้อมใช้",
        "เกณฑ์ของความเป็นรัฐบาลดิจิทัล",
        "ปีแรก",
        "รางวัลสมทบรัฐบาลดิจิทัล",
        "DG Award หมวดท้องถิ่นดิจิทัล จำนวน 1 รางวัล",
        "ขวัญกำลังใจ",
        "ระบบนิเวศนวัตกรรม",
        "หน่วยงานพันธมิตร",
        "คำปรึกษาและข้อเสนอแนะ",
        "อย่างยั่งยืน",
    ],
)
def test_the_purpose_keeps_every_fact(digital_local, fact):
    assert fact in digital_local.award.purpose.th


def test_the_committee_comes_from_several_agencies(digital_local):
    assert "คณะกรรมการผู้ทรงคุณวุฒิจากหลายหน่วยงาน" in digital_local.award.committee.th


def test_the_steps_keep_what_each_asks(digital_local):
    facts = [
        ("https://dgti.dga.or.th/dgti-local/",),
        ("คำแนะนำในการให้ข้อมูล", "guide.docx", "ใบส่งโครงการ", "submission-form.docx"),
        ("PowerPoint Template", "ครอบคลุมหัวข้อในคำแนะนำในการให้ข้อมูลเป็นอย่างน้อย"),
        ("✓", "ลายมือชื่อ", "สแกน", ".pdf", ".jpg"),
        ("ผู้ติดต่อประสานงาน", "อัปโหลด"),
        ("ส่ง", "ขั้นตอนถัดไป"),
        ("ยืนยัน", "มากกว่า 1 โครงการ", "ขั้นตอนที่ 3"),
    ]
    lost = [
        fact
        for step, wanted in zip(digital_local.award.steps, facts, strict=True)
        for fact in wanted
        if fact not in step.th
    ]
    assert lost == []


def test_the_calendar(digital_local):
    bangkok = dt.timezone(dt.timedelta(hours=7))
    assert digital_local.calendar.opens_at == dt.datetime(2021, 7, 1, tzinfo=bangkok)
    assert digital_local.calendar.closes_at == dt.datetime(2021, 8, 1, tzinfo=bangkok)
    assert format_closing(digital_local.calendar.closes_at, "th") == "31 กรกฎาคม 2564 เวลา 24.00 น."
    assert last_day(digital_local.calendar.closes_at) == dt.date(2021, 7, 31)
    assert digital_local.calendar.grace_seconds == 0


def test_the_eleven_criteria_as_the_table_and_the_guidance_word_them(digital_local):
    found = tuple((c.weight, c.name.th, c.guidance_name.th) for c in digital_local.criteria)
    assert found == CRITERIA
    assert [c.weight for c in digital_local.criteria] == [10] * 9 + [5] * 2
    assert sum(c.weight for c in digital_local.criteria) == 100


def test_the_order_of_the_guidance(digital_local):
    assert [criterion.key for criterion in digital_local.in_guidance_order] == [
        "problem", "tools", "policy", "objectives", "solution", "character", "channels", "open_data", "results",
        "participation", "roadmap",
    ]  # fmt: skip
    assert [criterion.guidance_order for criterion in digital_local.in_guidance_order] == list(range(1, 12))


def test_the_aspects_that_the_call_lists(digital_local):
    assert {c.key: [aspect.th for aspect in c.aspects] for c in digital_local.criteria if c.aspects} == {
        "character": ["ความริเริ่มสร้างสรรค์ของโครงการ", "รูปแบบการพัฒนาโครงการ และผู้ร่วมพัฒนา"]
    }


def test_each_criterion_has_a_rubric_up_to_its_weight(digital_local):
    assert {len(criterion.rubric) for criterion in digital_local.criteria} == {4, 5}
    assert [(c.rubric[0].lowest, c.rubric[-1].highest) for c in digital_local.criteria] == [
        (0, c.weight) for c in digital_local.criteria
    ]


@pytest.mark.parametrize(
    ("first_used", "met"),
    [("31/01/2564", True), ("01/02/2564", False), ("31/12/2563", True), ("30/06/2564", False)],
)
def test_the_date_of_first_use_decides(digital_local, first_used, met):
    answers = {"uses_digital": True, "is_local_government": True, "first_used": first_used}
    found = outcomes(
        digital_local.eligibility, answers, organisation_type="TAO", counted_from=digital_local.calendar.closes_at
    )
    assert [(outcome.rule.key, outcome.met) for outcome in found] == [
        ("digital", True), ("in_use", met), ("local_government", True),
    ]  # fmt: skip


def test_the_two_legs_part_when_closing_moves(digital_local):
    answers = {"first_used": "15/02/2564"}
    moved = dt.datetime(2021, 9, 1, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    counted = [
        outcomes(digital_local.eligibility, answers, organisation_type="TAO", counted_from=closing)[1].met
        for closing in (digital_local.calendar.closes_at, moved)
    ]
    assert counted == [False, True]


def test_every_kind_of_local_government_can_enter_and_nobody_else(digital_local):
    rule = digital_local.eligibility[2]
    assert rule.organisation_types == ("BMA", "PAO", "CM", "MM", "TM", "TAO", "SP")
    answers = {"is_local_government": True}
    closing = digital_local.calendar.closes_at
    assert outcomes((rule,), answers, organisation_type="OTHER", counted_from=closing)[0].met is False


def test_the_submission_form(digital_local):
    paper = digital_local.submission_form
    assert [(field.label.th, field.source) for field in paper.fields] == [
        ("ข้าพเจ้า", "signatory_name"),
        ("ตำแหน่ง", "signatory_position"),
        ("สังกัดหน่วยงาน", "organisation.name"),
        ("ตำบล", "office_tambon"),
        ("อำเภอ", "office_amphoe"),
        ("จังหวัด", "office_province"),
        ("ชื่อโครงการ", "project_title"),
    ]
    assert [consent.key for consent in paper.consents] == [
        "true_information", "ownership", "decision_final", "publicity",
    ]  # fmt: skip
    assert paper.signer is not None
    assert paper.signer.th == "ผู้ส่งโครงการนวัตกรรมดิจิทัลเข้าประกวด"
    assert "ผู้มีอำนาจลงนามของหน่วยงาน" in paper.signature_note.th
    assert "ตรา" in paper.signature_note.th
    assert paper.authority == digital_local.form.by_key["signatory_authority"].choices


def test_the_consents_keep_every_obligation(digital_local):
    facts = [
        ("เอกสารนำเสนอ", "การนำเสนอ", "เป็นความจริงทุกประการ", "รายละเอียดเพิ่มเติม", "ผู้มีอำนาจลงนามของหน่วยงาน"),
        ("เป็นเจ้าของผลงาน", "ส่วนประกอบ", "เนื้อหา", "ละเมิดลิขสิทธิ์", "รับผิดชอบตามกฎหมายทั้งหมด"),
        ("คำตัดสินของคณะกรรมการ", "สิ้นสุด", "โต้แย้ง"),
        ("อนุญาตให้สำนักงานพัฒนารัฐบาลดิจิทัล (องค์การมหาชน)", "ประชาสัมพันธ์และเผยแพร่", "รัฐบาลดิจิทัลของประเทศ"),
    ]
    consents = digital_local.submission_form.consents
    assert [fact for c, wanted in zip(consents, facts, strict=True) for fact in wanted if fact not in c.text.th] == []


def test_screening_looks_at_each_box_the_signature_the_seal_and_the_authority(digital_local):
    boxes = [f"consent_{consent.key}" for consent in digital_local.submission_form.consents]
    assert [check.key for check in digital_local.screening] == [*boxes, "signature", "seal", "authority"]


def test_one_prize_one_round(digital_local):
    assert [(prize.key, prize.count) for prize in digital_local.prizes] == [("dg_award_local", 1)]
    assert [(stage.key, stage.per_entry) for stage in digital_local.rounds] == [("judging", 3)]
    assert digital_local.shortlist is False
    assert digital_local.reference_prefix == "DLG2564-"


def test_every_text_is_in_both_languages(digital_local):
    texts = list(_texts(digital_local))
    assert len(texts) > 400
    assert [text for text in texts if not (text.th.strip() and text.en.strip())] == []


def test_english_is_english_and_no_text_holds_stray_thai_vowels(digital_local):
    # A Thai mark that stands at the start or after a space has lost its consonant.
    orphan = re.compile(r"(?:^|\s)[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
    assert [text.th for text in _texts(digital_local) if orphan.search(text.th)] == []
    thai = re.compile(r"[\u0e01-\u0e4e]+")
    assert {word for text in _texts(digital_local) for word in thai.findall(text.en)} == {"ส่ง", "ยืนยัน", "อปท"}


def test_it_survives_the_database(digital_local):
    assert Definition.model_validate(digital_local.model_dump(mode="json")) == digital_local


@pytest.mark.needs_shared
def test_the_facts_typed_in_here_are_those_of_the_call_itself():
    call = words(CALL.read_text("utf-8"))
    facts = [name for _, *names in CRITERIA for name in names] + [NOTICE]
    assert [fact for fact in facts if words(fact) not in call] == []


@pytest.mark.needs_shared
def test_the_kinds_of_organisation_are_those_of_the_register(digital_local):
    with (SHARED / "data" / "local_governments_7850.csv").open(encoding="utf-8-sig", newline="") as register:
        kinds = {row["type"] for row in csv.DictReader(register)}
    assert kinds == set(digital_local.eligibility[2].organisation_types)


@pytest.mark.needs_shared
def test_the_choices_are_those_that_were_collected(digital_local):
    collected = json.loads((SHARED / "data" / "choice_lists.json").read_text("utf-8"))
    assert [[choice.key for choice in question.choices] for question in digital_local.survey] == [
        [item["code"] for item in collected[name]] for name in ("digital_tools", "pr_channels")
    ]
