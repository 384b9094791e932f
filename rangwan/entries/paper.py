"""Papers of an entry as plain data for documents: the submission form filled in advance, and the receipt."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from rangwan.accounts.queries import PersonItem
from rangwan.accounts.rules import head_of
from rangwan.documents.memo import MemoDocument
from rangwan.documents.presentation import PresentationDocument
from rangwan.documents.receipt import ReceiptDocument, ReceivedFile
from rangwan.documents.submission_form import FormCode, FormField, SubmissionFormDocument
from rangwan.entries.queries import EntryItem, ReceiptItem, definition_for, files_of
from rangwan.entries.rules import answers_digest
from rangwan.entries.rules.signed_form import SHOWN, code_address
from rangwan.entries.wording import what_next
from rangwan.forms.rules import readable
from rangwan.kernel.text import Language, Text
from rangwan.kernel.thai_dates import BANGKOK, format_closing, format_date, format_moment
from rangwan.programmes import paper as award_papers
from rangwan.programmes.definition import Definition, PaperField
from rangwan.programmes.queries import closing_for, digest_of


def submission_form(entry: EntryItem, language: Language, *, printed_at: dt.datetime) -> SubmissionFormDocument:
    """Return the submission form with what the entry says already. No box is ticked: a hand does that.

    The code in its corner says which answers it was printed from.
    """
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
        code=_code(entry, language, printed_at),
    )


def _code(entry: EntryItem, language: Language, printed_at: dt.datetime) -> FormCode:
    digest = answers_digest(entry.answers)
    with override(language):
        version = _("Version %(version)s") % {"version": entry.version}
        printed = _("Printed %(day)s") % {
            "day": format_date(printed_at.astimezone(BANGKOK).date(), language, short=True)
        }
    address = code_address(settings.RANGWAN_BASE_URL, entry.id, entry.version, digest)
    return FormCode(address, (version, printed, digest[:SHOWN]))


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


def presentation(entry: EntryItem, language: Language) -> PresentationDocument:
    """Return the deck that holds the answers as they stand, on the award's template. What is missing stays visible."""
    return award_papers.presentation(
        definition_for(entry),
        language,
        entry.changed_at,
        answers=entry.answers,
        survey=entry.survey,
        title=entry.title,
        organisation=entry.organisation.name.pick(language),
        edition=entry.edition.slug,
        digest=digest_of(entry.definition_id),
    )


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


def memo(entry: EntryItem, drafter: PersonItem, language: Language, *, printed_at: dt.datetime) -> MemoDocument:
    """Return the memorandum to the head of the organisation: what is to be signed, and by when."""
    definition = definition_for(entry)
    form, entering = definition.submission_form, definition.entering
    closes_at = entry.return_due or closing_for(entry.edition, entry.organisation)
    title = form.title.pick(language)
    labels = {slot.key: slot.label.pick(language) for slot in definition.form.files}
    files = [f"{labels[item.kind]}: {item.name}" for item in files_of(entry) if item.kind != entering.signed_form]
    with override(language):
        answers = _("Answers of the entry, version %(version)s") % {"version": entry.version}
        unnamed = _("a project without a name yet")
    return MemoDocument(
        language=language,
        organiser=definition.organiser.name.pick(language),
        created=printed_at,
        agency=entry.organisation.name.pick(language),
        telephone=drafter.phone,
        day=format_date(printed_at.astimezone(BANGKOK).date(), language),
        to=head_of(entry.organisation.type, entry.organisation.name).pick(language),
        award_name=entry.edition.name.pick(language),
        organisation=entry.organisation.name.pick(language),
        project_title=entry.title or unnamed,
        form_title=title,
        consents=tuple(consent.text.pick(language) for consent in form.consents),
        note=form.signature_note.pick(language),
        closing=format_closing(closes_at, language).replace(" ", "\u00a0"),  # a date stays on one line
        attachments=(title, answers, *files),
        approval_address=f"{settings.RANGWAN_BASE_URL}/my/entries/{entry.id}/approval/" if entering.approval else "",
        by=str(drafter),
        position=drafter.position,
    )
