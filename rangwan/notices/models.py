"""The outbox: every mail is a row, written in the transaction that had a reason for it, and then delivered."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Person
from rangwan.kernel.ids import new_id


class Message(models.Model):
    """A mail to one address. It is its own record: nothing but its delivery ever changes."""

    class State(models.TextChoices):
        """How far the delivery has come."""

        WAITING = "waiting"
        SENT = "sent"
        FAILED = "failed"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    to_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="messages")
    to_address = models.CharField(max_length=254)
    kind = models.CharField(max_length=80)
    # Holds a link or code that proves who its reader is: shown nowhere but in the mail itself.
    secret = models.BooleanField(default=False)
    subject = models.CharField(max_length=300)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="th")
    edition = models.CharField(max_length=24, blank=True)
    event = models.BigIntegerField(null=True)  # number of the event that this mail tells of
    created_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "to_address", "kind"), condition=models.Q(event__isnull=False), name="message_once"
            ),
        )
        indexes = (
            models.Index(fields=("to_person", "created_at"), name="message_person"),
            models.Index(fields=("created_at",), name="message_created"),
            models.Index(fields=("next_at",), condition=models.Q(state="waiting"), name="message_waiting"),
        )
