"""The drawn forms: real images and PDFs, with what the signatory did."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from rangwan.config.demo import scan
from rangwan.documents.page_codes import codes_in
from rangwan.documents.submission_form import FormCode, FormField, SubmissionFormDocument
from rangwan.entries.rules.signed_form import code_address
from rangwan.kernel.ids import new_id

PAPER = SubmissionFormDocument(
    language="th",
    organiser="หน่วยงาน",
    created=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    title="ใบส่งโครงการ",
    award_name="",
    fields=(FormField("ตำแหน่ง", "นายก"),),
    consents=("ข้อหนึ่ง ✓", "ข้อสอง"),
    authority=("ผู้บริหาร",),
    project_title="ระบบน้ำดี",
    printed_name="นายสมมติ",
    position="นายก",
    draft_code="ABC",
)


def _form(unticked: frozenset[int] = frozenset(), *, seal: bool = True, kind: str = "jpg") -> bytes:
    return scan.signed_form(PAPER, unticked=unticked, seal=seal, mark="สมมติ", kind=kind)


def _inked(content: bytes, colour: str) -> int:
    """Return how many dots of the scan are blue (the pen) or red (the seal)."""
    red, green, blue = Image.open(io.BytesIO(content)).convert("RGB").split()
    strong, weak = (blue, red) if colour == "blue" else (red, blue)
    pairs = zip(strong.tobytes(), weak.tobytes(), green.tobytes(), strict=True)
    return sum(1 for one, other, third in pairs if one > 110 and other < 100 and third < 100)


def test_a_scan_is_a_picture_of_a_page_with_pen_and_seal():
    content = _form()
    image = Image.open(io.BytesIO(content))
    assert (image.format, image.size) == ("JPEG", (910, 1287))
    assert len(content) < 300_000
    assert _form() == content
    assert _inked(content, "red") > 300


def test_what_the_signatory_forgot_is_not_on_it():
    whole = _form()
    assert _inked(_form(seal=False), "red") == 0
    assert _inked(_form(frozenset({0, 1})), "blue") < _inked(whole, "blue") - 40


@pytest.mark.parametrize("kind", ["jpg", "pdf"])
def test_its_code_can_be_read(kind: str, tmp_path: Path):
    address = code_address("http://127.0.0.1:8000", new_id(), 2, "0123456789abcdef" * 4)
    paper = replace(PAPER, code=FormCode(address, ("ฉบับที่ 2", "พิมพ์เมื่อ 1 ม.ค. 2569", "0123456789abcdef")))
    made = scan.signed_form(paper, unticked=frozenset(), seal=True, mark="สมมติ", kind=kind)
    (tmp_path / "scan").write_bytes(made)
    assert [code.text for code in codes_in(tmp_path / "scan", kind, "/signed-form/")] == [address]


@pytest.mark.parametrize(("content", "pages"), [(_form(kind="pdf"), 1), (scan.drawn_pages([("ก", ["ข\nค"])] * 3), 3)])
def test_the_same_as_a_pdf(content: bytes, pages: int):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == pages
