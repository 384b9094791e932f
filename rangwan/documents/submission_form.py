"""submission-form.docx: the paper that the authorised signatory fills, ticks, signs and seals by hand."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from rangwan.documents.look import INDIGO_SOFT
from rangwan.documents.measure import width
from rangwan.documents.plain import PlainDocument
from rangwan.documents.qr import qr_png
from rangwan.documents.thai_type import BODY, SMALL, STRONG, SYMBOL_FONT, Type
from rangwan.documents.word import WordFile
from rangwan.documents.word_parts import cell_look

EMPTY_BOX = "☐"
_BOXES = re.compile(r"^[\s☐☑☒✓✔✗✘✅]+")
_FILL = Type(underline="dotted")
_SEAL_HEIGHT_PT = 108
_CORNER_PT, _CODE_MM = 88, 27
_BELOW_CODE = Type(size=11, colour=INDIGO_SOFT)


@dataclass(frozen=True)
class FormField:
    """One field. An empty value leaves a dotted line to write on; `wide` gives it a line of its own."""

    label: str
    value: str = ""
    wide: bool = False


@dataclass(frozen=True)
class FormCode:
    """The QR code in the corner of a print: the address that it holds, and the lines of small type below it."""

    address: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SubmissionFormDocument(PlainDocument):
    """The submission form, blank or filled in advance.

    `intro` stands before the project's title ("wishes to enter the project"), `accept` before the consents. Consents
    and authority choices are texts: their boxes are always empty, only a hand ticks them. `printed_name`, `signer` (in
    what quality one signs) and `position` stand under the signature. `draft_code` (any word) tells the forms of two
    projects apart, `code` one print from another.
    """

    title: str
    award_name: str
    fields: tuple[FormField, ...]
    fields_note: str = ""
    intro: str = ""
    project_title: str = ""
    accept: str = ""
    consents: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    authority_label: str = ""
    printed_name: str = ""
    signer: str = ""
    position: str = ""
    notes: tuple[str, ...] = field(default=())
    draft_code: str = ""
    code: FormCode | None = None


def submission_form_docx(doc: SubmissionFormDocument) -> bytes:
    """Return the submission form as a Word file: one A4 page, unless long texts need more."""
    with override(doc.language):
        word = WordFile(doc, f"{doc.title} {doc.award_name}".strip(), margins_mm=(14, 20))
        _head(word, doc)
        _fields(word, doc)
        if doc.intro:
            word.paragraph(doc.intro, before=4, after=2)
        _project_title(word, doc.project_title)
        if doc.accept:
            word.paragraph(doc.accept, before=4, after=3, keep=True)
        for consent in doc.consents:
            _box(word, consent)
        if doc.authority:
            word.paragraph(doc.authority_label or _("I sign as"), STRONG, before=4, after=2, keep=True)
            for choice in doc.authority:
                _box(word, choice)
        _signature(word, doc)
        for note in doc.notes:
            word.paragraph(note, SMALL, before=4, after=0)
        word.footer(f"{_('Draft code')} {doc.draft_code}" if doc.draft_code else "", pages=False)
        return word.to_bytes()


def _head(word: WordFile, doc: SubmissionFormDocument) -> None:
    """Set the title, and in the corner beside it the code, where there is one."""
    middle = None
    if doc.code is not None:
        table = word.table([_CORNER_PT, word.text_width_pt - 2 * _CORNER_PT, _CORNER_PT], lines="none")
        _left, middle, corner = word.row(table)
        _code(word, doc.code, corner)
    word.paragraph(doc.title, STRONG.but(size=20), within=middle, align="center", after=0)
    if doc.award_name:  # some titles name the award themselves
        word.paragraph(doc.award_name, STRONG.but(size=18), within=middle, align="center", after=8)


def _code(word: WordFile, code: FormCode, corner: Any) -> None:
    from docx.shared import Mm  # heavy: loaded where used  # noqa: PLC0415

    picture = word.paragraph(within=corner, align="right", after=0).add_run()
    picture.add_picture(io.BytesIO(qr_png(code.address, sturdy=True)), width=Mm(_CODE_MM))
    for line in code.lines:
        word.paragraph(line, _BELOW_CODE, within=corner, align="right", after=0)


def _line_end(paragraph: Any, place_pt: float) -> None:
    from docx.shared import Pt  # heavy: loaded where used  # noqa: PLC0415

    paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(place_pt))


def _fields(word: WordFile, doc: SubmissionFormDocument) -> None:
    """Set the fields two to a line where both fit, each on a dotted line up to its tab stop."""
    half, whole = word.text_width_pt / 2, word.text_width_pt
    row: list[FormField] = []
    for entry in (*doc.fields, None):
        fits = entry is not None and not entry.wide and width(f"{entry.label}  {entry.value}", BODY.size) < half - 20
        if row and (not fits or len(row) == 2):
            _field_line(word, row, half, whole)
            row = []
        if entry is not None:
            row.append(entry)
            if not fits:
                _field_line(word, row, half, whole)
                row = []
    if doc.fields_note:
        word.paragraph(doc.fields_note, SMALL, after=2)


def _field_line(word: WordFile, row: list[FormField], half: float, whole: float) -> None:
    paragraph = word.paragraph(before=5, after=2)
    if len(row) == 2:
        _line_end(paragraph, half - 8)
    _line_end(paragraph, whole)
    for place, entry in enumerate(row):
        word.add(paragraph, f"{'   ' if place else ''}{entry.label} ")
        word.add(paragraph, f" {entry.value}\t" if entry.value else "\t", _FILL)


def _project_title(word: WordFile, title: str) -> None:
    """Set the project's title on a dotted line; two empty lines where it is to be written by hand."""
    for text in (title,) if title else ("", ""):
        paragraph = word.paragraph(before=4, after=2)
        _line_end(paragraph, word.text_width_pt)
        word.add(paragraph, f" {text}\t", _FILL.but(bold=True))


def _box(word: WordFile, text: str) -> None:
    """Set a line with an empty box. A tick that the text brings is dropped: nobody ticks for the signatory."""
    paragraph = word.paragraph(after=3)
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = 280000, -280000
    word.add(paragraph, EMPTY_BOX, BODY.but(font=SYMBOL_FONT, size=14))
    word.add(paragraph, "\t" + _BOXES.sub("", text))


def _signature(word: WordFile, doc: SubmissionFormDocument) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL  # heavy: loaded where used  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    word.paragraph("", BODY, after=0).paragraph_format.line_spacing = Pt(8)
    room = word.text_width_pt
    table = word.table([room * 0.3, room * 0.12, room * 0.58], lines="none")
    seal, _gap, sign = word.row(table)
    table.rows[-1].height = Pt(_SEAL_HEIGHT_PT)
    cell_look(seal, border="dashed")
    seal.vertical_alignment = VERTICAL.CENTER
    word.paragraph(_("Seal of the organisation"), SMALL, within=seal, align="center", after=0)
    end = room * 0.58 - 14  # inside the margins of the cell: beyond them the tab would start a line
    lines = ((_("Signature") + " ", "", ""), ("(", doc.printed_name, ")"), (_("Position") + " ", doc.position, ""))
    for before, value, after in lines:
        paragraph = word.paragraph(within=sign, before=8 if before == "(" else 16, after=2)
        _line_end(paragraph, end - (6 if after else 0))
        word.add(paragraph, before)
        word.add(paragraph, f" {value}\t" if value else "\t", _FILL)
        if after:
            word.add(paragraph, after)
            if doc.signer:
                word.paragraph(doc.signer, SMALL, within=sign, align="center", after=0)
