"""Draws the signed submission form as if it had been scanned: printed text, ticks, a signature, a seal."""

from __future__ import annotations

import io
import math
import random
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders

from rangwan.documents.qr import qr_png
from rangwan.documents.submission_form import FormCode, SubmissionFormDocument

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont
    from PIL.Image import Image

_WIDTH, _HEIGHT, _EDGE = 910, 1287, 84  # A4 at 110 dots to the inch
_INK, _PEN, _SEAL, _PAPER = (38, 38, 42), (28, 52, 150), (176, 34, 48), (250, 249, 244)
_TINY, _SMALL, _BODY, _TITLE = 11, 15, 18, 23
_CODE = 150  # pixels; some 35 mm
# A consonant with the vowels and marks that hang on it; a line may end between two of these.
_CLUSTER = re.compile("[เ-ไ]?[ก-ฮ][ะ-ฺ็-๎]*| +|[^ ก-๛]+|.")
_THAI = re.compile("([\u0e00-\u0e7f]+)")


class _Page:
    """A sheet of paper that is written on from above."""

    def __init__(self) -> None:
        from PIL import Image, ImageDraw  # noqa: PLC0415 -- heavy: loaded where used

        self.image: Image.Image = Image.new("RGB", (_WIDTH, _HEIGHT), _PAPER)
        self.draw: ImageDraw.ImageDraw = ImageDraw.Draw(self.image)
        self.y = float(_EDGE)

    def text(self, words: str, size: int = _BODY, *, x: float = _EDGE, centred: bool = False) -> None:
        """Write paragraphs and move below them."""
        for paragraph in words.splitlines():
            for line in _lines(paragraph, size, _WIDTH - _EDGE - x):
                at = (_WIDTH - _length(line, size)) / 2 if centred else x
                self.line(line, at, self.y, size)
                self.y += size * 1.75
        self.y += 3

    def line(self, words: str, x: float, y: float, size: int) -> float:
        """Write one line at a place and return where it ends."""
        for run in _THAI.split(words.replace("✓", "/")):  # the font has no such sign
            if run:
                font = _font(size, thai=bool(_THAI.match(run)))
                self.draw.text((x, y + size * 1.2), run, font=font, fill=_INK, anchor="ls")
                x += font.getlength(run)
        return x

    def blank(self, label: str, value: str) -> None:
        """Write a label and what was filled in, on a dotted line."""
        start = self.line(label + " ", _EDGE, self.y, _BODY)
        self.line(value, start + 6, self.y, _BODY)
        base = self.y + _BODY * 1.45
        for dot in range(int(start), _WIDTH - _EDGE, 6):
            self.draw.point((dot, base), fill=_INK)
        self.y += _BODY * 1.95

    def box(self, words: str, *, ticked: bool, hand: random.Random) -> None:
        """Write a line with a box, ticked by hand or not."""
        top = self.y + 6
        self.draw.rectangle((_EDGE, top, _EDGE + 15, top + 15), outline=_INK, width=1)
        if ticked:
            points = [(_EDGE + 1, top + 6), (_EDGE + 7, top + 14), (_EDGE + 21, top - 8)]
            self.draw.line([(x + hand.uniform(-1.5, 1.5), y + hand.uniform(-1.5, 1.5)) for x, y in points], _PEN, 3)
        self.text(words, x=_EDGE + 28)


def signed_form(paper: SubmissionFormDocument, *, unticked: frozenset[int], seal: bool, mark: str, kind: str) -> bytes:
    """Return the filled form as a scan, `kind` "jpg" or "pdf". `unticked` are numbers of consents from 0 on."""
    hand = random.Random(paper.draft_code)  # noqa: S311 -- a scribble, no secret
    page = _Page()
    page.text(mark, _SMALL, centred=True)
    for line in _lines(paper.title, _TITLE, _WIDTH - 2 * (_EDGE + _CODE)):  # beside the code, and as far from the left
        page.text(line, _TITLE, centred=True)
    page.y += 8
    if paper.code is not None:
        _code(page, paper.code)
    for field in paper.fields:
        page.blank(field.label, field.value)
    page.text(paper.intro)
    page.text(f"“{paper.project_title}”", x=_EDGE + 28)
    page.text(paper.accept)
    for number, consent in enumerate(paper.consents):
        page.box(consent, ticked=number not in unticked, hand=hand)
    for number, choice in enumerate(paper.authority):
        page.box(choice, ticked=number == 0, hand=hand)
    _sign(page, paper, hand)
    if seal:
        _stamp(page, _EDGE + 150, page.y - 70)
    return _saved(_laid_askew(page.image, hand), kind)


