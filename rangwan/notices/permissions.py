"""Who may read a message. The pair may_read / visible_to is proved to agree by a test."""

from __future__ import annotations

from django.db.models import QuerySet

from rangwan.accounts.models import Person
from rangwan.notices.models import Message


def may_read(person: Person, message: Message) -> bool:
    """Say whether the message is the person's own and holds nothing that a thief of their session could use."""
    return message.to_person_id == person.pk and not message.secret


def visible_to(messages: QuerySet[Message], person: Person) -> QuerySet[Message]:
    """Messages that the person may read."""
    return messages.filter(to_person_id=person.pk, secret=False)
