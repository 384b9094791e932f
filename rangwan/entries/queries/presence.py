"""Who is at an entry at this moment, and who holds which section."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rangwan.entries.models import Entry, Presence

HERE_FOR = dt.timedelta(seconds=60)  # three beats of a page


@dataclass(frozen=True)
class Present:
    """Somebody who has a page of the entry open; `section` is "" on a page that belongs to none.

    The holder of a section is who opened it first, of those who are there. Others may write as well: their saves are
    merged.
    """

    person_id: str
    name: str
    section: str
    since: dt.datetime
    seen_at: dt.datetime
    holds: bool


def present_in(entry: Entry, now: dt.datetime) -> list[Present]:
    """Return who is at the entry, who came first to a section first. One query."""
    rows = (
        Presence.objects.filter(entry=entry, seen_at__gt=now - HERE_FOR)
        .order_by("since", "pk")
        .values_list("person_id", "person__name", "person__email", "section", "since", "seen_at")
    )
    held: set[str] = set()
    found = []
    for person_id, name, email, section, since, seen_at in rows:
        holds = bool(section) and section not in held
        found.append(Present(person_id, name or email, section, since, seen_at, holds))
        held.add(section)
    return found
