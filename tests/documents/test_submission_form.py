from __future__ import annotations

import re
from dataclasses import replace

from rangwan.documents.submission_form import FormField, submission_form_docx
from tests.documents import samples
from tests.documents.reading import as_pdf, fonts, missing, pages, part

BOX = re.compile("[\u2610-\u2612\u2705\u2713-\u2718\u25a0-\u25a3\u2b1b-\u2b1c]")


def test_blank_form_is_one_page_and_gives_its_text_back(tmp_path):
    doc = samples.FORM
    pdf = as_pdf(submission_form_docx(doc), ".docx", tmp_path)
    assert pages(pdf) == 1
    assert missing(
        pdf,
        doc.title,
        doc.award_name,
        *(field.label for field in doc.fields),
        doc.fields_note,
        doc.intro,
        doc.accept,
        *doc.consents,
        *doc.authority,
        "ลงชื่อ",
        "()",
        doc.signer,
        "ตราประทับของหน่วยงาน",
        *doc.notes,
    ) == []  # fmt: skip
    assert all(fonts(pdf).values())


def test_filled_form_is_one_page_with_every_value(tmp_path):
    doc = samples.FORM_FILLED
    assert doc.code is not None
    pdf = as_pdf(submission_form_docx(doc), ".docx", tmp_path)
    assert pages(pdf) == 1
    assert missing(
        pdf, *(f"{field.label} {field.value}" for field in doc.fields), doc.project_title,
        f"({doc.printed_name})", f"ตำแหน่ง {doc.position}", f"รหัสร่าง {doc.draft_code}", *doc.code.lines,
    ) == []  # fmt: skip


def test_the_order_is_that_of_the_call():
    doc = samples.FORM_FILLED
    text = "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part(submission_form_docx(doc), "word/document.xml")))
    told = (
        *(field.label for field in doc.fields), doc.intro, doc.project_title, doc.accept, *doc.consents, *doc.authority,
        "ลงชื่อ", doc.printed_name, doc.signer, *doc.notes,
    )  # fmt: skip
    place = 0
    for words in told:
        assert words in text[place:], words
        place = text.index(words, place) + len(words)


def test_english_form_gives_its_text_back(tmp_path):
    pdf = as_pdf(submission_form_docx(samples.FORM_EN), ".docx", tmp_path)
    assert pages(pdf) == 1
    assert missing(pdf, "Seal of the organisation", "Signature", *samples.FORM_EN.consents) == []


def test_every_box_is_empty_whatever_is_passed():
    doc = replace(samples.FORM_FILLED, consents=("☑ หนึ่ง", "✓สอง", "☒☑ สาม", "สี่"), authority=("☑ ห้า", " ✔ หก"))
    xml = part(submission_form_docx(doc), "word/document.xml")
    assert BOX.findall(xml) == ["☐"] * 6


def test_a_box_stands_before_each_consent_and_authority():
    xml = part(submission_form_docx(samples.FORM), "word/document.xml")
    assert BOX.findall(xml) == ["☐"] * (len(samples.FORM.consents) + len(samples.FORM.authority))


def test_long_values_are_kept_whole(tmp_path):
    long = "โครงการน้ำประปาทั่วถิ่น " * 42
    doc = replace(
        samples.FORM_FILLED, project_title=long, fields=(FormField("ข้าพเจ้า", long), FormField("ตำแหน่ง", long))
    )
    pdf = as_pdf(submission_form_docx(doc), ".docx", tmp_path)
    assert missing(pdf, f"ข้าพเจ้า {long} ตำแหน่ง {long}") == []
