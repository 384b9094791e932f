"""Our own 16:9 slide template, written over python-pptx's 4:3 one: theme, master, layouts, notes.

Lengths are EMU (914,400 to the inch). Nothing of the old template's geometry stays.
"""

# ruff: noqa: SLF001 - python-pptx gives its XML and its parts' bytes under private names only

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rangwan.documents.look import INDIGO, INDIGO_LINE, INDIGO_SOFT, INK, JASMINE, MARIGOLD, WHITE
from rangwan.documents.measure import SPACING
from rangwan.documents.thai_type import FONT, Type, slide_properties
from rangwan.kernel.text import Language

WIDTH, HEIGHT = 12_192_000, 6_858_000
EDGE = 640_080
WIDE = WIDTH - 2 * EDGE
BODY_TOP, BODY_HEIGHT = 1_900_000, 4_230_000
RULE_TOP = 1_730_000

_LEFTOVERS = ("thumbnail", "printerSettings", "viewProps", "extended-properties")

Box = tuple[int, int, int, int]  # left, top, width, height
TITLE: Box = (EDGE, 400_000, 9_250_000, 1_250_000)
WEIGHT: Box = (10_180_000, 560_000, WIDTH - EDGE - 10_180_000, 560_000)
BODY: Box = (EDGE, BODY_TOP, 7_050_000, BODY_HEIGHT)
PROMPTS: Box = (7_950_000, BODY_TOP, WIDTH - EDGE - 7_950_000, BODY_HEIGHT)
BODY_WIDE: Box = (EDGE, BODY_TOP, WIDE, BODY_HEIGHT)
FOOTER: Box = (EDGE, 6_330_000, 9_000_000, 330_000)
NUMBER: Box = (10_180_000, 6_330_000, WIDTH - EDGE - 10_180_000, 330_000)
COVER_TITLE: Box = (EDGE, 2_250_000, WIDE, 1_900_000)
COVER_BODY: Box = (EDGE, 4_330_000, WIDE, 640_000)
COVER_AWARD: Box = (EDGE, 5_650_000, WIDE, 560_000)

IDX_BODY, IDX_FOOTER, IDX_NUMBER, IDX_AWARD = 1, 11, 12, 13
COVER_SIZES = (44.0, 40.0, 36.0, 32.0, 28.0, 24.0, 20.0, 16.0, 14.0)
TITLE_SIZES = (32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
BODY_SIZE = 24.0
PROMPT_SIZES = (20.0, 18.0, 16.0, 14.0)
FOOTER_SIZE = 14.0


_EMU_PT = 12_700
_INSET_PT = (15.0, 8.0)  # what a text box keeps free, left and right together, top and bottom together


def room(box: Box) -> tuple[float, float]:
    """Return the width and height in points that a box leaves for text."""
    return box[2] / _EMU_PT - _INSET_PT[0], box[3] / _EMU_PT - _INSET_PT[1]


@dataclass(frozen=True)
class Labels:
    """What the template itself says, in the document's language."""

    title: str
    project: str
    organisation: str
    answer: str
    award: str
    layouts: tuple[str, str, str, str]  # cover, answer beside its prompts, answer alone, figures


def xml(text: str) -> Any:
    """Parse a piece of PresentationML; its outermost element gets the namespaces."""
    from pptx.oxml import parse_xml  # heavy: loaded where used  # noqa: PLC0415
    from pptx.oxml.ns import nsdecls  # noqa: PLC0415

    return parse_xml(re.sub(r"^(<[\w:]+)", rf"\1 {nsdecls('a', 'p', 'r')}", text, count=1))


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def _frame(box: Box) -> str:
    left, top, width, height = box
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _drawing(number: int, name: str, box: Box, shape: str, colour: str, *, line: bool = False) -> str:
    """Return an ornament: a preset shape, or a path given whole."""
    geometry = shape if shape.startswith("<") else f'<a:prstGeom prst="{shape}"><a:avLst/></a:prstGeom>'
    ink = f'<a:noFill/><a:ln w="12700">{_fill(colour)}</a:ln>' if line else f"{_fill(colour)}<a:ln><a:noFill/></a:ln>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f"<p:spPr>{_frame(box)}{geometry}{ink}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
    )


