"""The memorandum gives its text back, fits on one page, and leaves the place of the Garuda empty."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from rangwan.documents.memo import MemoDocument, memo_docx
from tests.builders import pack
from tests.documents import samples
from tests.documents.reading import as_pdf, missing, pages

_FORM = pack().submission_form
MEMO = MemoDocument(
    language="th",
    organiser=samples.ORGANISER,
    created=samples.CREATED,
    agency="องค์การบริหารส่วนตำบลปางหมู",
    telephone="053-612-345",
    day="30 มิถุนายน 2564",
    to="นายกองค์การบริหารส่วนตำบลปางหมู",
    award_name=samples.AWARD,
    organisation="องค์การบริหารส่วนตำบลปางหมู",
    project_title=samples.PROJECT,
    form_title=_FORM.title.th,
    consents=tuple(consent.text.th for consent in _FORM.consents),
    note=_FORM.signature_note.th,
    closing="31 กรกฎาคม 2564 เวลา 24.00 น.",
    attachments=(_FORM.title.th, "คำตอบของโครงการ (ฉบับที่ 12)", "เอกสารนำเสนอ: น้ำปั๊ม.pptx"),
    by="สมชาย รักถิ่น",
    position="นักวิชาการคอมพิวเตอร์ชำนาญการ",
)


def test_all_of_it_on_one_page(tmp_path):
    pdf = as_pdf(memo_docx(MEMO), ".docx", tmp_path)
    assert pages(pdf) == 1
    assert missing(
        pdf, "บันทึกข้อความ", f"ส่วนราชการ {MEMO.agency} โทร. {MEMO.telephone}", f"วันที่ {MEMO.day}", f"เรียน {MEMO.to}",
        MEMO.project_title, *MEMO.consents, MEMO.note, *MEMO.attachments, f"ก่อนวันที่ {MEMO.closing}",
        f"({MEMO.by})", MEMO.position, "จึงเรียนมาเพื่อโปรดพิจารณา", "ลงนามแล้ว",
    ) == []  # fmt: skip


def test_in_english(tmp_path):
    memo = replace(MEMO, language="en", to="Chief Executive, Pang Mu", closing="31 July 2021, 24:00")
    pdf = as_pdf(memo_docx(memo), ".docx", tmp_path)
    assert missing(pdf, "Memorandum", "To Chief Executive, Pang Mu", "before 31 July 2021, 24:00", "Attached") == []


def test_where_the_award_asks_for_it_the_approval_is_a_step(tmp_path):
    address = "https://award.example.go.th/my/entries/x/approval/"
    assert not any(address in step for step in MEMO.to_do)
    text = _text(replace(MEMO, approval_address=address))
    assert address in text
    assert "3." in text


@pytest.mark.parametrize(
    "memo",
    [
        replace(MEMO, telephone=""), replace(MEMO, by=""), replace(MEMO, position=""), replace(MEMO, note=""),
        replace(MEMO, attachments=()),
    ],
)  # fmt: skip
def test_what_is_not_known_is_left_out(memo):
    text = _text(memo)
    assert "None" not in text
    assert "()" not in text


def test_the_same_data_gives_the_same_bytes_and_no_picture():
    content = memo_docx(MEMO)
    assert content == memo_docx(MEMO)
    assert not Document(io.BytesIO(content)).inline_shapes


def _text(memo: MemoDocument) -> str:
    document = Document(io.BytesIO(memo_docx(memo)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
