"""Papers of an entry as plain data for documents: the submission form filled in advance, and the receipt."""

from __future__ import annotations

import hashlib
import json

from rangwan.documents.receipt import ReceiptDocument, ReceivedFile
from rangwan.documents.submission_form import FormField, SubmissionFormDocument
from rangwan.entries.queries import EntryItem, ReceiptItem, definition_for
from rangwan.entries.wording import what_next
from rangwan.forms.rules import readable
from rangwan.kernel.text import Language, Text
from rangwan.kernel.thai_dates import format_moment
from rangwan.programmes.definition import Definition, PaperField


def submission_form(entry: EntryItem, language: Language) -> SubmissionFormDocument:
    """Return the submission form with what the entry says already. No box is ticked: a hand does that."""
    definition = definition_for(entry)
    paper = definition.submission_form
    values = {field.key: _filled(field, entry, definition, language) for field in paper.fields}
    title = definition.form.title_question
    return SubmissionFormDocument(
        language=language,
        organiser=definition.organiser.name.pick(language),
        created=entry.changed_at,
        title=paper.title.pick(language),
        award_name="",
        fields=tuple(
            FormField(field.label.pick(language), values[field.key]) for field in paper.fields if field.source != title
        ),
        intro=paper.intro.pick(language),
        project_title=entry.title,
        accept=paper.accept.pick(language),
        consents=tuple(consent.text.pick(language) for consent in paper.consents),
        authority=tuple(choice.label.pick(language) for choice in paper.authority),
        printed_name=values.get("name", ""),
        position=values.get("position", ""),
        signer=paper.signer.pick(language) if paper.signer else "",
        notes=(paper.signature_note.pick(language),),
        draft_code=entry.id[:8].upper(),
        content_hash=answers_digest(entry)[:16],
    )


def _filled(field: PaperField, entry: EntryItem, definition: Definition, language: Language) -> str:
    question = definition.form.by_key.get(field.source)
    if question is not None:
        shown = readable(question, entry.answers.get(question.key))
        return " ".join(shown.words(language).split())
    organisation = entry.organisation
    facts = {
        "organisation.name": organisation.name,
        "organisation.type": Text(th=organisation.type, en=organisation.type),
        "organisation.amphoe": Text(th=organisation.amphoe_th, en=organisation.amphoe_en),
        "organisation.province": Text(th=organisation.province_th, en=organisation.province_en),
    }
    return facts[field.source].pick(language)


def answers_digest(entry: EntryItem) -> str:
    """Return the SHA-256 of the answers, so that a signed paper can be told to belong to them."""
    canonical = json.dumps(entry.answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def receipt_document(receipt: ReceiptItem, language: Language) -> ReceiptDocument:
    """Return the receipt of one ยืนยัน, in one language."""
    entry = receipt.entry
    definition = definition_for(entry)
    organiser = definition.organiser
    return ReceiptDocument(
        language=language,
        organiser=organiser.name.pick(language),
        created=receipt.received_at,
        award_name=entry.edition.name.pick(language),
        reference=entry.reference or "",
        entry_title=receipt.title,
        organisation=f"{entry.organisation.name.pick(language)} {entry.organisation.place.pick(language)}",
        received_at=format_moment(receipt.received_at, language),
        files=tuple(ReceivedFile(file["name"], file["size"], file["sha256"]) for file in receipt.files),
        next_steps=(str(what_next("confirmed")),),
        contact=tuple(line for line in (organiser.phone, organiser.email, organiser.site) if line),
    )
