"""What opens strangers' files, run by `making` in the sandbox and never inside a server.

`python -m rangwan.files.previews.child look SOURCE KIND NAME OUT`: inspect the file once more, list its fonts.
`python -m rangwan.files.previews.child draw SOURCE KIND MOST OUT`: draw the first MOST pages of a PDF or a picture
(1.webp, 2.webp …).
Both write what they found into the folder OUT, as `found.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rangwan.files.previews import fonts
from rangwan.files.previews.measuring import look_of

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

WIDTH = 1600  # pixels of a page's picture
_TALLEST = 2 * WIDTH
_PDF_SIDE = 2480  # pixels of a picture put into a PDF: A4 at 300 dots per inch
_A4_WIDTH = 8.27  # inches
_POINTS = 72  # to the inch
_COVERS = 0.7  # of the page: a picture of this size is a scan
_FEW_LETTERS = 20
_MOST_TEXT = 20_000  # characters kept of a page
_MOST_OBJECTS = 5_000  # of a page that are looked at
_QUALITY, _EFFORT = 80, 2  # of WebP; an effort of 4 takes twice the time for 3 % less


def look(source: Path, kind: str, name: str) -> dict[str, Any]:
    """Return {"refused": {code, params}}, or the notes of the inspection and the fonts that are named."""
    from rangwan.files.inspection import inspect  # noqa: PLC0415 -- not for drawing
    from rangwan.files.refusal import Refused  # noqa: PLC0415 -- the same

    try:
        found = inspect(source, name=name, allowed_types=(kind,))
    except Refused as refused:
        return {"refused": {"code": refused.code, "params": refused.params}}
    try:
        named = fonts.named_in(source, kind)
    except Exception:  # noqa: BLE001 -- a hint: whatever is odd in the file, its pages may still be drawn
        named = {}
    return {"notes": list(found.notes), "fonts": named}


def draw(source: Path, kind: str, most: int, out: Path) -> dict[str, Any]:
    """Write the pictures of the first pages, of a picture also `document.pdf`; return their number and figures."""
    if kind == "pdf":
        return _draw_pdf(source, most, out)
    from PIL import Image, ImageOps  # noqa: PLC0415 -- heavy

    Image.MAX_IMAGE_PIXELS = None  # inspection has counted them
    with Image.open(source) as opened:
        dots = round(min(opened.size) / _A4_WIDTH)
        opened.draft("RGB", (_PDF_SIDE, _PDF_SIDE))  # a large JPEG is unpacked at a half or a quarter of its size
        picture = _on_white(ImageOps.exif_transpose(opened))
    large = picture.copy()
    large.thumbnail((_PDF_SIDE, _PDF_SIDE))
    large.save(out / "document.pdf", resolution=max(large.size) / 11.69)
    return {"total": 1, "pages": [_kept(picture, 1, "", dots, out)]}


def _on_white(picture: Image) -> Image:
    from PIL import Image  # noqa: PLC0415 -- heavy

    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    ground = Image.new("RGB", clear.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _draw_pdf(source: Path, most: int, out: Path) -> dict[str, Any]:
    import pypdfium2  # noqa: PLC0415 -- heavy

    with pypdfium2.PdfDocument(source) as pdf:
        pdf.init_forms()
        total = len(pdf)
        return {"total": total, "pages": [_page(pdf[at], at + 1, out) for at in range(min(total, most))]}


def _page(page: PdfPage, number: int, out: Path) -> dict[str, Any]:
    width, height = (max(1.0, side) for side in page.get_size())
    scale = min(WIDTH / width, _TALLEST / height)
    picture = page.render(scale=scale).to_pil()
    words = page.get_textpage()
    text = words.get_text_range()[:_MOST_TEXT].replace("\r\n", "\n").strip()
    words.close()
    found = _kept(picture, number, text, _dots(page, text), out)
    page.close()
    return found


def _dots(page: PdfPage, text: str) -> int | None:
    """Return the dots per inch of a page that is a scan, else None. Letters that nobody sees make no page of text."""
    from pypdfium2 import raw  # noqa: PLC0415 -- heavy

    width, height = page.get_size()
    best, letters_seen = None, False
    for thing in _some(page.get_objects(max_depth=3)):
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            letters_seen |= raw.FPDFTextObj_GetTextRenderMode(thing.raw) != raw.FPDF_TEXTRENDERMODE_INVISIBLE
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            if (right - left) * (top - bottom) >= _COVERS * width * height:
                pixels = thing.get_px_size()
                dots = round(min(pixels) * _POINTS / max(1.0, min(right - left, top - bottom)))
                best = max(best or 0, dots)
    return None if letters_seen and len(text) >= _FEW_LETTERS else best


def _some(things: Iterator[Any]) -> Iterator[Any]:
    for seen, thing in enumerate(things):
        if seen >= _MOST_OBJECTS:
            return
        yield thing


def _kept(picture: Image, number: int, text: str, dots: int | None, out: Path) -> dict[str, Any]:
    """Write the picture and return what is known of the page."""
    picture = picture if picture.mode == "RGB" else picture.convert("RGB")
    look = look_of(picture)
    picture.thumbnail((WIDTH, _TALLEST))
    picture.save(out / f"{number}.webp", quality=_QUALITY, method=_EFFORT)
    return {
        "number": number, "width": picture.width, "height": picture.height, "text": text, "dots": dots,
        "look": asdict(look),
    }  # fmt: skip


def main(arguments: list[str]) -> None:
    """Do what was asked; what goes wrong ends the program with its reason on the error stream."""
    what, source, kind, *rest = arguments
    out = Path(rest[-1])
    found = look(Path(source), kind, rest[0]) if what == "look" else draw(Path(source), kind, int(rest[0]), out)
    (out / "found.json").write_text(json.dumps(found, ensure_ascii=True), encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1:])
