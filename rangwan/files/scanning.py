"""Asks ClamAV's daemon about a file: it is streamed there in pieces, and the answer is one line."""

from __future__ import annotations

import contextlib
import re
import socket
import struct
from collections.abc import Iterable
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 120.0  # for each read and write: a large deck takes clamd seconds, a busy machine longer
_LONGEST_ANSWER = 4096
_PIECE = 256 * 1024
_FOUND = re.compile(r"stream: (?P<signature>.+) FOUND")


class ScannerUnavailable(Exception):
    """The scanner does not answer, or answers nonsense: the file is to be tried again."""


class UnableToScan(Exception):
    """The scanner does not take this file, now or later: it is larger than its limit."""


class Scanner(Protocol):
    """Looks for viruses."""

    def scan(self, chunks: Iterable[bytes]) -> str:
        """Return the name of what was found, "" for nothing. Raises ScannerUnavailable, UnableToScan."""

    def version(self) -> str:
        """Return the scanner's own name and version. Raises ScannerUnavailable."""


class Clamd:
    """Speaks with clamd (its commands INSTREAM and VERSION), one connection for each question."""

    def __init__(self, url: str, seconds: float = _ANSWER_SECONDS) -> None:
        """Take `unix:///path` or `tcp://host:port`. Raises ImproperlyConfigured."""
        parts = urlsplit(url)
        self._path = parts.path
        self._seconds = seconds
        try:
            self._place = (parts.hostname or "", parts.port or 3310)
        except ValueError:
            self._place = ("", 0)
        sound = bool(self._path) if parts.scheme == "unix" else parts.scheme == "tcp" and bool(self._place[0])
        if not sound:
            raise ImproperlyConfigured(f"RANGWAN_CLAMD_URL must be unix:///path or tcp://host:port, not {url!r}")
        self._is_unix = parts.scheme == "unix"

    def scan(self, chunks: Iterable[bytes]) -> str:
        """Return the name of what was found, "" for nothing. Raises ScannerUnavailable, UnableToScan."""
        with self._connected() as line:
            try:
                line.sendall(b"zINSTREAM\0")
                for chunk in chunks:
                    for at in range(0, len(chunk), _PIECE):
                        piece = chunk[at : at + _PIECE]
                        line.sendall(struct.pack(">I", len(piece)) + piece)
                line.sendall(struct.pack(">I", 0))
            except TimeoutError as failure:
                raise ScannerUnavailable("clamd takes no more") from failure
            except OSError as failure:  # it hangs up in the middle of a file that is too large, and has said why
                answer = _answer(line)
                if not answer:
                    raise ScannerUnavailable("clamd hung up") from failure
            else:
                answer = _answer(line)
        if answer == "stream: OK":
            return ""
        found = _FOUND.fullmatch(answer)
        if found:
            return found["signature"]
        if "size limit exceeded" in answer:
            raise UnableToScan
        raise ScannerUnavailable(f"clamd said: {answer or 'nothing'}")

    def version(self) -> str:
        """Return what clamd says of itself. Raises ScannerUnavailable."""
        with self._connected() as line:
            try:
                line.sendall(b"zVERSION\0")
            except OSError as failure:
                raise ScannerUnavailable("clamd hung up") from failure
            answer = _answer(line)
        if not answer.startswith("ClamAV"):
            raise ScannerUnavailable(f"clamd said: {answer or 'nothing'}")
        return answer

    def _connected(self) -> socket.socket:
        line = socket.socket(socket.AF_UNIX) if self._is_unix else None
        try:
            if line is None:
                line = socket.create_connection(self._place, timeout=_CONNECT_SECONDS)
            else:
                line.settimeout(_CONNECT_SECONDS)
                line.connect(self._path)
        except OSError as failure:
            if line is not None:
                line.close()
            raise ScannerUnavailable(f"clamd does not answer: {failure}") from failure
        line.settimeout(self._seconds)
        return line


def _answer(line: socket.socket) -> str:
    """Return clamd's line, or "" where none came."""
    said = b""
    with contextlib.suppress(OSError):
        while b"\0" not in said and len(said) < _LONGEST_ANSWER:
            piece = line.recv(_LONGEST_ANSWER)
            if not piece:
                break
            said += piece
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def scanner() -> Scanner | None:
    """Return the scanner that the setting RANGWAN_CLAMD_URL names; None where there is none."""
    url: str = settings.RANGWAN_CLAMD_URL
    return Clamd(url) if url else None
