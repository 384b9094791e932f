"""A file comes from a form or from the API: asked first whether it is wanted, then taken in, then put into its slot."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from rangwan.accounts.models import Person
from rangwan.entries.actions.drafting import attach_file, slot_for
from rangwan.entries.actions.errors import FileNotWanted
from rangwan.entries.models import Attachment, Entry
from rangwan.files.actions import receive_file


def add_file(
    *, entry: Entry, kind: str, upload: UploadedFile[Any], acting: Person, now: dt.datetime, question: str = ""
) -> Attachment:
    """Take an upload into a slot of the entry. No lock is held while the file is read and inspected.

    Raises NotAllowed, FileNotWanted, NotTheParts, DeadlinePassed, Frozen, files.refusal.Refused; nothing of the
    file stays then.
    """
    entry = Entry.objects.select_related("edition", "organisation").get(pk=entry.pk)
    slot = slot_for(entry=entry, kind=kind, question=question, acting=acting, now=now)
    present = entry.attachments.filter(kind=kind, removed_at__isnull=True).count()
    if slot.max_files > 1 and present >= slot.max_files:
        raise FileNotWanted("full", slot.max_files)
    stored = receive_file(upload=upload, allowed_types=slot.types, max_bytes=slot.max_bytes, acting=acting, now=now)
    return attach_file(entry=entry, kind=kind, stored=stored, acting=acting, now=now, question=question)
