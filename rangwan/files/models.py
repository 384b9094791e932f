"""The files that were taken (a row exists only when its file lies in its place), uploads under way, page images."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from rangwan.kernel.ids import new_id


class StoredFile(models.Model):
    """A file as it was received; it never changes. `status` is what inspection (and later a scan) says of it."""

    class Status(models.TextChoices):
        """RECEIVED: a check is still to come; CLEAN: may be read; REFUSED: a later check refused it."""

        RECEIVED = "received"
        CLEAN = "clean"
        REFUSED = "refused"

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    original_name = models.CharField(max_length=255)
    type = models.CharField(max_length=8)  # a key of files.kinds.KINDS, by content
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64, db_index=True)
    pages = models.PositiveIntegerField(null=True)  # pages or slides, where the kind has any and they were counted
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.RECEIVED)
    refusal_code = models.CharField(max_length=30, blank=True)
    refusal_params = models.JSONField(default=dict, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    storage_key = models.CharField(max_length=64, unique=True)
    scanned_at = models.DateTimeField(null=True)  # when a virus scanner let it pass or refused it

    class Meta:
        constraints = (
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_not_empty"),
            models.CheckConstraint(condition=~models.Q(original_name=""), name="file_has_name"),
            models.CheckConstraint(
                condition=models.Q(status__in=("received", "clean", "refused")), name="file_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status="refused") ^ models.Q(refusal_code=""), name="file_refused_with_reason"
            ),
        )


class Upload(models.Model):
    """A resumable upload under way (tus). How far it has come is the size of its part on the disk, nothing else."""

    id = models.CharField(primary_key=True, max_length=24, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=24)  # what the file is for: an entry's id
    kind = models.CharField(max_length=40)  # … which slot of it
    question = models.CharField(max_length=80, blank=True)  # … and which question, for evidence
    original_name = models.CharField(max_length=255)
    length = models.BigIntegerField()  # bytes, declared at the start
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    refusal_code = models.CharField(max_length=30, blank=True)
    refusal_params = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = (
            models.Index(fields=("person", "target"), name="upload_person"),
            models.Index(fields=("expires_at",), condition=models.Q(finished_at__isnull=True), name="upload_open"),
        )


class Preview(models.Model):
    """The pages of a file as pictures, and as a PDF, made by the worker."""

    class State(models.TextChoices):
        """WAITING for the worker; READY; FAILED: it could not be made, `problem` says why."""

        WAITING = "waiting"
        READY = "ready"
        FAILED = "failed"

    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="preview")
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # how often it was begun: a file that kills is given up
    problem = models.CharField(max_length=30, blank=True)
    # [{"code", "pages": [n], "params"}]: a missing font, a dark, sideways or unreadable page
    warnings = models.JSONField(default=list)
    pdf_key = models.CharField(max_length=64, blank=True)  # where the PDF lies, for files that are none themselves


class PreviewPage(models.Model):
    """One page as a picture, with the words on it."""

    preview = models.ForeignKey(Preview, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()  # from 1
    image_key = models.CharField(max_length=64)
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("preview", "number"), name="preview_page_once"),)
