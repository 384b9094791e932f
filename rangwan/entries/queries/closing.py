"""When an entry closes: with its edition, or later for its own organisation. (What stood then: see history.)"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from rangwan.entries.models import Entry
from rangwan.programmes.queries import closing_for
from rangwan.programmes.queries.calendar import extended_for
from rangwan.programmes.rules import Phase, phase


def phases_of(entries: Iterable[Entry], now: dt.datetime) -> dict[str, Phase]:
    """Return {entry id: whether it is accepted at `now`}, each by its own closing. One query, whatever the number."""
    found = list(entries)
    later = extended_for(entry.organisation_id for entry in found)
    return {
        entry.pk: phase(
            opens_at=entry.edition.opens_at, grace_seconds=entry.edition.grace_seconds, now=now,
            closes_at=max(entry.edition.closes_at, later.get(_key(entry), entry.edition.closes_at)),
        )
        for entry in found
    }  # fmt: skip


def _key(entry: Entry) -> tuple[str, str]:
    return entry.edition_id, entry.organisation_id


@dataclass(frozen=True)
class Deadline:
    """When an entry closes; for how long after it a page that is open is still accepted."""

    opens_at: dt.datetime
    closes_at: dt.datetime
    grace_seconds: int


def closing_of(entry: Entry) -> dt.datetime:
    """Return when the entry closes: with its edition, or later where staff extended it for its organisation."""
    return closing_for(entry.edition, entry.organisation)


def deadline_of(entry_id: str) -> Deadline | None:
    """Return the deadline of an entry, None where there is none; for a clock that asks for nothing else."""
    entry = Entry.objects.select_related("edition", "organisation").only(
        "edition__opens_at", "edition__closes_at", "edition__grace_seconds", "organisation__id"
    )
    found = entry.filter(pk=entry_id).first()
    if found is None:
        return None
    return Deadline(found.edition.opens_at, closing_of(found), found.edition.grace_seconds)
