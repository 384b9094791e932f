"""Looks at the picture of a page: how light, how strong its letters, which way its lines run. Figures, no verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rangwan.files.rules import Look

if TYPE_CHECKING:
    from PIL.Image import Image

_FINE = 1000  # pixels of the long side, for light and ink
_COARSE = 330  # … for the way that lines run: a line of text is some three of them high, a letter is no longer seen
_STRIPS = 3  # the page is cut into strips, so that one laid in askew still shows its lines
_LAG = 4  # pixels between which light is compared: about half the way from line to line
_EDGE = 0.02  # of the page, on each side, is left out: scanners draw a dark border
_STRONGEST = 24.0  # a frame or a rule counts no more than a line of text
_INK = 20  # darker than the paper by this much


def look_of(picture: Image) -> Look:
    """Return the figures of a page's picture."""
    from PIL.Image import Resampling  # noqa: PLC0415 -- heavy

    grey = _at_most(picture.convert("L"), _FINE)
    across, down = round(grey.width * _EDGE), round(grey.height * _EDGE)
    grey = grey.crop((across, down, max(across + 1, grey.width - across), max(down + 1, grey.height - down)))
    counts = grey.histogram()
    light = _percentile(counts, 0.90)
    small = _at_most(grey, _COARSE)
    rows = small.resize((_STRIPS, small.height), Resampling.BOX).tobytes()
    columns = small.resize((small.width, _STRIPS), Resampling.BOX).tobytes()
    return Look(
        light=light,
        dark=_percentile(counts, 0.001),
        ink=sum(counts[: max(0, light - _INK)]) / sum(counts),
        across=_change([rows[strip::_STRIPS] for strip in range(_STRIPS)]),
        down=_change([columns[at : at + small.width] for at in range(0, len(columns), small.width)]),
    )


def _at_most(picture: Image, side: int) -> Image:
    """Return the picture, smaller where its long side is above `side`."""
    from PIL.Image import Resampling  # noqa: PLC0415 -- heavy

    scale = side / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Resampling.BOX)


def _percentile(counts: Sequence[int], part: float) -> int:
    """Return the lightness (0–255) below which this part of the points lies."""
    wanted, seen = part * sum(counts), 0
    for value, count in enumerate(counts):
        seen += count
        if seen >= wanted:
            return value
    return 255


def _change(strips: Sequence[bytes]) -> float:
    """Return how much the light changes along the strips, on average."""
    changes = [
        min(_STRONGEST, abs(after - before))
        for strip in strips
        for before, after in zip(strip, strip[_LAG:], strict=False)
    ]
    return sum(changes) / len(changes) if changes else 0.0
