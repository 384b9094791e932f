"""Uploads that nobody ended: they expire, and what came of them is removed."""

from __future__ import annotations

import datetime as dt

from rangwan.files.models import Upload
from rangwan.files.storage import storage


def expire_uploads(*, now: dt.datetime) -> int:
    """Remove the uploads whose time is over; return how many of them had not been ended."""
    over = Upload.objects.filter(expires_at__lte=now)
    given_up = list(over.filter(finished_at__isnull=True).values_list("pk", flat=True))
    for upload_id in given_up:
        forget(upload_id)
    over.filter(finished_at__isnull=False).delete()  # its file, if there was one, has a row of its own
    return len(given_up)


def forget(upload_id: str) -> None:
    """Remove an upload that was not ended: its row first, so that nobody goes on with it, then its bytes."""
    gone, _by_table = Upload.objects.filter(pk=upload_id, finished_at__isnull=True).delete()
    if gone:  # else it was ended a moment ago, and is somebody's file now
        place = storage()
        place.part_path(upload_id).unlink(missing_ok=True)
        place.remove(upload_id)


def living_uploads() -> set[str]:
    """Return the ids of the uploads under way, whose bytes nobody may sweep."""
    return set(Upload.objects.filter(finished_at__isnull=True).values_list("pk", flat=True))
