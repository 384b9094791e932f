"""Background work: delivery of what waits in the outbox."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from dataclasses import dataclass
from email.message import EmailMessage

from django.conf import settings

from rangwan.notices import actions, rules, smtp
from rangwan.notices.models import Message

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivered:
    """What a run did: messages sent, messages that failed this time, and messages still due or waiting."""

    sent: int
    failed: int
    waiting: int


def send_waiting(now: dt.datetime, limit: int = 100) -> Delivered:
    """Deliver due messages, the oldest first, through RANGWAN_SMTP_URL; without one they stay in the outbox.

    Raises rules.BadServer when that address cannot be read. A server that does not answer costs no message an attempt.
    """
    if not settings.RANGWAN_SMTP_URL:
        return Delivered(0, 0, _waiting())
    server = rules.server(settings.RANGWAN_SMTP_URL)
    due = Message.objects.filter(state=Message.State.WAITING, next_at__lte=now).order_by("next_at", "pk")
    ids = list(due.values_list("pk", flat=True)[:limit])
    if not ids:
        return Delivered(0, 0, _waiting())
    try:
        with smtp.connection(server) as client:
            sent, tried = _deliver_all(client, ids, now)
    except (OSError, smtplib.SMTPException) as failure:
        log.warning("the mail server cannot be used: %s", failure)
        return Delivered(0, 0, _waiting())
    return Delivered(sent, tried - sent, _waiting())


def _deliver_all(client: smtplib.SMTP, ids: list[str], now: dt.datetime) -> tuple[int, int]:
    sent = tried = 0
    for pk in ids:
        tried += 1
        sent += actions.deliver(
            pk, send=lambda message: smtp.send(client, _mail(message)), permanent=smtp.Rejected, now=now
        )
        if not smtp.is_open(client):  # the rest loses no attempt
            break
    return sent, tried


def _mail(message: Message) -> EmailMessage:
    return smtp.mail(
        message_id=message.id, sender=settings.DEFAULT_FROM_EMAIL, to=message.to_address, subject=message.subject,
        text=message.body_text, html=message.body_html, language=message.language, created_at=message.created_at,
    )  # fmt: skip


def _waiting() -> int:
    return Message.objects.filter(state=Message.State.WAITING).count()
