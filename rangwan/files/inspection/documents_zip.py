"""Office documents that are zip archives: pptx, docx, xlsx (Office Open XML) and odp, odt, ods (OpenDocument)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from rangwan.files.inspection import archives, images, inside, sniffing
from rangwan.files.inspection.archives import BadArchive
from rangwan.files.inspection.subject import Inspection, Subject
from rangwan.files.names import extension

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MAX_PART = 4_000_000  # bytes of XML that is parsed here; the parts that are read are lists, never texts
_FAMILY = ("pptx", "docx", "xlsx", "odp", "odt", "ods")

# The content type of the main part, without its beginning and "+xml": what kind it makes the file.
_OOXML = {
    "presentationml.presentation.main": "pptx",
    "presentationml.slideshow.main": "ppsx",
    "presentationml.template.main": "potx",
    "wordprocessingml.document.main": "docx",
    "wordprocessingml.template.main": "dotx",
    "spreadsheetml.sheet.main": "xlsx",
    "spreadsheetml.template.main": "xltx",
}
_OOXML_MACROS = {
    "powerpoint.presentation.macroenabled.main": "pptx",
    "powerpoint.slideshow.macroenabled.main": "pptx",
    "powerpoint.template.macroenabled.main": "pptx",
    "word.document.macroenabled.main": "docx",
    "word.document.macroenabledtemplate.main": "docx",
    "word.template.macroenabledtemplate.main": "docx",
    "excel.sheet.macroenabled.main": "xlsx",
    "excel.template.macroenabled.main": "xlsx",
    "excel.sheet.binary.macroenabled.main": "xlsx",
}
_OPENDOCUMENT = {
    "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_PROGRAMS = frozenset(("exe", "script", "shortcut", "html"))


class _Contents:
    """What unpacking tells about the entries: macros, programs, entities, pictures too large."""

    def __init__(self) -> None:
        self.macros = False
        self.program = False
        self.entities = False
        self.bomb: tuple[int, int] | None = None  # width and height

    def look(self, name: str, head: bytes) -> None:
        """Take in one entry, by its name and its first bytes."""
        low = name.lower()
        last = low.rsplit("/", 1)[-1]
        self.macros |= last in {"vbaproject.bin", "vbadata.xml"} or "basic/" in low or low.startswith("scripts/")
        self.program |= "/activex/" in low or sniffing.family(head) in _PROGRAMS
        self.entities |= low.endswith((".xml", ".rels")) and b"<!ENTITY" in head.replace(b"\0", b"")
        size = images.png_size(head)
        if size and size[0] * size[1] > images.MAX_PIXELS:
            self.bomb = size


def read(subject: Subject) -> Inspection:
    """Return the kind of document and, for a presentation, its number of slides. Raises Refused."""
    try:
        with subject.path.open("rb") as file, archives.open_archive(file) as archive:
            return _read(subject, archive)
    except BadArchive as failure:
        raise subject.refusal(failure.code, _meant(subject)) from failure


def _read(subject: Subject, archive: ZipFile) -> Inspection:
    kind, main, macros = _identify(archive)
    subject.accept(kind)
    contents = _Contents()
    archives.check(archive, archives.Allowance(subject.path.stat().st_size), each=contents.look)
    if macros or contents.macros:
        raise subject.refusal("macros", kind)
    if contents.program:
        raise subject.refusal("active_content", kind, what="program")
    if contents.entities:
        raise subject.refusal("active_content", kind, what="entities")
    if contents.bomb:
        width, height = contents.bomb
        raise subject.refusal("too_many_pixels", kind, width=width, height=height, limit=images.MAX_PIXELS)
    notes = _look_inside(subject, archive, kind)
    if main:
        slides = _slides(archive, main) if kind == "pptx" else None
    else:
        _check_open_document(archive)
        slides = _open_document_slides(archive) if kind == "odp" else None
    if slides == 0:
        raise subject.refusal("no_slides", kind)
    return subject.found(kind, slides, notes)


def _look_inside(subject: Subject, archive: ZipFile, kind: str) -> tuple[str, ...]:
    """Refuse what would do something by itself; return notes of embedded files and of pictures outside the file."""
    for harm in inside.of_objects(archive):
        if harm == "macros":
            raise subject.refusal("macros", kind)
        if harm:
            raise subject.refusal("active_content", kind, what=harm)
    outward = set(inside.outward(archive))
    for harm in ("javascript", "calls"):
        if harm in outward:
            raise subject.refusal("active_content", kind, what=harm)
    if inside.starts_a_program(archive):
        raise subject.refusal("active_content", kind, what="launch")
    notes = {"embedded_object": inside.has_objects(archive), "linked": "linked" in outward}
    return tuple(note for note, holds in notes.items() if holds)


def _meant(subject: Subject) -> str:
    """Return the kind that a file which cannot be read was meant to be, or refuse what no archive could be."""
    possible = [kind for kind in _FAMILY if kind in subject.allowed]
    if not possible:
        raise subject.wrong_type("zip")
    by_name = extension(subject.name)[1:]
    return by_name if by_name in possible else possible[0]


def _identify(archive: ZipFile) -> tuple[str, str, bool]:
    """Return the kind, the main part (Office Open XML only) and whether it is a kind made for macros."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        for part, content_type in _overrides(archive):
            for ending, kind in _OOXML.items():
                if content_type == f"application/vnd.openxmlformats-officedocument.{ending}+xml":
                    return kind, part, False
            if content_type.startswith("application/vnd.ms-"):
                kind_with_macros = _OOXML_MACROS.get(_macro_key(content_type))
                if kind_with_macros:
                    return kind_with_macros, part, True
        return "zip", "", False
    if "mimetype" in names:
        mimetype = archives.read_entry(archive, "mimetype", limit=200).decode("ascii", "replace").strip()
        return _OPENDOCUMENT.get(mimetype, "zip"), "", False
    return ("keynote" if "Index/Document.iwa" in names else "zip"), "", False


