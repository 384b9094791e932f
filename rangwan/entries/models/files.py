"""The files of an entry, what was read in them, and the receipts that name them."""

from __future__ import annotations

from django.db import models

from rangwan.accounts.models import Person
from rangwan.entries.models.entry import Entry
from rangwan.files.models import StoredFile
from rangwan.kernel.ids import new_id
from rangwan.programmes.models import DefinitionVersion


class Attachment(models.Model):
    """A file of an entry, in a slot of the form; evidence may hang on a question. A removed one keeps its row."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=40)
    question = models.CharField(max_length=80, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("entry", "kind"), name="attachment_entry"),)


class Receipt(models.Model):
    """What was received at ยืนยัน, frozen: answers, on-screen answers and the hash of every file."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()  # 1 for the first ยืนยัน, 2 after a reopening …
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entry_version = models.PositiveIntegerField()
    definition = models.ForeignKey(DefinitionVersion, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=1000)
    answers = models.JSONField()
    survey = models.JSONField()
    files = models.JSONField()  # [{"id", "kind", "name", "size", "sha256"}]
    digest = models.CharField(max_length=64)
    idempotency_key = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "number"), name="receipt_number"),)


class Pin(models.Model):
    """“This criterion is shown on these pages of this file”: so that a judge can go there at once."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="pins")
    criterion = models.CharField(max_length=80)
    pages = models.JSONField(default=list)  # [1-based page numbers], rising
    pinned_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("attachment", "criterion"), name="pin_once"),)


class DeckReading(models.Model):
    """What was found in a presentation: answers that could be taken over, and the criteria it seems to speak of."""

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="deck_reading")
    read_at = models.DateTimeField()
    on_template = models.BooleanField(default=False)  # made on the award's own template
    proposals = models.JSONField(default=list)  # [{"question", "value", "pages": [n]}]
    coverage = models.JSONField(default=list)  # [{"criterion", "pages": [n], "words": [str]}]
    looked_at = models.JSONField(default=dict)  # {question: "taken" | "left"}


class FormMatch(models.Model):
    """What the code on a scanned submission form (or a digital signature) says of the entry it belongs to."""

    class Result(models.TextChoices):
        """How the form and the entry agree."""

        MATCHES = "matches"
        CHANGED = "changed"  # the answers changed after the form was printed
        OTHER_ENTRY = "other_entry"
        NO_CODE = "no_code"  # nothing could be read: people compare by eye
        BAD_SIGNATURE = "bad_signature"

    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="form_match")
    result = models.CharField(max_length=16, choices=Result)
    form_version = models.PositiveIntegerField(null=True)  # version of the answers that was printed
    digest = models.CharField(max_length=64, blank=True)  # digest of the answers that was printed
    page = models.PositiveIntegerField(null=True)  # where the code was found
    signature = models.JSONField(
        default=dict
    )  # of a digitally signed PDF: {"signer", "signed_at", "trusted", "reason"}
    read_at = models.DateTimeField()


class DatasetCheck(models.Model):
    """What the catalogue said of one address in the data-set question."""

    class Result(models.TextChoices):
        """WAITING until the worker has asked."""

        WAITING = "waiting"
        MEETS = "meets"
        FAILS = "fails"
        UNKNOWN = "unknown"  # could not be checked; `reasons` says why

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="dataset_checks")
    address = models.CharField(max_length=2000)
    result = models.CharField(max_length=8, choices=Result, default=Result.WAITING)
    reasons = models.JSONField(default=list)  # [{"code", "params"}]
    facts = models.JSONField(default=dict)  # title, licence, formats, as the catalogue has them
    asked_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "address"), name="dataset_check_once"),)
