"""The XML under `word.WordFile`: styles, numbering, settings, tables, fields. No document's words are known here."""

# ruff: noqa: SLF001 - python-docx gives its XML under private names only

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from rangwan.documents.look import INDIGO_LINE
from rangwan.documents.plain import PlainDocument
from rangwan.documents.thai_type import BODY, FONT, HEADINGS, SMALL, Type, word_properties
from rangwan.kernel.text import Language

_BULLETS, _NUMBERS = 0, 1  # abstract lists
_LEFT_OUT = ("stylesWithEffects", "customXml", "thumbnail", "extended-properties")

_STYLE = """<w:style w:type="paragraph" {default}w:styleId="{id}"><w:name w:val="{name}"/>{based}{next}<w:qFormat/>
<w:pPr>{keep}<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>{outline}</w:pPr>
<w:rPr>{look}</w:rPr></w:style>"""

_TABLE_STYLES = """<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>
<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>
<w:bottom w:w="0" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""


def _element(inside: str, tag: str) -> Any:
    from docx.oxml import parse_xml  # heavy: loaded where used  # noqa: PLC0415
    from docx.oxml.ns import nsdecls  # noqa: PLC0415

    return parse_xml(f"<w:{tag} {nsdecls('w')}>{inside}</w:{tag}>")


def _style(name: str, look: Type, language: Language, **more: Any) -> str:
    outline = more.get("outline")
    return _STYLE.format(
        id=name.replace(" ", ""),
        name=name if name in ("Normal", "Title", "List Paragraph") else name.lower(),
        default='w:default="1" ' if name == "Normal" else "",
        based="" if name == "Normal" else '<w:basedOn w:val="Normal"/>',
        next='<w:next w:val="Normal"/>' if more.get("keep") else "",
        keep="<w:keepNext/><w:keepLines/>" if more.get("keep") else "<w:widowControl/>",
        before=more.get("before", 0) * 20,
        after=more.get("after", 6) * 20,
        line=240,
        outline="" if outline is None else f'<w:outlineLvl w:val="{outline}"/>',
        look=word_properties(look, language),
    )


def _styles(language: Language) -> list[Any]:
    defaults = (
        f"<w:rPrDefault><w:rPr>{word_properties(BODY, language, '')}</w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    )
    styles = [
        _style("Normal", BODY, language),
        _style("Title", HEADINGS[0], language, keep=True, after=2),
        _style("Heading 1", HEADINGS[1], language, keep=True, before=16, after=6, outline=0),
        _style("Heading 2", HEADINGS[2], language, keep=True, before=14, after=2, outline=1),
        _style("List Paragraph", BODY, language, after=3),
        _style("Header", SMALL, language, after=0),
        _style("Footer", SMALL, language, after=0),
    ]
    whole = _element(f"<w:docDefaults>{defaults}</w:docDefaults>{''.join(styles)}{_TABLE_STYLES}", "styles")
    return list(whole)


def _levels(numbered: bool, language: Language) -> str:
    levels = []
    for level in range(4):
        left = 360 + level * 360
        sign = f"%{level + 1}." if numbered else "•–•–"[level]
        levels.append(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{"decimal" if numbered else "bullet"}"/>'
            f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr>'
            f"<w:rPr>{word_properties(Type(), language)}</w:rPr></w:lvl>"
        )
    return "".join(levels)


def _replace_children(element: Any, children: Sequence[Any]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(children)


def make_own(docx: Any, language: Language) -> None:
    """Put our styles, lists and settings in place of those of python-docx's template, and drop its ballast."""
    main = docx.part
    for part in (main, main.package):
        for key, relation in list(part.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _LEFT_OUT:
                del part.rels[key]
    _replace_children(docx.styles.element, _styles(language))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>'
        f"{_levels(kind == _NUMBERS, language)}</w:abstractNum>"
        for kind in (_BULLETS, _NUMBERS)
    )
    bullets = f'<w:num w:numId="1"><w:abstractNumId w:val="{_BULLETS}"/></w:num>'
    _replace_children(main.numbering_part.element, list(_element(lists + bullets, "numbering")))
    latin = "th-TH" if language == "th" else "en-GB"
    settings = (
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{latin}" w:bidi="th-TH"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    _replace_children(docx.settings.element, list(_element(settings, "settings")))
    _fonts(main)


def _fonts(main: Any) -> None:
    """Tell Word what to take where a computer has the older cut of the same type only."""
    from docx.opc.oxml import serialize_part_xml  # heavy: loaded where used  # noqa: PLC0415

    table = (
        f'<w:font w:name="{FONT}"><w:altName w:val="TH SarabunPSK"/><w:charset w:val="DE"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    for relation in main.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = serialize_part_xml(_element(table, "fonts"))


def set_core(properties: Any, document: PlainDocument, title: str) -> None:
    """Write title, author, language and dates into a file's core properties (Word's and PowerPoint's are alike)."""
    moment = document.created.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties.title = title[:255]
    properties.author = properties.last_modified_by = document.organiser[:255]
    properties.language = "th-TH" if document.language == "th" else "en-GB"
    properties.created = properties.modified = moment
    properties.comments = properties.keywords = properties.subject = ""
    properties.revision = 1


def new_list(docx: Any, *, numbered: bool) -> int:
    """Return the number of a list to put paragraphs in; a numbered one starts at 1."""
    if not numbered:
        return 1
    numbering = docx.part.numbering_part.element
    number = len(numbering.num_lst) + 1
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    element = _element(f'<w:abstractNumId w:val="{_NUMBERS}"/>{restart}', "num")
    element.numId = number
    numbering.append(element)
    return number


def put_in_list(paragraph: Any, number: int, level: int) -> None:
    """Make the paragraph an item of the list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = min(level, 3)
    properties.get_or_add_numId().val = number


def right_tab(paragraph: Any, place_pt: float) -> None:
    """Set a right tab stop."""
    from docx.enum.text import WD_TAB_ALIGNMENT  # heavy: loaded where used  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(place_pt), WD_TAB_ALIGNMENT.RIGHT)


def add_field(paragraph: Any, code: str, properties: str) -> None:
    """Add a field that the office program fills in (PAGE, NUMPAGES)."""
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(_element(f"<w:rPr>{properties}</w:rPr>{inside}", "r"))


def add_table(docx: Any, widths_pt: Sequence[float], lines: str) -> Any:
    """Append an empty table of fixed layout."""
    from docx.shared import Pt  # heavy: loaded where used  # noqa: PLC0415

    table = docx.add_table(rows=0, cols=len(widths_pt))
    table.autofit = False
    for column, width in zip(table.columns, widths_pt, strict=True):
        column.width = Pt(width)
    style = table._tbl.tblPr.find("{*}tblStyle")
    if style is not None:
        table._tbl.tblPr.remove(style)
    if lines == "rows":
        line = f'w:val="single" w:sz="4" w:space="0" w:color="{INDIGO_LINE}"'
        borders = _element(f"<w:top {line}/><w:bottom {line}/><w:insideH {line}/>", "tblBorders")
        table._tbl.tblPr.find("{*}tblLayout").addprevious(borders)
    return table


def add_row(table: Any, *, heading: bool) -> list[Any]:
    """Append a row and return its cells, emptied."""
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(_element("", "cantSplit"))
    if heading:
        properties.append(_element("", "tblHeader"))
    for cell in row.cells:
        for paragraph in cell.paragraphs:
            cell._tc.remove(paragraph._p)
    return list(row.cells)


def cell_look(cell: Any, *, fill: str = "", border: str = "") -> None:
    """Give a cell a ground colour, or a border of one kind ("dashed") all round."""
    properties = cell._tc.get_or_add_tcPr()
    if border:
        line = f'w:val="{border}" w:sz="6" w:space="0" w:color="{INDIGO_LINE}"'
        sides = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right"))
        properties.append(_element(sides, "tcBorders"))
    if fill:
        from docx.oxml import parse_xml  # heavy: loaded where used  # noqa: PLC0415
        from docx.oxml.ns import nsdecls  # noqa: PLC0415

        properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))


def close_cells(docx: Any) -> None:
    """Give each cell that holds nothing the empty paragraph without which Word calls the file damaged."""
    for cell in docx.element.body.iter("{*}tc"):
        if cell.find("{*}p") is None:
            cell.append(_element("", "p"))
