"""A factual error found after sending: the answers stay as they are, and a note beside them is read by judges."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import UnableToNote
from rangwan.entries.models import CorrectionNote, Entry
from rangwan.entries.queries import definition_for, is_correctable
from rangwan.forms.rules import read_texts
from rangwan.kernel import events

LONGEST_NOTE = 2000  # characters
MOST_NOTES = 10  # of one entry


@transaction.atomic
def add_correction_note(
    *, entry: Entry, text: str, acting: Person, now: dt.datetime, question: str = ""
) -> CorrectionNote:
    """Put a note beside a question, or beside the whole entry, until the decision. It can never be changed.

    Raises NotAllowed (not the coordinator), BadTexts, UnableToNote.
    """
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    if not is_correctable(entry):
        raise UnableToNote("not_correctable")
    if question and question not in definition_for(entry).form.by_key:
        raise UnableToNote("unknown_question")
    said = read_texts({"text": text}, {"text": LONGEST_NOTE})
    if entry.correction_notes.count() >= MOST_NOTES:
        raise UnableToNote("too_many_notes")
    note = CorrectionNote.objects.create(entry=entry, question=question, text=said["text"], by=acting, at=now)
    locking.record(
        entry, "entry.correction_noted", acting, now, after={"note": note.id, "question": question}, reason=note.text
    )
    events.emit(kind="entry.correction_noted", subject=entry.id, now=now, payload={"note": note.id})
    return note
