"""Files to hand in: small ones for the entries that are there, and a deck of 5 MB."""

from __future__ import annotations

import io
import random
from functools import lru_cache

DECK_BYTES = 5_000_000


def small_pdf(words: str) -> bytes:
    """Return a sound PDF of one page that no other words give."""
    return _page().replace(b"%%EOF", b"% " + words.encode() + b"\n%%EOF")


@lru_cache(maxsize=1)
def _page() -> bytes:
    import pikepdf  # noqa: PLC0415 -- heavy: loaded where used

    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(out)
    return out.getvalue()


@lru_cache(maxsize=3)
def deck(side: int = 1290) -> bytes:
    """Return a presentation of some 5 MB: three slides, one with `side` by `side` points of noise."""
    from PIL import Image  # noqa: PLC0415 -- heavy: loaded where used
    from pptx import Presentation  # noqa: PLC0415 -- heavy: loaded where used

    noise = Image.frombytes("RGB", (side, side), random.Random(5).randbytes(side * side * 3))
    picture = io.BytesIO()
    noise.save(picture, "PNG")
    picture.seek(0)
    presentation = Presentation()
    for number in range(3):
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        if number == 1:
            slide.shapes.add_picture(picture, 0, 0)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()
