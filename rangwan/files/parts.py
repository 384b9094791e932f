"""The part of an upload on the disk: how far it has come is its size, and nothing else knows.

Each piece is written under a lock, and only where the part ends: of two requests that send the same bytes at once one
goes on and the other is told where the part ends now. A request whose line went dead holds nobody up.
"""

from __future__ import annotations

import fcntl
import hashlib
import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rangwan.files.protocol import Piece
from rangwan.files.refusal import UploadRefused

log = logging.getLogger(__name__)

PIECE = 64 * 1024  # bytes read and written at a time
PATIENCE = 5.0  # seconds to wait for a part that somebody else looks at
_PAUSE = 0.02


def size(part: Path) -> int:
    """Return how many bytes have come."""
    try:
        return part.stat().st_size
    except FileNotFoundError:
        return 0


def append(part: Path, piece: Piece) -> int:
    """Write what comes to the end of the part and return its size then; what came before the line was cut stays.

    Raises UploadRefused: "offset" (the part ends elsewhere), "checksum" (nothing of the piece stays), "no_space" …
    """
    handle = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        return _append(handle, piece)
    except OSError:
        log.exception("a piece of an upload could not be written")
        raise UploadRefused("no_space") from None
    finally:
        os.close(handle)


def _append(handle: int, piece: Piece) -> int:
    digest = hashlib.new(piece.checksum.algorithm, usedforsecurity=False) if piece.checksum else None
    at, left = piece.offset, piece.size
    _require_end(handle, at)
    while left and (data := _read(piece, min(PIECE, left))):
        with _locked(handle):
            _require_end(handle, at)
            _write(handle, data, at)
        if digest is not None:
            digest.update(data)
        at += len(data)
        left -= len(data)
    if digest is not None and piece.checksum is not None and digest.digest() != piece.checksum.digest:
        with _locked(handle):
            _require_end(handle, at)
            os.ftruncate(handle, piece.offset)
        raise UploadRefused("checksum")
    return at


def _read(piece: Piece, most: int) -> bytes:
    try:
        return piece.read(most)
    except OSError:  # Django's word for a cut line; others just end
        return b""


def _require_end(handle: int, at: int) -> None:
    end = os.fstat(handle).st_size
    if end != at:
        raise UploadRefused("offset", received=end)


def _write(handle: int, data: bytes, at: int) -> None:
    view = memoryview(data)
    while view:
        written = os.pwrite(handle, view, at)
        view, at = view[written:], at + written


@contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Hold a part that is complete, so that one request alone takes it in. Raises UploadRefused("busy")."""
    handle = os.open(path, os.O_RDONLY)
    try:
        with _locked(handle):
            yield
    finally:
        os.close(handle)


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise UploadRefused("busy") from None
            time.sleep(_PAUSE)
        else:
            break
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)
