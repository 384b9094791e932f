"""Presence: a page says that it is open. Nothing rests on it, so it leaves no trace in the log and no event."""

from __future__ import annotations

import datetime as dt

from rangwan.accounts.models import Person
from rangwan.entries.actions.errors import NotAllowed
from rangwan.entries.models import Entry, Presence
from rangwan.entries.permissions import is_entrant
from rangwan.entries.queries.presence import Present, present_in

_FRESH = dt.timedelta(seconds=10)  # a page that was just made need not be noted again
KEPT = dt.timedelta(hours=1)


def note_presence(*, entry: Entry, section: str, acting: Person, now: dt.datetime) -> list[Present]:
    """Note that the person has this section open ("": a page that belongs to none); return who was at the entry.

    One read, and one write at most: whoever was seen a moment ago is not noted again. Who comes back within a minute
    has never been away. Raises NotAllowed.
    """
    if not is_entrant(acting, entry):
        raise NotAllowed
    here = present_in(entry, now)
    mine = next((present for present in here if present.person_id == acting.pk and present.section == section), None)
    if mine is None or now - mine.seen_at >= _FRESH:
        since = now if mine is None else mine.since
        Presence.objects.bulk_create(
            [Presence(entry=entry, person=acting, section=section, since=since, seen_at=now)],
            update_conflicts=True,
            unique_fields=["entry", "person"],
            update_fields=["section", "since", "seen_at"],
        )
    return here


def forget_presence(*, now: dt.datetime) -> int:
    """Remove what is of no worth any more; return how many rows went."""
    return Presence.objects.filter(seen_at__lt=now - KEPT).delete()[0]
