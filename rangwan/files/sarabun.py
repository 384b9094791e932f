"""Lends LibreOffice a stand-in for TH Sarabun New where the system has only Debian's Laksaman.

Laksaman is the same design drawn half as large again, so fontconfig answers "TH Sarabun New" with Laksaman and a
matrix of 0.66. LibreOffice leaves the matrix out: every Thai office's file comes out half as large again, spilling over
pages and slides. A copy whose `head` table counts 1/0.66 as many units to the em, and which bears the wanted name, is
that matrix in a form that every program obeys. The copy lives as long as the conversion; nothing is given to anyone.
"""

from __future__ import annotations

import functools
import struct
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

FONT = "TH Sarabun New"  # what Thai offices write in
_SCALE = 0.66  # what Debian's 89-tlwg-laksaman-synthetic.conf says
_STYLES = {
    "Laksaman": "Regular",
    "Laksaman-Bold": "Bold",
    "Laksaman-Italic": "Italic",
    "Laksaman-BoldItalic": "Bold Italic",
}
_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>{folder}</dir>
<cachedir>{folder}</cachedir>
<match target="pattern">
<test name="family" compare="contains"><string>TH Sarabun</string></test>
<edit name="family" mode="assign" binding="same"><string>{font}</string></edit>
</match>
</fontconfig>
"""


@functools.cache
def _laksaman() -> dict[str, Path]:
    """Return the files of Laksaman by style where it is all that answers to the name, else nothing."""
    try:
        asked = ["fc-match", "-f", "%{file}", FONT]
        answer = subprocess.run(asked, capture_output=True, check=True, timeout=30).stdout.decode()
    except (OSError, subprocess.SubprocessError):
        return {}
    found = Path(answer)
    if found.stem not in _STYLES or found.suffix != ".ttf":
        return {}
    files = {style: found.with_name(f"{stem}.ttf") for stem, style in _STYLES.items()}
    return {style: path for style, path in files.items() if path.is_file()}


def lend(folder: Path) -> Path | None:
    """Put the stand-in's files into `folder` and return the fontconfig file that makes them known.

    None where the real font is installed, or no Laksaman is.
    """
    files = _laksaman()
    if not files:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for style, path in files.items():
        (folder / path.name).write_bytes(scaled(path.read_bytes(), FONT, style, _SCALE))
    configuration = folder / "fonts.conf"
    text = _CONFIGURATION.format(folder=escape(str(folder)), font=FONT)
    configuration.write_text(text, encoding="utf-8")
    return configuration


def scaled(font: bytes, family: str, style: str, scale: float) -> bytes:
    """Return the TrueType `font` drawn at `scale` of its size and named `family` `style`."""
    data = bytearray(font)
    tables = {bytes(data[at : at + 4]): at + 8 for at in range(12, 12 + 16 * int.from_bytes(data[4:6]), 16)}
    units_at = int.from_bytes(data[tables[b"head"] : tables[b"head"] + 4]) + 18
    units = int.from_bytes(data[units_at : units_at + 2])
    data[units_at : units_at + 2] = round(units / scale).to_bytes(2)
    names = _name_table(family, style)
    data += b"\0" * (-len(data) % 4)
    data[tables[b"name"] : tables[b"name"] + 8] = struct.pack(">II", len(data), len(names))
    return bytes(data + names)


def _name_table(family: str, style: str) -> bytes:
    """Return a `name` table: family, style, full name and PostScript name in Windows English."""
    texts = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}
    records, store = b"", b""
    for number, text in texts.items():
        encoded = text.encode("utf-16-be")
        records += struct.pack(">6H", 3, 1, 0x409, number, len(encoded), len(store))
        store += encoded
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + store
