"""Thai type in Word and PowerPoint files: each run says its font, size and language for complex scripts as well.

An office program keeps two sets of character properties, one for Latin and one for complex scripts, and takes the
second for Thai. A run that sets only the first shows its Latin letters in one font and size and its Thai in another.
"""

# ruff: noqa: SLF001 - python-docx and python-pptx give their XML under private names only

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import quoteattr

from rangwan.documents.look import INDIGO, INDIGO_SOFT, INK
from rangwan.files import sarabun
from rangwan.kernel.text import Language, storable

# TH Sarabun New is the type of Thai public service: Word and PowerPoint in a Thai office have it, at 16 points for a
# letter. Free systems do not: there `files.sarabun` lends LibreOffice Debian's Laksaman under this name and at its
# scale, so that a line breaks at the same word in both. Naming Laksaman instead would be right in LibreOffice only.
FONT = sarabun.FONT
# No Thai font has empty boxes. Windows has them here; elsewhere the system falls back (to DejaVu Sans, say).
SYMBOL_FONT = "Segoe UI Symbol"

_THAI = re.compile("[\u0e00-\u0e7f]")
_SYMBOLS = re.compile("([\u2190-\u21ff\u2300-\u27bf]+)")
_NOT_XML = re.compile("[\ufffe\uffff]")


@dataclass(frozen=True)
class Type:
    """How a run looks: size in points, colour RRGGBB, underline a Word value ("dotted"), font by name."""

    size: float = 16
    bold: bool = False
    italic: bool = False
    colour: str = INK
    underline: str = ""
    font: str = FONT

    def but(self, **changes: Any) -> Type:
        """Return the same type with some things changed."""
        return replace(self, **changes)


BODY = Type()
STRONG = Type(bold=True)
SMALL = Type(size=14, colour=INDIGO_SOFT)
HEADINGS = {  # of a Word file, by level; 0 is its title
    0: Type(size=24, bold=True, colour=INDIGO),
    1: Type(size=20, bold=True, colour=INDIGO),
    2: Type(size=17, bold=True, colour=INDIGO),
}


def clean(text: str) -> str:
    """Return `text` as an XML file can hold it: `storable`, and without the two characters that XML forbids."""
    return _NOT_XML.sub("\ufffd", storable(text))


def is_thai(text: str) -> bool:
    """Say whether any character of `text` is Thai."""
    return _THAI.search(text) is not None


def by_font(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Yield pieces of `text` with the font each needs: symbols leave the Thai font, all else keeps it."""
    for number, piece in enumerate(_SYMBOLS.split(text)):
        if piece:
            yield piece, SYMBOL_FONT if number % 2 else font


def word_properties(look: Type, language: Language, text: str = "ก") -> str:
    """Return the inside of a `w:rPr`, in the order that the schema wants. Sizes are half points there."""
    half_points = round(look.size * 2)
    font = quoteattr(look.font)
    parts = [f"<w:rFonts w:ascii={font} w:hAnsi={font} w:eastAsia={font} w:cs={font}/>"]
    if look.bold:
        parts.append("<w:b/><w:bCs/>")
    if look.italic:
        parts.append("<w:i/><w:iCs/>")
    parts.append(f'<w:color w:val="{look.colour}"/><w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>')
    if look.underline:
        parts.append(f'<w:u w:val="{look.underline}"/>')
    if is_thai(text):
        parts.append("<w:cs/>")
    latin = "th-TH" if language == "th" else "en-GB"
    parts.append(f'<w:lang w:val="{latin}" w:eastAsia="{latin}" w:bidi="th-TH"/>')
    return "".join(parts)


def add_word_text(paragraph: Any, text: str, look: Type, language: Language) -> None:
    """Add `text` to a python-docx paragraph; a line end becomes a line break, a tab a tab."""
    from docx.oxml import parse_xml  # heavy: loaded where used  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    for piece, font in by_font(clean(text), look.font):
        run = paragraph.add_run(piece)
        inside = word_properties(look.but(font=font), language, piece)
        run._r.insert(0, parse_xml(f"<w:rPr {nsdecls('w')}>{inside}</w:rPr>"))


def slide_properties(tag: str, look: Type | None, language: Language, text: str = "ก", font: str = FONT) -> str:
    """Return an `a:rPr`, `a:endParaRPr` or `a:defRPr` (`tag`); its parent declares the drawing namespace.

    Without `look`, size, weight and colour come from the placeholder.
    """
    latin = "th-TH" if language == "th" or is_thai(text) else "en-GB"
    attributes, colour = f'lang="{latin}" altLang="en-GB"', ""
    if look is not None:
        attributes += f' sz="{round(look.size * 100)}" b="{int(look.bold)}" i="{int(look.italic)}"'
        colour = f'<a:solidFill><a:srgbClr val="{look.colour}"/></a:solidFill>'
    name = quoteattr(font)
    fonts = f"<a:latin typeface={name}/><a:ea typeface={name}/><a:cs typeface={name}/>"
    return f"<a:{tag} {attributes}>{colour}{fonts}</a:{tag}>"


def add_slide_text(paragraph: Any, text: str, look: Type | None, language: Language) -> None:
    """Add one line of text to a python-pptx paragraph; `look` None keeps the placeholder's size and colour."""
    from pptx.oxml import parse_xml  # heavy: loaded where used  # noqa: PLC0415
    from pptx.oxml.ns import nsdecls  # noqa: PLC0415

    for piece, font in by_font(clean(text), FONT):
        run = paragraph.add_run()
        run.text = piece
        element = slide_properties("rPr", look, language, piece, font).replace("<a:rPr", f"<a:rPr {nsdecls('a')}", 1)
        run._r.insert(0, parse_xml(element))
