"""Reads about messages."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from rangwan.accounts.models import Person
from rangwan.notices import permissions, rules
from rangwan.notices.models import Message

NoSuchMessage = Message.DoesNotExist

_COLUMNS = ("id", "to_address", "kind", "subject", "state", "created_at", "sent_at", "language")


def messages_for(person: Person, *, limit: int = 50, page: int = 1) -> list[dict[str, Any]]:
    """Return a page of the person's own messages without their bodies, the newest first."""
    return _page(permissions.visible_to(Message.objects.all(), person), limit, page)


def message_for(person: Person, message_id: str) -> Message:
    """Return one of the person's own messages. Raises NoSuchMessage."""
    return permissions.visible_to(Message.objects.all(), person).get(pk=message_id)


def outbox(*, limit: int = 50, page: int = 1, address: str | None = None) -> list[dict[str, Any]]:
    """Return a page of all messages with their bodies and links, the newest first: for the demonstration alone."""
    found = Message.objects.all()
    if address:
        found = found.filter(to_address__iexact=address.strip())
    rows = _page(found, limit, page, "body_text")
    return [row | {"links": rules.links_in(row["body_text"])} for row in rows]


def _page(found: Any, limit: int, page: int, *more: str) -> list[dict[str, Any]]:
    start = (max(page, 1) - 1) * limit
    return list(found.order_by("-created_at", "-pk").values(*_COLUMNS, *more)[start : start + limit])


def outbox_count(*, address: str | None = None) -> int:
    """Return how many messages the outbox holds, of one address or of all."""
    found = Message.objects.all()
    return (found.filter(to_address__iexact=address.strip()) if address else found).count()


def waiting_count() -> int:
    """Return how many messages wait for delivery (for the health page and the metrics)."""
    return Message.objects.filter(state=Message.State.WAITING).count()


def failed_messages(*, limit: int = 50, page: int = 1, edition: str | None = None) -> list[dict[str, Any]]:
    """Return messages that were given up, the newest first, with the reason: for staff.

    With `edition` (an id), those of that edition and those about accounts, which belong to none. The subject of a
    secret one is left out.
    """
    rows = _page(_failed(edition), limit, page, "failure", "secret")
    return [{**row, "subject": "" if row["secret"] else row["subject"]} for row in rows]


def failed_count(*, edition: str | None = None) -> int:
    """Return how many messages were given up, as `failed_messages` lists them."""
    return _failed(edition).count()


def failed_message(message_id: str, *, edition: str) -> Message:
    """Return a message that was given up, as `failed_messages` lists them. Raises NoSuchMessage."""
    return _failed(edition).get(pk=message_id)


def _failed(edition: str | None) -> QuerySet[Message]:
    found = Message.objects.filter(state=Message.State.FAILED)
    return found if edition is None else found.filter(edition__in=(edition, ""))


def delivers() -> bool:
    """Return whether a mail server is configured; without one, messages stay in the outbox."""
    return bool(settings.RANGWAN_SMTP_URL)
