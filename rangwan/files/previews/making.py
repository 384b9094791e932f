"""The worker's part: has a file looked at, made a PDF and drawn, each by a program of its own in the sandbox."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rangwan
from rangwan.files import sandbox
from rangwan.files.convert import UnableToConvert, converter
from rangwan.files.kinds import KINDS
from rangwan.files.previews import fonts
from rangwan.files.refusal import Refused
from rangwan.files.rules import PAGES_DRAWN, Look, Page, Warned, missing_fonts, warnings_of
from rangwan.kernel.text import storable

OFFICE = frozenset(("pptx", "ppt", "odp", "docx", "doc", "odt"))  # become a PDF first
DRAWN = OFFICE | {"pdf", "jpg", "png"}
_GIGABYTE = 1 << 30
_OUT_OF_LIMITS = (b"MemoryError", b"File too large")  # how Python says it
_LOOKING = sandbox.Limits(seconds=60, memory=2 * _GIGABYTE, processor=50, file=10 << 20, alone=True, polite=True)
_DRAWING = sandbox.Limits(seconds=300, memory=2 * _GIGABYTE, processor=240, file=128 << 20, alone=True, polite=True)


class UnableToDraw(Exception):
    """The pages cannot be made. `code`: a key of wording.PREVIEW_PROBLEMS; `again`: it may work another time."""

    def __init__(self, code: str, *, again: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.again = again


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page: where its picture (WebP) lies, its size in pixels, and the words on it."""

    number: int
    picture: Path
    width: int
    height: int
    text: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pages of a file, the PDF that was made of it (None for one that is a PDF), and what is to be said of them."""

    pages: list[DrawnPage]
    pdf: Path | None
    warnings: list[Warned]


def draw(source: Path, *, kind: str, name: str, expected: int | None, folder: Path) -> Drawn:
    """Draw the file at `source`, a key of KINDS among DRAWN, into the empty `folder`.

    `expected`: the pages or slides that were counted when it came. Raises Refused (the file does not pass the
    inspection as it is today) and UnableToDraw.
    """
    looked = _child("look", source, kind, name, folder=folder / "look", limits=_LOOKING)
    if "refused" in looked:
        raise Refused(looked["refused"]["code"], looked["refused"]["params"])
    pages, pdf = folder / "pages", folder / "document.pdf"
    if kind in OFFICE:
        try:
            converter(polite=True).make_pdf(source, KINDS[kind].extensions[0], pdf)
        except UnableToConvert as unable:
            raise UnableToDraw(unable.code, again=unable.code == "timeout") from unable
        drawn = _child("draw", pdf, "pdf", str(PAGES_DRAWN), folder=pages, limits=_DRAWING)
    else:
        drawn = _child("draw", source, kind, str(PAGES_DRAWN), folder=pages, limits=_DRAWING)
        pdf = pages / "document.pdf"
    return Drawn(
        pages=[
            DrawnPage(
                page["number"], pages / f"{page['number']}.webp", page["width"], page["height"], storable(page["text"])
            )
            for page in drawn["pages"]
        ],
        pdf=pdf if pdf.is_file() else None,
        warnings=_warnings(looked, drawn, expected),
    )


def _warnings(looked: Mapping[str, Any], drawn: Mapping[str, Any], expected: int | None) -> list[Warned]:
    here = fonts.installed()
    return warnings_of(
        [Page(page["number"], Look(**page["look"]), len(page["text"]), page["dots"]) for page in drawn["pages"]],
        total=drawn["total"],
        expected=expected,
        fonts=missing_fonts(looked["fonts"], here, fonts.STAND_INS) if here else {},
        notes=looked["notes"],
    )


def _child(what: str, source: Path, *more: str, folder: Path, limits: sandbox.Limits) -> dict[str, Any]:
    """Run the child and return what it found. Raises UnableToDraw."""
    folder.mkdir()
    command: Sequence[str | Path] = [
        sys.executable, "-P", "-s", "-B", "-m", "rangwan.files.previews.child", what, source, *more, folder,
    ]  # fmt: skip
    code_lies = {"PYTHONPATH": str(Path(rangwan.__file__).parents[1])}
    try:
        code, said = sandbox.run(command, folder=folder, limits=limits, environment=code_lies)
    except sandbox.TookTooLong:
        raise UnableToDraw("timeout", again=True) from None
    if code < 0:  # ended by the kernel: out of one of its limits, or broken by the file
        raise UnableToDraw("too_heavy")
    if code or not (folder / "found.json").is_file():
        raise UnableToDraw("too_heavy" if any(words in said for words in _OUT_OF_LIMITS) else "damaged")
    found: dict[str, Any] = json.loads((folder / "found.json").read_text(encoding="ascii"))
    return found
