"""Reminders before closing: a round is begun once, and the worker then writes its mails."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.entries.models import ReminderSent
from rangwan.entries.queries.reminding import Closing, recipients_of
from rangwan.kernel import audit, events
from rangwan.programmes.models import Edition


@transaction.atomic
def begin_round(*, edition: Edition, kind: str, days: int, closing: Closing, now: dt.datetime) -> ReminderSent | None:
    """Note that a round goes out, in the log too, and leave its mails to the worker; None where it went out before."""
    count = len(recipients_of(edition, kind, closing))
    sent, is_new = ReminderSent.objects.get_or_create(
        edition=edition, kind=kind, days=days, closes_at=closing.closes_at, defaults={"sent_at": now, "count": count}
    )
    if not is_new:
        return None
    if count:
        about = {"kind": kind, "days": days, "closes_at": closing.closes_at.isoformat()}
        audit.record(
            act="edition.reminded", thing="edition", thing_id=edition.id, edition=edition.id, acting=None, now=now,
            after={**about, "people": count},
        )  # fmt: skip
        events.emit(kind="edition.reminded", subject=edition.id, now=now, payload=about)
    return sent
