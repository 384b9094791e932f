"""Files that somebody sends in error or in malice. Each function returns the bytes of one of them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tests.hostile.files import good
from tests.hostile.files.compound import compound_file

HTML = "<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"
SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
#: Names that try something; what is kept of each.
NAMES = {
    "โครงการน้ำดื่มสะอาด ผู้ใหญ่บ้าน ปี๒๕๖๔.pptx": "โครงการน้ำดื่มสะอาด ผู้ใหญ่บ้าน ปี๒๕๖๔.pptx",
    "ใบส่ง\u202egpj.exe": "ใบส่งgpj.exe",
    "a\x00b.pdf": "ab.pdf",
    "../../etc/passwd": "passwd",
    "C:\\Users\\somchai\\แผน.pdf": "แผน.pdf",
    "CON.pptx": "CON.pptx",
    "..": "unnamed",
    "\r\nSet-Cookie: x=1.pdf": "Set-Cookie: x=1.pdf",
    '"; rm -rf .pdf': '"; rm -rf .pdf',
    "e\u0301tude.pdf": "étude.pdf",
    "\ud800.pdf": ".pdf",
    "   ": "unnamed",
}


def program() -> bytes:
    """Return the beginning of a Windows program."""
    stub = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0"
    return stub + b"This program cannot be run in DOS mode.".ljust(2000, b"\0")


def cut(data: bytes, keep: float = 0.6) -> bytes:
    """Return the first part of a file, as a cut line leaves it."""
    return data[: int(len(data) * keep)]


def damaged_within(data: bytes, at: float = 0.5) -> bytes:
    """Return the file with 64 bytes changed in the middle, its end untouched."""
    middle = int(len(data) * at)
    return data[:middle] + bytes(255 - byte for byte in data[middle : middle + 64]) + data[middle + 64 :]


# --- archives ---------------------------------------------------------------------------------------------------------


def zip_bomb(unpacked: int = 60_000_000) -> bytes:
    """Return a presentation with a part of zeros that packs a thousand to one."""
    return good.with_entries(good.pptx(1), {"ppt/media/zeros.bin": bytes(unpacked)})


def nested_zip_bomb() -> bytes:
    """Return a presentation that holds a workbook that holds the zeros."""
    inner = good.archive({"xl/zeros.bin": bytes(40_000_000)})
    return good.with_entries(good.pptx(1), {"ppt/embeddings/Workbook1.xlsx": inner})


def deep_zip() -> bytes:
    """Return archives within archives within archives."""
    inner = good.archive({"a.txt": "a"})
    for level in range(5):
        inner = good.archive({f"{level}.zip": inner})
    return good.with_entries(good.pptx(1), {"ppt/embeddings/deep.zip": inner})


def many_entries(count: int = 6_000) -> bytes:
    """Return a presentation with more entries than any has."""
    return good.with_entries(good.pptx(1), {f"ppt/media/{number}.txt": "" for number in range(count)})


def climbing_zip() -> bytes:
    """Return a presentation with an entry that would be unpacked outside its folder."""
    return good.with_entries(good.pptx(1), {"../../../etc/cron.d/x": "* * * * * root true"})


def absolute_zip() -> bytes:
    """Return a presentation with an entry at an absolute path."""
    return good.with_entries(good.pptx(1), {"/etc/passwd": "root::0:0"})


def duplicate_zip() -> bytes:
    """Return a presentation in which two entries differ by the case of a letter only: which one counts?"""
    return good.with_entries(good.pptx(1), {"PPT/presentation.xml": "<a/>"})


def encrypted_zip() -> bytes:
    """Return a presentation in which an entry is marked as encrypted."""
    data = bytearray(good.pptx(1))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 8] |= 1
    return bytes(data)


def lying_zip() -> bytes:
    """Return a presentation with an entry whose directory says ten bytes, and which unpacks to a million."""
    data = bytearray(good.with_entries(good.pptx(1), {"ppt/media/zeros.bin": bytes(1_000_000)}))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 10)
    return bytes(data)


def overlapping_zip() -> bytes:
    """Return a presentation with two directory lines that point at the same bytes."""
    data = bytearray(good.with_entries(good.pptx(1), {"ppt/a.txt": "same", "ppt/b.txt": "same"}))
    last = data.rfind(b"PK\x01\x02")
    before = data.rfind(b"PK\x01\x02", 0, last)
    data[last + 42 : last + 46] = data[before + 42 : before + 46]
    return bytes(data)


def plain_zip() -> bytes:
    """Return an archive that is no document."""
    return good.archive({"รูป/ภาพ.txt": "ภาพ"})


# --- office documents -------------------------------------------------------------------------------------------------


def pptx_with_macros() -> bytes:
    """Return a presentation that carries a VBA project."""
    return good.with_entries(good.pptx(1), {"ppt/vbaProject.bin": compound_file({"VBA": b"x"})})


def pptm() -> bytes:
    """Return a presentation of the kind that is made for macros, under whatever name."""
    plain = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    made_for = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
    return good.with_entries(good.pptx(1), replaced={"[Content_Types].xml": (plain, made_for)})


def ppsx() -> bytes:
    """Return a slide show, which plays instead of opening."""
    return good.with_entries(
        good.pptx(1), replaced={"[Content_Types].xml": ("presentation.main+xml", "slideshow.main+xml")}
    )


def pptx_with_macros_inside() -> bytes:
    """Return a presentation with an embedded workbook that has macros."""
    workbook = good.with_entries(good.xlsx(), {"xl/vbaProject.bin": compound_file({"VBA": b"x"})})
    return good.with_entries(good.pptx(1), {"ppt/embeddings/Workbook1.xlsx": workbook})


def pptx_with_program() -> bytes:
    """Return a presentation with a program in it."""
    return good.with_entries(good.pptx(1), {"ppt/embeddings/oleObject1.bin": program()})


def pptx_with_control() -> bytes:
    """Return a presentation with an ActiveX control."""
    return good.with_entries(good.pptx(1), {"ppt/activeX/activeX1.xml": "<ax:ocx/>"})


def pptx_without_a_slide() -> bytes:
    """Return a presentation whose list names a slide that is not there."""
    with zipfile.ZipFile(io.BytesIO(good.pptx(2))) as source:
        parts: dict[str, str | bytes] = {
            name: source.read(name) for name in source.namelist() if name != "ppt/slides/slide2.xml"
        }
    return good.archive(parts)


def pptx_with_entities() -> bytes:
    """Return a presentation whose list of contents defines entities that grow."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><Types'
    return good.with_entries(good.pptx(1), replaced={"[Content_Types].xml": ("<Types", bomb)})


