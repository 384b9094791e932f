"""Limits for zip archives: read as little as possible, believe nothing that was not counted.

Entries are unpacked in pieces and thrown away: that finds damage and lying sizes, and a bomb runs into the limits
long before it hurts. Large entries that were hardly packed (pictures, films) are the exception: only their beginning
is read, because unpacking them would cost more than all the rest and no office program reads past the size they name.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

MAX_ENTRIES = 5_000
MAX_UNPACKED = 500_000_000  # bytes, of all entries together, nested archives included
MAX_RATIO = 100
_FREE = 5_000_000  # below this, a ratio says nothing
_MAX_DIRECTORY = 2_000_000
_MAX_NESTED = 50_000_000  # an archive within the archive is unpacked in memory
_MAX_DEPTH = 3
_PIECE = 256 * 1024
_HARDLY_PACKED = 1.25  # unpacked to packed
_BEGINNING = 32 * 1024
_ENCRYPTED, _UTF_8 = 0x1, 0x800  # flags of an entry
_STORED, _DEFLATED = 0, 8


class BadArchive(Exception):
    """An archive that is not passed on; `code` is damaged, password, unsafe_archive or unpacks_too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Allowance:
    """What may still be unpacked, shared by an archive and the archives inside it."""

    packed: int  # size of the outermost file, in bytes
    entries: int = MAX_ENTRIES
    unpacked: int = field(default=0, init=False)

    def spend(self, entries: int, size: int) -> None:
        """Count these entries and bytes. Raises BadArchive."""
        self.entries -= entries
        self.unpacked += size
        if self.entries < 0 or self.unpacked > min(MAX_UNPACKED, max(_FREE, MAX_RATIO * self.packed)):
            raise BadArchive("unpacks_too_large")


def open_archive(file: IO[bytes]) -> ZipFile:
    """Return the archive in this file, its directory read. Raises BadArchive("damaged" or "unpacks_too_large")."""
    _check_directory_size(file)
    try:
        return ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError, OSError, UnicodeDecodeError, struct.error) as failure:
        raise BadArchive("damaged") from failure


def check(archive: ZipFile, allowance: Allowance, *, each: Callable[[str, bytes], None], depth: int = 1) -> None:
    """Read all of it, within the limits. `each` is called with the name and the first bytes of every entry.

    Raises BadArchive, and what `each` raises.
    """
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    allowance.spend(len(entries), 0)
    _check_names(entries)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise BadArchive("unpacks_too_large")
    file = archive.fp
    if file is None:  # closed
        raise ValueError("the archive is closed")
    end = 0
    for entry in entries:
        if entry.header_offset < end:  # two entries that share their bytes: how the flattest bombs are made
            raise BadArchive("unsafe_archive")
        begin, head = _unpack(file, entry, allowance)
        end = begin + entry.compress_size
        each(entry.filename, head)
        if head.startswith(b"PK\x03\x04"):
            _check_nested(archive, entry, allowance, each, depth)


def read_entry(archive: ZipFile, entry: str | ZipInfo, *, limit: int) -> bytes:
    """Return the bytes of one entry. Raises BadArchive, also where there is no such entry or it is above `limit`."""
    try:
        with archive.open(entry) as part:
            data = part.read(limit + 1)
    except (KeyError, ValueError, BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as failure:
        raise BadArchive("damaged") from failure
    except RuntimeError as failure:  # the library's word for an encrypted entry
        raise BadArchive("password") from failure
    if len(data) > limit:
        raise BadArchive("unpacks_too_large")
    return data


def _check_nested(
    archive: ZipFile, entry: ZipInfo, allowance: Allowance, each: Callable[[str, bytes], None], depth: int
) -> None:
    if depth >= _MAX_DEPTH:
        raise BadArchive("unpacks_too_large")
    with open_archive(io.BytesIO(read_entry(archive, entry, limit=_MAX_NESTED))) as nested:
        check(nested, allowance, each=lambda name, head: each(f"{entry.filename}/{name}", head), depth=depth + 1)


def _check_names(entries: Iterable[ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise BadArchive("password")
        name = entry.orig_filename.replace("\\", "/")
        unsafe = name.startswith("/") or ":" in name or "\x00" in name or ".." in name.split("/")
        if unsafe or not name or name.lower() in seen:
            raise BadArchive("unsafe_archive")
        seen.add(name.lower())


def _check_directory_size(file: IO[bytes]) -> None:
    """Look at the end record before the library reads the directory: it reads as much as the record says."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_557))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < 22:
        raise BadArchive("damaged")
    entries, directory = struct.unpack("<HI", tail[at + 10 : at + 16])
    if entries > MAX_ENTRIES or directory > _MAX_DIRECTORY:
        raise BadArchive("unpacks_too_large")


def _unpack(file: IO[bytes], entry: ZipInfo, allowance: Allowance) -> tuple[int, bytes]:
    """Unpack one entry, check its size and checksum; return where its data begins and its first bytes."""
    file.seek(entry.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise BadArchive("damaged")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    begin = entry.header_offset + 30 + name_length + extra_length
    if file.read(name_length) != entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF_8 else "cp437"):
        raise BadArchive("unsafe_archive")  # two names for one entry: each program would see another
    file.seek(begin)
    head, size, checksum = b"", 0, 0
    if entry.compress_size > _PIECE and entry.file_size <= _HARDLY_PACKED * entry.compress_size:
        allowance.spend(0, entry.file_size)
        return begin, next(iter(_pieces(file, entry, step=_BEGINNING)), b"")[:512]
    for piece in _pieces(file, entry, step=_PIECE):
        head = head or piece[:512]
        size += len(piece)
        if size > entry.file_size:
            raise BadArchive("unsafe_archive")
        allowance.spend(0, len(piece))
        checksum = zlib.crc32(piece, checksum)
    if size != entry.file_size or checksum != entry.CRC:
        raise BadArchive("damaged")
    return begin, head


def _pieces(file: IO[bytes], entry: ZipInfo, *, step: int) -> Iterable[bytes]:
    left = entry.compress_size
    if entry.compress_type == _STORED:
        while left > 0 and (raw := file.read(min(left, step))):
            left -= len(raw)
            yield raw
        return
    if entry.compress_type != _DEFLATED:
        raise BadArchive("damaged")  # office programs know these two only
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while left > 0 and (raw := file.read(min(left, step))):
            left -= len(raw)
            while raw:
                piece = unpacker.decompress(raw, step)
                if piece:
                    yield piece
                raw = unpacker.unconsumed_tail
        rest = unpacker.flush()
        if rest:
            yield rest
    except zlib.error as failure:
        raise BadArchive("damaged") from failure
