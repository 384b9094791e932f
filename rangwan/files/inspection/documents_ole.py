"""Office documents from before 2007 (ppt, doc, xls), and encrypted new ones, which hide in the same container."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from rangwan.files.inspection import inside
from rangwan.files.inspection.ole import BadCompoundFile, CompoundFile
from rangwan.files.inspection.subject import Inspection, Subject
from rangwan.files.names import extension

_KINDS = (("PowerPoint Document", "ppt"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"))
_ENCRYPTED_KINDS = ("pptx", "docx", "xlsx")
_READ_AT_MOST = 48_000_000  # of the stream of slides; pictures lie in another one

# MS-PPT record types
_DOCUMENT, _SLIDE_LIST, _SLIDE_PERSIST, _OBJECT = 0x03E8, 0x0FF0, 0x03F3, 0x1011
_LARGEST_OBJECT = 50_000_000  # bytes, unpacked
_ENCRYPTED_TOKEN = 0xF3D1C4DF
# A VBAInfoContainer and the head of the atom in it; the second number of the atom says whether there are macros.
_VBA_INFO = bytes.fromhex("1f00ff0314000000 020000040c000000")


def read(subject: Subject) -> Inspection:
    """Return the kind of document and the slides of a presentation. Raises Refused."""
    try:
        with subject.path.open("rb") as file:
            return _read(subject, CompoundFile(file))
    except BadCompoundFile as failure:
        kind = next((kind for kind in ("ppt", "doc", "xls") if kind in subject.allowed), None)
        if kind is None:
            raise subject.wrong_type("ole") from failure
        raise subject.refusal("damaged", kind) from failure


def _read(subject: Subject, compound: CompoundFile) -> Inspection:
    names = compound.names
    if "EncryptedPackage" in names:
        by_name = extension(subject.name)[1:]
        kind = by_name if by_name in _ENCRYPTED_KINDS else _ENCRYPTED_KINDS[0]
        raise subject.refusal("password", kind)
    kind = next((kind for stream, kind in _KINDS if stream in names), "ole")
    subject.accept(kind)
    if names & inside.MACRO_STORAGES:
        raise subject.refusal("macros", kind)
    if kind != "ppt":
        return subject.found(kind)
    if "EncryptedSummary" in names or _is_encrypted(compound):
        raise subject.refusal("password", kind)
    slides_stream = compound.stream("PowerPoint Document", limit=_READ_AT_MOST)
    harms = set(_embedded(slides_stream))
    if _has_macros(slides_stream) or "macros" in harms:
        raise subject.refusal("macros", kind)
    if "program" in harms:
        raise subject.refusal("active_content", kind, what="program")
    slides = _slides(slides_stream)
    if slides == 0:
        raise subject.refusal("no_slides", kind)
    return subject.found(kind, slides)


def _is_encrypted(compound: CompoundFile) -> bool:
    current = compound.stream("Current User", limit=64)
    return len(current) >= 16 and struct.unpack("<I", current[12:16])[0] == _ENCRYPTED_TOKEN


def _has_macros(stream: bytes) -> bool:
    at = stream.find(_VBA_INFO)
    while at >= 0:
        flags = stream[at + len(_VBA_INFO) + 4 : at + len(_VBA_INFO) + 8]
        if flags != b"\0\0\0\0":
            return True
        at = stream.find(_VBA_INFO, at + 1)
    return False


def _embedded(stream: bytes) -> Iterator[str]:
    """Yield what the embedded objects of a presentation hold (inside.of_object)."""
    for kind, instance, begin, end in _records(stream, 0, len(stream)):
        if kind != _OBJECT:
            continue
        data = stream[begin:end]
        if instance == 1:  # packed, with its unpacked size before it
            try:
                data = zlib.decompressobj().decompress(data[4:], _LARGEST_OBJECT)
            except zlib.error:
                continue
        yield inside.of_object(io.BytesIO(data))


def _slides(stream: bytes) -> int | None:
    """Return the slides that the last version of the document lists; None where there is no such list."""
    slides = None
    for kind, _, begin, end in _records(stream, 0, len(stream)):
        if kind != _DOCUMENT:
            continue
        for child, instance, first, last in _records(stream, begin, end):
            if child == _SLIDE_LIST and instance == 0:  # 1 lists the masters, 2 the notes
                slides = sum(1 for record in _records(stream, first, last) if record[0] == _SLIDE_PERSIST)
    return slides


def _records(stream: bytes, begin: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield (type, instance, begin, end) of the records that stand side by side."""
    while begin + 8 <= end:
        version, kind, length = struct.unpack("<HHI", stream[begin : begin + 8])
        yield kind, version >> 4, begin + 8, min(begin + 8 + length, end)
        begin += 8 + length
