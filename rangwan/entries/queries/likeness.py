"""Entries that look like one another: the same title, or the very same file; and entries to begin from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from rangwan.accounts.models import Person
from rangwan.entries.models import Attachment, Entry
from rangwan.entries.permissions import copyable_by, is_entrant, visible_to
from rangwan.entries.rules import State
from rangwan.programmes.models import Edition

_MOST = 20  # a blank form that everybody sent would list the whole edition


@dataclass(frozen=True)
class Likeness:
    """Another entry, and what it has in common: its title, files (names as here). `is_source`: this one began as it."""

    entry: Entry
    same_title: bool
    files: tuple[str, ...]
    is_source: bool


def duplicates_of(entry: Entry, person: Person) -> list[Likeness]:
    """Return other entries of the edition or of the organisation with the same title or file, for this reader.

    An entrant learns of entries of their own organisation alone. The oldest first; three queries, whatever the number.
    """
    near = Entry.objects.filter(Q(edition_id=entry.edition_id) | Q(organisation_id=entry.organisation_id))
    if is_entrant(person, entry):
        near = near.filter(organisation_id=entry.organisation_id)
    near = visible_to(near.exclude(pk=entry.pk).exclude(state=State.WITHDRAWN), person)
    mine = Attachment.objects.filter(entry=entry, removed_at__isnull=True)
    own = dict(mine.values_list("file__sha256", "file__original_name"))
    shared: dict[str, set[str]] = {}
    twins = Attachment.objects.filter(entry__in=near, removed_at__isnull=True, file__sha256__in=own)
    for entry_id, digest in twins.values_list("entry_id", "file__sha256"):
        shared.setdefault(entry_id, set()).add(own[digest])
    same_title = Q(title_key=entry.title_key) if entry.title_key else Q(pk__in=())
    found = near.filter(same_title | Q(pk__in=list(shared)[: _MOST * 5]))
    rows = found.select_related("edition", "organisation").order_by("created_at", "pk")[:_MOST]
    return [
        Likeness(
            entry=row,
            same_title=bool(entry.title_key) and row.title_key == entry.title_key,
            files=tuple(sorted(shared.get(row.pk, ()))),
            is_source=entry.copied_from_id == row.pk,
        )
        for row in rows
    ]


def copyable_entries(person: Person, edition: Edition) -> list[Entry]:
    """Return entries of other editions of this organiser whose answers the person may begin with, the newest first."""
    found = copyable_by(Entry.objects.exclude(title=""), person, edition)
    return list(found.select_related("edition", "organisation").order_by("-created_at", "-pk")[:_MOST])
