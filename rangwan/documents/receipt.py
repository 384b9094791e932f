"""The receipt: what was received, when by the server's clock, and the fingerprint of each file."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from rangwan.documents.plain import Line, PlainDocument
from rangwan.documents.thai_type import SMALL, STRONG
from rangwan.documents.word import WordFile


@dataclass(frozen=True)
class ReceivedFile:
    """One file of the entry: its own name, size in bytes, SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class ReceiptDocument(PlainDocument):
    """The receipt of one entry; `received_at` is a moment as people read it, in the document's language."""

    award_name: str
    reference: str
    entry_title: str
    organisation: str
    received_at: str
    files: tuple[ReceivedFile, ...] = ()
    next_steps: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()


def receipt_docx(doc: ReceiptDocument) -> bytes:
    """Return the receipt as a Word file."""
    with override(doc.language):
        word = WordFile(doc, f"{_('Receipt of entry')} {doc.reference}")
        word.heading(_("Receipt of entry"), 0)
        word.paragraph(doc.award_name, STRONG.but(size=18), after=0)
        word.paragraph(doc.organiser, SMALL.but(size=16), after=12)
        facts = (
            Line(_("Reference"), doc.reference),
            Line(_("Received at"), doc.received_at),
            Line(_("Organisation"), doc.organisation),
            Line(_("Entry"), doc.entry_title),
        )
        table = word.table([word.text_width_pt * 0.24, word.text_width_pt * 0.76])
        for fact in facts:
            label, value = word.row(table)
            word.paragraph(fact.label, STRONG, within=label, before=3, after=3)
            look = STRONG.but(size=20) if fact.value is doc.reference else STRONG.but(bold=False)
            word.paragraph(fact.value, look, within=value, before=3, after=3)
        _files(word, doc.files)
        if doc.next_steps:
            word.heading(_("What happens next"), 1)
            word.list_of(doc.next_steps, numbered=True)
        if doc.contact:
            word.heading(_("Contact"), 1)
            for line in doc.contact:
                word.paragraph(line, after=2)
        word.footer(f"{doc.award_name} · {doc.reference}")
        return word.to_bytes()


def _files(word: WordFile, files: tuple[ReceivedFile, ...]) -> None:
    word.heading(_("Files received"), 1)
    if not files:
        word.paragraph(_("No file was sent."))
        return
    table = word.table([word.text_width_pt * 0.76, word.text_width_pt * 0.24])
    for file in files:
        name, size = word.row(table)
        word.paragraph(file.name, STRONG, within=name, before=3, after=0)
        word.paragraph(f"SHA-256 {file.sha256}", SMALL.but(size=12), within=name, after=3)
        word.paragraph(_("%(size)s bytes") % {"size": f"{file.size:,}"}, within=size, align="right", before=3, after=3)
    word.paragraph(
        _("The SHA-256 fingerprint changes when a file changes: it shows that a file is the one that was received."),
        SMALL,
        before=6,
    )
