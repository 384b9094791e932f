"""Who works on an entry together, and the signatory's approval."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Person
from rangwan.entries.models.entry import Entry
from rangwan.entries.rules import TeamRole
from rangwan.kernel.ids import new_id

TEAM_ROLES = [(role.value, role.value) for role in TeamRole]


class TeamMember(models.Model):
    """A colleague in an entry, beside its coordinator. One who leaves keeps a row with the day of leaving."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="teams")
    role = models.CharField(max_length=10, choices=TEAM_ROLES)
    since = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "person"), condition=models.Q(ended_at__isnull=True), name="team_member_once"
            ),
        )


class Invitation(models.Model):
    """A letter that lets its reader into the team of an entry; only the hash of its secret is kept."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="invitations")
    address = models.EmailField()
    role = models.CharField(max_length=10, choices=TEAM_ROLES)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)


class Approval(models.Model):
    """The drafter asks, the signatory answers; it holds for the answers as they were then (`digest`), no others."""

    class Verdict(models.TextChoices):
        """ASKED until the signatory has answered; TAKEN_BACK when the drafter asked anew or no longer asks."""

        ASKED = "asked"
        APPROVED = "approved"
        REFUSED = "refused"
        TAKEN_BACK = "taken_back"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="approvals")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.ASKED)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry",), condition=models.Q(verdict="asked"), name="approval_one_asked"),
        )


class HandOverRequest(models.Model):
    """A colleague of a coordinator who cannot be reached asks to coordinate the entry; the office decides."""

    class Verdict(models.TextChoices):
        """ASKED until somebody has answered; OVERTAKEN when the entry was handed over meanwhile."""

        ASKED = "asked"
        AGREED = "agreed"
        REFUSED = "refused"
        OVERTAKEN = "overtaken"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="hand_over_requests")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField()
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.ASKED)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry",), condition=models.Q(verdict="asked"), name="hand_over_one_asked"),
        )


class Presence(models.Model):
    """Who has which section open at this moment. Rows are of no worth an hour later; nothing rests on them."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=80, blank=True)
    since = models.DateTimeField()  # when the person opened this section
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "person"), name="presence_once"),)
