"""Drafting: the answers of an entry are saved, its files put in and taken out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.datasets import tell_of_datasets
from rangwan.entries.actions.errors import FileNotWanted, NotTheParts, Stale, UnknownQuestions
from rangwan.entries.models import Attachment, Entry, Revision
from rangwan.entries.queries import NoSuchEntry
from rangwan.entries.rules import State
from rangwan.entries.rules.beginning import title_key
from rangwan.files.models import StoredFile
from rangwan.forms import rules as forms
from rangwan.forms.definition import FileSlot, Form
from rangwan.kernel import events
from rangwan.programmes.queries import definition_of


@dataclass(frozen=True)
class Saved:
    """The version after a save, and what is wrong with the answers as they stand."""

    version: int
    problems: list[forms.Problem]


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
    require_parts(entry, definition.form, answers)
    changed = {key: value for key, value in answers.items() if entry.answers.get(key) != value}
    if entry.version != base_version:
        seen = _seen_before(entry, base_version)
        if merge:
            changed = {key: value for key, value in changed.items() if key not in seen or seen[key] != value}
        conflicts = {key: entry.answers.get(key) for key in changed if key in seen}
        if conflicts or not merge:
            raise Stale(entry.version, conflicts)
    if changed:
        write_answers(entry, definition.form, changed, acting, now)
    problems = forms.problems_of(definition.form, entry.answers, today=locking.day(now), complete=False)
    return Saved(entry.version, problems)


def require_parts(entry: Entry, form: Form, answers: dict[str, Any]) -> None:
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


def write_answers(
    entry: Entry,
    form: Form,
    changed: dict[str, Any],
    acting: Person,
    now: dt.datetime,
    *,
    act: str = "entry.saved",
    noted: dict[str, Any] | None = None,
) -> None:
    """Put changed answers into a locked entry, as a new revision with its audit row; None clears an answer."""
    before = {key: entry.answers[key] for key in changed if key in entry.answers}
    entry.answers = {key: value for key, value in (entry.answers | changed).items() if value is not None}
    entry.version += 1
    entry.changed_at = now
    title = entry.answers.get(form.title_question)
    entry.title = title.strip()[:1000] if isinstance(title, str) else ""
    entry.title_key = title_key(entry.title)
    entry.save(update_fields=["answers", "version", "changed_at", "title", "title_key"])
    Revision.objects.create(entry=entry, version=entry.version, at=now, by=acting, changed=changed, before=before)
    after = {"version": entry.version, "questions": sorted(changed), **(noted or {})}
    locking.record(entry, act, acting, now, after=after)
    tell_of_datasets(entry, changed, now)


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
    told = {"attachment": attachment.id, "kind": kind, "file": stored.id, "type": stored.type}
    events.emit(kind="entry.file_attached", subject=entry.id, now=now, payload=told)
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
    most = form.by_key[question].max_files if question else None
    if most is not None and entry.attachments.filter(question=question, removed_at__isnull=True).count() >= most:
        raise FileNotWanted("question_full", most)
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
