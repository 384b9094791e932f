"""File names as people gave them: kept in full, made harmless, and given back on download.

Thai goes through untouched: nothing here slugifies, and nothing cuts a tone mark from its letter.
"""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from rangwan.files.kinds import KINDS

MAX_BYTES = 255  # what file systems allow; the database column is as wide
UNNAMED = "unnamed"

# Characters that turn the direction of writing: "gpj.exe" is shown as "exe.jpg" with them.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_DROPPED = frozenset(("Cc", "Cs", "Cn", "Zl", "Zp"))
_LONGEST_EXTENSION = 12
# RFC 5987 attr-char, without letters and digits.
_ATTR_CHARS = "!#$&+-.^_`|~"


def clean_name(raw: str) -> str:
    """Return the name as it is kept: NFC, without path, control and direction characters, at most 255 bytes.

    A name that is too long loses the end of its stem and keeps its extension.
    """
    base = raw.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(c for c in base if c not in _DIRECTION and unicodedata.category(c) not in _DROPPED)
    name = unicodedata.normalize("NFC", kept).strip()
    if not name.strip("."):
        return UNNAMED
    return _shortened(name)


def extension(name: str) -> str:
    """Return the extension in lower case with its dot, or an empty string."""
    dot = name.rfind(".")
    return name[dot:].lower() if dot > 0 and len(name) - dot <= _LONGEST_EXTENSION else ""


def download_name(name: str, kind: str) -> str:
    """Return the name for a download: the original one, plus the right extension where it had another or none.

    A PDF that came as "report.hta" goes out as "report.hta.pdf": what opens it must be what was inspected.
    """
    known = KINDS.get(kind)
    if known is None or extension(name) in known.extensions:
        return name
    return _shortened(name + known.extensions[0])


def content_disposition(name: str, *, inline: bool) -> str:
    """Return the header value (RFC 6266): an ASCII name for old clients, the exact name for all others."""
    how = "inline" if inline else "attachment"
    return f"{how}; filename=\"{_ascii_name(name)}\"; filename*=UTF-8''{quote(name, safe=_ATTR_CHARS)}"


def _shortened(name: str) -> str:
    if len(name.encode()) <= MAX_BYTES:
        return name
    end = extension(name)
    stem = name[: len(name) - len(end)] if end else name
    room = MAX_BYTES - len(end.encode())
    cut = len(stem.encode()[:room].decode(errors="ignore"))
    while cut > 1 and unicodedata.category(stem[cut])[0] == "M":  # keep a vowel or tone mark with its letter
        cut -= 1
    return stem[:cut].rstrip() + name[len(name) - len(end) :]


def _ascii_name(name: str) -> str:
    path = PurePosixPath(name)
    stem = "".join(c if c.isascii() and (c.isalnum() or c in " ._-()") else "_" for c in path.stem)
    end = path.suffix if path.suffix.isascii() and path.suffix[1:].isalnum() else ""
    return (stem if any(c.isalnum() for c in stem) else "file") + end
