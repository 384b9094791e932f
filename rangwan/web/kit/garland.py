"""The garland's geometry: where each flower hangs. Plain arithmetic; the template draws the rest."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_GAP = 34  # between flowers, in SVG units
_RADIUS = 50  # of the closed ring


@dataclass(frozen=True, slots=True)
class Flower:
    """One flower of a garland: its centre, its turn in degrees, and whether it has opened."""

    x: float
    y: float
    turn: float
    is_open: bool


@dataclass(frozen=True, slots=True)
class Garland:
    """A drawn garland: the size of its canvas, the thread as an SVG path, and its flowers."""

    width: int
    height: int
    thread: str
    flowers: tuple[Flower, ...]
    done: int
    total: int
    beads: tuple[tuple[float, float], ...] = ()  # jasmine threaded between the flowers of a ring
    tassel: tuple[int, int] = (0, 0)


_FLOWER = (
    '<g transform="translate({} {}) rotate({})">'
    '<use class="{}" href="{}" x="-13" y="-13" width="26" height="26"/></g>\n'
)


@lru_cache(maxsize=512)
def strung(garland: Garland) -> SafeString:
    """Return beads and flowers as SVG: the same few garlands are drawn again and again."""
    beads = format_html_join("", '<circle class="k-bead" cx="{}" cy="{}" r="3.2"/>', garland.beads)
    looks = {True: ("garland__open", "#k-flower"), False: ("garland__bud", "#k-bud")}
    flowers = ((flower.x, flower.y, flower.turn, *looks[flower.is_open]) for flower in garland.flowers)
    return format_html("{}{}", beads, format_html_join("", _FLOWER, flowers))


@lru_cache(maxsize=512)
def string(done: int, total: int) -> Garland:
    """Return a garland that hangs between two points, with `total` flowers of which the first `done` are open."""
    done, total = _counts(done, total)
    span = _GAP * (total + 1)
    sag = min(22.0, 5.0 + span / 18)
    flowers = []
    for index in range(total):
        along = (index + 1) / (total + 1)
        # A parabola is close enough to a catenary at this depth; its slope turns the flower with the thread.
        slope = sag * 4 * (1 - 2 * along) / span
        y = 8 + sag * 4 * along * (1 - along)
        turn = math.degrees(math.atan(slope))
        flowers.append(Flower(round(span * along, 1), round(y, 1), round(turn, 1), index < done))
    thread = f"M2 8 Q{span / 2:g} {8 + 2 * sag:g} {span - 2} 8"
    return Garland(span, math.ceil(sag + 34), thread, tuple(flowers), done, total)


@lru_cache(maxsize=512)
def ring(done: int, total: int) -> Garland:
    """Return a garland closed into a ring, its tassel below."""
    done, total = _counts(done, total)
    centre = _RADIUS + 16
    flowers, beads = [], []
    # From the tassel at the bottom, clockwise; the tassel has the place between the last flower and the first.
    step = 2 * math.pi / (total + 1)
    for index in range(total):
        x, y = _on_ring(centre, step * (index + 1))
        flowers.append(Flower(x, y, round(math.degrees(step * (index + 1)) + 180, 1), index < done))
    between = max(0, round(_RADIUS * step / 7) - 2)  # beads that fit between two flowers
    for gap in range(total + 1):
        beads += [_on_ring(centre, step * (gap + (bead + 1.5) / (between + 2))) for bead in range(between)]
    top = centre - _RADIUS
    thread = f"M{centre} {top} a{_RADIUS} {_RADIUS} 0 1 1 -.01 0 Z"
    side = 2 * centre
    return Garland(
        side, side + 34, thread, tuple(flowers), done, total, tuple(beads), (centre - 13, centre + _RADIUS - 7)
    )


def _on_ring(centre: int, angle: float) -> tuple[float, float]:
    """Return the point of the ring at `angle` radians from its bottom, clockwise."""
    return (round(centre - _RADIUS * math.sin(angle), 1), round(centre + _RADIUS * math.cos(angle), 1))


def _counts(done: int, total: int) -> tuple[int, int]:
    total = max(1, min(int(total or 0), 40))
    return max(0, min(int(done or 0), total)), total
