"""Changes to the outbox. A message is a record in itself, so it writes no audit row of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import F

from rangwan.accounts.models import Person
from rangwan.kernel.text import Text, storable
from rangwan.notices import rules
from rangwan.notices.models import Message


def queue_message(
    *,
    to: Person | str,
    kind: str,
    subject: Text | str,
    body: Text | str,
    now: dt.datetime,
    edition: str = "",
    event: int | None = None,
    language: str | None = None,
    body_html: str = "",
    secret: bool = False,
) -> Message:
    """Put a mail into the outbox, in the transaction that has a reason for it; the worker delivers it after the commit.

    A body in two languages is written in both, the reader's first. `secret` marks a mail with a link or code that
    proves who its reader is. With `event` (a number) the same mail to the same address is written once and given
    back the second time, so that a receiver may be called twice. Raises RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("queue_message belongs inside the transaction of its change")
    person, address = (to, to.email) if isinstance(to, Person) else (None, to.strip())
    if event is not None:
        known = Message.objects.filter(event=event, to_address=address, kind=kind).first()
        if known is not None:
            return known
    tongue = language or (person.language if person else "th")
    return Message.objects.create(
        to_person=person,
        to_address=address,
        kind=kind,
        secret=secret,
        subject=rules.one_line(storable(subject.pick(tongue) if isinstance(subject, Text) else subject)),
        body_text=storable(rules.one_below_the_other(body, tongue) if isinstance(body, Text) else body),
        body_html=storable(body_html),
        language=tongue,
        edition=edition,
        event=event,
        created_at=now,
        next_at=now,
    )


def deliver(message_id: str, *, send: Callable[[Message], None], permanent: type[Exception], now: dt.datetime) -> bool:
    """Hand one due message to `send` and note what came of it; return whether it was sent.

    The row is claimed first, in a transaction of its own: no second process sends it meanwhile. Should this one die
    between the server's "accepted" and our note, the message goes out again under the same Message-ID.
    `permanent` is what `send` raises when trying again is useless; any other failure is tried again later.
    """
    message = _claim(message_id, now)
    if message is None:
        return False
    try:
        send(message)
    except permanent as failure:
        _note_failure(message, failure, None)
        return False
    except Exception as failure:  # noqa: BLE001  whatever a mail server can do to us; noted on the row
        _note_failure(message, failure, rules.next_attempt(now, message.attempts))
        return False
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=now, failure="")
    return True


@transaction.atomic
def _claim(message_id: str, now: dt.datetime) -> Message | None:
    due = Message.objects.filter(pk=message_id, state=Message.State.WAITING, next_at__lte=now)
    if not due.update(attempts=F("attempts") + 1, next_at=now + rules.LEASE):
        return None  # somebody else has it
    return Message.objects.get(pk=message_id)


def _note_failure(message: Message, failure: Exception, again: dt.datetime | None) -> None:
    Message.objects.filter(pk=message.pk).update(
        state=Message.State.WAITING if again else Message.State.FAILED,
        next_at=again or message.next_at,
        failure=storable(f"{type(failure).__name__}: {failure}")[:2000],
    )


@transaction.atomic
def retry(*, message: Message, now: dt.datetime) -> None:
    """Let a message that was given up be tried again, from the first step of the backoff."""
    Message.objects.filter(pk=message.pk, state=Message.State.FAILED).update(
        state=Message.State.WAITING, attempts=0, next_at=now
    )
