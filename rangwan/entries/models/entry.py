"""Entries, and every revision of their answers."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Organisation, Person
from rangwan.entries.rules import State
from rangwan.kernel.ids import new_id
from rangwan.programmes.models import DefinitionVersion, Edition

STATES = [(state.value, state.value) for state in State]


class Entry(models.Model):
    """A project entered by an organisation in an edition. `version` rises with every change the entrant makes."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries")
    # The definition that its form follows.
    definition = models.ForeignKey(DefinitionVersion, on_delete=models.PROTECT, related_name="+")
    # Who owns the project, and who typed it in, are two things.
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="entries")
    coordinator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entries")
    title = models.CharField(max_length=1000, blank=True)
    title_key = models.CharField(max_length=32, blank=True)  # the same for titles that a reader takes for the same
    state = models.CharField(max_length=16, choices=STATES, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=dict)
    survey = models.JSONField(default=dict)
    reference = models.CharField(max_length=40, null=True, unique=True)  # noqa: DJ001 -- unique where there is one
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    # Where screening asked for corrections: which parts, and by when.
    return_parts = models.JSONField(default=list)
    return_due = models.DateTimeField(null=True)
    return_note = models.TextField(blank=True)
    closing_note = models.TextField(blank=True)  # why it was withdrawn or disqualified
    copied_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = (
            models.Index(fields=("edition", "state", "id"), name="entry_edition_state"),
            models.Index(fields=("edition", "title_key"), name="entry_edition_title"),
            models.Index(fields=("organisation", "title_key"), name="entry_organisation_title"),
            models.Index(fields=("coordinator", "changed_at"), name="entry_coordinator"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "submitted", "withdrawn", "disqualified"])
                | models.Q(reference__isnull=False),
                name="entry_received_has_reference",
            ),
        )

    def __str__(self) -> str:
        return self.reference or self.id


class Revision(models.Model):
    """One save: which answers changed, from what and to what. Append-only."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="revisions")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed = models.JSONField()  # {question key: new value}
    before = models.JSONField()  # {question key: old value}; a key that was not answered is absent

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "version"), name="revision_version"),)
