"""Which fonts the letters of a file ask for, and which are on this machine."""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Named = dict[str, list[int]]  # font: the pages that ask for it, rising; none where that is not known

# Fonts with the same widths, so that a line breaks at the same word. Laksaman is lent under the name by `sarabun`.
STAND_INS: Mapping[str, tuple[str, ...]] = {
    "arial": ("Liberation Sans", "Arimo"),
    "helvetica": ("Liberation Sans", "Nimbus Sans"),
    "times new roman": ("Liberation Serif", "Tinos"),
    "courier new": ("Liberation Mono", "Cousine"),
    "calibri": ("Carlito",),
    "cambria": ("Caladea",),
    "th sarabun new": ("Laksaman",),
    "th sarabunpsk": ("Laksaman",),
    "th sarabun": ("Laksaman",),
}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_THAI = re.compile("[\u0e00-\u0e7f]")
_SYMBOLS = re.compile("symbol|wingdings|webdings|emoji|marlett", re.IGNORECASE)  # shown by another font anyhow
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-,](?:bold|italic|oblique|regular|mt|psmt|roman)+$", re.IGNORECASE)
# A PDF may leave these out: every reader has them.
_OF_EVERY_READER = frozenset(("Courier", "Helvetica", "Times", "Symbol", "ZapfDingbats"))
_FONT_ENTITY = re.compile(rb"\x00\x00\xb7\x0f\x44\x00\x00\x00(.{64})", re.DOTALL)  # MS-PPT FontEntityAtom
_OLD_DECK = 48_000_000  # bytes of an old presentation's stream that are looked through


def installed() -> frozenset[str]:
    """Return the families that fontconfig knows here; nothing where there is no fontconfig."""
    try:
        told = subprocess.run(["fc-list", ":", "family"], capture_output=True, check=True, timeout=30).stdout.decode()
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(name.strip() for line in told.splitlines() for name in line.split(",") if name.strip())


def named_in(path: Path, kind: str) -> Named:
    """Return the fonts that the file asks for and does not carry itself. The file has passed inspection."""
    read = {"pptx": _in_slides, "ppt": _in_old_slides, "pdf": _in_pdf}.get(kind)
    found = read(path) if read else {}
    return {name: pages for name, pages in found.items() if name and not _SYMBOLS.search(name)}


def _in_slides(path: Path) -> Named:
    found: dict[str, set[int]] = defaultdict(set)
    with ZipFile(path) as archive:
        presentation = _xml(archive, "ppt/presentation.xml")
        embedded = {font.get("typeface", "") for font in presentation.iter(f"{_SLIDES}font")}
        theme = _theme(archive)
        number = 0
        for name in _slides_of(archive, presentation):
            slide = _xml(archive, name)
            if slide.get("show") in ("0", "false"):  # hidden: it becomes no page
                continue
            number += 1
            for font in _used(slide):
                found[theme.get(font, font)].add(number)
    return {name: sorted(pages) for name, pages in found.items() if name not in embedded and not name.startswith("+")}


def _slides_of(archive: ZipFile, presentation: Element) -> Iterator[str]:
    """Yield the names of the slides' parts, in the order in which they are shown."""
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/ppt", relation.get("Target", ""))).lstrip("/")
        for relation in _xml(archive, "ppt/_rels/presentation.xml.rels")
    }
    for slide in presentation.iter(f"{_SLIDES}sldId"):
        target = targets.get(slide.get(_RELATION_ID))
        if target:
            yield target


def _theme(archive: ZipFile) -> dict[str, str]:
    """Return what the theme means by "+mn-lt" (Latin letters of the text) and its like."""
    if "ppt/theme/theme1.xml" not in archive.namelist():
        return {}
    theme, meant = _xml(archive, "ppt/theme/theme1.xml"), {}
    for element, short in (("minorFont", "mn"), ("majorFont", "mj")):
        fonts = theme.find(f".//{_DRAWING}{element}")
        if fonts is None:
            continue
        for font in fonts:
            face = font.get("typeface", "")
            if font.tag == f"{_DRAWING}latin":
                meant[f"+{short}-lt"] = face
            elif face and (font.tag == f"{_DRAWING}cs" or font.get("script") == "Thai"):
                meant.setdefault(f"+{short}-cs", face)
    return meant


def _used(slide: Element) -> Iterator[str]:
    """Yield the font of every run of letters: Thai ones take that for complex scripts."""
    for run in (*slide.iter(f"{_DRAWING}r"), *slide.iter(f"{_DRAWING}fld")):
        text = run.findtext(f"{_DRAWING}t") or ""
        for letters, element, default in (
            ("".join(_THAI.findall(text)), "cs", "+mn-cs"),
            (_THAI.sub("", text).strip(), "latin", "+mn-lt"),
        ):
            if any(letter.isalpha() for letter in letters):
                font = run.find(f"{_DRAWING}rPr/{_DRAWING}{element}")
                yield font.get("typeface", default) if font is not None else default


def _in_old_slides(path: Path) -> Named:
    from rangwan.files.inspection.ole import CompoundFile  # noqa: PLC0415 -- used for old files alone

    with path.open("rb") as file:
        stream = CompoundFile(file).stream("PowerPoint Document", limit=_OLD_DECK)
    names = (match[1].decode("utf-16-le", "replace").partition("\0")[0] for match in _FONT_ENTITY.finditer(stream))
    return {name.strip(): [] for name in names}


def _in_pdf(path: Path) -> Named:
    from pikepdf import Dictionary, Pdf  # noqa: PLC0415 -- heavy

    found: dict[str, set[int]] = defaultdict(set)
    with Pdf.open(path, suppress_warnings=True) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            fonts = page.resources.get("/Font")
            for font in fonts.values() if isinstance(fonts, Dictionary) else ():
                name = _not_embedded(font)
                if name:
                    found[name].add(number)
    return {name: sorted(pages) for name, pages in found.items()}


def _not_embedded(font: object) -> str:
    """Return the name of a PDF's font that the PDF does not carry, in words as people know it, else ""."""
    from pikepdf import Array, Dictionary  # noqa: PLC0415 -- heavy

    if not isinstance(font, Dictionary) or str(font.get("/Subtype", "")) == "/Type3":
        return ""
    below = font.get("/DescendantFonts")
    inner = below[0] if isinstance(below, Array) and len(below) else font
    descriptor = inner.get("/FontDescriptor") if isinstance(inner, Dictionary) else None
    if isinstance(descriptor, Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    ):
        return ""
    name = _STYLE.sub("", _SUBSET.sub("", str(font.get("/BaseFont", "")).lstrip("/")))
    if name.split("-")[0] in _OF_EVERY_READER:
        return ""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)  # TimesNewRoman


def _xml(archive: ZipFile, name: str) -> Element:
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 -- in the sandbox only

    root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root
