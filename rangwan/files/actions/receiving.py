"""The change that a file can make: it is taken, or it is refused and nothing of it stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.files import intake
from rangwan.files.actions.drawing import ask_for_pages
from rangwan.files.actions.expiring import expire_uploads, living_uploads
from rangwan.files.inspection import Inspection
from rangwan.files.models import Preview, PreviewPage, StoredFile
from rangwan.files.scanning import scanner
from rangwan.files.storage import storage
from rangwan.kernel import audit, events


def receive_file(
    *, upload: UploadedFile[bytes], allowed_types: Sequence[str], max_bytes: int, acting: Person, now: dt.datetime
) -> StoredFile:
    """Take an upload: inspect it, put it in its place, then write its row. Returns the stored file.

    `allowed_types` are keys of files.kinds.KINDS; `max_bytes` is the limit of the place it is for. Call it before
    the caller's own transaction, so that no lock is held while a file is read; where it fails afterwards, or the
    process dies, `sweep` removes the file that no row speaks of.
    Raises Refused (code, params): nothing of the file stays then.
    """
    arrived = intake.arrived_from(upload)
    try:
        found = intake.examine(arrived, allowed_types=allowed_types, max_bytes=max_bytes)
        storage().keep(arrived.part, arrived.id)
    finally:
        arrived.close()
    return write_row(arrived, found, acting=acting, now=now)


def sweep(*, now: dt.datetime, after: dt.timedelta = dt.timedelta(days=1)) -> tuple[int, int]:
    """Remove uploads that expired; parts that were abandoned and files that no row speaks of, once `after` old.

    Returns how many uploads and parts, and how many files.
    """
    expired, living = expire_uploads(now=now), living_uploads()
    parts = expired + intake.sweep(now - after, living)
    place = storage()
    keys = set(place.keys(now - after))
    orphans = keys - _spoken_of() - living if keys else keys
    for key in orphans:
        place.remove(key)
    return parts, len(orphans)


def _spoken_of() -> set[str]:
    """Return the keys that a row speaks of: files, and the PDFs and pictures that were made of them."""
    return {
        *StoredFile.objects.values_list("storage_key", flat=True).iterator(),
        *Preview.objects.values_list("pdf_key", flat=True).iterator(),
        *PreviewPage.objects.values_list("image_key", flat=True).iterator(),
    }


@transaction.atomic
def write_row(arrived: intake.Arrived, found: Inspection, *, acting: Person, now: dt.datetime) -> StoredFile:
    is_scanned = scanner() is not None
    stored = StoredFile.objects.create(
        id=arrived.id,
        original_name=arrived.original_name,
        type=found.type,
        media_type=found.media_type,
        size=arrived.received,
        sha256=arrived.sha256,
        pages=found.pages,
        status=StoredFile.Status.RECEIVED if is_scanned else StoredFile.Status.CLEAN,
        uploaded_by=acting,
        uploaded_at=now,
        storage_key=arrived.id,
    )
    facts = {"name": stored.original_name, "type": stored.type, "size": stored.size, "sha256": stored.sha256}
    audit.record(act="file.received", thing="file", thing_id=stored.id, acting=acting, now=now, after=facts)
    about = {"type": stored.type}
    events.emit(kind="file.received", subject=stored.id, now=now, payload=about)
    if not is_scanned:
        ask_for_pages(stored=stored, now=now)
        events.emit(kind="file.cleared", subject=stored.id, now=now, payload=about)
    return stored
