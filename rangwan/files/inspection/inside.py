"""What lies inside an Office document and would do something by itself, or reach for something elsewhere."""

from __future__ import annotations

import io
import ipaddress
import re
from collections.abc import Iterator
from typing import IO
from xml.etree.ElementTree import ParseError
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from rangwan.files.inspection import archives
from rangwan.files.inspection.archives import BadArchive
from rangwan.files.inspection.ole import BadCompoundFile, CompoundFile

_PACKAGE = "\x01Ole10Native"  # any file at all, to be started by two clicks
MACRO_STORAGES = frozenset(("_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros", "VBA"))
_LARGEST_OBJECT = 50_000_000
_LARGEST_SLIDE = 20_000_000
_LARGEST_RELATIONS = 4_000_000
# Relations that an office program follows when it opens the file, not only at a click.
_FOLLOWED = frozenset(
    ("oleObject", "attachedTemplate", "frame", "subDocument", "externalLinkPath", "package", "control")
)
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript|data|ms-[a-z-]+|search-ms|mhtml)\s*:", re.IGNORECASE)
_HOST = re.compile(r"\s*(?:mhtml:|file:///?)?(?P<scheme>https?://|ftp://|//)(?P<host>[^/?#!]+)", re.IGNORECASE)
_STARTS_A_PROGRAM = re.compile(rb"ppaction://(?:program|macro)", re.IGNORECASE)
_EMBEDDED = re.compile(rb"embeddings/([^/\"]+)\"")
_SLIDE = re.compile(r"ppt/(?:slides|slideLayouts|slideMasters)/[^/]+\.xml")


def of_object(file: IO[bytes]) -> str:
    """Return what an embedded object (an OLE compound file) holds: "program", "macros", or "" for nothing harmful."""
    try:
        names = CompoundFile(file).names
    except BadCompoundFile:
        return ""
    if names & MACRO_STORAGES:
        return "macros"
    return "program" if _PACKAGE in names else ""


def of_objects(archive: ZipFile) -> Iterator[str]:
    """Yield what `of_object` finds in the embedded objects of a document."""
    for entry in archive.infolist():
        if "/embeddings/" in entry.filename.lower() and entry.file_size <= _LARGEST_OBJECT:
            data = archives.read_entry(archive, entry, limit=_LARGEST_OBJECT)
            if data.startswith(b"\xd0\xcf\x11\xe0"):
                yield of_object(io.BytesIO(data))


def has_objects(archive: ZipFile) -> bool:
    """Return whether files are embedded that a reader could open; a chart's own table of figures is none."""
    embedded = {name.rpartition("/")[2] for name in archive.namelist() if "/embeddings/" in name.lower()}
    if not embedded:
        return False
    charted = {
        match[1].decode("utf-8", "replace")
        for name in archive.namelist()
        if "/charts/_rels/" in name
        for match in _EMBEDDED.finditer(archives.read_entry(archive, name, limit=_LARGEST_RELATIONS))
    }
    return bool(embedded - charted)


def outward(archive: ZipFile) -> Iterator[str]:
    """Yield what the document's relations lead to outside it.

    "calls": to another site, as soon as it is opened; "javascript": a link that is a script; "linked": a picture, film
    or table that is not in the file (a chart of a workbook on the sender's disk). Links that a reader clicks are
    nothing. Raises BadArchive.
    """
    for name in archive.namelist():
        if not name.endswith(".rels"):
            continue
        data = archives.read_entry(archive, name, limit=_LARGEST_RELATIONS)
        if b"External" not in data and b"\0" not in data:
            continue
        try:
            relations = fromstring(data, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError) as failure:
            raise BadArchive("damaged") from failure
        for relation in relations:
            if relation.get("TargetMode") != "External":
                continue
            kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
            if kind in _FOLLOWED and _is_elsewhere(target):
                yield "calls"
            elif _SCRIPT.match(target):
                yield "javascript"
            elif kind != "hyperlink":
                yield "linked"


def _is_elsewhere(target: str) -> bool:
    """Return whether the target is on another site: not on a disk, nor on a server of the sender's own office."""
    found = _HOST.match(target.replace("\\", "/"))
    if found is None:
        return False
    host = found["host"].partition("@")[0].partition(":")[0]  # //server@SSL@443/share
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host or found["scheme"].lower() in ("http://", "https://", "ftp://")


def starts_a_program(archive: ZipFile) -> bool:
    """Return whether a slide has a button that starts a program or a macro. Raises BadArchive."""
    return any(
        _STARTS_A_PROGRAM.search(archives.read_entry(archive, entry, limit=_LARGEST_SLIDE))
        for entry in archive.infolist()
        if _SLIDE.fullmatch(entry.filename) and entry.file_size <= _LARGEST_SLIDE
    )
