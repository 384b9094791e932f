"""How much room a text takes in TH Sarabun New, near enough to choose a size and to fill a slide. Points throughout."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

LINE = 1.31  # a line's height, in sizes
SPACING = 0.95  # of that height, from line to line on our slides
_SLACK = 1.06  # a line ends at a word, not at the margin
_EMS = {"space": 0.17, "upper": 0.44, "lower": 0.34, "digit": 0.36, "thai": 0.39, "wide": 1.0, "other": 0.45}


def _em(character: str) -> float:
    category = unicodedata.category(character)
    if category in ("Mn", "Cf"):
        return 0.0
    if "\u0e00" <= character <= "\u0e7f":
        return _EMS["thai"]
    if unicodedata.east_asian_width(character) in "WF":
        return _EMS["wide"]
    kind = {"Zs": "space", "Lu": "upper", "Ll": "lower", "Nd": "digit"}.get(category, "other")
    return _EMS[kind]


def width(text: str, size: float) -> float:
    """Return the width of `text` set on one line at `size`."""
    return sum(_em(character) for character in text) * size


def lines(text: str, room: float, size: float) -> int:
    """Return how many lines `text` takes in `room` points of width at `size`."""
    return sum(_lines_of_one(width(part, size), room) for part in text.split("\n"))


def _lines_of_one(length: float, room: float) -> int:
    return 1 if length <= room else math.ceil(length * _SLACK / room)


def fitting_size(text: str, room: tuple[float, float], sizes: Iterable[float]) -> float:
    """Return the first of `sizes` (largest first) at which `text` fits in `room` (width, height), else the last."""
    size = 0.0
    for size in sizes:
        if lines(text, room[0], size) * size * LINE <= room[1]:
            break
    return size


def split(text: str, most: float, size: float) -> tuple[str, str]:
    """Cut `text` after at most `most` points of width: at a space where there is one, never inside a Thai cluster."""
    used, cut, space = 0.0, 0, 0
    for place, character in enumerate(text):
        used += _em(character) * size
        if used > most and cut:
            break
        following = text[place + 1 : place + 2]
        leads = "เ" <= character <= "ไ"  # a vowel written before its consonant
        if not following or (not leads and unicodedata.category(following) != "Mn" and following not in "ะาำๅๆ"):
            cut = place + 1
            space = cut if character == " " else space
    else:
        return text, ""
    cut = space if space > cut // 2 else cut
    return text[:cut], text[cut:]


def shortened(text: str, most: int, room: float, size: float) -> str:
    """Return `text` on one line, cut and marked with … where it would take more than `most` lines of `room` points."""
    text = " ".join(text.split())
    if lines(text, room, size) <= most:
        return text
    return split(text, room * most * 0.9 - size, size)[0].rstrip() + "…"
