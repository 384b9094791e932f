"""memo.docx: the internal memorandum (บันทึกข้อความ) that lays the submission form before the authorised signatory.

Its shape is that of the Office of the Prime Minister's regulation on correspondence. The Garuda is not ours to draw:
its place stays empty, for the agency's own letterhead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from rangwan.documents.plain import PlainDocument
from rangwan.documents.submission_form import EMPTY_BOX
from rangwan.documents.thai_type import BODY, STRONG, SYMBOL_FONT, Type
from rangwan.documents.word import WordFile

_GARUDA_PT = 43  # 1.5 cm, as the regulation wants it
_INDENT_PT = 71  # 2.5 cm: where a paragraph of an official letter begins
_FILL = Type(underline="dotted")
_CONSENT = Type(size=13.5)


@dataclass(frozen=True, kw_only=True)
class MemoDocument(PlainDocument):
    """One memorandum, its facts in the document's language.

    `to` is the head of the organisation, `by` and `position` are the drafter's. `closing` is a moment as people read
    it. `form_title`, `consents` and `note` are the pack's. `approval_address`, where the award asks for the approval in
    the system, is the page for it.
    """

    agency: str
    telephone: str
    day: str
    to: str
    award_name: str
    organisation: str
    project_title: str
    form_title: str
    consents: tuple[str, ...]
    note: str
    closing: str
    attachments: tuple[str, ...] = ()
    approval_address: str = ""
    by: str = ""
    position: str = ""

    @property
    def subject(self) -> str:
        """What the memorandum is about, in the active language."""
        return _("Signature on the form that enters the project “%(title)s”") % {"title": self.project_title}

    @property
    def opening(self) -> str:
        """Why it is written, in the active language."""
        return _(
            "%(organiser)s accepts entries for the %(award)s. %(organisation)s has prepared the project “%(title)s” "
            "for it. The whole entry has to be sent in the system before %(closing)s."
        ) % {
            "organiser": self.organiser,
            "award": self.award_name,
            "organisation": self.organisation,
            "title": self.project_title,
            "closing": self.closing,
        }

    @property
    def to_do(self) -> tuple[str, ...]:
        """What the signatory is asked to do, in the active language; the consents belong to the first."""
        steps = [
            _("Read the statements of the attached form and tick the box of each by hand:"),
            _("Sign the form above your name, and have the seal of the organisation put beside it.") + f" {self.note}",
        ]
        if self.approval_address:
            steps.append(_("Approve the entry in the system, at %(address)s") % {"address": self.approval_address})
        return tuple(steps)


def memo_docx(doc: MemoDocument) -> bytes:
    """Return the memorandum as a Word file."""
    with override(doc.language):
        word = WordFile(doc, f"{_('Memorandum')} {doc.project_title}", margins_mm=(13, 22))
        _head(word, doc)
        opening = word.paragraph(doc.opening, before=4, after=3)
        opening.paragraph_format.first_line_indent = _points(_INDENT_PT)
        asks = word.paragraph(_("For consideration and signature, as follows:"), STRONG, after=2, keep=True)
        asks.paragraph_format.first_line_indent = _points(_INDENT_PT)
        _steps(word, doc)
        _due(word, doc)
        if doc.attachments:
            word.paragraph(_("Attached"), STRONG, before=2, after=0, keep=True)
            for number, attachment in enumerate(doc.attachments, start=1):
                _hang(word.paragraph(f"{number}.\t{attachment}", after=0), 20, 20)
        _drafter(word, doc)
        _answer(word)
        return word.to_bytes()


def _points(number: float) -> Any:
    from docx.shared import Pt  # heavy: loaded where used  # noqa: PLC0415

    return Pt(number)


def _line(word: WordFile, *parts: tuple[str, str], end: float | None = None, within: Any = None, **look: Any) -> Any:
    """Append labels, each with its value on a dotted line; the last line ends at the margin."""
    paragraph = word.paragraph(within=within, **look)
    room = end or word.text_width_pt
    for place in range(1, len(parts) + 1):
        paragraph.paragraph_format.tab_stops.add_tab_stop(_points(room * place / len(parts)))
    for label, value in parts:
        word.add(paragraph, f"{label} ", STRONG)
        word.add(paragraph, f" {value}\t" if value else "\t", _FILL)
    return paragraph


def _head(word: WordFile, doc: MemoDocument) -> None:
    table = word.table([word.text_width_pt * part for part in (0.2, 0.6, 0.2)], lines="none")
    _garuda, title, _empty = word.row(table)
    table.rows[-1].height = _points(_GARUDA_PT)
    word.paragraph(_("Memorandum"), STRONG.but(size=29), within=title, align="center", after=0)
    agency = f"{doc.agency}  {_('Tel.')} {doc.telephone}" if doc.telephone else doc.agency
    _line(word, (_("Government agency"), agency), before=4, after=2)
    _line(word, (pgettext("of a letter", "No."), ""), (pgettext("of a letter", "Date"), doc.day), after=2)
    _line(word, (pgettext("of a letter", "Subject"), doc.subject), after=6)
    to = word.paragraph(before=2, after=4)
    word.add(to, f"{pgettext('of a letter', 'To')}  ", STRONG)
    word.add(to, doc.to)


def _steps(word: WordFile, doc: MemoDocument) -> None:
    for number, step in enumerate(doc.to_do, start=1):
        paragraph = word.paragraph(f"{number}.\t{step}", after=2, keep=number == 1)
        _hang(paragraph, 20, 20)
        if number == 1:
            for consent in doc.consents:
                item = word.paragraph(f"–\t{consent}", _CONSENT, after=0)
                _hang(item, 32, 12)


def _hang(paragraph: Any, left: float, by: float) -> None:
    layout = paragraph.paragraph_format
    layout.left_indent, layout.first_line_indent = _points(left), _points(-by)
    layout.tab_stops.add_tab_stop(_points(left))


def _due(word: WordFile, doc: MemoDocument) -> None:
    said = _("The signed form is then scanned and sent with the entry before %(closing)s.") % {"closing": doc.closing}
    paragraph = word.paragraph(said, STRONG, before=3, after=2)
    paragraph.paragraph_format.first_line_indent = _points(_INDENT_PT)


def _drafter(word: WordFile, doc: MemoDocument) -> None:
    closing = word.paragraph(_("Submitted for your kind consideration."), before=4, after=0, keep=True)
    closing.paragraph_format.first_line_indent = _points(_INDENT_PT)
    room = word.text_width_pt
    table = word.table([room * 0.45, room * 0.55], lines="none")
    _left, sign = word.row(table)
    _line(word, (_("Signature"), ""), end=room * 0.55 - 14, within=sign, before=12, after=2)
    name = f"({doc.by})" if doc.by else f"({'.' * 50})"
    word.paragraph(name, within=sign, align="center", after=0)
    if doc.position:
        word.paragraph(doc.position, within=sign, align="center", after=0)


def _answer(word: WordFile) -> None:
    word.paragraph(_("Decision of the signatory"), STRONG, before=2, after=2, keep=True)
    for choice in (_("Signed"), _("To be corrected:")):
        paragraph = word.paragraph(after=2, keep=True)
        paragraph.paragraph_format.tab_stops.add_tab_stop(_points(word.text_width_pt))
        word.add(paragraph, EMPTY_BOX, BODY.but(font=SYMBOL_FONT, size=14))
        word.add(paragraph, f" {choice} ")
        word.add(paragraph, "\t", _FILL)
    _line(word, (_("Signature"), ""), (pgettext("of a letter", "Date"), ""), before=12, after=0)