def _macro_key(content_type: str) -> str:
    return content_type.removeprefix("application/vnd.ms-").removesuffix("+xml").lower()


def _overrides(archive: ZipFile) -> list[tuple[str, str]]:
    return [
        (element.get("PartName", "").lstrip("/"), element.get("ContentType", ""))
        for element in _xml(archive, "[Content_Types].xml")
        if _local(element) == "Override"
    ]


def _slides(archive: ZipFile, main: str) -> int:
    """Return the number of slides; each must be in the archive, or it is damaged."""
    folder, base = posixpath.split(main)
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in _xml(archive, f"{folder}/_rels/{base}.rels")
    }
    listed = next((child for child in _xml(archive, main) if _local(child) == "sldIdLst"), None)
    names = set(archive.namelist())
    count = 0
    for slide in listed if listed is not None else ():
        relation_id = next((value for key, value in slide.attrib.items() if key.endswith("}id")), None)
        if targets.get(relation_id) not in names:
            raise BadArchive("damaged")
        count += 1
    return count


def _check_open_document(archive: ZipFile) -> None:
    if "content.xml" not in archive.namelist():
        raise BadArchive("damaged")
    for element in _xml(archive, "META-INF/manifest.xml").iter():
        if _local(element) == "encryption-data":
            raise BadArchive("password")


def _open_document_slides(archive: ZipFile) -> int | None:
    if archive.getinfo("content.xml").file_size > _MAX_PART:
        return None
    return sum(1 for element in _xml(archive, "content.xml").iter() if element.tag == _DRAW_PAGE)


_DRAW_PAGE = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}page"


def _xml(archive: ZipFile, name: str) -> Element[str]:
    try:
        root: Element[str] = fromstring(archives.read_entry(archive, name, limit=_MAX_PART), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as failure:
        raise BadArchive("damaged") from failure
    return root


def _local(element: Element[Any]) -> str:
    return str(element.tag).rpartition("}")[2]
