"""A small reader of OLE2 compound files (MS-CFB), the container of ppt, doc, xls and of encrypted Office files.

Only what inspection needs: the names of the streams and the bytes of one. Every chain is bounded, so that a
broken or spiteful file ends in BadCompoundFile, never in a loop.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO

_END = 0xFFFFFFFA  # this and all above are marks, not sectors
_MAX_ENTRIES = 20_000
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class BadCompoundFile(Exception):
    """The file is cut off or its chains do not hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the directory."""

    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """An open compound file. Raises BadCompoundFile from every method."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        header = self._at(0, 512)
        self._shift, mini_shift = struct.unpack("<HH", header[30:34])
        if self._shift not in (9, 12) or mini_shift != 6:
            raise BadCompoundFile("sector size")
        self._length = 1 << self._shift
        fat_sectors, directory = struct.unpack("<I", header[44:48])[0], struct.unpack("<I", header[48:52])[0]
        self._mini_cutoff, mini_fat, _, next_difat = struct.unpack("<IIII", header[56:72])
        self._fat = self._read_fat(header, fat_sectors, next_difat)
        self.entries = self._read_directory(directory)
        self._mini_fat_start = mini_fat

    @property
    def names(self) -> set[str]:
        """The names of all streams and storages, wherever they stand."""
        return {entry.name for entry in self.entries}

    def stream(self, name: str, *, limit: int) -> bytes:
        """Return the bytes of the first stream of this name, or its first `limit` bytes."""
        entry = next((e for e in self.entries if e.name == name and e.kind == _STREAM), None)
        if entry is None:
            raise BadCompoundFile(f"no stream {name}")
        size = min(entry.size, limit)
        if entry.size >= self._mini_cutoff:
            return self._chain(entry.start, size)
        root = next((e for e in self.entries if e.kind == _ROOT), None)
        if root is None:
            raise BadCompoundFile("no root")
        table = self._numbers(self._chain(self._mini_fat_start, None))
        mini = self._chain(root.start, root.size)
        pieces, sector = [], entry.start
        for _ in range((size + 63) // 64):
            if sector >= len(table):
                raise BadCompoundFile("mini chain")
            pieces.append(mini[sector * 64 : sector * 64 + 64])
            sector = table[sector]
        return b"".join(pieces)[:size]

    def _read_fat(self, header: bytes, count: int, next_difat: int) -> list[int]:
        sectors = self._numbers(header[76:512])
        for _ in range(count):  # the list of the list, for files above some 7 MB
            if next_difat >= _END:
                break
            more = self._numbers(self._sector(next_difat))
            sectors += more[:-1]
            next_difat = more[-1]
        fat: list[int] = []
        for sector in [s for s in sectors if s < _END][:count]:
            fat += self._numbers(self._sector(sector))
        return fat

    def _read_directory(self, start: int) -> list[Entry]:
        data = self._chain(start, None, most=_MAX_ENTRIES * 128)
        entries = []
        for at in range(0, len(data) - 127, 128):
            name_length, kind = struct.unpack("<HB", data[at + 64 : at + 67])
            if kind in (_STORAGE, _STREAM, _ROOT) and 2 <= name_length <= 64:
                name = data[at : at + name_length - 2].decode("utf-16-le", "replace")
                begin, size = struct.unpack("<IQ", data[at + 116 : at + 128])
                entries.append(Entry(name, kind, begin, size if self._shift == 12 else size & 0xFFFFFFFF))
        return entries

    def _chain(self, start: int, size: int | None, *, most: int = 64_000_000) -> bytes:
        """Return the bytes of a chain of sectors: all of it up to `most`, or exactly `size`."""
        wanted = most if size is None else size
        pieces: list[bytes] = []
        sector = start
        while sector < _END and len(pieces) * self._length < wanted:
            if sector >= len(self._fat) or len(pieces) > len(self._fat):  # outside, or in a ring
                raise BadCompoundFile("chain")
            pieces.append(self._sector(sector))
            sector = self._fat[sector]
        data = b"".join(pieces)
        if size is not None and len(data) < size:
            raise BadCompoundFile("chain is short")
        return data if size is None else data[:size]

    def _sector(self, number: int) -> bytes:
        return self._at((number + 1) << self._shift, self._length)

    def _at(self, position: int, length: int) -> bytes:
        self._file.seek(position)
        data = self._file.read(length)
        if len(data) == length:
            return data
        if not data or length == 512:
            raise BadCompoundFile("cut off")
        return data.ljust(length, b"\0")  # some writers leave the last sector short

    @staticmethod
    def _numbers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))
