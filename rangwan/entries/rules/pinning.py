"""Pages as people type them (“4-6, 9”, Thai digits, หน้า ๔ ถึง ๖) and as they are shown. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from rangwan.kernel.text import arabic_digits, storable, visible

MOST_PAGES = 2_000  # of a file whose pages were not counted
_LONGEST = 500  # characters typed

PageFault = Literal["unreadable", "backwards", "no_such_page"]

_WORDS = re.compile(r"หน้าที่|หน้า|สไลด์ที่|สไลด์|แผ่นที่|แผ่น|pages?|slides?|pp?\.", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;、\n]|\bและ\b|และ|\band\b|&", re.IGNORECASE)
_RANGE = re.compile(r"([0-9]{1,6})\s*(?:[-\u2010-\u2015\u2212~]|ถึง|to)\s*([0-9]{1,6})", re.IGNORECASE)
_PAGE = re.compile(r"[0-9]{1,6}")


class BadPages(ValueError):
    """What was typed names no pages: `code` says why, `params` what was typed or how many pages there are."""

    def __init__(self, code: PageFault, **params: str | int) -> None:
        super().__init__(code)
        self.code: PageFault = code
        self.params = params


def parse_pages(text: str, count: int | None) -> tuple[int, ...]:
    """Return the page numbers meant, rising, each once; () for nothing typed. `count`: the pages of the file.

    Raises BadPages: unreadable, backwards (6-4), no_such_page.
    """
    text = _WORDS.sub(" ", arabic_digits(visible(storable(text[: _LONGEST + 1]))))
    if len(text) > _LONGEST:
        raise BadPages("unreadable", typed=text[:40])
    pages: set[int] = set()
    for part in _SEPARATOR.split(text):
        for piece in _pieces(part.strip()):
            first, last = piece
            if first > last:
                raise BadPages("backwards", typed=f"{first}-{last}")
            _require(first, count)
            _require(last, count)
            pages.update(range(first, last + 1))
    return tuple(sorted(pages))


def checked_pages(pages: Iterable[object], count: int | None) -> tuple[int, ...]:
    """Return these page numbers, rising, each once. Raises BadPages: unreadable, no_such_page."""
    found = set()
    for page in pages:
        if isinstance(page, bool) or not isinstance(page, int):
            raise BadPages("unreadable", typed=str(page)[:40])
        _require(page, count)
        found.add(page)
    return tuple(sorted(found))


def page_runs(pages: Iterable[int]) -> list[tuple[int, str]]:
    """Return pages that follow each other together: [(4, "4–6"), (9, "9")]."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return [(run[0], f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0])) for run in runs]


def shown_pages(pages: Iterable[int]) -> str:
    """Return page numbers as people write them: 4–6, 9."""
    return ", ".join(shown for _first, shown in page_runs(pages))


def _pieces(part: str) -> list[tuple[int, int]]:
    """Return the ranges in a part between commas; several pages may stand there with spaces between them."""
    found = []
    while part:
        if match := _RANGE.match(part):
            found.append((int(match[1]), int(match[2])))
        elif match := _PAGE.match(part):
            found.append((int(match[0]), int(match[0])))
        else:
            raise BadPages("unreadable", typed=part[:40])
        rest = part[match.end() :]
        if rest and not rest[0].isspace():
            raise BadPages("unreadable", typed=part[:40])
        part = rest.strip()
    return found


def _require(page: int, count: int | None) -> None:
    if not 1 <= page <= (count or MOST_PAGES):
        raise BadPages("no_such_page", page=page, count=count or 0)
