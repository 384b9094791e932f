"""One table: the files that were taken. A row exists only when its file lies in its place."""

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
