"""Pictures: jpg and png, followed to their end without unpacking them."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

from rangwan.files.inspection import tails
from rangwan.files.inspection.subject import Inspection, Subject

MAX_PIXELS = 120_000_000  # an A3 page at 600 dpi has 70 million
_MARK, _START_OF_DATA = 0xFF, 0xDA


def read(subject: Subject) -> Inspection:
    """Return the kind of picture. Raises Refused: wrong_type, damaged, too_many_pixels, two_in_one."""
    from PIL.JpegImagePlugin import JpegImageFile  # heavy: loaded where used  # noqa: PLC0415
    from PIL.PngImagePlugin import PngImageFile  # noqa: PLC0415

    kind = subject.family
    subject.accept(kind)
    try:
        # The plugins, not Image.open: that has a limit of pixels of its own, with a warning in between.
        with (PngImageFile if kind == "png" else JpegImageFile)(subject.path) as image:
            width, height = image.size
            if width * height > MAX_PIXELS:
                raise subject.refusal("too_many_pixels", kind, width=width, height=height, limit=MAX_PIXELS)
            if kind == "png":
                image.verify()  # every chunk and its checksum, to the last one
        if kind == "jpg" and not _jpg_ends(subject.path):
            raise subject.refusal("damaged", kind)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as failure:
        raise subject.refusal("damaged", kind) from failure
    other = tails.appended(subject.path)
    if other:
        raise subject.refusal("two_in_one", kind, other=other)
    return subject.found(kind, 1)


def png_size(head: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG by its first bytes, None for anything else."""
    if not head.startswith(b"\x89PNG\r\n\x1a\n") or len(head) < 24:
        return None
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _jpg_ends(path: Path) -> bool:
    """Return whether the picture reaches its end mark. One that was cut off has none behind its data.

    Decoding would find no more (damaged data decode to grey) and cost a hundred times as much.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = 2
        while at + 4 <= len(data) and data[at] == _MARK:
            length = int.from_bytes(data[at + 2 : at + 4], "big")
            if data[at + 1] == _START_OF_DATA:
                # Within the data a mark's first byte is always escaped, so this is no accident of the picture.
                return data.find(b"\xff\xd9", at + 2 + length) >= 0
            at += 1 if data[at + 1] == _MARK else 2 + length
        return False
