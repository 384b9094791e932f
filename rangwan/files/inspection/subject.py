"""The file under inspection, and what is found out about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rangwan.files.kinds import KINDS
from rangwan.files.refusal import Refused


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file is: a key of KINDS, its media type, pages or slides where they can be counted.

    `notes` are hints that bar nothing: "repaired" (a PDF with a broken table of contents), "embedded_object".
    """

    type: str
    media_type: str
    pages: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A file under inspection: where it lies, what it is called, what may be sent, how it begins."""

    path: Path
    name: str
    allowed: tuple[str, ...]
    head: bytes
    family: str

    def accept(self, kind: str) -> None:
        """Go on only with a kind that was asked for. Raises Refused."""
        if kind not in self.allowed:
            raise self.wrong_type(kind)

    def wrong_type(self, seems: str) -> Refused:
        """Return the refusal of a file that seems to be something that was not asked for."""
        return Refused("wrong_type", {"name": self.name, "seems": seems, "accepted": list(self.allowed)})

    def refusal(self, code: str, kind: str, **params: Any) -> Refused:
        """Return a refusal with this code; `kind` is what the file is, or was meant to be."""
        return Refused(code, {"name": self.name, "kind": kind, **params})

    def found(self, kind: str, pages: int | None = None, notes: tuple[str, ...] = ()) -> Inspection:
        """Return what inspection found."""
        return Inspection(kind, KINDS[kind].media_type, pages, notes)
