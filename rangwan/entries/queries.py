"""Reads about entries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from rangwan.accounts.models import Person
from rangwan.accounts.permissions import belongs_to
from rangwan.entries.models import Attachment, Entry, Receipt
from rangwan.entries.permissions import is_entrant, may_see, may_write, visible_to
from rangwan.entries.rules import State, seen_by_entrant
from rangwan.files.models import StoredFile
from rangwan.forms import rules as forms
from rangwan.forms.definition import Question, Section
from rangwan.kernel.text import Text
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.programmes import rules as programme_rules
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import definition_of, phase_for

# Doors name the type of what they are handed without reaching for the table.
EntryItem = Entry
ReceiptItem = Receipt


class NoSuchEntry(Exception):
    """There is no such entry for this person: absent and invisible are answered alike."""


@dataclass(frozen=True)
class FileItem:
    """One file of an entry, as pages and API show it. `stored` goes to files.serving."""

    id: str
    kind: str
    question: str
    name: str
    type: str
    size: int
    sha256: str
    status: str
    stored: StoredFile


def entry_for(person: Person, entry_id: str) -> Entry:
    """Return the entry if the person may see it. Raises NoSuchEntry."""
    entry = Entry.objects.select_related("edition", "organisation", "coordinator").filter(pk=entry_id).first()
    if entry is None or not may_see(person, entry):
        raise NoSuchEntry
    return entry


def entrant_entry(person: Person, entry_id: str) -> Entry:
    """Return an entry that the person enters, alone or for an organisation (never staff's view). Raises NoSuchEntry."""
    found = Entry.objects.select_related("edition", "organisation", "coordinator").filter(pk=entry_id).first()
    if found is None or not is_entrant(person, found):
        raise NoSuchEntry
    return found


def any_entry(entry_id: str) -> Entry:
    """Return an entry for a stage that has its own permission (a judge's assignment, say). Raises NoSuchEntry."""
    entry = Entry.objects.select_related("edition", "organisation", "coordinator").filter(pk=entry_id).first()
    if entry is None:
        raise NoSuchEntry
    return entry


def entries_of(person: Person, edition: Edition | None = None) -> list[Entry]:
    """Return what the person enters, alone or for an organisation, last changed first (never staff's view)."""
    own = Entry.objects.filter(
        Q(coordinator_id=person.pk)
        | Q(organisation__memberships__person_id=person.pk, organisation__memberships__standing="confirmed")
        | Q(team__person_id=person.pk, team__ended_at__isnull=True)
    )
    if edition is not None:
        own = own.filter(edition=edition)
    ids = own.values("pk")
    return list(
        Entry.objects.filter(pk__in=ids)
        .select_related("edition", "organisation", "coordinator")
        .order_by("-changed_at", "pk")
    )


def untouched_draft(person: Person, edition: Edition, organisation_id: str) -> Entry | None:
    """Return a draft that the person began for the organisation and has written nothing in, not even a title."""
    return (
        Entry.objects.filter(
            edition=edition, organisation_id=organisation_id, coordinator=person, state=State.DRAFT, version=1, title=""
        )
        .order_by("-created_at", "pk")
        .first()
    )


def open_parts(entry: Entry, person: Person, now: dt.datetime) -> frozenset[str]:
    """Return what the person may change in the entry now: section keys, and `file:<slot>` for files."""
    if not may_write(person, entry):
        return frozenset()
    form = definition_for(entry).form
    parts = frozenset([section.key for section in form.sections] + [f"file:{slot.key}" for slot in form.files])
    if entry.state == State.DRAFT:
        return parts if phase_for(entry.edition, entry.organisation, now) == "open" else frozenset()
    in_time = entry.return_due is None or now < entry.return_due
    return parts & frozenset(entry.return_parts) if entry.state == State.RETURNED and in_time else frozenset()


def membership_waits(entry: Entry) -> bool:
    """Return whether the entry waits for staff to confirm that its coordinator belongs to the organisation."""
    return not belongs_to(entry.coordinator, entry.organisation)


def seen_state(entry: Entry) -> State:
    """Return the state as the entrant may know it: what the committee found is told when results are released."""
    return seen_by_entrant(State(entry.state), released=entry.edition.state == Edition.State.RELEASED)


def visible_entries(person: Person, edition: Edition | None, *, after: str = "", limit: int = 100) -> list[Entry]:
    """Return the entries the person may see, by id, from the one after `after` on (a page of the API's list)."""
    found = visible_to(Entry.objects.filter(pk__gt=after), person)
    if edition is not None:
        found = found.filter(edition=edition)
    return list(found.select_related("edition", "organisation").order_by("pk")[:limit])


def files_of(entry: Entry) -> list[FileItem]:
    """Return the files of the entry that are in place, in the order they came."""
    attachments = entry.attachments.filter(removed_at__isnull=True).select_related("file")
    return [_item(attachment) for attachment in attachments.order_by("attached_at", "pk")]


def file_of(entry: Entry, attachment_id: str) -> FileItem:
    """Return one file of the entry, one taken out included (a receipt may name it). Raises NoSuchEntry."""
    attachment = entry.attachments.select_related("file").filter(pk=attachment_id).first()
    if attachment is None:
        raise NoSuchEntry
    return _item(attachment)


def _item(attachment: Attachment) -> FileItem:
    stored = attachment.file
    return FileItem(
        id=attachment.id, kind=attachment.kind, question=attachment.question, name=stored.original_name,
        type=stored.type, size=stored.size, sha256=stored.sha256, status=stored.status, stored=stored,
    )  # fmt: skip


def definition_for(entry: Entry) -> Definition:
    """Return the definition version that the entry follows."""
    return definition_of(entry.definition_id)


def eligibility_of(entry: Entry) -> list[programme_rules.Outcome]:
    """Return what each eligibility rule says of the entry as answered."""
    return programme_rules.outcomes(
        definition_for(entry).eligibility,
        entry.answers,
        organisation_type=entry.organisation.type,
        counted_from=entry.edition.counted_from,
    )


def problems_of_answers(entry: Entry, now: dt.datetime) -> list[forms.Problem]:
    """Return what is wrong with the answers given, missing ones aside."""
    return forms.problems_of(definition_for(entry).form, entry.answers, today=_day(now), complete=False)


def problems_before_sending(entry: Entry, now: dt.datetime) -> list[forms.Problem]:
    """Return all that keeps the entry from being sent in: answers, rules not met, files, a claim not yet confirmed."""
    definition = definition_for(entry)
    problems = forms.problems_of(definition.form, entry.answers, today=_day(now), complete=True)
    named = {problem.key for problem in problems}
    for outcome in eligibility_of(entry):
        unanswered = outcome.rule.question in named
        if outcome.met is not True and not unanswered:
            problems.append(forms.Problem(f"eligibility:{outcome.rule.key}", "not_eligible", {}))
    present = {item.kind for item in files_of(entry) if item.status != "refused"}
    problems += [
        forms.Problem(f"file:{slot.key}", "file_required", {})
        for slot in definition.form.files
        if slot.required and slot.key not in present
    ]
    if not belongs_to(entry.coordinator, entry.organisation):
        problems.append(forms.Problem("organisation", "membership_waiting", {}))
    return problems


@dataclass(frozen=True)
class Answered:
    """One question with its answer ready to be shown, and the evidence that hangs on it."""

    question: Question
    shown: forms.Shown
    files: list[FileItem]

    @property
    def label(self) -> Text:
        """What was asked."""
        return self.question.label


def answers_of(entry: Entry, criterion: str | None = None) -> list[tuple[Section, list[Answered]]]:
    """Return the answers by section, in form order, as staff and judges read them; of one criterion if it is named."""
    form = definition_for(entry).form
    hung: dict[str, list[FileItem]] = {}
    for item in files_of(entry):
        hung.setdefault(item.question, []).append(item)
    sheets = []
    for section in form.sections:
        answered = [
            Answered(question, forms.readable(question, entry.answers.get(question.key)), hung.get(question.key, []))
            for question in section.questions
            if forms.is_asked(question, entry.answers) and criterion in (None, question.criterion)
        ]
        if answered:
            sheets.append((section, answered))
    return sheets


@dataclass(frozen=True)
class Task:
    """One line of the task list: a section and how far it has come."""

    section: Section
    progress: str
    problems: int


def tasks_of(entry: Entry, now: dt.datetime) -> list[Task]:
    """Return the task list of the form, section by section."""
    form = definition_for(entry).form
    wrong = [problem.key for problem in problems_of_answers(entry, now)]
    return [
        Task(
            section=section,
            progress=forms.progress(form, section, entry.answers, _day(now)),
            problems=sum(1 for question in section.questions if question.key in wrong),
        )
        for section in form.sections
    ]


def receipts_of(entry: Entry) -> list[Receipt]:
    """Return the receipts given, newest first."""
    return list(entry.receipts.order_by("-number"))


def receipt_for(person: Person, receipt_id: str) -> Receipt:
    """Return a receipt of an entry the person may see. Raises NoSuchEntry."""
    receipt = (
        Receipt.objects.select_related("entry__edition", "entry__organisation", "entry__coordinator")
        .filter(pk=receipt_id)
        .first()
    )
    if receipt is None or not may_see(person, receipt.entry):
        raise NoSuchEntry
    return receipt


def last_receipt(entry: Entry) -> Receipt | None:
    """Return the receipt that counts, if one was given."""
    return entry.receipts.order_by("-number").first()


def counts_by_state(edition: Edition) -> dict[str, int]:
    """Return {state: number of entries} of the edition."""
    rows = Entry.objects.filter(edition=edition).values("state").annotate(n=Count("pk")).order_by()
    return {row["state"]: row["n"] for row in rows}


def counts_in(editions: Iterable[Edition]) -> dict[str, dict[str, int]]:
    """Return {edition id: {state: number of entries}}. One query whatever the number of editions."""
    found: dict[str, dict[str, int]] = {}
    rows = Entry.objects.filter(edition__in=list(editions)).values("edition_id", "state").annotate(n=Count("pk"))
    for row in rows.order_by():
        found.setdefault(row["edition_id"], {})[row["state"]] = row["n"]
    return found


def labels_of(entry_ids: Iterable[str]) -> dict[str, str]:
    """Return {entry id: reference and title}, for a log. One query whatever the number."""
    rows = Entry.objects.filter(pk__in=set(entry_ids)).values_list("pk", "reference", "title")
    return {pk: " ".join(part for part in (reference, title) if part) for pk, reference, title in rows}


def unconfirmed_rows(edition: Edition) -> list[dict[str, Any]]:
    """Return what was sent but never confirmed, and drafts, so that staff can see them after closing. One query."""
    rows = (
        Entry.objects.filter(edition=edition, state__in=(State.DRAFT, State.SUBMITTED))
        .order_by("state", "changed_at", "pk")
        .values(
            "id", "title", "state", "changed_at", "organisation__name_th", "organisation__name_en",
            "coordinator__name", "coordinator__email", "coordinator__phone",
        )
    )  # fmt: skip
    return [{**row} for row in rows]


def _day(now: dt.datetime) -> dt.date:
    return now.astimezone(BANGKOK).date()
