"""Reads made documents back, through the real LibreOffice and poppler."""

from __future__ import annotations

import re
import subprocess
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

from rangwan.files.convert import converter


def as_pdf(data: bytes, suffix: str, folder: Path) -> Path:
    """Convert an office file; a machine without LibreOffice fails here."""
    path = folder / "made.pdf"
    path.write_bytes(converter().to_pdf(data, suffix))
    return path


def text_of(pdf: Path) -> str:
    """Return the text layer as pdftotext gives it, without white space, NFKC."""
    raw = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return squeezed(raw)


def squeezed(text: str) -> str:
    """Return `text` for comparing: NFKC, without white space and boxes (they are of another font, and sink a line)."""
    return re.sub(r"[\s☐✓]", "", unicodedata.normalize("NFKC", text))


def missing(pdf: Path, *texts: str) -> list[str]:
    """Return the texts that the text layer does not give back letter for letter."""
    found = text_of(pdf)
    return [text for text in texts if squeezed(text) not in found]


def pages(pdf: Path) -> int:
    """Return the number of pages."""
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, check=True).stdout.decode()
    return int(re.findall(r"Pages:\s+(\d+)", told)[0])


def fonts(pdf: Path) -> dict[str, bool]:
    """Return the fonts (without the subset's mark) and whether each is embedded."""
    told = subprocess.run(["pdffonts", str(pdf)], capture_output=True, check=True).stdout.decode()
    rows = [line.split() for line in told.splitlines()[2:]]
    return {row[0].partition("+")[2]: row[-5] == "yes" for row in rows}


def part(data: bytes, name: str) -> str:
    """Return one member of an office file."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def runs(data: bytes, tag: str) -> list[str]:
    """Return the XML of every run (`w:r`, or `a:r` and `a:fld`) in all parts that people see."""
    found: list[str] = []
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.match(r"(word/(document|footer)|ppt/(slides|slideLayouts|slideMasters|notesSlides)/)", name):
                text = archive.read(name).decode()
                for one in ("r", "fld") if tag == "a" else ("r",):
                    found += re.findall(rf"<{tag}:{one}(?: [^>]*)?>.*?</{tag}:{one}>", text, re.DOTALL)
    return found
