"""The audit log (a hash chain, append-only by trigger) and the events that stages send to later stages."""

from __future__ import annotations

from django.db import models


class AuditRow(models.Model):
    """One change: who did what to which thing, with the values before and after, chained to the row before."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=24, blank=True)  # person id, or "" for the system itself
    act = models.CharField(max_length=60)
    thing = models.CharField(max_length=40)
    thing_id = models.CharField(max_length=40)
    edition = models.CharField(max_length=24, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        # A log is read in the order of its writing; a database left to choose need not keep it.
        ordering = ("number",)
        indexes = (
            models.Index(fields=("thing", "thing_id"), name="audit_thing"),
            models.Index(fields=("edition", "number"), name="audit_edition"),
        )


class Event(models.Model):
    """Something that happened in a stage, written in the transaction that made it happen."""

    number = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ("number",)


class Delivery(models.Model):
    """One event for one receiver, until the receiver has dealt with it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries")
    receiver = models.CharField(max_length=100)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    failure = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("event", "receiver"), name="delivery_once"),)
        indexes = (
            models.Index(fields=("next_at",), condition=models.Q(done_at__isnull=True), name="delivery_pending"),
        )
