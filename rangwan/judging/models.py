"""Assignments, marks and their history, conflicts. A mark has no default: a row without a number is not marked."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.judging.rules import SheetState
from rangwan.kernel.ids import new_id

SHEET_STATES = [(state.value, state.value) for state in SheetState]


class Assignment(models.Model):
    """A judge's scoresheet for an entry in a round. `total` is set when it is finished, and only then."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assignments")
    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    round = models.CharField(max_length=40)
    state = models.CharField(max_length=10, choices=SHEET_STATES, default=SheetState.OPEN)
    total = models.FloatField(null=True)
    assigned_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    recusal = models.CharField(max_length=20, blank=True)
    recusal_note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "judge", "round"), name="assignment_once"),
            models.CheckConstraint(
                condition=models.Q(state="finished", total__isnull=False)
                | (~models.Q(state="finished") & models.Q(total__isnull=True)),
                name="assignment_total_when_finished",
            ),
        )
        indexes = (models.Index(fields=("judge", "state"), name="assignment_judge"),)


class Mark(models.Model):
    """The mark that stands for one criterion of a scoresheet."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="marks")
    criterion = models.CharField(max_length=80)
    mark = models.FloatField(null=True)
    comment = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assignment", "criterion"), name="mark_once"),)


class MarkEvent(models.Model):
    """One save of one mark. Append-only: what stood before is never lost."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="mark_events")
    criterion = models.CharField(max_length=80)
    mark = models.FloatField(null=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class Conflict(models.Model):
    """A judge who cannot judge an entry: declared by the judge, or known to staff."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    judge = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="conflicts")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="conflicts")
    reason = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("judge", "entry"), name="conflict_once"),)
