from __future__ import annotations

from dataclasses import replace

from rangwan.documents.guide import CriterionRow, GuidanceEntry, guide_docx
from rangwan.documents.prose import blocks
from tests.documents import samples
from tests.documents.reading import as_pdf, fonts, missing, pages


def test_thai_guide_gives_its_text_back(tmp_path):
    doc = samples.GUIDE
    pdf = as_pdf(guide_docx(doc), ".docx", tmp_path)
    plain = [block.text for entry in doc.guidance for block in blocks(entry.text)]
    assert missing(
        pdf,
        "คำแนะนำในการให้ข้อมูล",
        doc.award_name,
        doc.organiser,
        *(block.text for part in doc.purpose for block in blocks(part)),
        *doc.eligibility,
        *(line.label + line.value for line in doc.calendar),
        *(row.name for row in doc.criteria),
        *(aspect for row in doc.criteria for aspect in row.aspects),
        "รวม100",
        *doc.steps,
        *(entry.name for entry in doc.guidance),
        *plain,
        "ไม่คิดคะแนน",
        *doc.notices,
        *doc.contact,
    ) == []  # fmt: skip
    assert pages(pdf) == 3
    assert all(fonts(pdf).values())
    assert {name.partition("-")[0] for name in fonts(pdf)} == {"THSarabunNew", "DejaVuSans"}


def test_english_guide_gives_its_text_back(tmp_path):
    pdf = as_pdf(guide_docx(samples.GUIDE_EN), ".docx", tmp_path)
    assert missing(pdf, "Guide for entrants", "in real use", "Total 100", "62.5 points", "What changes?") == []


def test_total_is_the_exact_sum():
    doc = replace(samples.GUIDE, criteria=tuple(CriterionRow(str(place), 0.1) for place in range(10)))
    assert doc.total == 1.0


def test_long_texts_and_strange_characters_are_kept(tmp_path):
    long = "น้ำทั่วทุกถิ่นที่ปั๊ม" * 50
    doc = replace(
        samples.GUIDE,
        award_name=long[:1000],
        guidance=(GuidanceEntry(long, f"<b>{long}</b> & \x00 \ufffe", 10, (long,)),),
    )
    pdf = as_pdf(guide_docx(doc), ".docx", tmp_path)
    assert missing(pdf, long, "<b>", "</b> &") == []
