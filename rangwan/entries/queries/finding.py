"""Finding entries and their receipts, one or many; lists and counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry, Receipt
from rangwan.entries.permissions import is_entrant, may_see, visible_to
from rangwan.entries.rules import State
from rangwan.programmes.models import Edition
from rangwan.programmes.queries.calendar import later_closings

# Doors name the type of what they are handed without reaching for the table.
EntryItem = Entry
ReceiptItem = Receipt


class NoSuchEntry(Exception):
    """There is no such entry for this person: absent and invisible are answered alike."""


def entry_for(person: Person, entry_id: str) -> Entry:
    """Return the entry if the person may see it. Raises NoSuchEntry."""
    entry = Entry.objects.select_related("edition", "organisation", "coordinator").filter(pk=entry_id).first()
    if entry is None or not may_see(person, entry):
        raise NoSuchEntry
    return entry


def entrant_entry(person: Person, entry_id: str) -> Entry:
    """Return an entry that the person enters, alone or for an organisation (never staff's view). Raises NoSuchEntry."""
    found = Entry.objects.select_related("edition", "organisation", "coordinator").filter(pk=entry_id).first()
    if found is None or not is_entrant(person, found):
        raise NoSuchEntry
    return found


def entry_to_save(person: Person, entry_id: str) -> Entry:
    """Return an entry that the person enters, with the little that a save begins with: it is read again under its lock.

    Raises NoSuchEntry.
    """
    found = Entry.objects.only("definition_id", "coordinator_id", "organisation_id").filter(pk=entry_id).first()
    if found is None or not is_entrant(person, found):
        raise NoSuchEntry
    return found


def any_entry(entry_id: str) -> Entry:
    """Return an entry for a stage that has its own permission (a judge's assignment, say). Raises NoSuchEntry."""
    entry = Entry.objects.select_related("edition", "organisation", "coordinator").filter(pk=entry_id).first()
    if entry is None:
        raise NoSuchEntry
    return entry


def entries_of(person: Person, edition: Edition | None = None) -> list[Entry]:
    """Return what the person enters, alone or for an organisation, last changed first (never staff's view)."""
    own = Entry.objects.filter(
        Q(coordinator_id=person.pk)
        | Q(organisation__memberships__person_id=person.pk, organisation__memberships__standing="confirmed")
        | Q(team__person_id=person.pk, team__ended_at__isnull=True)
    )
    if edition is not None:
        own = own.filter(edition=edition)
    ids = own.values("pk")
    return list(
        Entry.objects.filter(pk__in=ids)
        .select_related("edition", "organisation", "coordinator")
        .order_by("-changed_at", "pk")
    )


def untouched_draft(person: Person, edition: Edition, organisation_id: str) -> Entry | None:
    """Return a draft that the person began for the organisation and has written nothing in, not even a title."""
    return (
        Entry.objects.filter(
            edition=edition, organisation_id=organisation_id, coordinator=person, state=State.DRAFT, version=1, title=""
        )
        .order_by("-created_at", "pk")
        .first()
    )


def visible_entries(person: Person, edition: Edition | None, *, after: str = "", limit: int = 100) -> list[Entry]:
    """Return the entries the person may see, by id, from the one after `after` on (a page of the API's list)."""
    found = visible_to(Entry.objects.filter(pk__gt=after), person)
    if edition is not None:
        found = found.filter(edition=edition)
    return list(found.select_related("edition", "organisation").order_by("pk")[:limit])


def receipts_of(entry: Entry) -> list[Receipt]:
    """Return the receipts given, newest first."""
    return list(entry.receipts.order_by("-number"))


def receipt_for(person: Person, receipt_id: str) -> Receipt:
    """Return a receipt of an entry the person may see. Raises NoSuchEntry."""
    receipt = (
        Receipt.objects.select_related("entry__edition", "entry__organisation", "entry__coordinator")
        .filter(pk=receipt_id)
        .first()
    )
    if receipt is None or not may_see(person, receipt.entry):
        raise NoSuchEntry
    return receipt


def last_receipt(entry: Entry) -> Receipt | None:
    """Return the receipt that counts, if one was given."""
    return entry.receipts.order_by("-number").first()


def counts_by_state(edition: Edition) -> dict[str, int]:
    """Return {state: number of entries} of the edition."""
    rows = Entry.objects.filter(edition=edition).values("state").annotate(n=Count("pk")).order_by()
    return {row["state"]: row["n"] for row in rows}


def counts_in(editions: Iterable[Edition]) -> dict[str, dict[str, int]]:
    """Return {edition id: {state: number of entries}}. One query whatever the number of editions."""
    found: dict[str, dict[str, int]] = {}
    rows = Entry.objects.filter(edition__in=list(editions)).values("edition_id", "state").annotate(n=Count("pk"))
    for row in rows.order_by():
        found.setdefault(row["edition_id"], {})[row["state"]] = row["n"]
    return found


def labels_of(entry_ids: Iterable[str]) -> dict[str, str]:
    """Return {entry id: reference and title}, for a log. One query whatever the number."""
    rows = Entry.objects.filter(pk__in=set(entry_ids)).values_list("pk", "reference", "title")
    return {pk: " ".join(part for part in (reference, title) if part) for pk, reference, title in rows}


def unconfirmed_rows(edition: Edition, now: dt.datetime) -> list[dict[str, Any]]:
    """Return what was sent but never confirmed, and drafts, so that staff can see them after closing. Two queries.

    What may still be sent, because its organisation closes later, is nobody's but its owner's.
    """
    grace = dt.timedelta(seconds=edition.grace_seconds)
    still_open = [pk for pk, closes_at in later_closings(edition).items() if now < closes_at + grace]
    rows = (
        Entry.objects.filter(edition=edition, state__in=(State.DRAFT, State.SUBMITTED))
        .exclude(organisation__in=still_open)
        .order_by("state", "changed_at", "pk")
        .values(
            "id", "title", "state", "changed_at", "organisation__name_th", "organisation__name_en",
            "coordinator__name", "coordinator__email", "coordinator__phone",
        )
    )  # fmt: skip
    return [{**row} for row in rows]
