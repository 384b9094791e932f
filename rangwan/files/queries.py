"""Reads of stored files. Who may read one is the business of the thing it is attached to."""

from __future__ import annotations

from rangwan.files.models import StoredFile


def file_by_id(file_id: str) -> StoredFile | None:
    """Return the file, or None."""
    return StoredFile.objects.filter(pk=file_id).first()