@dataclass(frozen=True)
class _Holder:
    """One placeholder of the master or a layout."""

    name: str
    kind: str
    idx: int
    box: Box
    look: Type
    prompt: str = ""
    align: str = "l"
    anchor: str = "t"

    def sp(self, number: int, language: Language) -> str:
        """Return its `p:sp`."""
        idx = f' idx="{self.idx}"' if self.idx else ""
        level = slide_properties("defRPr", self.look, language)
        spacing = (
            f'<a:lnSpc><a:spcPct val="{SPACING * 100_000:.0f}"/></a:lnSpc><a:spcBef><a:spcPts val="400"/></a:spcBef>'
        )
        if self.kind == "sldNum":
            run = (
                '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
                f"{slide_properties('rPr', None, language)}<a:t>1</a:t></a:fld>"
            )
        elif self.prompt:
            run = f"<a:r>{slide_properties('rPr', None, language, self.prompt)}<a:t>{escape(self.prompt)}</a:t></a:r>"
        else:
            run = ""
        end = slide_properties("endParaRPr", None, language)
        own = ' hasCustomPrompt="1"' if self.prompt and self.kind == "body" else ""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(self.name)}/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            f'</p:cNvSpPr><p:nvPr><p:ph type="{self.kind}"{idx}{own}/></p:nvPr></p:nvSpPr><p:spPr>{_frame(self.box)}'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr vert="horz" '
            f'wrap="square" lIns="91440" tIns="45720" rIns="91440" bIns="45720" anchor="{self.anchor}"><a:normAutofit/>'
            f'</a:bodyPr><a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{self.align}">{spacing}<a:buNone/>'
            f"{level}</a:lvl1pPr></a:lstStyle><a:p>{run}{end}</a:p></p:txBody></p:sp>"
        )


def _tree(name: str, ground: str, parts: list[_Holder | str], language: Language) -> Any:
    """Return the `p:cSld` of a master or layout; ornaments come as XML with {n} for their number."""
    inside = "".join(
        part.sp(number, language) if isinstance(part, _Holder) else part.format(n=number)
        for number, part in enumerate(parts, start=2)
    )
    return xml(
        f"<p:cSld name={quoteattr(name)}><p:bg><p:bgPr>{_fill(ground)}<a:effectLst/></p:bgPr></p:bg>"
        "<p:spTree><p:nvGrpSpPr>"
        '<p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
        f"{inside}</p:spTree></p:cSld>"
    )


def _ornament(name: str, box: Box, shape: str, colour: str, *, line: bool = False) -> str:
    return _drawing(0, name, box, shape, colour, line=line).replace('id="0"', 'id="{n}"', 1)


def _garland() -> list[str]:
    """Return the garland of the cover: a string hung from edge to edge, buds of marigold and jasmine along it."""
    top, sag, buds = 700_000, 620_000, 24
    path = (
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path '
        f'w="{WIDE}" h="{sag}" fill="none"><a:moveTo><a:pt x="0" y="0"/></a:moveTo><a:quadBezTo><a:pt x="{WIDE // 2}" '
        f'y="{2 * sag}"/><a:pt x="{WIDE}" y="0"/></a:quadBezTo></a:path></a:pathLst></a:custGeom>'
    )
    drawn = [_ornament("Garland string", (EDGE, top, WIDE, sag), path, INDIGO_SOFT, line=True)]
    for bud in range(buds + 1):
        along = bud / buds
        size = 200_000 if bud % 2 == 0 else 110_000
        left = EDGE + round(WIDE * along) - size // 2
        height = top + round(4 * sag * along * (1 - along)) - size // 2
        drawn.append(_ornament("Bud", (left, height, size, size), "ellipse", MARIGOLD if bud % 2 == 0 else JASMINE))
    return drawn


def _rule() -> list[str]:
    """Return the line under a title, with one bud on it."""
    return [
        _ornament("Rule", (EDGE, RULE_TOP, WIDE, 9_525), "rect", INDIGO_LINE),
        _ornament("Bud", (EDGE, RULE_TOP - 50_000, 110_000, 110_000), "ellipse", MARIGOLD),
    ]


def _holders(labels: Labels) -> dict[str, _Holder]:
    title = Type(size=TITLE_SIZES[0], bold=True, colour=INDIGO)
    body = Type(size=BODY_SIZE, colour=INK)
    small = Type(size=FOOTER_SIZE, colour=INDIGO_SOFT)
    cover = Type(size=COVER_SIZES[0], bold=True, colour=WHITE)
    return {
        "title": _Holder("Title", "title", 0, TITLE, title, labels.title, anchor="b"),
        "body": _Holder("Answer", "body", IDX_BODY, BODY, body, labels.answer),
        "wide": _Holder("Answer", "body", IDX_BODY, BODY_WIDE, body, labels.answer),
        "footer": _Holder("Footer", "ftr", IDX_FOOTER, FOOTER, small, anchor="ctr"),
        "number": _Holder("Slide number", "sldNum", IDX_NUMBER, NUMBER, small, align="r", anchor="ctr"),
        "cover": _Holder("Title", "ctrTitle", 0, COVER_TITLE, cover, labels.project, anchor="b"),
        "organisation": _Holder(
            "Organisation", "subTitle", IDX_BODY, COVER_BODY, Type(size=26, colour=JASMINE), labels.organisation
        ),
        "award": _Holder(
            "Award", "body", IDX_AWARD, COVER_AWARD, Type(size=22, colour=JASMINE), labels.award, anchor="b"
        ),
    }