def drawn_pages(pages: list[tuple[str, list[str]]]) -> bytes:
    """Return a plain PDF of drawn text, a heading and paragraphs on each page (where LibreOffice is missing)."""
    drawn = []
    for heading, paragraphs in pages:
        page = _Page()
        drawn.append(page.image)
        page.text(heading, _TITLE)
        for paragraph in paragraphs:
            if page.y > _HEIGHT * 0.8:
                page = _Page()
                drawn.append(page.image)
            page.text(paragraph)
    out = io.BytesIO()
    drawn[0].save(out, "PDF", resolution=110, save_all=True, append_images=drawn[1:])
    return out.getvalue()


def _code(page: _Page, code: FormCode) -> None:
    """Draw the code in the corner, and move below it."""
    from PIL import Image  # noqa: PLC0415 -- heavy: loaded where used

    x, y = _WIDTH - _EDGE - _CODE, 40
    with Image.open(io.BytesIO(qr_png(code.address, sturdy=True))) as drawn:
        page.image.paste(drawn.convert("RGB").resize((_CODE, _CODE)), (x, y))
    for place, line in enumerate(code.lines):
        page.line(line, x, y + _CODE + place * _TINY * 1.5, _TINY)
    page.y = max(page.y, y + _CODE + len(code.lines) * _TINY * 1.5 + 6)


def _sign(page: _Page, paper: SubmissionFormDocument, hand: random.Random) -> None:
    page.y += 56
    left, base = _WIDTH / 2 + 30, page.y
    waves = [hand.uniform(0.6, 1.4) for _ in range(4)]
    points = [
        (left + step * 1.9, base - 14 - 17 * math.sin(step / 9 * waves[0]) * math.cos(step / 23 * waves[1]) * waves[2])
        for step in range(int(95 * waves[3]))
    ]
    page.draw.line(points, _PEN, 2, joint="curve")
    page.draw.line((left - 20, base + 8, _WIDTH - _EDGE, base + 8), fill=_INK)
    for words in (f"({paper.printed_name})", paper.position):
        page.line(words, left, page.y + 10, _BODY)
        page.y += _BODY * 1.75


def _stamp(page: _Page, x: float, y: float) -> None:
    for radius, width in ((62, 3), (48, 1), (20, 2)):
        page.draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=_SEAL, width=width)
    for petal in range(8):
        angle = petal * math.pi / 4
        reach = (x + 46 * math.cos(angle), y + 46 * math.sin(angle))
        page.draw.line((x + 20 * math.cos(angle), y + 20 * math.sin(angle), *reach), fill=_SEAL, width=2)


def _laid_askew(image: Image, hand: random.Random) -> Image:
    from PIL.Image import Resampling  # noqa: PLC0415 -- heavy: loaded where used

    return image.rotate(hand.uniform(-0.8, 0.8), fillcolor=(233, 231, 226), resample=Resampling.BILINEAR)


def _saved(image: Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "pdf":
        image.save(out, "PDF", resolution=110, quality=70)
    else:
        image.save(out, "JPEG", quality=68, dpi=(110, 110))
    return out.getvalue()


@lru_cache(maxsize=256)  # every form has the same consents
def _lines(words: str, size: int, room: float) -> list[str]:
    """Break a paragraph into lines, at a space where one is near, else between two clusters of letters."""
    lines, line = [], ""
    for piece in _CLUSTER.findall(words):
        if line and _length(line + piece, size) > room:
            head, space, tail = line.rpartition(" ")
            if space and _length(head, size) > room * 0.5:
                lines.append(head)
                line = tail + piece
            else:
                lines.append(line)
                line = piece.lstrip()
        else:
            line += piece
    return [*lines, line]


def _length(words: str, size: int) -> float:
    return sum(_font(size, thai=bool(_THAI.match(run))).getlength(run) for run in _THAI.split(words) if run)


_FONTS: dict[tuple[int, bool], ImageFont.FreeTypeFont | ImageFont.ImageFont] = {}


def _font(size: int, *, thai: bool) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return our own web font, which draws the same on every machine; Pillow's plain one where it cannot be read."""
    from PIL import ImageFont  # noqa: PLC0415 -- heavy: loaded where used

    if (size, thai) not in _FONTS:
        found = finders.find(f"kit/fonts/plex-thai-looped-{'thai' if thai else 'latin'}-400.woff2")
        try:
            _FONTS[size, thai] = ImageFont.truetype(str(found), size)
        except OSError:
            _FONTS[size, thai] = ImageFont.load_default(size)
    return _FONTS[size, thai]
