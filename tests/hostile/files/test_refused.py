"""Every hostile file gets its own code and a message in both languages, and leaves nothing on the disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rangwan.accounts.models import Person
from rangwan.files.actions import receive_file
from rangwan.files.messages import both_languages
from rangwan.files.models import StoredFile
from rangwan.files.refusal import Refused
from rangwan.kernel.models import AuditRow
from tests.builders import NOW
from tests.hostile.files import good, make, make_inside, make_pdf
from tests.hostile.files.compound import compound_file

PRESENTATION = ("pptx", "ppt", "pdf")
SCAN = ("pdf", "jpg", "png")
DATA = ("csv", "json", "xml", "ods")

# what it is called, what it is, where it is sent, code, and the parameter that tells it from others
Case = tuple[str, Callable[[], bytes] | bytes, tuple[str, ...], str, dict[str, Any]]
CASES: list[Case] = [
    ("นำเสนอ.pptx", make.program, PRESENTATION, "wrong_type", {"seems": "exe"}),
    ("elf.pptx", b"\x7fELF\x02\x01" + bytes(90), PRESENTATION, "wrong_type", {"seems": "exe"}),
    ("แบบฟอร์ม.pdf", make.HTML.encode(), SCAN, "wrong_type", {"seems": "html"}),
    ("a.pdf", b"\xef\xbb\xbf <!-- x --> <HTML>", SCAN, "wrong_type", {"seems": "html"}),
    ("ภาพ.jpg", make.SVG.encode(), SCAN, "wrong_type", {"seems": "svg"}),
    ("ภาพ.jpg", b"GIF89a" + bytes(40), SCAN, "wrong_type", {"seems": "gif"}),
    ("ภาพ.jpg", bytes(4) + b"ftypheic" + bytes(40), SCAN, "wrong_type", {"seems": "heic"}),
    ("ภาพ.jpg", b"II*\x00" + bytes(40), SCAN, "wrong_type", {"seems": "tiff"}),
    ("ภาพ.jpg", b"RIFF\x00\x00\x00\x00WEBPVP8 ", SCAN, "wrong_type", {"seems": "webp"}),
    ("a.pdf", b"#!/bin/sh\nrm -rf ~\n", SCAN, "wrong_type", {"seems": "script"}),
    ("a.pdf", b"<?php system($_GET[0]); ?>", SCAN, "wrong_type", {"seems": "script"}),
    ("a.pdf", b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(60), SCAN, "wrong_type", {"seems": "shortcut"}),
    ("a.pdf", b"Rar!\x1a\x07\x00" + bytes(40), SCAN, "wrong_type", {"seems": "archive"}),
    ("a.pdf", bytes(500), SCAN, "wrong_type", {"seems": "unknown"}),
    ("a.pdf", "เพียงข้อความ".encode(), SCAN, "wrong_type", {"seems": "txt"}),
    ("a.pdf", make.plain_zip, SCAN, "wrong_type", {"seems": "zip"}),
    ("a.pptx", make.plain_zip, PRESENTATION, "wrong_type", {"seems": "zip"}),
    ("a.pptx", good.docx, PRESENTATION, "wrong_type", {"seems": "docx"}),
    ("a.pptx", make.ppsx, PRESENTATION, "wrong_type", {"seems": "ppsx"}),
    ("a.pptx", partial(good.opendocument, "presentation"), PRESENTATION, "wrong_type", {"seems": "odp"}),
    ("a.ppt", partial(compound_file, {"WordDocument": bytes(5000)}), PRESENTATION, "wrong_type", {"seems": "doc"}),
    ("a.jpg", good.png, ("jpg",), "wrong_type", {"seems": "png"}),
    ("a.pdf", make_pdf.page_and_pdf, SCAN, "wrong_type", {"seems": "html"}),
    ("ข้อมูล.bat", b"@echo off\r\nformat c:", DATA, "wrong_type", {"seems": "script"}),
    ("ข้อมูล.vbs", b"CreateObject(1)", DATA, "wrong_type", {"seems": "script"}),
    ("ข้อมูล.xml", b'<x:root xmlns:x="a"/>'.replace(b"root", b"svg"), DATA, "wrong_type", {"seems": "svg"}),
    ("ว่าง.pptx", b"", PRESENTATION, "empty", {}),
    ("a.pptx", make.zip_bomb, PRESENTATION, "unpacks_too_large", {"kind": "pptx"}),
    ("a.pptx", make.nested_zip_bomb, PRESENTATION, "unpacks_too_large", {"kind": "pptx"}),
    ("a.pptx", make.deep_zip, PRESENTATION, "unpacks_too_large", {"kind": "pptx"}),
    ("a.pptx", make.many_entries, PRESENTATION, "unpacks_too_large", {"kind": "pptx"}),
    ("a.pptx", make.climbing_zip, PRESENTATION, "unsafe_archive", {"kind": "pptx"}),
    ("a.pptx", make.absolute_zip, PRESENTATION, "unsafe_archive", {"kind": "pptx"}),
    ("a.pptx", make.duplicate_zip, PRESENTATION, "unsafe_archive", {"kind": "pptx"}),
    ("a.pptx", make.lying_zip, PRESENTATION, "unsafe_archive", {"kind": "pptx"}),
    ("a.pptx", make.overlapping_zip, PRESENTATION, "unsafe_archive", {"kind": "pptx"}),
    ("a.pptx", make.encrypted_zip, PRESENTATION, "password", {"kind": "pptx"}),
    ("a.pptx", make.encrypted_pptx, PRESENTATION, "password", {"kind": "pptx"}),
    ("a.docx", make.encrypted_pptx, ("docx",), "password", {"kind": "docx"}),
    ("a.ods", partial(good.opendocument, manifest="<m:file-entry><m:encryption-data/></m:file-entry>"), DATA,
     "password", {"kind": "ods"}),
    ("a.ppt", partial(make.ppt, token=0xF3D1C4DF), PRESENTATION, "password", {"kind": "ppt"}),
    ("a.ppt", partial(make.ppt, extra={"EncryptedSummary": bytes(100)}), PRESENTATION, "password", {"kind": "ppt"}),
    ("a.pdf", make_pdf.pdf_with_password, SCAN, "password", {"kind": "pdf"}),
    ("a.pptx", lambda: make.cut(good.pptx(1)), PRESENTATION, "damaged", {"kind": "pptx"}),
    ("a.pptx", lambda: make.damaged_within(good.pptx(1)), PRESENTATION, "damaged", {"kind": "pptx"}),
    ("a.pptx", make.pptx_without_a_slide, PRESENTATION, "damaged", {"kind": "pptx"}),
    ("a.pptx", make.pptx_with_entities, PRESENTATION, "damaged", {"kind": "pptx"}),
    ("a.ppt", lambda: make.cut(make.ppt()), PRESENTATION, "damaged", {"kind": "ppt"}),
    ("a.ppt", make.looping_ole, PRESENTATION, "damaged", {"kind": "ppt"}),
    ("a.pdf", lambda: make.cut(good.pdf(3)), SCAN, "damaged", {"kind": "pdf"}),
    ("a.pdf", b"%PDF-1.7\n", SCAN, "damaged", {"kind": "pdf"}),
    ("a.pdf", make_pdf.pdf_without_pages, SCAN, "damaged", {"kind": "pdf"}),
    ("a.jpg", lambda: make.cut(good.jpg()), SCAN, "damaged", {"kind": "jpg"}),
    ("a.png", lambda: make.cut(good.png()), SCAN, "damaged", {"kind": "png"}),
    ("a.png", lambda: make.damaged_within(good.png()), SCAN, "damaged", {"kind": "png"}),
    ("a.png", make.png_without_end, SCAN, "damaged", {"kind": "png"}),
    ("a.json", b'{"a": [1, 2', DATA, "damaged", {"kind": "json"}),
    ("a.json", b"[" * 100_000, DATA, "damaged", {"kind": "json"}),
    ("a.xml", b"<a><b></a>", DATA, "damaged", {"kind": "xml"}),
    ("a.pptx", make.pptx_with_macros, PRESENTATION, "macros", {"kind": "pptx"}),
    ("a.pptx", make.pptm, PRESENTATION, "macros", {"kind": "pptx"}),
    ("a.pptx", make.pptx_with_macros_inside, PRESENTATION, "macros", {"kind": "pptx"}),
    ("a.ods", partial(good.opendocument, extra=("Basic/Standard/Module1.xml",)), DATA, "macros", {"kind": "ods"}),
    ("a.ppt", partial(make.ppt, macros=True), PRESENTATION, "macros", {"kind": "ppt"}),
    ("a.xls", partial(compound_file, {"Workbook": bytes(5000), "_VBA_PROJECT": b"x"}), ("xls",),
     "macros", {"kind": "xls"}),
    ("a.pptx", make.pptx_with_program, PRESENTATION, "active_content", {"what": "program"}),
    ("a.pptx", make.pptx_with_control, PRESENTATION, "active_content", {"what": "program"}),
    ("a.pdf", make_pdf.pdf_with_javascript, SCAN, "active_content", {"what": "javascript"}),
    ("a.pdf", make_pdf.pdf_with_named_javascript, SCAN, "active_content", {"what": "javascript"}),
    ("a.pdf", make_pdf.pdf_with_javascript_at_last, SCAN, "active_content", {"what": "javascript"}),
    ("a.pdf", make_pdf.pdf_with_javascript_on_page, SCAN, "active_content", {"what": "javascript"}),
    ("a.pdf", make_pdf.pdf_with_javascript_in_field, SCAN, "active_content", {"what": "javascript"}),
    ("a.pdf", make_pdf.pdf_with_javascript_in_bookmark, SCAN, "active_content", {"what": "javascript"}),
    ("a.pdf", make_pdf.pdf_that_launches, SCAN, "active_content", {"what": "launch"}),
    ("a.pdf", make_pdf.pdf_with_attachment, SCAN, "active_content", {"what": "program"}),
    ("a.pdf", make_pdf.pdf_with_attachment_on_page, SCAN, "active_content", {"what": "program"}),
    ("a.xml", b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>', DATA, "active_content", {"what": "entities"}),
    ("a.pptx", make_inside.pptx_with_package, PRESENTATION, "active_content", {"what": "program"}),
    ("a.pptx", make_inside.pptx_with_macros_in_old_workbook, PRESENTATION, "macros", {"kind": "pptx"}),
    ("a.ppt", partial(make_inside.ppt_with_object, make_inside.packaged_program()), PRESENTATION,
     "active_content", {"what": "program"}),
    ("a.ppt", partial(make_inside.ppt_with_object, make_inside.packaged_program(), packed=False), PRESENTATION,
     "active_content", {"what": "program"}),
    ("a.ppt", partial(make_inside.ppt_with_object, compound_file({"VBA": b"x", "PROJECT": b"x"})), PRESENTATION,
     "macros", {"kind": "ppt"}),
    ("นำเสนอ.pptx", partial(make.ppt, macros=True), PRESENTATION, "macros", {"kind": "ppt"}),
    ("a.pptx", partial(make_inside.pptx_with_link, "oleObject", "https://evil.example/a.html!x"), PRESENTATION,
     "active_content", {"what": "calls"}),
    ("a.pptx", partial(make_inside.pptx_with_link, "oleObject", "mhtml:http://evil.example/a"), PRESENTATION,
     "active_content", {"what": "calls"}),
    ("a.pptx", partial(make_inside.pptx_with_link, "attachedTemplate", "file:///\\\\8.8.8.8\\a\\b.dotm"),
     PRESENTATION, "active_content", {"what": "calls"}),
    ("a.pptx", partial(make_inside.pptx_with_link, "frame", "//evil.example@SSL@443/a.docx"), PRESENTATION,
     "active_content", {"what": "calls"}),
    ("a.pptx", partial(make_inside.pptx_with_link, "hyperlink", "JavaScript:alert(1)"), PRESENTATION,
     "active_content", {"what": "javascript"}),
    ("a.pptx", partial(make_inside.pptx_with_link, "hyperlink", "ms-msdt:/id PCWDiagnostic"), PRESENTATION,
     "active_content", {"what": "javascript"}),
    ("a.pptx", partial(make_inside.pptx_with_action, "ppaction://program"), PRESENTATION,
     "active_content", {"what": "launch"}),
    ("a.pptx", partial(make_inside.pptx_with_action, "ppaction://macro?name=Start"), PRESENTATION,
     "active_content", {"what": "launch"}),
    ("a.pptx", make_inside.pptx_with_laughs, PRESENTATION, "active_content", {"what": "entities"}),
    ("a.pptx", partial(make_inside.pptx_with_laughs, "utf-16"), PRESENTATION, "active_content", {"what": "entities"}),
    ("a.xml", make_inside.billion_laughs, DATA, "active_content", {"what": "entities"}),
    ("a.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', DATA,
     "active_content", {"what": "entities"}),
    ("a.pptx", make_inside.pptx_with_picture_bomb, PRESENTATION,
     "too_many_pixels", {"width": 50_000, "height": 50_000}),
    ("a.pptx", make_inside.pptx_of_two_names, PRESENTATION, "unsafe_archive", {"kind": "pptx"}),
    ("a.pptx", make_inside.behind_a_program, PRESENTATION, "wrong_type", {"seems": "exe"}),
    ("a.ppt", make_inside.mhtml, PRESENTATION, "wrong_type", {"seems": "txt"}),
    ("a.pdf", b"7z\xbc\xaf\x27\x1c" + bytes(90), SCAN, "wrong_type", {"seems": "archive"}),
    ("a.jpg", make.SVG.encode("utf-16"), SCAN, "wrong_type", {"seems": "txt"}),
    ("a.pdf", make_pdf.pdf_with_disguised_program, SCAN, "active_content", {"what": "program"}),
    ("a.pdf", partial(make_pdf.pdf_with_attachment, "ดูภาพ.exe. "), SCAN, "active_content", {"what": "program"}),
    ("a.pdf", make_pdf.pdf_that_calls, SCAN, "active_content", {"what": "calls"}),
    ("a.pdf", make_pdf.pdf_that_sends_its_form, SCAN, "active_content", {"what": "calls"}),
    ("a.pdf", make_pdf.pdf_with_script_link, SCAN, "active_content", {"what": "javascript"}),
    ("a.pdf", make_pdf.pdf_that_opens_what_it_holds, SCAN, "active_content", {"what": "launch"}),
    ("a.pdf", make_pdf.pdf_of_xfa, SCAN, "active_content", {"what": "form"}),
    ("a.pdf", make_pdf.pdf_with_film, SCAN, "active_content", {"what": "program"}),
    ("a.pdf", make_pdf.pdf_and_page, SCAN, "two_in_one", {"other": "html"}),
    ("a.pdf", make_pdf.pdf_and_page_behind, SCAN, "two_in_one", {"other": "html"}),
    ("a.pdf", make_pdf.pdf_and_zip, SCAN, "two_in_one", {"other": "zip"}),
    ("a.jpg", make.jpg_and_zip, SCAN, "two_in_one", {"other": "zip"}),
    ("a.png", make.png_bomb, SCAN, "too_many_pixels", {"width": 50_000, "height": 50_000}),
    ("a.jpg", make.jpg_bomb, SCAN, "too_many_pixels", {"width": 50_000, "height": 50_000}),
    ("a.pptx", partial(good.pptx, 0), PRESENTATION, "no_slides", {"kind": "pptx"}),
    ("a.ppt", partial(make.ppt, slides=0), PRESENTATION, "no_slides", {"kind": "ppt"}),
    ("a.csv", "ก,ข".encode("utf-16"), DATA, "not_text", {"kind": "csv"}),
    ("a.csv", b"a,b\n" * 2000 + b"\x00", DATA, "not_text", {"kind": "csv"}),
    ("a.csv", b"\x81\x82\xdb", DATA, "not_text", {"kind": "csv"}),
]  # fmt: skip


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _refused(somchai: Person, name: str, data: bytes, allowed: tuple[str, ...], max_bytes: int = 50_000_000) -> Refused:
    with pytest.raises(Refused) as caught:
        receive_file(
            upload=SimpleUploadedFile(name, data), allowed_types=allowed, max_bytes=max_bytes, acting=somchai, now=NOW
        )
    return caught.value


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case[3]}-{case[0]}" for number, case in enumerate(CASES)])
def test_hostile_file_is_refused_with_its_reason(folder: Path, somchai: Person, case: Case) -> None:
    name, content, allowed, code, telling = case

    refused = _refused(somchai, name, content if isinstance(content, bytes) else content(), allowed)

    assert (refused.code, {key: refused.params.get(key) for key in telling}) == (code, telling)
    messages = both_languages(refused.code, refused.params)
    assert messages["th"] != messages["en"]
    for message in messages.values():
        assert name in message
        assert "%(" not in message
    assert _files(folder) == []
    assert (StoredFile.objects.count(), AuditRow.objects.count()) == (0, 0)


def test_too_large_says_how_large_and_how_large_it_may_be(folder: Path, somchai: Person) -> None:
    refused = _refused(somchai, "ใหญ่.pdf", good.pdf(1) + bytes(30_000), SCAN, max_bytes=20_000)

    assert refused.code == "too_large"
    assert both_languages(refused.code, {"name": "ใหญ่.pdf", "size": 200_000_000, "limit": 50_000_000}) == {
        "th": "ไฟล์ ใหญ่.pdf ใหญ่เกินไป คือ 200 MB แต่รับได้ไม่เกิน 50 MB กรุณาลดขนาดรูปภาพในไฟล์หรือบันทึกเป็น PDF แล้วส่งใหม่",
        "en": "ใหญ่.pdf is too large: 200 MB, and at most 50 MB can be taken. "
        "Make the pictures in it smaller or save it as PDF, then send it again.",
    }
    assert _files(folder) == []


def test_program_named_pptx_is_told_in_plain_words(folder: Path, somchai: Person) -> None:
    refused = _refused(somchai, "presentation.pptx", make.program(), PRESENTATION)

    assert both_languages(refused.code, refused.params) == {
        "th": "ไฟล์ presentation.pptx เป็นโปรแกรม (.exe) ซึ่งไม่ใช่ชนิดที่รับในช่องนี้ กรุณาส่งไฟล์นำเสนอ PowerPoint (.pptx), "
        "ไฟล์นำเสนอ PowerPoint รุ่นเก่า (.ppt) หรือไฟล์ PDF (.pdf)",
        "en": "presentation.pptx is a program (.exe), which is not taken here. Please send a PowerPoint presentation "
        "(.pptx), an older PowerPoint presentation (.ppt) or a PDF (.pdf).",
    }
