"""Django's mail backend: what a library sends becomes a message in the outbox, in the transaction that sends it."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage, EmailMultiAlternatives
from django.db import transaction

from rangwan.accounts import queries as accounts
from rangwan.kernel import clock
from rangwan.notices import actions

KIND_HEADER = "X-Rangwan-Kind"
LANGUAGE_HEADER = "Content-Language"


class OutboxBackend(BaseEmailBackend):
    """Writes one message for each address. All mails of the sign-in library are secret: they hold links or codes."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the mails and return how many there were."""
        with transaction.atomic():
            for mail in email_messages:
                for address in mail.recipients():
                    _queue(mail, address)
        return len(email_messages)


def _queue(mail: EmailMessage, address: str) -> None:
    html = ""
    if isinstance(mail, EmailMultiAlternatives):
        html = next((str(part[0]) for part in mail.alternatives if part[1] == "text/html"), "")
    actions.queue_message(
        to=accounts.person_by_email(address) or address,
        kind=mail.extra_headers.get(KIND_HEADER, "account"),
        subject=str(mail.subject),
        body=str(mail.body),
        body_html=html,
        language=mail.extra_headers.get(LANGUAGE_HEADER),
        secret=True,
        now=clock.now(),
    )
