"""The headers of tus 1.0 as they are written on the wire, in plain Python: what a client may say, and what it means.

https://tus.io/protocols/resumable-upload
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import format_datetime

from rangwan.files.refusal import UploadRefused

VERSION = "1.0.0"
EXTENSIONS = ("creation", "creation-with-upload", "termination", "expiration", "checksum")
ALGORITHMS = ("sha1", "sha256")  # sha1 is the one that the protocol asks for
MEDIA_TYPE = "application/offset+octet-stream"

LIFETIME = dt.timedelta(days=7)  # from the beginning: over a long weekend, and not for ever
MOST_OPEN = 20  # uploads that one person may have under way at once

_MOST_DIGITS = 15  # of a length; Python refuses to read thousands of digits
_LONGEST_METADATA = 8_000  # characters of the header


@dataclass(frozen=True)
class Checksum:
    """What a client says that the bytes of one request come to."""

    algorithm: str
    digest: bytes


@dataclass(frozen=True)
class Piece:
    """Bytes on their way: `read(n)` gives at most n of them, and none when no more come (the line may be cut)."""

    offset: int
    size: int  # as declared; fewer may come
    read: Callable[[int], bytes]
    checksum: Checksum | None = None


@dataclass(frozen=True)
class Creation:
    """What a client asks for when it begins: so many bytes, what it says of them, and `first` where it sends some."""

    length: int
    metadata: Mapping[str, str] = field(default_factory=dict)
    first: Piece | None = None

    @property
    def name(self) -> str:
        """The name of the file, as its owner wrote it."""
        return self.metadata.get("filename", "")

    @property
    def kind(self) -> str:
        """The slot that it is for."""
        return self.metadata.get("kind", "")

    @property
    def question(self) -> str:
        """The question that it supports, or nothing."""
        return self.metadata.get("question", "")


def require_version(given: str | None) -> None:
    """Raise UploadRefused unless the client speaks the protocol as we do."""
    if (given or "").strip() != VERSION:
        raise UploadRefused("version")


def count(header: str, given: str | None) -> int:
    """Return the number of bytes in a header. Raises UploadRefused for anything but plain digits."""
    text = (given or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise UploadRefused("header", header=header)
    return int(text)


def metadata(given: str) -> dict[str, str]:
    """Return {key: text} of Upload-Metadata: "key base64,key base64,key". Raises UploadRefused."""
    found: dict[str, str] = {}
    if len(given) > _LONGEST_METADATA:
        raise UploadRefused("header", header="Upload-Metadata")
    for pair in given.split(",") if given.strip() else ():
        key, _space, value = pair.strip().partition(" ")
        if not (key and key.isascii() and key.isprintable()) or key in found:
            raise UploadRefused("header", header="Upload-Metadata")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError):
            raise UploadRefused("header", header="Upload-Metadata") from None
    return found


def checksum(given: str | None) -> Checksum | None:
    """Return what Upload-Checksum says ("sha1 base64"), None where there is none. Raises UploadRefused."""
    if given is None:
        return None
    algorithm, _space, value = given.strip().partition(" ")
    if algorithm not in ALGORITHMS:
        raise UploadRefused("algorithm")
    try:
        digest = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise UploadRefused("header", header="Upload-Checksum") from None
    if len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size:
        raise UploadRefused("header", header="Upload-Checksum")
    return Checksum(algorithm, digest)


def http_date(moment: dt.datetime) -> str:
    """Return an aware moment as HTTP writes it."""
    return format_datetime(moment.astimezone(dt.UTC), usegmt=True)
