"""Drafting: an entry is begun, its answers saved, its files put in and taken out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Organisation, Person
from rangwan.accounts.permissions import may_draft_for
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import FileNotWanted, NotAllowed, NotTheParts, Stale, UnknownQuestions
from rangwan.entries.models import Attachment, Entry, Revision
from rangwan.entries.queries import NoSuchEntry
from rangwan.entries.rules import State
from rangwan.files.models import StoredFile
from rangwan.forms import rules as forms
from rangwan.forms.definition import FileSlot, Form
from rangwan.kernel.text import storable
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import definition_of


@dataclass(frozen=True)
class Saved:
    """The version after a save, and what is wrong with the answers as they stand."""

    version: int
    problems: list[forms.Problem]


@transaction.atomic
def create_entry(
    *, edition: Edition, organisation: Organisation, title: str, acting: Person, now: dt.datetime
) -> Entry:
    """Begin a draft. Answers of sections that carry over (the contact) come from the person's last entry here.

    Raises NotAllowed (no place in the organisation), NotOpenYet, DeadlinePassed.
    """
    locking.require_open(edition, organisation, now)
    if not may_draft_for(acting, organisation):
        raise NotAllowed
    definition = definition_of(edition.version_id)
    answers = _carried(definition.form, edition, organisation, acting)
    answers[definition.form.title_question] = title = storable(title).strip()
    entry = Entry.objects.create(
        edition=edition, definition_id=edition.version_id or "", organisation=organisation, coordinator=acting,
        title=title[:1000], answers=answers, created_at=now, changed_at=now,
    )  # fmt: skip
    Revision.objects.create(entry=entry, version=1, at=now, by=acting, changed=answers, before={})
    locking.record(
        entry,
        "entry.created",
        acting,
        now,
        after={"organisation": organisation.id, "title": title},
    )
    return entry


def _carried(form: Form, edition: Edition, organisation: Organisation, person: Person) -> dict[str, Any]:
    last = (
        Entry.objects.filter(edition=edition, organisation=organisation, coordinator=person)
        .order_by("-created_at", "-pk")
        .values_list("answers", flat=True)
        .first()
    )
    if last is None:
        return {}
    keys = {question.key for section in form.sections if section.carry_over for question in section.questions}
    return {key: value for key, value in last.items() if key in keys}


@transaction.atomic
def save_answers(
    *,
    entry: Entry,
    answers: dict[str, Any],
    base_version: int,
    acting: Person,
    now: dt.datetime,
    merge: bool = False,
) -> Saved:
    """Keep these answers, right or wrong, as a new revision; `base_version` is the version that the writer saw.

    With `merge`, a newer version in between is no conflict where it changed other questions, and an answer that is
    the same as the writer saw it is no change of the writer's. A value of None clears an answer.
    Raises NotAllowed, Stale, UnknownQuestions, NotTheParts, NotOpenYet, DeadlinePassed, Frozen.
    """
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    locking.require_editable(entry, now)
    definition = definition_of(entry.definition_id)
    unknown = forms.unknown_keys(definition.form, answers)
    if unknown:
        raise UnknownQuestions(unknown)
    answers = forms.clean_answers(definition.form, answers)
    _require_parts(entry, definition.form, answers)
    changed = {key: value for key, value in answers.items() if entry.answers.get(key) != value}
    if entry.version != base_version:
        seen = _seen_before(entry, base_version)
        if merge:
            changed = {key: value for key, value in changed.items() if key not in seen or seen[key] != value}
        conflicts = {key: entry.answers.get(key) for key in changed if key in seen}
        if conflicts or not merge:
            raise Stale(entry.version, conflicts)
    if changed:
        _write(entry, definition.form, changed, acting, now)
    problems = forms.problems_of(definition.form, entry.answers, today=locking.day(now), complete=False)
    return Saved(entry.version, problems)


def _require_parts(entry: Entry, form: Form, answers: dict[str, Any]) -> None:
    """A returned entry is open only in the parts that screening named."""
    if entry.state != State.RETURNED:
        return
    sections = {key: section.key for key in answers if (section := form.section_of(key))}
    outside = sorted({section for section in sections.values() if section not in entry.return_parts})
    if outside:
        raise NotTheParts(outside)


def _seen_before(entry: Entry, base_version: int) -> dict[str, Any]:
    """Return, for every question saved after `base_version`, the answer that stood there at that version."""
    seen: dict[str, Any] = {}
    since = entry.revisions.filter(version__gt=base_version).order_by("version")
    for changed, before in since.values_list("changed", "before"):
        for key in changed:
            seen.setdefault(key, before.get(key))
    return seen


def _write(entry: Entry, form: Form, changed: dict[str, Any], acting: Person, now: dt.datetime) -> None:
    before = {key: entry.answers[key] for key in changed if key in entry.answers}
    entry.answers = {key: value for key, value in (entry.answers | changed).items() if value is not None}
    entry.version += 1
    entry.changed_at = now
    title = entry.answers.get(form.title_question)
    entry.title = title.strip()[:1000] if isinstance(title, str) else ""
    entry.save(update_fields=["answers", "version", "changed_at", "title"])
    Revision.objects.create(entry=entry, version=entry.version, at=now, by=acting, changed=changed, before=before)
    locking.record(
        entry,
        "entry.saved",
        acting,
        now,
        after={"version": entry.version, "questions": sorted(changed)},
    )


@transaction.atomic
def attach_file(
    *, entry: Entry, kind: str, stored: StoredFile, acting: Person, now: dt.datetime, question: str = ""
) -> Attachment:
    """Put a received file into a slot. A slot for one file gives up the file it had (its row stays).

    Raises NotAllowed, FileNotWanted, NotTheParts, DeadlinePassed, Frozen.
    """
    entry = locking.locked(entry)
    slot = slot_for(entry=entry, kind=kind, question=question, acting=acting, now=now)
    present = entry.attachments.filter(kind=kind, removed_at__isnull=True)
    if slot.max_files == 1:
        present.update(removed_at=now)
    elif present.count() >= slot.max_files:
        raise FileNotWanted("full", slot.max_files)
    attachment = Attachment.objects.create(entry=entry, kind=kind, question=question, file=stored, attached_at=now)
    _touch(entry, now)
    locking.record(
        entry,
        "entry.file_attached",
        acting,
        now,
        after={"attachment": attachment.id, "kind": kind, "name": stored.original_name, "sha256": stored.sha256},
    )
    return attachment


def slot_for(*, entry: Entry, kind: str, question: str, acting: Person, now: dt.datetime) -> FileSlot:
    """Return the slot that a file would go into, after asking all that can be asked before the file is read.

    Raises NotAllowed, FileNotWanted, NotTheParts, Frozen, DeadlinePassed.
    """
    locking.require_writer(entry, acting)
    locking.require_editable(entry, now)
    form = definition_of(entry.definition_id).form
    slot = form.file_slot(kind)
    if slot is None:
        raise FileNotWanted("kind")
    if question and question not in form.by_key:
        raise FileNotWanted("question")
    _require_file_part(entry, kind)
    return slot


def _require_file_part(entry: Entry, kind: str) -> None:
    if entry.state == State.RETURNED and f"file:{kind}" not in entry.return_parts:
        raise NotTheParts([f"file:{kind}"])


@transaction.atomic
def remove_file(*, entry: Entry, attachment_id: str, acting: Person, now: dt.datetime) -> None:
    """Take a file out of the entry; one that is out already stays out.

    Raises NotAllowed, NoSuchEntry (no such file), NotTheParts, DeadlinePassed, Frozen.
    """
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    locking.require_editable(entry, now)
    attachment = entry.attachments.filter(pk=attachment_id).first()
    if attachment is None:
        raise NoSuchEntry
    if attachment.removed_at is not None:
        return
    _require_file_part(entry, attachment.kind)
    attachment.removed_at = now
    attachment.save(update_fields=["removed_at"])
    _touch(entry, now)
    locking.record(
        entry,
        "entry.file_removed",
        acting,
        now,
        before={"attachment": attachment.id, "kind": attachment.kind},
    )


def _touch(entry: Entry, now: dt.datetime) -> None:
    # Files do not raise the version: the version guards answers, and a file in its slot overwrites no text.
    entry.changed_at = now
    entry.save(update_fields=["changed_at"])
