"""Looks for a second file behind the first one: a picture or PDF that is a zip archive or a web page as well."""

from __future__ import annotations

import re
from pathlib import Path

_TAIL = 66_000  # a zip's end record and its longest comment
PAGE = re.compile(rb"<(?:!doctype\s+html|html|script|iframe)\b", re.IGNORECASE)


def appended(path: Path, *, after: bytes = b"") -> str:
    """Return "zip" or "html" for what hangs behind the file, or an empty string.

    With `after` (the mark that ends the first file) a page counts only behind the last such mark.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if 0 <= end <= len(tail) - 22 and end + 22 + int.from_bytes(tail[end + 20 : end + 22], "little") == len(tail):
        return "zip"
    last = tail.rfind(after) if after else -1
    return "html" if last >= 0 and PAGE.search(tail, last) else ""
