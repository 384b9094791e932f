"""Plain texts: csv, json, xml, txt. They must be text from the first byte to the last."""

from __future__ import annotations

import codecs
import json
import re
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from rangwan.files.inspection.subject import Inspection, Subject
from rangwan.files.names import extension

_ENCODINGS = ("utf-8-sig", "cp874")  # cp874: what Thai Windows wrote before UTF-8
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PIECE = 1024 * 1024
_PARSED = 20_000_000  # a JSON file above this is only read as text
_KINDS_BY_NAME = {".csv": "csv", ".tsv": "csv", ".txt": "txt", ".json": "json", ".geojson": "json", ".xml": "xml"}
_SCRIPTS = frozenset(
    (".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js", ".mjs", ".jse", ".wsf", ".hta", ".sh", ".py", ".php", ".pl",
     ".rb", ".reg", ".scf", ".inf", ".url", ".jsp", ".asp", ".aspx")
)  # fmt: skip
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read(subject: Subject) -> Inspection:
    """Return the kind of text. Raises Refused: wrong_type, not_text, damaged."""
    kind = _kind(subject)
    subject.accept(kind)
    encoding = _encoding(subject)
    if encoding is None:
        raise subject.refusal("not_text", kind)
    if kind == "json":
        _check_json(subject, encoding)
    elif kind == "xml":
        _check_xml(subject)
    return subject.found(kind)


def _kind(subject: Subject) -> str:
    end = extension(subject.name)
    if end in _SCRIPTS:
        return "script"
    if subject.head.startswith(_UTF_16):
        return _KINDS_BY_NAME.get(end, "txt")
    if _BINARY.search(subject.head):
        return "unknown"
    begin = subject.head.removeprefix(codecs.BOM_UTF8).lstrip()
    if begin.startswith(b"<"):
        return "xml"
    named = _KINDS_BY_NAME.get(end)
    if named in {"csv", "txt"}:
        return named
    if begin[:1] in {b"{", b"["}:
        return "json"
    return named or "txt"


def _encoding(subject: Subject) -> str | None:
    """Return the encoding in which all of the file is text."""
    for encoding in _ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with subject.path.open("rb") as file:
                while piece := file.read(_PIECE):
                    if _BINARY.search(piece):
                        return None
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def _check_json(subject: Subject, encoding: str) -> None:
    if subject.path.stat().st_size > _PARSED:
        return
    try:
        json.loads(subject.path.read_text(encoding=encoding))
    except (ValueError, RecursionError) as failure:
        raise subject.refusal("damaged", "json") from failure


def _check_xml(subject: Subject) -> None:
    """Read the file element by element. Raises Refused; entities of its own, the bombs of XML, are not allowed."""
    try:
        with subject.path.open("rb") as file:
            for number, (_, element) in enumerate(iterparse(file, events=("start", "end"))):
                root = str(element.tag).rpartition("}")[2].lower() if number == 0 else ""
                if root in {"svg", "html"}:
                    raise subject.wrong_type(root)
                element.clear()
    except DefusedXmlException as failure:
        raise subject.refusal("active_content", "xml", what="entities") from failure
    except (ParseError, ValueError, LookupError) as failure:
        raise subject.refusal("damaged", "xml") from failure
