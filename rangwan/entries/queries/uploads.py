"""Uploads of an entry that come in pieces, as the person who began them sees them."""

from __future__ import annotations

import datetime as dt

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.queries.content import FileItem, file_of
from rangwan.files.queries import UploadItem, open_uploads


def uploads_under_way(person: Person, entry: Entry, now: dt.datetime) -> list[UploadItem]:
    """Return what the person has begun to send for the entry and not ended, oldest first."""
    return open_uploads(person, entry.id, now)


def file_of_upload(entry: Entry, upload: UploadItem) -> FileItem | None:
    """Return the file of the entry that an upload became; None while there is none, or for a refused one."""
    if upload.file_id is None:
        return None
    found = entry.attachments.filter(file_id=upload.file_id).order_by("attached_at", "pk").first()
    return file_of(entry, found.pk) if found else None