_LAYOUTS = (  # placeholders of each layout after the cover
    ("title", "body", "footer", "number"),
    ("title", "wide", "footer", "number"),
    ("title", "footer", "number"),
)


def _text_styles(language: Language) -> Any:
    """Return the master's text styles: nine levels of body text, one of titles, all in our type."""
    body, other = "", ""
    for level in range(1, 10):
        look = Type(size=max(16.0, BODY_SIZE - 2 * (level - 1)), colour=INK)
        left = 342_900 * (level - 1)
        properties = slide_properties("defRPr", look, language)
        body += f'<a:lvl{level}pPr marL="{left}" indent="0" algn="l">{"<a:buNone/>"}{properties}</a:lvl{level}pPr>'
        other += f'<a:lvl{level}pPr marL="{left}" algn="l">{properties}</a:lvl{level}pPr>'
    title = slide_properties("defRPr", Type(size=TITLE_SIZES[0], bold=True, colour=INDIGO), language)
    return xml(
        f'<p:txStyles><p:titleStyle><a:lvl1pPr algn="l"><a:buNone/>{title}</a:lvl1pPr></p:titleStyle>'
        f"<p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _put(element: Any, tag: str, new: Any) -> None:
    old = element.find(f"{{*}}{tag}")
    element.replace(old, new)


def open_template(labels: Labels, language: Language) -> Any:
    """Return an empty python-pptx presentation on our template; its layouts are in the order of `Labels.layouts`."""
    import pptx  # heavy: loaded where used  # noqa: PLC0415
    from pptx.util import Emu  # noqa: PLC0415

    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH), Emu(HEIGHT)
    size = deck.part._element.find("{*}sldSz")
    size.attrib.pop("type", None)
    holders = _holders(labels)
    for layout in list(deck.slide_layouts)[len(labels.layouts) :]:
        deck.slide_layouts.remove(layout)
    cover: list[_Holder | str] = [*_garland(), holders["cover"], holders["organisation"], holders["award"]]
    pages: list[list[_Holder | str]] = [cover]
    pages += [[*_rule(), *(holders[name] for name in names)] for names in _LAYOUTS]
    for place, (layout, name, parts) in enumerate(zip(deck.slide_layouts, labels.layouts, pages, strict=True)):
        _put(layout._element, "cSld", _tree(name, INDIGO if place == 0 else JASMINE, parts, language))
        layout._element.attrib.pop("type", None)
        layout._element.set("userDrawn", "1")
    master = deck.slide_master
    on_master: list[_Holder | str] = [holders[name] for name in ("title", "wide", "footer", "number")]
    _put(master._element, "cSld", _tree("Rangwan", JASMINE, on_master, language))
    _put(master._element, "txStyles", _text_styles(language))
    dress_theme(master.part)
    _drop_leftovers(deck)
    return deck


def dress_theme(master_part: Any) -> None:
    """Put our colours and fonts into the theme of a slide or notes master."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # heavy: loaded where used  # noqa: PLC0415

    part = master_part.part_related_by(RELATIONSHIP_TYPE.THEME)
    colours = {
        "dk1": INK, "lt1": WHITE, "dk2": INDIGO, "lt2": JASMINE, "accent1": INDIGO, "accent2": MARIGOLD,
        "accent3": INDIGO_SOFT, "accent4": "3E7A4E", "accent5": "A63A2B", "accent6": INDIGO_LINE,
        "hlink": INDIGO, "folHlink": INDIGO_SOFT,
    }  # fmt: skip
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    font = (
        f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
        f'<a:font script="Thai" typeface="{FONT}"/>'
    )
    fonts = f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>"
    text = part.blob.decode()
    text = re.sub(
        r"<a:clrScheme.*</a:clrScheme>", f'<a:clrScheme name="Rangwan">{scheme}</a:clrScheme>', text, flags=re.DOTALL
    )
    text = re.sub(
        r"<a:fontScheme.*</a:fontScheme>", f'<a:fontScheme name="Rangwan">{fonts}</a:fontScheme>', text, flags=re.DOTALL
    )
    text = re.sub(r'(<a:theme [^>]*?name=")[^"]*', r"\1Rangwan", text, count=1)
    if hasattr(part, "_element"):  # python-pptx reads the notes' theme, and keeps the slides' as bytes
        from pptx.oxml import parse_xml  # heavy: loaded where used  # noqa: PLC0415

        part._element = parse_xml(text.encode())
    else:
        part._blob = text.encode()


def _drop_leftovers(deck: Any) -> None:
    """Take away what tells of the old template: thumbnail, printer, guides of a 4:3 page, application properties."""
    for relations in (deck.part.package._rels, deck.part._rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _LEFTOVERS:
                relations.pop(key)
