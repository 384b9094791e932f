"""Office files that hold or reach for what they should not, and harmless ones that only look so."""

from __future__ import annotations

import struct
import zlib

from tests.hostile.files import good, make
from tests.hostile.files.compound import compound_file

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def packaged_program() -> bytes:
    """Return an OLE object as Office makes it of any file that is dropped onto a slide: a program, here."""
    return compound_file({"\x01Ole10Native": make.program(), "\x01CompObj": bytes(90)})


def pptx_with_package() -> bytes:
    """Return a presentation with a program packed into an OLE object."""
    return good.with_entries(good.pptx(1), {"ppt/embeddings/oleObject1.bin": packaged_program()})


def pptx_with_macros_in_old_workbook() -> bytes:
    """Return a presentation with an embedded old workbook that has macros."""
    workbook = compound_file({"Workbook": bytes(5000), "_VBA_PROJECT": b"x"})
    return good.with_entries(good.pptx(1), {"ppt/embeddings/Microsoft_Excel_Sheet1.xls": workbook})


def ppt_with_object(content: bytes, *, packed: bool = True) -> bytes:
    """Return an old presentation with an OLE object in its stream."""
    data = struct.pack("<I", len(content)) + zlib.compress(content) if packed else content
    record = struct.pack("<HHI", 0x0010 if packed else 0, 0x1011, len(data)) + data
    listed = struct.pack("<HHI", 0, 0x03F3, 20) + struct.pack("<5I", 0, 0, 0, 256, 0)
    slides = struct.pack("<HHI", 0x000F, 0x0FF0, len(listed)) + listed
    document = struct.pack("<HHI", 0x000F, 0x03E8, len(slides)) + slides
    current = struct.pack("<HHIIII", 0, 0x0FF6, 20, 20, 0xE391C05F, 0).ljust(44, b"\0")
    return compound_file({"PowerPoint Document": (record + document).ljust(5000, b"\0"), "Current User": current})


def pptx_with_link(kind: str, target: str, *, part: str = "ppt/charts/_rels/chart1.xml.rels") -> bytes:
    """Return a presentation with a relation of this kind to a target outside it."""
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return good.with_entries(good.pptx(1), {part: f'<Relationships xmlns="{_PACKAGE}">{relation}</Relationships>'})


def pptx_with_action(action: str) -> bytes:
    """Return a presentation with a button on its slide that does this."""
    button = f'<a:endParaRPr><a:hlinkClick r:id="" action="{action}"/></a:endParaRPr></a:p>'
    return good.with_entries(good.pptx(1), replaced={"ppt/slides/slide1.xml": ("</a:p>", button)})


def billion_laughs(encoding: str = "utf-8") -> bytes:
    """Return a text of XML that grows to a thousand million words when it is read."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    return f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE lolz [{entities}]><lolz>&l9;</lolz>'.encode(encoding)


def pptx_with_laughs(encoding: str = "utf-8") -> bytes:
    """Return a presentation with such a text among its parts."""
    return good.with_entries(good.pptx(1), {"ppt/commentAuthors.xml": billion_laughs(encoding)})


def pptx_with_picture_bomb() -> bytes:
    """Return a presentation with a picture of 50,000 × 50,000 points."""
    return good.with_entries(good.pptx(1), {"ppt/media/image1.png": make.png_bomb()})


def pptx_of_two_names() -> bytes:
    """Return a presentation with an entry that bears one name in the directory and another before its bytes."""
    data = good.with_entries(good.pptx(1), {"ppt/media/harmless.png": "x"})
    at = data.find(b"ppt/media/harmless.png")
    return data[:at] + b"ppt/vbaProject.bin.exe" + data[at + 22 :]


def behind_a_program() -> bytes:
    """Return a presentation behind a program: what unpacks itself."""
    return make.program() + good.pptx(1)


def mhtml() -> bytes:
    """Return a web page as one file of mail, which Word saves and opens under any name."""
    return (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: text/html\r\n\r\n" + make.HTML.encode()
    )
