"""Where files lie. One interface; this is its form on a local disk, object storage is another form of it.

A file has two lives: a *part* while it arrives (always on a local disk, because it is inspected there) and a
*kept* file under an opaque key. `keep` is the step between them, and once it returns a power cut loses nothing.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Container, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Protocol

from django.conf import settings

CHUNK = 256 * 1024


class Storage(Protocol):
    """What intake, serving and later workers need of a place for files."""

    def part_path(self, name: str) -> Path:
        """Return where the part with this id is written, on a local disk; its folder exists."""
        ...

    def sweep_parts(self, older_than: dt.datetime, spared: Container[str] = ()) -> int:
        """Remove parts not written to since then, but for those with `spared` ids; return how many."""
        ...

    def keep(self, part: Path, key: str) -> None:
        """Turn a part into the kept file `key`, durably. Raises FileExistsError for a key in use."""
        ...

    def read(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` on (all, or `length` of them) in chunks. Raises FileNotFoundError."""
        ...

    def size(self, key: str) -> int:
        """Return the size in bytes. Raises FileNotFoundError."""
        ...

    def local_path(self, key: str) -> AbstractContextManager[Path]:
        """Lend the file as a path on a local disk, for tools that read paths. Raises FileNotFoundError."""
        ...

    def remove(self, key: str) -> None:
        """Remove the kept file; one that is not there is no error."""
        ...

    def keys(self, older_than: dt.datetime) -> Iterator[str]:
        """Yield the keys of the files kept before then, in no order."""
        ...


class LocalStorage:
    """Files under one folder: `incoming/<id>.part` and `kept/<two letters>/<key>`, readable by their owner alone."""

    def __init__(self, root: Path) -> None:
        self._incoming = root / "incoming"
        self._kept = root / "kept"

    def part_path(self, name: str) -> Path:
        """Return where this part is written."""
        self._incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._incoming / f"{name}.part"

    def sweep_parts(self, older_than: dt.datetime, spared: Container[str] = ()) -> int:
        """Remove parts not written to since then, but for those with `spared` ids; return how many."""
        removed = 0
        for part in self._incoming.glob("*.part"):
            if part.stem not in spared and _modified_before(part, older_than):
                part.unlink(missing_ok=True)
                removed += 1
        return removed

    def keep(self, part: Path, key: str) -> None:
        """Flush the part to the disk, move it to its key, and flush the folders that changed."""
        target = self._path(key)
        if target.exists():
            raise FileExistsError(key)
        new_folder = not target.parent.exists()
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _flush(part)
        part.rename(target)
        _flush(target.parent)
        if new_folder:
            _flush(self._kept)

    def read(self, key: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from `start` on in chunks of 256 kB."""
        left = length
        with self._path(key).open("rb") as file:
            file.seek(start)
            while left is None or left > 0:
                chunk = file.read(CHUNK if left is None else min(CHUNK, left))
                if not chunk:
                    return
                yield chunk
                left = None if left is None else left - len(chunk)

    def size(self, key: str) -> int:
        """Return the size in bytes."""
        return self._path(key).stat().st_size

    def local_path(self, key: str) -> AbstractContextManager[Path]:
        """Lend the file itself: it is on a local disk already."""
        path = self._path(key)
        if not path.is_file():
            raise FileNotFoundError(key)
        return nullcontext(path)

    def remove(self, key: str) -> None:
        """Remove the kept file, if it is there."""
        self._path(key).unlink(missing_ok=True)

    def keys(self, older_than: dt.datetime) -> Iterator[str]:
        """Yield the keys of the files kept before then."""
        return (path.name for path in self._kept.glob("??/*") if _modified_before(path, older_than))

    def _path(self, key: str) -> Path:
        if not key.isascii() or not key.isalnum():
            raise ValueError("a storage key is letters and digits only")
        return self._kept / key[:2] / key


def storage() -> Storage:
    """Return the storage that the settings name."""
    return LocalStorage(settings.RANGWAN_FILES_DIR)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _modified_before(path: Path, moment: dt.datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:  # taken by its owner meanwhile
        return False
