"""Finds QR codes on the pages of a scan: straight, askew, sideways, faint, noisy or coarse.

It runs in a child of its own (documents.scanned), so nothing here needs Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 10  # a form that was scanned with a whole folder behind it is looked for on these
_HARDER = 3  # … and looked for harder on these
_DPI = 200  # of the first look; a second one is finer
_FINE_DPI = 350
_MOST_PIXELS = 16_000_000  # of one page in memory, 1 byte each
_SMALL, _LARGE = 1800, 2000  # the longer side of a picture that is enlarged, and of one that is reduced; pixels
_LONGEST = 1000  # characters of one code


@dataclass(frozen=True)
class PageCode:
    """The text of a QR code, and the page it is on (from 1)."""

    page: int
    text: str


def codes_in(path: Path, kind: str, wanted: str) -> list[PageCode]:
    """Return the QR codes in a PDF or a picture (`kind`: pdf, jpg, png).

    Every page is looked at once, then the first ones again, harder. Looking ends at the first code that holds `wanted`.
    Raises whatever the libraries raise for a file they cannot read.
    """
    found: list[PageCode] = []
    for number, look in _looks(path) if kind == "pdf" else ((1, look) for look in _looks_at_picture(path)):
        codes = [PageCode(number, text) for text in _read(look)]
        found += [code for code in codes if code not in found]
        if any(wanted in code.text for code in codes):
            break
    return found


def _read(image: Image) -> list[str]:
    import zxingcpp  # heavy: loaded where used  # noqa: PLC0415

    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    codes = zxingcpp.read_barcodes(image, formats=wanted, text_mode=zxingcpp.TextMode.Plain)
    return [code.text for code in codes if len(code.text) <= _LONGEST]


def _looks(path: Path) -> Iterator[tuple[int, Image]]:
    """Yield the pages of a PDF, each with its number; a later look is only drawn when it is asked for."""
    import pypdfium2  # heavy: loaded where used  # noqa: PLC0415

    with pypdfium2.PdfDocument(path) as pdf:
        for index in range(min(len(pdf), MOST_PAGES)):
            yield index + 1, _drawn(pdf[index], _DPI)
        for index in range(min(len(pdf), _HARDER)):
            for look in _clearer(_drawn(pdf[index], _DPI)):
                yield index + 1, look
            yield index + 1, _drawn(pdf[index], _FINE_DPI)


def _drawn(page: object, dpi: int) -> Image:
    width, height = page.get_size()  # type: ignore[attr-defined]  # points
    scale = min(dpi / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)  # type: ignore[attr-defined]
    image: Image = bitmap.to_pil().convert("L")
    bitmap.close()
    return image


def _looks_at_picture(path: Path) -> Iterator[Image]:
    from PIL import Image  # heavy: loaded where used  # noqa: PLC0415

    with Image.open(path) as opened:
        side = int(_MOST_PIXELS**0.5)
        opened.draft("L", (side, side))  # a JPEG is decoded at the size that is needed
        opened.thumbnail((side, side))
        grey = opened.convert("L")
    yield grey
    yield from _clearer(grey)


def _clearer(image: Image) -> Iterator[Image]:
    """Yield the picture made clearer in several ways: without specks, smooth, and at half or more of its size."""
    from PIL import Image as Pillow  # heavy: loaded where used  # noqa: PLC0415
    from PIL import ImageFilter  # noqa: PLC0415

    clean = image.filter(ImageFilter.MedianFilter(3))
    yield clean
    yield image.filter(ImageFilter.GaussianBlur(1.2))
    if max(image.size) > _LARGE:
        yield clean.reduce(2)
    for scale in (2, 3) if max(image.size) <= _SMALL else ():
        yield image.resize((image.width * scale, image.height * scale), Pillow.Resampling.BICUBIC)
