"""Pictures of the main pages for docs/screenshots/, taken when they are asked for:

SCREENSHOTS=1 make test T=tests/e2e/test_award.py
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from tests.e2e.desk import NARROW, WIDE
from tests.e2e.site import ROOT

KEPT = ROOT / "docs" / "screenshots"
LARGEST = 300_000  # bytes of one picture
TALLEST = {1440: 1800, 360: 1560}  # pixels; what is below is on no screen at first sight


@dataclass(frozen=True)
class Camera:
    """Takes `NAME-WIDTH.png` into the folder; nothing where there is none."""

    folder: Path | None

    @classmethod
    def ready(cls) -> Camera:
        """Return a camera that takes pictures if the environment asks for them."""
        return cls(KEPT if os.environ.get("SCREENSHOTS") == "1" else None)

    def take(self, page: Page, name: str, *widths: int, at: str = "") -> None:
        """Take the page at these widths (both where none is given); `at`: only a screenful, from this element on."""
        if self.folder is None:
            return
        for width in widths or tuple(TALLEST):
            page.set_viewport_size(NARROW if width == NARROW["width"] else WIDE)
            page.evaluate("(at) => at ? document.querySelector(at).scrollIntoView() : window.scrollTo(0, 0)", at)
            page.evaluate("() => document.fonts.ready")
            shot = page.screenshot(full_page=not at, animations="disabled")
            _keep(shot, self.folder / f"{name}-{width}.png", TALLEST[width])
        page.set_viewport_size(WIDE)


def _keep(shot: bytes, path: Path, tallest: int) -> None:
    with Image.open(io.BytesIO(shot)) as picture:
        cut = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, tallest)))
    path.parent.mkdir(parents=True, exist_ok=True)
    cut.quantize(palette=_palette(cut), dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < LARGEST, f"{path.name} is too large: {path.stat().st_size} bytes"


def _palette(picture: Image.Image) -> Image.Image:
    """Return the picture's commonest colours, exactly: grounds and accents stay what they are, soft edges follow."""
    counted: Any = picture.getcolors(2**24)
    palette = Image.new("P", (1, 1))
    palette.putpalette([level for _, colour in sorted(counted, reverse=True)[:160] for level in colour])
    return palette