def encrypted_pptx() -> bytes:
    """Return a presentation as PowerPoint stores it with a password: a sealed packet in an old container."""
    return compound_file({"EncryptionInfo": b"\x04\x00\x04\x00" + bytes(300), "EncryptedPackage": bytes(9000)})


def ppt(
    *, token: int = 0xE391C05F, macros: bool = False, slides: int = 1, extra: dict[str, bytes] | None = None
) -> bytes:
    """Return the bones of an old presentation: as many slides, a token that says encrypted or not, macros or not."""
    listed = b"".join(_record(0x03F3, 0, struct.pack("<5I", number, 0, 0, 256 + number, 0)) for number in range(slides))
    document = _record(0x0FF0, 0x000F, listed) + _record(0x0FF0, 0x001F, _record(0x03F3, 0, bytes(20)))
    if macros:
        document += _record(0x03FF, 0x001F, _record(0x0400, 0x0002, struct.pack("<III", 5, 1, 2)))
    stream = _record(0x03E8, 0x000F, document)
    current = struct.pack("<HHIIII", 0, 0x0FF6, 20, 20, token, 0).ljust(44, b"\0")
    return compound_file({"PowerPoint Document": stream.ljust(5000, b"\0"), "Current User": current} | (extra or {}))


def _record(kind: int, version: int, data: bytes) -> bytes:
    return struct.pack("<HHI", version, kind, len(data)) + data


def looping_ole() -> bytes:
    """Return an old container whose directory follows itself for ever."""
    data = bytearray(ppt())
    directory = struct.unpack("<I", data[48:52])[0]
    table = 512 + 512 * struct.unpack("<I", data[76:80])[0]
    data[table + 4 * directory : table + 4 * directory + 4] = struct.pack("<I", directory)
    return bytes(data)


# --- pictures ---------------------------------------------------------------------------------------------------------


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(side: int = 50_000) -> bytes:
    """Return a picture of 50,000 × 50,000 white points in a few kilobytes of a promise."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    row = bytes(1 + (side + 7) // 8)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(row * 50)) + _chunk(b"IEND", b"")
    )


def jpg_bomb(side: int = 50_000) -> bytes:
    """Return a JPEG that says it has 50,000 × 50,000 points."""
    data = bytearray(good.jpg(64, 48))
    frame = data.find(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", side, side)
    return bytes(data)


def jpg_and_zip() -> bytes:
    """Return a picture with an archive behind it."""
    return good.jpg(64, 48) + plain_zip()


def png_without_end() -> bytes:
    """Return a picture whose last chunk is missing."""
    return good.png()[:-12]
