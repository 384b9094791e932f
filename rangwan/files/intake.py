"""How a file arrives: streamed once, straight to where it will stay; counted and hashed on the way.

Nothing is held in memory and nothing is written twice. A part that nobody keeps goes when its request ends,
and `sweep` takes what a killed process left.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import logging
import os
import weakref
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from rangwan.files.inspection import Inspection, inspect
from rangwan.files.names import clean_name
from rangwan.files.refusal import Refused
from rangwan.files.storage import CHUNK, storage
from rangwan.kernel.ids import new_id

if TYPE_CHECKING:
    _Upload = UploadedFile[bytes]
else:
    _Upload = UploadedFile

log = logging.getLogger(__name__)

_FILES_OF_ONE_REQUEST = 2  # times the cap: how much the files of one request may hold together


class Arrived(Protocol):
    """A file whose last byte has come, by a form or in pieces, lying at `part`."""

    @property
    def id(self) -> str: ...
    @property
    def original_name(self) -> str: ...
    @property
    def part(self) -> Path: ...
    @property
    def received(self) -> int: ...
    @property
    def cap(self) -> int: ...
    @property
    def failure(self) -> Refused | None: ...
    @property
    def sha256(self) -> str: ...


@dataclass(frozen=True)
class CompletePart:
    """A file that came in pieces: it is hashed now, in one reading."""

    id: str
    original_name: str
    part: Path
    received: int
    cap: int
    failure: Refused | None = None

    @cached_property
    def sha256(self) -> str:
        """The hash of what lies on the disk, in hexadecimal."""
        with self.part.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


class ArrivedFile(_Upload):
    """A file on its way in. `id` becomes the id of the stored file; `failure` says why no part is left of it."""

    def __init__(self, name: str, *, cap: int, content_type: str | None = None) -> None:
        self.id = new_id()
        self.original_name = clean_name(name)
        self.cap = cap
        self.failure: Refused | None = None
        self.received = 0  # bytes that have come so far, written or not
        self.part: Path = storage().part_path(self.id)
        self._hash = hashlib.sha256()
        file = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
        # Also when the request breaks off before anybody could close its files.
        self._discard = weakref.finalize(self, _discard, file, self.part)
        self._part_file: IO[bytes] = file
        super().__init__(file, self.original_name, content_type, 0)

    @property
    def sha256(self) -> str:
        """The hash of what has been written, in hexadecimal."""
        return self._hash.hexdigest()

    def add(self, data: bytes) -> None:
        """Write the next bytes. Past the cap, or on a full disk, the part goes and the rest is only counted."""
        self.received += len(data)
        if self.failure is not None:
            return
        if self.received > self.cap:
            self.fail("too_large", self.cap)
            return
        try:
            self._part_file.write(data)
        except OSError:
            log.exception("a file could not be written")
            self.fail("not_stored", self.cap)
            return
        self._hash.update(data)

    def fail(self, code: str, limit: int) -> None:
        """Let go of what was written; `examine` will refuse the file with this code."""
        self.failure = Refused(code, {"limit": limit})
        self.close()
        self.file = io.BytesIO()

    def finish(self) -> None:
        """Say that the last byte has come: from here on the file can be read."""
        self.size = self.received
        if self.failure is not None:
            return
        try:
            self._part_file.flush()
            self._part_file.seek(0)
        except OSError:
            log.exception("a file could not be written")
            self.fail("not_stored", self.cap)

    def close(self) -> None:
        """Close the file and remove its part, unless it was kept meanwhile (then the part is gone already)."""
        self._discard()


class StreamToPlace(FileUploadHandler):
    """Django's upload handler of all forms and of the API: every file of a request becomes an ArrivedFile.

    A file over the cap (or one too many over the cap of the whole request) is read to its end and thrown away,
    so that the other fields of the form arrive and the message can stand beside the file's own field.
    """

    chunk_size = CHUNK

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._cap: int = settings.RANGWAN_MAX_UPLOAD_BYTES
        self._together = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a part for the next file."""
        super().new_file(*args, **kwargs)
        self._current = ArrivedFile(self.file_name or "", cap=self._cap, content_type=self.content_type)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 (Django calls it so)
        """Write the next bytes of the file."""
        self._current.add(raw_data)
        self._together += len(raw_data)
        most = _FILES_OF_ONE_REQUEST * self._cap
        if self._current.failure is None and self._together > most:
            self._current.fail("too_much_at_once", most)

    def file_complete(self, file_size: int) -> ArrivedFile:  # noqa: ARG002 (Django calls it so)
        """Hand the file over."""
        self._current.finish()
        return self._current

    def upload_interrupted(self) -> None:
        """The line was cut within a file: what came of it is of no use."""
        self._current.close()


def arrive(name: str, chunks: Iterable[bytes], *, cap: int | None = None) -> ArrivedFile:
    """Return a file made of these bytes, as if it had been uploaded. The caller closes it."""
    arrived = ArrivedFile(name, cap=settings.RANGWAN_MAX_UPLOAD_BYTES if cap is None else cap)
    try:
        for chunk in chunks:
            arrived.add(chunk)
        arrived.finish()
    except BaseException:
        arrived.close()
        raise
    return arrived


def arrived_from(upload: UploadedFile[bytes]) -> ArrivedFile:
    """Return the upload as an ArrivedFile; one that another handler took in is streamed to its place now."""
    return upload if isinstance(upload, ArrivedFile) else arrive(upload.name or "", upload.chunks())


def examine(arrived: Arrived, *, allowed_types: Sequence[str], max_bytes: int) -> Inspection:
    """Return what the file is. Raises Refused, with the name and what its message needs in `params`."""
    name, size = arrived.original_name, arrived.received
    if arrived.failure is not None and arrived.failure.code != "too_large":
        raise Refused(arrived.failure.code, {"name": name, "size": size, **arrived.failure.params})
    if arrived.failure is not None or size > max_bytes:
        raise Refused("too_large", {"name": name, "size": size, "limit": min(max_bytes, arrived.cap)})
    if size == 0:
        raise Refused("empty", {"name": name})
    return inspect(arrived.part, name=name, allowed_types=tuple(allowed_types))


def sweep(older_than: dt.datetime, spared: Container[str] = ()) -> int:
    """Remove the parts that nobody has written to since then, but for those of `spared` uploads; return how many."""
    return storage().sweep_parts(older_than, spared)


def _discard(file: IO[bytes], part: Path) -> None:
    try:
        file.close()
    except OSError:  # the last buffer did not fit on the disk
        log.exception("a file could not be written")
    part.unlink(missing_ok=True)
