"""Tells families of formats apart by their first bytes. The names are those that `messages.py` has words for."""

from __future__ import annotations

import re

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"\xca\xfe\xba\xbe", "exe"),
    (b"\xcf\xfa\xed\xfe", "exe"),
    (b"\xce\xfa\xed\xfe", "exe"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "shortcut"),
    (b"[InternetShortcut]", "shortcut"),
    (b"#!", "script"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"MSCF", "archive"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"\x00\x00\x01\xba", "video"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"%!PS", "postscript"),
    (b"AC10", "drawing"),
)
_HEIC = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"hevc", b"avif")
_SPACE = b" \t\r\n\x0b\x0c"
_BOM = b"\xef\xbb\xbf"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|title|meta|table|div|form)\b", re.IGNORECASE)
_SVG = re.compile(rb"<(?:[a-z]+:)?svg\b|<!doctype\s+svg\b", re.IGNORECASE)
_COMMENTS = re.compile(rb"^(?:\s*(?:<!--.*?-->|<\?xml.*?\?>))+\s*", re.DOTALL)
_SCRIPT = re.compile(rb"^(?:<\?php|<\?=|<%|@echo\s+off|set-executionpolicy|wscript\.)", re.IGNORECASE)


def family(head: bytes) -> str:
    """Return the family that these first bytes belong to; what is nothing else and could be read is "text"."""
    begin = head.removeprefix(_BOM).lstrip(_SPACE)
    for signature, name in _SIGNATURES:
        # Office files and pictures begin at the first byte; a PDF may have white space before it.
        if head.startswith(signature) or (name == "pdf" and begin.startswith(signature)):
            return name if name != "bmp" or b"\x00" in head[:16] else "text"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIC else "video"
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "audio"}.get(head[8:12], "video")
    if head[257:262] == b"ustar":
        return "archive"
    markup = markup_of(begin)
    if markup:
        return markup
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"  # UTF-16, as old versions of Excel write it
    return "unknown" if b"\x00" in head else "text"


def markup_of(begin: bytes) -> str:
    """Return "html", "svg" or "script" where the text begins like one, or an empty string."""
    first = _COMMENTS.sub(b"", begin, count=1)
    if _SVG.match(first):
        return "svg"
    if _HTML.match(first):
        return "html"
    if _SCRIPT.match(begin):
        return "script"
    if re.search(rb"%PDF-\d", begin[:1024]):
        return "unknown"  # a PDF with something before it: not one that we pass on
    return ""
