"""Hands messages to a mail server over SMTP, many in one connection."""

from __future__ import annotations

import datetime as dt
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from rangwan.notices.rules import Server

_TIMEOUT = 30  # seconds


class Rejected(Exception):
    """The server refused this message for good (5xx): trying again is useless."""


@contextmanager
def connection(server: Server) -> Iterator[smtplib.SMTP]:
    """Connect, protect the connection as configured, sign in; raises OSError or smtplib.SMTPException."""
    if server.security == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=_TIMEOUT, context=ssl.create_default_context()
        )
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
    try:
        if server.security == "starttls":
            client.starttls(context=ssl.create_default_context())
        if server.user:
            client.login(server.user, server.password)
        yield client
    finally:
        _part(client)


def is_open(client: smtplib.SMTP) -> bool:
    """Say whether the server is still there."""
    return getattr(client, "sock", None) is not None


def _part(client: smtplib.SMTP) -> None:
    try:
        client.quit()
    except (OSError, smtplib.SMTPException):
        client.close()


def send(client: smtplib.SMTP, mail: EmailMessage) -> None:
    """Send one mail. Raises Rejected, or smtplib.SMTPException / OSError where a later attempt may succeed.

    A refused sender is our configuration's fault, not the mail's: such a mail is tried again.
    """
    try:
        client.send_message(mail)
    except smtplib.SMTPRecipientsRefused as refused:
        code, reason = next(iter(refused.recipients.values()))
        _raise_for(code, reason)
        raise
    except smtplib.SMTPDataError as answer:
        _raise_for(answer.smtp_code, answer.smtp_error)
        raise
    except smtplib.SMTPNotSupportedError as unable:  # an address with Thai letters, a server that knows none
        raise Rejected(str(unable)) from unable


def _raise_for(code: int, reason: bytes | str) -> None:
    if 500 <= code < 600:
        text = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
        raise Rejected(f"{code} {text}")


def mail(
    *, message_id: str, sender: str, to: str, subject: str, text: str, html: str, language: str, created_at: dt.datetime
) -> EmailMessage:
    """Build the mail. Its Message-ID comes from the row's id: sent twice, it is still one mail to its reader."""
    built = EmailMessage(policy=SMTP)
    built["From"] = sender
    built["To"] = to
    built["Subject"] = subject
    built["Date"] = format_datetime(created_at)
    built["Message-ID"] = f"<{message_id}@{parseaddr(sender)[1].rpartition('@')[2] or 'localhost'}>"
    built["Auto-Submitted"] = "auto-generated"
    built.set_content(text, cte="base64")
    if html:
        built.add_alternative(html, subtype="html", cte="base64")
    built["Content-Language"] = language  # last: the lines above move every Content- header into a part
    return built
