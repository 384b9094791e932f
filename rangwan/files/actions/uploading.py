"""A file comes in pieces, over hours if need be: begun with a row, continued on the disk alone, taken in at its end."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.files import intake, parts
from rangwan.files.actions.expiring import forget
from rangwan.files.actions.receiving import write_row
from rangwan.files.models import StoredFile, Upload
from rangwan.files.names import clean_name
from rangwan.files.protocol import LIFETIME, MOST_OPEN, Piece
from rangwan.files.queries import received_of
from rangwan.files.refusal import Refused, UploadRefused
from rangwan.files.storage import storage

Write = Callable[[], StoredFile]


@transaction.atomic
def begin_upload(
    *, target: str, kind: str, question: str, name: str, length: int, max_bytes: int, acting: Person, now: dt.datetime
) -> Upload:
    """Announce a file of `length` bytes for a slot of `target`; not one byte of it has come yet.

    Raises Refused ("empty", "too_large"), UploadRefused ("too_many", "no_space").
    """
    name, cap = clean_name(name), min(max_bytes, settings.RANGWAN_MAX_UPLOAD_BYTES)
    if length == 0:
        raise Refused("empty", {"name": name})
    if length > cap:
        raise Refused("too_large", {"name": name, "size": length, "limit": cap})
    if Upload.objects.filter(person=acting, finished_at__isnull=True, expires_at__gt=now).count() >= MOST_OPEN:
        raise UploadRefused("too_many", limit=MOST_OPEN)
    if shutil.disk_usage(storage().part_path("any").parent).free < length:
        raise UploadRefused("no_space")
    return Upload.objects.create(
        person=acting, target=target, kind=kind, question=question, original_name=name, length=length,
        begun_at=now, expires_at=now + LIFETIME,
    )  # fmt: skip


def append_upload(*, upload: Upload, piece: Piece, now: dt.datetime) -> int:
    """Write the bytes that come, straight to the part on the disk; return how many of the file are there now.

    No row is read or written meanwhile. Raises UploadRefused.
    """
    received = received_of(upload)
    if piece.offset != received:
        raise UploadRefused("offset", received=received)
    if piece.offset + piece.size > upload.length:
        raise UploadRefused("too_long")
    if piece.size == 0:
        return received
    if upload.expires_at <= now:
        raise UploadRefused("expired")
    with _place():
        return parts.append(storage().part_path(upload.id), piece)


def finish_upload(
    *,
    upload: Upload,
    allowed_types: Sequence[str],
    max_bytes: int,
    into: Callable[[Write], object],
    acting: Person,
    now: dt.datetime,
) -> Upload:
    """Take in a file whose last byte has come, as `receive_file` does; `into` locks its place and puts it there.

    What `into` writes, the row of the file (made when `into` calls what it is handed) and the end of the upload are one
    transaction. Whoever comes second waits and finds it done. Raises Refused (nothing of the file stays),
    UploadRefused ("busy", "unknown"), and what `into` raises (the bytes stay then, so that it can be tried again).
    """
    if _as_it_is(upload).finished_at is None:
        with _claimed(upload) as path:
            if _as_it_is(upload).finished_at is None:
                arrived = intake.CompletePart(upload.id, upload.original_name, path, upload.length, max_bytes)
                _take_in(arrived, allowed_types=allowed_types, into=into, acting=acting, now=now)
    return outcome_of(_as_it_is(upload))


def outcome_of(ended: Upload) -> Upload:
    """Return an upload that has ended well. Raises Refused for one whose file was not taken."""
    if ended.refusal_code:
        raise Refused(ended.refusal_code, ended.refusal_params)
    return ended


def _take_in(
    arrived: intake.CompletePart,
    *,
    allowed_types: Sequence[str],
    into: Callable[[Write], object],
    acting: Person,
    now: dt.datetime,
) -> None:
    place = storage()
    try:
        found = intake.examine(arrived, allowed_types=allowed_types, max_bytes=arrived.cap)
    except Refused as refusal:
        _end(arrived.id, finished_at=now, refusal_code=refusal.code, refusal_params=refusal.params)
        place.part_path(arrived.id).unlink(missing_ok=True)
        place.remove(arrived.id)
        return
    _ = arrived.sha256  # while it can be read at this place
    if arrived.part == place.part_path(arrived.id):
        place.keep(arrived.part, arrived.id)

    def write() -> StoredFile:
        stored = write_row(arrived, found, acting=acting, now=now)
        _end(arrived.id, finished_at=now, file=stored)
        return stored

    with transaction.atomic():
        into(write)


def drop_upload(*, upload: Upload) -> None:
    """Give an upload up: nothing of it stays. Raises UploadRefused("finished")."""
    if upload.file_id is not None:
        raise UploadRefused("finished")
    forget(upload.id)
    Upload.objects.filter(pk=upload.pk).exclude(refusal_code="").delete()


@contextmanager
def _claimed(upload: Upload) -> Iterator[Path]:
    """Lend the file that came, to this request alone: as it was kept by a process that died then, or its part."""
    place = storage()
    with ExitStack() as held:
        try:
            path = held.enter_context(place.local_path(upload.id))
        except FileNotFoundError:
            path = place.part_path(upload.id)
        try:
            held.enter_context(parts.claimed(path))
        except FileNotFoundError:  # somebody else is putting it in its place
            raise UploadRefused("busy") from None
        yield path


def _as_it_is(upload: Upload) -> Upload:
    found = Upload.objects.filter(pk=upload.pk).first()
    if found is None:
        raise UploadRefused("unknown")
    return found


def _end(upload_id: str, **how: Any) -> None:
    if not Upload.objects.filter(pk=upload_id, finished_at__isnull=True).update(**how):  # given up meanwhile
        raise UploadRefused("unknown")


@cache
def _places() -> threading.BoundedSemaphore:
    return threading.BoundedSemaphore(settings.RANGWAN_UPLOADS_AT_ONCE)


@contextmanager
def _place() -> Iterator[None]:
    """Let a limited number of slow requests in, so that pages find a thread at any time. Raises UploadRefused."""
    if not _places().acquire(blocking=False):
        raise UploadRefused("no_place")
    try:
        yield
    finally:
        _places().release()
