"""The audit log: every action writes one row, in its own transaction, chained by hash to the row before.

The database refuses to change or delete a row (triggers, see the migrations), and `verify` finds a row that
was changed behind its back. Because every change writes a row, the last number is the version of everything.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import connection

from rangwan.kernel.models import AuditRow
from rangwan.kernel.text import storable, storable_value

_LOCK = 0x52414E47  # "RANG": the advisory lock that keeps two chains from growing out of one row (PostgreSQL)


def record(
    *,
    act: str,
    thing: str,
    thing_id: str,
    acting: Any,
    now: dt.datetime,
    edition: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditRow:
    """Append one row. `acting` is a person (anything with an `id`) or None for the system.

    Raises RuntimeError outside a transaction: a change and its row stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record belongs inside the transaction of its change")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = AuditRow.objects.order_by("-number").values_list("digest", flat=True).first() or ""
    row = AuditRow(
        at=now,
        actor=acting.id if acting is not None else "",
        act=act,
        thing=thing,
        thing_id=thing_id,
        edition=edition,
        # As every database keeps it: what comes back must give the same digest.
        before=storable_value(before or {}),
        after=storable_value(after or {}),
        reason=storable(reason),
        previous=last,
    )
    row.digest = _digest(row)
    row.save(force_insert=True)
    return row


def rows_of(edition: str, *, act: str = "", before: int | None = None, limit: int = 50) -> list[AuditRow]:
    """Return rows of an edition, newest first, of one act if it is named; `before` is the number to go on from."""
    found = AuditRow.objects.filter(edition=edition)
    if act:
        found = found.filter(act=act)
    if before is not None:
        found = found.filter(number__lt=before)
    return list(found.order_by("-number")[:limit])


def history_of(thing: str, thing_id: str, *, acts: Sequence[str] = ()) -> list[AuditRow]:
    """Return all rows about one thing, or those of certain acts, the oldest first."""
    found = AuditRow.objects.filter(thing=thing, thing_id=thing_id)
    if acts:
        found = found.filter(act__in=acts)
    return list(found.order_by("number"))


def last_number() -> int:
    """Return the number of the newest row (0 when there is none): the version of all that is stored."""
    return AuditRow.objects.order_by("-number").values_list("number", flat=True).first() or 0


def verify() -> list[int]:
    """Return the numbers of rows that do not fit the chain; an empty list means that it holds."""
    broken: list[int] = []
    previous = ""
    for row in AuditRow.objects.order_by("number").iterator(chunk_size=2000):
        if row.previous != previous or row.digest != _digest(row):
            broken.append(row.number)
        previous = row.digest
    return broken


def _digest(row: AuditRow) -> str:
    content = [
        row.previous, row.at.astimezone(dt.UTC).isoformat(timespec="microseconds"), row.actor, row.act,
        row.thing, row.thing_id, row.edition, _plain(row.before), _plain(row.after), row.reason,
    ]  # fmt: skip
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Write a whole float as an integer: where 7.0 or 1e22 went in, a database may give 7 or all 23 digits back."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(Decimal(repr(value))) if isinstance(value, float) and value.is_integer() else value
