"""Pages of Thai text as a scanner would give them: written by Laksaman on A4, good, dark, faint, askew or sideways."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

_FONT = "/usr/share/fonts/truetype/tlwg/Laksaman.ttf"
_WORDS = ("โครงการ ระบบชำระภาษีที่ดินออนไลน์ ของเทศบาลตำบล ให้บริการประชาชน ตลอด 24 ชั่วโมง พร้อมข้อมูลเปิด ผู้รับผิดชอบ ลงนาม").split()
A4 = (1240, 1754)  # at 150 dots per inch


def page(
    lines: int = 38, *, size: int = 28, paper: int = 245, ink: int = 20, table: bool = False, seed: int = 1
) -> Image.Image:
    """Return a page of so many lines, ragged on the right, with a paragraph's space here and there."""
    chance, picture = random.Random(seed), Image.new("L", A4, paper)
    pen, font, y = ImageDraw.Draw(picture), ImageFont.truetype(_FONT, size), 130
    for _ in range(lines):
        x = 130.0
        while x < A4[0] - 300 and chance.random() > 0.03:
            word = chance.choice(_WORDS)
            pen.text((x, y), word, fill=ink, font=font)
            x += pen.textlength(f"{word} ", font=font)
        y += int(size * 1.45) + (20 if chance.random() < 0.15 else 0)
    if table:
        for column in range(6):
            pen.line((130 + column * 190, 120, 130 + column * 190, A4[1] - 200), fill=ink, width=3)
        for row in range(12):
            pen.line((130, 120 + row * 110, 1080, 120 + row * 110), fill=ink, width=3)
    return picture


def noisy(picture: Image.Image) -> Image.Image:
    """Return the page with the grain of a cheap scanner."""
    return Image.blend(picture, Image.effect_noise(picture.size, 20), 0.1)


def photograph(seed: int = 1) -> Image.Image:
    """Return something like a photograph: soft shapes, upright ones too, light and dark all over."""
    chance, picture = random.Random(seed), Image.new("L", (1200, 900), 90)
    pen = ImageDraw.Draw(picture)
    for _ in range(60):  # trunks of trees
        x = chance.randrange(1200)
        pen.rectangle((x, chance.randrange(300), x + chance.randrange(10, 60), 900), fill=chance.randrange(30, 230))
    return picture


def jpg(picture: Image.Image, *, exif_turn: int = 1) -> bytes:
    """Return the picture as JPEG; `exif_turn` is how a telephone says that it was held (6: turned to the right)."""
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = exif_turn
    picture.convert("RGB").save(out, "JPEG", quality=85, exif=exif)
    return out.getvalue()


def pdf(pictures: Sequence[Image.Image], *, dots: int = 150) -> bytes:
    """Return a PDF of scans, each filling its page."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=dots, save_all=True, append_images=list(pictures[1:]))
    return out.getvalue()
