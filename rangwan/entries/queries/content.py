"""What is in an entry: its files and answers, what is missing or wrong with them, and what may be changed now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from rangwan.accounts.models import Person
from rangwan.accounts.permissions import belongs_to
from rangwan.entries.models import Attachment, Entry
from rangwan.entries.permissions import may_write
from rangwan.entries.queries.approvals import approval_problems
from rangwan.entries.queries.finding import NoSuchEntry
from rangwan.entries.queries.form_matches import form_problems
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


@dataclass(frozen=True)
class FileItem:
    """One file of an entry, as pages and API show it. `stored` goes to files.serving and files.queries.pages_of.

    `pages`: how its page pictures stand (waiting, ready, failed, "" for none); `warned`: how many warnings they bear.
    """

    id: str
    kind: str
    question: str
    name: str
    type: str
    size: int
    sha256: str
    status: str
    stored: StoredFile
    pages: str = ""
    warned: int = 0


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


@dataclass(frozen=True)
class Task:
    """One line of the task list: a section and how far it has come."""

    section: Section
    progress: str


def definition_for(entry: Entry) -> Definition:
    """Return the definition version that the entry follows."""
    return definition_of(entry.definition_id)


def membership_waits(entry: Entry) -> bool:
    """Return whether the entry waits for staff to confirm that its coordinator belongs to the organisation."""
    return not belongs_to(entry.coordinator, entry.organisation)


def seen_state(entry: Entry) -> State:
    """Return the state as the entrant may know it: what the committee found is told when results are released."""
    return seen_by_entrant(State(entry.state), released=entry.edition.state == Edition.State.RELEASED)


def open_parts(entry: Entry, person: Person, now: dt.datetime) -> frozenset[str]:
    """Return what the person may change in the entry now: section keys, and `file:<slot>` for files."""
    if not (is_open(entry, now) and may_write(person, entry)):
        return frozenset()
    form = definition_for(entry).form
    parts = frozenset([section.key for section in form.sections] + [f"file:{slot.key}" for slot in form.files])
    return parts if entry.state == State.DRAFT else parts & frozenset(entry.return_parts)


def is_open(entry: Entry, now: dt.datetime) -> bool:
    """Return whether whoever writes in the entry may change something now: a draft in time, a returned one in time."""
    if entry.state == State.DRAFT:
        return phase_for(entry.edition, entry.organisation, now) == "open"
    return entry.state == State.RETURNED and (entry.return_due is None or now < entry.return_due)


def files_of(entry: Entry) -> list[FileItem]:
    """Return the files of the entry that are in place, in the order they came."""
    attachments = entry.attachments.filter(removed_at__isnull=True).select_related("file__preview")
    return [_item(attachment) for attachment in attachments.order_by("attached_at", "pk")]


def file_names(entry: Entry) -> dict[str, list[str]]:
    """Return {file slot: names of the files in place}, where no more is wanted of them."""
    rows = entry.attachments.filter(removed_at__isnull=True).order_by("attached_at", "pk")
    found: dict[str, list[str]] = {}
    for kind, name in rows.values_list("kind", "file__original_name"):
        found.setdefault(kind, []).append(name)
    return found


def file_of(entry: Entry, attachment_id: str) -> FileItem:
    """Return one file of the entry, one taken out included (a receipt may name it). Raises NoSuchEntry."""
    attachment = entry.attachments.select_related("file__preview").filter(pk=attachment_id).first()
    if attachment is None:
        raise NoSuchEntry
    return _item(attachment)


def _item(attachment: Attachment) -> FileItem:
    stored = attachment.file
    preview = getattr(stored, "preview", None) if stored.status == StoredFile.Status.CLEAN else None
    return FileItem(
        id=attachment.id, kind=attachment.kind, question=attachment.question, name=stored.original_name,
        type=stored.type, size=stored.size, sha256=stored.sha256, status=stored.status, stored=stored,
        pages=preview.state if preview else "", warned=len(preview.warnings) if preview else 0,
    )  # fmt: skip


def eligibility_of(entry: Entry) -> list[programme_rules.Outcome]:
    """Return what each eligibility rule says of the entry as answered."""
    return programme_rules.outcomes(
        definition_for(entry).eligibility,
        entry.answers,
        organisation_type=entry.organisation.type,
        counted_from=entry.edition.counted_from,
    )


def problems_of_answers(entry: Entry, now: dt.datetime, *, only: Collection[str] | None = None) -> list[forms.Problem]:
    """Return what is wrong with the answers given (or with those named), missing ones aside."""
    return forms.problems_of(definition_for(entry).form, entry.answers, today=_day(now), complete=False, only=only)


def problems_before_sending(entry: Entry, now: dt.datetime) -> list[forms.Problem]:
    """Return all that keeps the entry from being sent in: answers, rules not met, files, a claim not yet confirmed."""
    definition = definition_for(entry)
    problems = forms.problems_of(definition.form, entry.answers, today=_day(now), complete=True)
    named = {problem.key for problem in problems}
    for outcome in eligibility_of(entry):
        unanswered = outcome.rule.question in named
        if outcome.met is not True and not unanswered:
            problems.append(forms.Problem(f"eligibility:{outcome.rule.key}", "not_eligible", {}))
    files = files_of(entry)
    problems += [
        forms.Problem(
            f"file:{item.kind}", "file_refused", {**item.stored.refusal_params, "code": item.stored.refusal_code}
        )
        for item in files
        if item.status == "refused"
    ]
    present = {item.kind for item in files}
    problems += [
        forms.Problem(f"file:{slot.key}", "file_required", {})
        for slot in definition.form.files
        if slot.required and slot.key not in present
    ]
    if not belongs_to(entry.coordinator, entry.organisation):
        problems.append(forms.Problem("organisation", "membership_waiting", {}))
    return problems + form_problems(entry) + approval_problems(entry)


def problems_before_asking(entry: Entry, now: dt.datetime) -> list[forms.Problem]:
    """Return what the drafter completes before the signatory is asked to approve: all that the signatory reads."""
    signed_form = definition_for(entry).entering.signed_form
    not_read = {"approval", "organisation", f"file:{signed_form}"}
    return [problem for problem in problems_before_sending(entry, now) if problem.key not in not_read]


def answers_of(
    entry: Entry, criterion: str | None = None, *, files: list[FileItem] | None = None
) -> list[tuple[Section, list[Answered]]]:
    """Return the answers by section, in form order, as staff and judges read them; of one criterion if it is named.

    `files` are those of the entry, where the caller has read them already.
    """
    form = definition_for(entry).form
    hung: dict[str, list[FileItem]] = {}
    for item in files_of(entry) if files is None else files:
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


def tasks_of(entry: Entry, now: dt.datetime) -> list[Task]:
    """Return the task list of the form, section by section."""
    form, today = definition_for(entry).form, _day(now)
    return [Task(section, forms.progress(form, section, entry.answers, today)) for section in form.sections]


def _day(now: dt.datetime) -> dt.date:
    return now.astimezone(BANGKOK).date()
