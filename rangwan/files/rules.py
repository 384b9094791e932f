"""What is worth a word about the pages of a file: plain figures in, warnings out. They are hints and bar nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PAGES_DRAWN = 150  # of one file; more would fill the disk, and no judge looks at them
ATTEMPTS = 3  # at making the pages of one file: what ends the worker each time is given up


@dataclass(frozen=True, slots=True)
class Look:
    """Figures of a page's picture.

    `light` and `dark`: lightness, 0 (black) to 255 (white), of its paper and of its darkest points; `ink`: the part of
    it, 0 to 1, that is clearly darker than the paper; `across` and `down`: how much the light changes from row to row
    and from column to column, 0 to 24. Lines of text that lie as they should make `across` the greater.
    """

    light: int
    dark: int
    ink: float
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was drawn. `dots`: for a scan, its dots per inch on a page of A4; None where letters are drawn."""

    number: int
    look: Look
    letters: int
    dots: int | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning: a code of WARNINGS, the pages that it is about (none: the whole file), what its words need."""

    code: str
    pages: tuple[int, ...] = ()
    params: Mapping[str, Any] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as the database keeps it."""
        return {"code": self.code, "pages": list(self.pages), "params": dict(self.params or {})}


WARNINGS = (
    "fonts", "dark", "sideways", "faint", "coarse", "blank", "fewer_pages", "more_pages", "cut", "embedded", "linked",
)  # fmt: skip

_DARKEST_PAPER = 130
_FAINTEST = 60  # between the paper and the darkest points
_COARSEST = 100  # dots per inch: the least at which a letter of 12 points is read with ease
_EMPTY = 0.0004  # of the page: less ink than a page number
_LEAST_CHANGE = 1.5  # below it there are no lines to be seen
_CLEARLY = 1.6  # times
_MOST_INK = 0.4  # of a page of text; above it the scan is a photograph, where trees stand upright


def warnings_of(
    pages: Sequence[Page],
    *,
    total: int,
    expected: int | None = None,
    fonts: Mapping[str, Sequence[int]] | None = None,
    notes: Sequence[str] = (),
) -> list[Warned]:
    """Return what is to be said of the pages of a file.

    `pages`: those that were drawn; `total`: how many it has now; `expected`: how many it said it had; `fonts`: those
    that are missing here, each with the pages that want it; `notes`: those of its inspection.
    """
    found = []
    if fonts:
        wanting = sorted({number for numbers in fonts.values() for number in numbers})
        found.append(Warned("fonts", tuple(wanting), {"fonts": sorted(fonts)}))
    for code, holds in (
        ("blank", is_blank), ("dark", is_dark), ("sideways", is_sideways), ("faint", is_faint), ("coarse", is_coarse),
    ):  # fmt: skip
        concerned = tuple(page.number for page in pages if holds(page))
        if concerned:
            found.append(Warned(code, concerned))
    if expected is not None and total != expected:
        code = "fewer_pages" if total < expected else "more_pages"
        found.append(Warned(code, (), {"expected": expected, "total": total}))
    if total > len(pages):
        found.append(Warned("cut", (), {"drawn": len(pages), "total": total}))
    found += [Warned(code) for note, code in (("embedded_object", "embedded"), ("linked", "linked")) if note in notes]
    return found


def is_blank(page: Page) -> bool:
    """Return whether there is nothing on the page: one colour, and no letters."""
    return page.letters == 0 and page.look.ink < _EMPTY and page.look.light - page.look.dark < 2 * _FAINTEST


def is_dark(page: Page) -> bool:
    """Return whether a scan is so dark that its paper is grey."""
    return page.dots is not None and page.look.light < _DARKEST_PAPER


def is_sideways(page: Page) -> bool:
    """Return whether the lines of a scan run from top to bottom."""
    look = page.look
    is_text = page.dots is not None and look.ink < _MOST_INK
    return is_text and look.down > _LEAST_CHANGE and look.down > _CLEARLY * look.across


def is_faint(page: Page) -> bool:
    """Return whether the letters of a scan hardly stand out from its paper."""
    return (
        page.dots is not None
        and not is_blank(page)
        and not is_dark(page)
        and page.look.light - page.look.dark < _FAINTEST
    )


def is_coarse(page: Page) -> bool:
    """Return whether a scan has too few dots for its letters to be read."""
    return page.dots is not None and page.dots < _COARSEST and not is_blank(page)


def missing_fonts(
    named: Mapping[str, Sequence[int]], here: Iterable[str], stand_ins: Mapping[str, Sequence[str]]
) -> dict[str, list[int]]:
    """Return the fonts that are named and not here, with their pages; one with a true stand-in is as good as here.

    `stand_ins`: names of fonts, small letters, with those that have the same widths.
    """
    known = {name.casefold() for name in here}
    return {
        name: sorted(pages)
        for name, pages in named.items()
        if name.casefold() not in known
        and not any(other.casefold() in known for other in stand_ins.get(name.casefold(), ()))
    }
