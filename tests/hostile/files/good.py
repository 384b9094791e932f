"""Small, real files, made by the libraries that people's programs resemble."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

TWO_SLIDES_PPT = Path(__file__).resolve().parents[2] / "files" / "fixtures" / "two-slides.ppt"  # from LibreOffice


def pptx(slides: int = 2, *, pictures: int = 0, text: str = "ระบบชำระภาษีที่ดินออนไลน์") -> bytes:
    """Return a 16:9 presentation; each picture is one incompressible JPEG of some 600 kB."""
    from pptx import Presentation
    from pptx.util import Inches

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for number in range(slides):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        slide.shapes.add_textbox(Inches(1), Inches(1), Inches(8), Inches(1)).text_frame.text = f"{text} {number + 1}"
        if number < pictures:
            slide.shapes.add_picture(io.BytesIO(jpg(1200, 900, seed=number)), Inches(1), Inches(2))
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def docx(text: str = "แบบฟอร์มส่งโครงการ") -> bytes:
    """Return a document of one paragraph."""
    from docx import Document

    document = Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx() -> bytes:
    """Return a workbook of one sheet."""
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def relations(kind: str, target: str) -> str:
        one = f'<Relationship Id="rId1" Type="{office}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{package}/relationships">{one}</Relationships>'

    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
            f'<Override PartName="/xl/sheet1.xml" ContentType="{sheet}.worksheet+xml"/></Types>',
            "_rels/.rels": relations("officeDocument", "xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": relations("worksheet", "sheet1.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
            '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row><c t="inlineStr"><is><t>ผู้ใช้</t></is></c></row>'
            "</sheetData></worksheet>",
        }
    )


def opendocument(kind: str = "spreadsheet", *, manifest: str = "", extra: tuple[str, ...] = ()) -> bytes:
    """Return the smallest OpenDocument file of this kind (spreadsheet, presentation, text)."""
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    body = '<draw:page draw:name="1"/>' if kind == "presentation" else ""
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        f'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:body>{body}</office:body>'
        "</office:document-content>"
    )
    entries = f'<m:file-entry m:full-path="/" m:media-type="{media_type}"/>{manifest}'
    parts = {
        "mimetype": media_type,
        "content.xml": content,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}'
        "</m:manifest>",
    }
    return archive(parts | dict.fromkeys(extra, "x"))


def pdf(pages: int = 2) -> bytes:
    """Return a PDF of empty A4 pages."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(595, 842))
        document.save(out)
    return out.getvalue()


def jpg(width: int = 640, height: int = 480, *, seed: int = 1) -> bytes:
    """Return a noisy picture, so that its size is that of a photograph."""
    from PIL import Image

    image = Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def phone_jpg() -> bytes:
    """Return a JPEG with a second picture behind it, as telephones write them."""
    from PIL import Image

    out = io.BytesIO()
    second = Image.new("RGB", (40, 30), "grey")
    Image.new("RGB", (400, 300), "white").save(out, "MPO", save_all=True, append_images=[second])
    return out.getvalue()


def png(width: int = 64, height: int = 48) -> bytes:
    """Return a noisy picture without loss."""
    from PIL import Image

    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), random.Random(2).randbytes(width * height * 3)).save(out, "PNG")
    return out.getvalue()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of these entries, deflated."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name, (2021, 7, 1, 9, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_entries(
    original: bytes, added: dict[str, bytes | str] | None = None, replaced: dict[str, tuple[str, str]] | None = None
) -> bytes:
    """Return the archive with entries added, and with texts replaced inside some (name → old, new)."""
    with zipfile.ZipFile(io.BytesIO(original)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name, (old, new) in (replaced or {}).items():
        assert old.encode() in parts[name]
        parts[name] = parts[name].replace(old.encode(), new.encode())
    return archive(parts | (added or {}))
