"""Moves along the table of states. Later stages move entries through here, after their own permission check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries import rules
from rangwan.entries.actions import locking
from rangwan.entries.models import Entry
from rangwan.entries.rules import Act, State
from rangwan.kernel import events


def step(
    entry: Entry,
    act: Act,
    acting: Person | None,
    now: dt.datetime,
    *,
    reason: str = "",
    noted: dict[str, Any] | None = None,
) -> Entry:
    """Move a locked entry one step, with its audit row (which holds `noted` beside the state) and its event.

    Runs inside the caller's transaction. Raises UnableToMove.
    """
    origin = State(entry.state)
    target = rules.after(origin, act)
    entry.state = target
    entry.changed_at = now
    entry.save(update_fields=["state", "changed_at"])
    locking.record(
        entry, f"entry.{act}", acting, now, before={"state": origin}, after={"state": target, **(noted or {})},
        reason=reason,
    )  # fmt: skip
    payload = {"from": origin, "act": act, "edition": entry.edition_id}
    events.emit(kind=f"entry.{target}", subject=entry.id, now=now, payload=payload)
    return entry


def lock_entries(ids: Iterable[str]) -> None:
    """Lock these entries until the caller's transaction ends, always in the same order.

    For a change that moves many of them: to lock one after the other while the log is held would wait for a change
    of one entry that itself waits for the log.
    """
    list(Entry.objects.select_for_update(no_key=True).filter(pk__in=list(ids)).order_by("pk").values_list("pk"))


@transaction.atomic
def move_entry(*, entry: Entry, act: Act, acting: Person | None, now: dt.datetime, reason: str = "") -> Entry:
    """Move an entry for a later stage, which has asked already whether the person may. Raises UnableToMove."""
    return step(locking.locked(entry), act, acting, now, reason=reason)


@transaction.atomic
def return_entry(
    *, entry: Entry, parts: list[str], note: str, due: dt.datetime, acting: Person, now: dt.datetime
) -> Entry:
    """Open named parts (section keys, "file:<slot>") to the entrant again, until `due`. Raises UnableToMove."""
    entry = locking.locked(entry)
    entry.return_parts, entry.return_due, entry.return_note = parts, due, note
    entry.save(update_fields=["return_parts", "return_due", "return_note"])
    return step(entry, Act.RETURN, acting, now, reason=note, noted={"parts": parts, "due": due.isoformat()})


@transaction.atomic
def end_return(*, entry: Entry, acting: Person, now: dt.datetime) -> Entry:
    """Take a returned entry back into screening as it stands, for a later stage. Raises UnableToMove."""
    entry = locking.locked(entry)
    asked = {"parts": entry.return_parts, "due": entry.return_due.isoformat() if entry.return_due else None}
    entry.return_parts, entry.return_due, entry.return_note = [], None, ""
    entry.save(update_fields=["return_parts", "return_due", "return_note"])
    return step(entry, Act.END_RETURN, acting, now, noted=asked)
