"""Verdicts of screening: each is a row; a newer one follows, none is overwritten."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.kernel.ids import new_id
from rangwan.screening.rules import Verdict

VERDICTS = [(verdict.value, verdict.value) for verdict in Verdict]


class ScreeningVerdict(models.Model):
    """What a screener found. An ineligible verdict is proposed first, and stands when a second person agrees."""

    class Standing(models.TextChoices):
        """Whether the verdict took effect."""

        PROPOSED = "proposed"
        FINAL = "final"
        REJECTED = "rejected"  # the second person did not agree
        REVOKED = "revoked"  # staff took it back, with a reason

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="verdicts")
    verdict = models.CharField(max_length=12, choices=VERDICTS)
    standing = models.CharField(max_length=10, choices=Standing)
    findings = models.JSONField()  # {rule or check key: {"ok": bool|None, "note": str}}
    parts = models.JSONField(default=list)
    due = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seconded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    seconded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("entry",), condition=models.Q(standing="proposed"), name="verdict_one_proposed"
            ),
            models.CheckConstraint(
                condition=models.Q(seconded_by__isnull=True) | ~models.Q(seconded_by=models.F("by")),
                name="verdict_second_person",
            ),
        )


class Clarification(models.Model):
    """A question of the staff to an entrant, to be answered by a date; the entry itself does not change."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="clarifications")
    question = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)  # staff no longer need it

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) ^ ~models.Q(answer=""), name="clarification_answered_whole"
            ),
        )
