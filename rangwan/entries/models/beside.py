"""What stands beside an entry: the entrant's own check, notes of correction, proposals to disqualify, reminders."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Person
from rangwan.entries.models.entry import Entry
from rangwan.kernel.ids import new_id
from rangwan.programmes.models import Edition


class SelfCheck(models.Model):
    """Where the entrants see their own project on the rubric. Nobody but them ever reads it."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="self_check")
    levels = models.JSONField(default=dict)  # {criterion: lowest mark of the rubric level}
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class CorrectionNote(models.Model):
    """A factual error found after sending: the answers stay frozen, judges read the note beside them."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="correction_notes")
    question = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class DisqualificationProposal(models.Model):
    """One of the staff names the rule that an entry broke; it is out when a second one agrees, and not before."""

    class Standing(models.TextChoices):
        """PROPOSED until somebody has answered; TAKEN_BACK by who proposed it."""

        PROPOSED = "proposed"
        AGREED = "agreed"
        REJECTED = "rejected"
        TAKEN_BACK = "taken_back"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="disqualifications")
    breach = models.TextField()
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.PROPOSED)
    seconded_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")  # or rejected by
    seconded_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("entry",), condition=models.Q(standing="proposed"), name="disqualification_one_proposed"
            ),
            models.CheckConstraint(
                condition=models.Q(seconded_by__isnull=True) | ~models.Q(seconded_by=models.F("proposed_by")),
                name="disqualification_second_person",
            ),
        )


class ReminderSent(models.Model):
    """One round of reminders before closing: `kind` says to whom, `days` how many days were left."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # not_started, draft, unconfirmed
    days = models.PositiveIntegerField()
    closes_at = models.DateTimeField()  # an extension brings a new round
    sent_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "kind", "days", "closes_at"), name="reminder_once"),)
