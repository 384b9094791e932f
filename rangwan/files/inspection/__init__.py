"""What a file really is, by its content; what is dangerous or broken is refused with a reason.

A module per family of formats, all of one shape: `read(subject) -> Inspection`. Each names the kind first
(`subject.accept(kind)` refuses one that was not asked for) and only then looks deeper.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rangwan.files.inspection import documents_ole, documents_zip, images, pdf, sniffing, texts
from rangwan.files.inspection.subject import Inspection, Subject
from rangwan.files.refusal import Refused

__all__ = ["Inspection", "Refused", "inspect"]

_HEAD = 4096

_READERS: dict[str, Callable[[Subject], Inspection]] = {
    "zip": documents_zip.read,
    "ole": documents_ole.read,
    "pdf": pdf.read,
    "jpg": images.read,
    "png": images.read,
    "text": texts.read,
}


def inspect(path: Path, *, name: str, allowed_types: tuple[str, ...]) -> Inspection:
    """Return what the file at `path` is.

    `allowed_types` are keys of files.kinds.KINDS. The extension in `name` decides nothing where the content
    can be told; it only tells plain texts (csv, txt) apart.
    Raises Refused; its params always hold `name`.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise Refused("empty", {"name": name})
    family = sniffing.family(head)
    subject = Subject(path, name, allowed_types, head, family)
    reader = _READERS.get(family)
    if reader is None:
        raise subject.wrong_type(family)
    return reader(subject)
