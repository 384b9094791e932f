"""How an earlier stage speaks to later ones: it writes an event; they receive it, each in its own transaction.

A delivery row per receiver is written with the event, so nothing is lost when a process dies in between; the
web process delivers right after the commit, and the worker takes up what was left. A receiver may be called
twice for one event and must not mind.

Work that takes long (a conversion, a scan, a question to another server) is received in the worker alone, and in no
transaction: the receiver reads, works, and then calls an action of its own.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from rangwan.kernel import clock
from rangwan.kernel.models import Delivery, Event

log = logging.getLogger(__name__)

Receiver = Callable[[Event, dt.datetime], None]
_receivers: dict[str, dict[str, Receiver]] = defaultdict(dict)
_long: set[str] = set()  # names of the receivers that work in the worker alone
_BACKOFF = (10, 60, 300, 1800, 7200)  # seconds until the next attempt
_LEASE = dt.timedelta(minutes=10)  # a worker that died within long work is given up after this


def receives(*kinds: str, in_worker: bool = False) -> Callable[[Receiver], Receiver]:
    """Register a receiver for these kinds of event (decorator; receivers.py of an app is imported when it is ready).

    With `in_worker` it is called by the worker alone, outside a transaction, and may take minutes.
    """

    def register(receiver: Receiver) -> Receiver:
        name = f"{receiver.__module__}.{receiver.__qualname__}"
        for kind in kinds:
            _receivers[kind][name] = receiver
        if in_worker:
            _long.add(name)
        return receiver

    return register


def emit(*, kind: str, subject: str, now: dt.datetime, payload: dict[str, Any] | None = None) -> Event:
    """Write an event and its deliveries. Raises RuntimeError outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("events.emit belongs inside the transaction of its change")
    event = Event.objects.create(at=now, kind=kind, subject=subject, payload=payload or {})
    names = _receivers.get(kind, {})
    if names:
        Delivery.objects.bulk_create([Delivery(event=event, receiver=name, next_at=now) for name in names])
        if any(name not in _long for name in names):
            transaction.on_commit(lambda: deliver_pending(clock.now(), event=event), robust=True)
    return event


def deliver_pending(now: dt.datetime, *, event: Event | None = None, limit: int = 100) -> int:
    """Deliver what is due, oldest first, and return how many deliveries were done."""
    due = Delivery.objects.filter(done_at__isnull=True, next_at__lte=now).exclude(receiver__in=_long)
    if event is not None:
        due = due.filter(event=event)
    return sum(_deliver(pk, now) for pk in due.order_by("event_id", "pk").values_list("pk", flat=True)[:limit])


def work_pending(now: dt.datetime) -> bool:
    """Do the oldest piece of long work that is due, in the worker; return whether there was one.

    The delivery is leased first, so that several workers never do the same piece, and one that dies loses it later.
    """
    with transaction.atomic():
        delivery = (
            Delivery.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
            .select_related("event")
            .filter(done_at__isnull=True, next_at__lte=now, receiver__in=_long)
            .order_by("next_at", "pk")
            .first()
        )
        if delivery is None:
            return False
        delivery.next_at = now + _LEASE
        delivery.save(update_fields=["next_at"])
    receiver = _receivers.get(delivery.event.kind, {}).get(delivery.receiver)
    try:
        if receiver is not None:
            receiver(delivery.event, now)
    except Exception as failure:
        log.exception("delivery %s failed", delivery.pk)
        _postpone(delivery.pk, now, failure)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(done_at=now)
    return True


def _deliver(pk: int, now: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            delivery = (
                # Only the delivery is locked: the event's other deliveries may be under way elsewhere. (SQLite has
                # one writer at a time and needs no lock.)
                Delivery.objects.select_for_update(skip_locked=True, of=("self",), no_key=True)
                .select_related("event")
                .filter(pk=pk, done_at__isnull=True)
                .first()
            )
            if delivery is None:  # somebody else has it
                return False
            receiver = _receivers.get(delivery.event.kind, {}).get(delivery.receiver)
            if receiver is None:
                log.warning("event %s: there is no receiver %s any more", delivery.event_id, delivery.receiver)
            else:
                receiver(delivery.event, now)
            delivery.done_at = now
            delivery.save(update_fields=["done_at"])
            return True
    except Exception as failure:
        log.exception("delivery %s failed", pk)
        _postpone(pk, now, failure)
        return False


def _postpone(pk: int, now: dt.datetime, failure: Exception) -> None:
    """Try again later, in the end every two hours; until it succeeds it stands in the table with its failure."""
    delivery = Delivery.objects.get(pk=pk)
    wait = _BACKOFF[min(delivery.attempts, len(_BACKOFF) - 1)]
    delivery.attempts += 1
    delivery.failure = repr(failure)[:2000]
    delivery.next_at = now + dt.timedelta(seconds=wait)
    delivery.save(update_fields=["attempts", "failure", "next_at"])
