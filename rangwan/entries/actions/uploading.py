"""A file comes from a form, from the API or in pieces: asked first whether it is wanted, then taken in, then placed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.drafting import attach_file, slot_for
from rangwan.entries.actions.errors import DeadlinePassed, FileNotWanted, UploadTooLate
from rangwan.entries.models import Attachment, Entry
from rangwan.files import actions as files
from rangwan.files.models import StoredFile, Upload
from rangwan.files.protocol import Creation, Piece
from rangwan.files.queries import UploadItem, open_uploads, upload_item, upload_of
from rangwan.files.refusal import UploadRefused
from rangwan.forms.definition import FileSlot
from rangwan.programmes.queries import definition_of


def add_file(
    *, entry: Entry, kind: str, upload: UploadedFile[Any], acting: Person, now: dt.datetime, question: str = ""
) -> Attachment:
    """Take an upload into a slot of the entry. No lock is held while the file is read and inspected.

    Raises NotAllowed, FileNotWanted, NotTheParts, DeadlinePassed, Frozen, files.refusal.Refused; nothing of the
    file stays then.
    """
    entry = _fresh(entry)
    slot = slot_for(entry=entry, kind=kind, question=question, acting=acting, now=now)
    _require_room(entry, slot)
    stored = files.receive_file(
        upload=upload, allowed_types=slot.types, max_bytes=slot.max_bytes, acting=acting, now=now
    )
    return attach_file(entry=entry, kind=kind, stored=stored, acting=acting, now=now, question=question)


def begin_upload(*, entry: Entry, asked: Creation, acting: Person, now: dt.datetime) -> UploadItem:
    """Begin a file that comes in pieces. What can be refused is refused now, before a slow line has carried it.

    Raises what `add_file` does, and files.refusal.UploadRefused.
    """
    entry = _fresh(entry)
    slot = slot_for(entry=entry, kind=asked.kind, question=asked.question, acting=acting, now=now)
    under_way = open_uploads(acting, entry.id, now)
    _require_room(entry, slot, sum(item.kind == slot.key for item in under_way))
    if asked.question:
        _require_room_at(entry, asked.question, sum(item.question == asked.question for item in under_way))
    begun = files.begin_upload(
        target=entry.id, kind=slot.key, question=asked.question, name=asked.name, length=asked.length,
        max_bytes=slot.max_bytes, acting=acting, now=now,
    )  # fmt: skip
    if asked.first is not None:
        return continue_upload(entry=entry, upload_id=begun.id, piece=asked.first, acting=acting, now=now)
    return upload_item(begun)


def continue_upload(*, entry: Entry, upload_id: str, piece: Piece, acting: Person, now: dt.datetime) -> UploadItem:
    """Write the next bytes of an upload; with the last one the file goes into its slot, as by `add_uploaded`.

    `now` is when the request began to come: as with a form, that is what has to be in time.
    Raises NotAllowed, FileNotWanted, NotTheParts, UploadTooLate, Frozen, UploadRefused, Refused.
    """
    upload = upload_of(acting, entry.id, upload_id)
    if upload.finished_at is None:
        _slot_of(_fresh(entry), upload, acting, now)
    if files.append_upload(upload=upload, piece=piece, now=now) == upload.length:
        return add_uploaded(entry=entry, upload_id=upload_id, acting=acting, now=now)
    return upload_item(upload)


def add_uploaded(*, entry: Entry, upload_id: str, acting: Person, now: dt.datetime) -> UploadItem:
    """Put a file that came in pieces, now complete, into its slot. Doing it again finds it done.

    Raises what `continue_upload` does. After Refused nothing of the file stays; after the others its bytes do.
    """
    upload = upload_of(acting, entry.id, upload_id)
    if upload.finished_at is not None:
        return upload_item(files.outcome_of(upload))
    slot = _slot_of(_fresh(entry), upload, acting, now)

    def into(write: Callable[[], StoredFile]) -> None:
        locking.locked(entry)  # before the log is, as everywhere
        stored = write()
        attach_file(entry=entry, kind=upload.kind, stored=stored, acting=acting, now=now, question=upload.question)

    ended = files.finish_upload(
        upload=upload, allowed_types=slot.types, max_bytes=slot.max_bytes, into=into, acting=acting, now=now
    )
    return upload_item(ended)


def upload_as_it_stands(*, entry: Entry, upload_id: str, acting: Person, now: dt.datetime) -> UploadItem:
    """Return how far an upload has come, for who wants to go on with it.

    Raises what would refuse its next piece, and UploadRefused("unknown") for a file that was taken out since.
    """
    upload = upload_of(acting, entry.id, upload_id)
    if upload.finished_at is None:
        _slot_of(_fresh(entry), upload, acting, now)
    elif upload.file_id and not entry.attachments.filter(file_id=upload.file_id, removed_at__isnull=True).exists():
        raise UploadRefused("unknown")
    return upload_item(upload)


def drop_upload(*, entry: Entry, upload_id: str, acting: Person) -> None:
    """Give up an upload that one began oneself. Raises UploadRefused."""
    files.drop_upload(upload=upload_of(acting, entry.id, upload_id))


def _fresh(entry: Entry) -> Entry:
    return Entry.objects.select_related("edition", "organisation").get(pk=entry.pk)


def _require_room(entry: Entry, slot: FileSlot, under_way: int = 0) -> None:
    """Raise FileNotWanted where a slot for several files has no room; one for a single file gives up what it has."""
    present = entry.attachments.filter(kind=slot.key, removed_at__isnull=True).count()
    if slot.max_files > 1 and present + under_way >= slot.max_files:
        raise FileNotWanted("full", slot.max_files)


def _require_room_at(entry: Entry, question: str, under_way: int) -> None:
    most = definition_of(entry.definition_id).form.by_key[question].max_files
    if most is not None:
        present = entry.attachments.filter(question=question, removed_at__isnull=True).count()
        if present + under_way >= most:
            raise FileNotWanted("question_full", most)


def _slot_of(entry: Entry, upload: Upload, acting: Person, now: dt.datetime) -> FileSlot:
    try:
        return slot_for(entry=entry, kind=upload.kind, question=upload.question, acting=acting, now=now)
    except DeadlinePassed as late:
        raise UploadTooLate(late.closed_at) from late
