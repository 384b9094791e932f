"""Pictures of the main pages. With SCREENSHOTS=1 they go to docs/screenshots/, else into the test's own folder.

SCREENSHOTS=1 make test T=tests/e2e/test_award.py
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.e2e.desk import NARROW, WIDE
from tests.e2e.site import ROOT

KEPT = ROOT / "docs" / "screenshots"
LARGEST = 300_000  # bytes of one picture
TALLEST = {1440: 1800, 360: 1560}  # pixels; what is below is on no screen at first sight


@dataclass(frozen=True)
class Camera:
    """Takes `NAME-WIDTH.png`."""

    folder: Path

    @classmethod
    def into(cls, folder: Path) -> Camera:
        """Return the camera of a test, whose own folder this is."""
        return cls(KEPT if os.environ.get("SCREENSHOTS") == "1" else folder)

    def take(self, page: Page, name: str, *widths: int, whole: bool = True) -> None:
        """Take the page at these widths (both where none is given); not `whole`: what one screen shows of it."""
        for width in widths or tuple(TALLEST):
            page.set_viewport_size(NARROW if width == NARROW["width"] else WIDE)
            page.evaluate("document.fonts.ready.then(() => window.scrollTo(0, 0))")
            self._keep(page.screenshot(full_page=whole, animations="disabled"), f"{name}-{width}.png", TALLEST[width])
        page.set_viewport_size(WIDE)

    def _keep(self, shot: bytes, name: str, tallest: int) -> None:
        with Image.open(io.BytesIO(shot)) as picture:
            cut = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, tallest)))
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        cut.quantize(palette=_palette(cut), dither=Image.Dither.NONE).save(path, optimize=True)
        assert path.stat().st_size < LARGEST, f"{name} is too large: {path.stat().st_size} bytes"


def _palette(picture: Image.Image) -> Image.Image:
    """Return the picture's commonest colours, exactly: grounds and accents stay what they are, soft edges follow."""
    counted = sorted(picture.getcolors(2**24) or [], reverse=True)[:160]
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for _, colour in counted for level in colour])  # type: ignore[union-attr]
    return palette
