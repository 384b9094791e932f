"""Pieces of an upload as a request brings them, for tests."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable

from rangwan.files.protocol import Checksum, Piece


def piece(data: bytes, offset: int = 0, *, size: int | None = None, checksum: Checksum | None = None) -> Piece:
    """Return a piece of this data; with a larger `size`, the line is cut before all of it has come."""
    return Piece(offset, len(data) if size is None else size, io.BytesIO(data).read, checksum)


def breaking(data: bytes, size: int, error: Exception) -> Piece:
    """Return a piece whose reading fails after this data."""
    source = io.BytesIO(data)

    def read(most: int) -> bytes:
        found = source.read(most)
        if not found:
            raise error
        return found

    return Piece(0, size, read)


def tapped(data: bytes, offset: int, between: Callable[[], object]) -> Piece:
    """Return a piece that lets something else happen before each reading."""
    source = io.BytesIO(data)

    def read(most: int) -> bytes:
        between()
        return source.read(most)

    return Piece(offset, len(data), read)


def metadata(**said: str) -> str:
    """Return the header Upload-Metadata."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())
