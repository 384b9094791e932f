from __future__ import annotations

from pathlib import Path

import pytest

from rangwan.files.sarabun import scaled

LAKSAMAN = Path("/usr/share/fonts/truetype/tlwg/Laksaman.ttf")


@pytest.fixture
def laksaman() -> bytes:
    return LAKSAMAN.read_bytes()


def test_scaled_font_bears_the_name_and_the_scale(laksaman, tmp_path):
    from PIL import ImageFont

    path = tmp_path / "made.ttf"
    path.write_bytes(scaled(laksaman, "TH Sarabun New", "Bold Italic", 0.66))
    made, original = ImageFont.truetype(path, 1000), ImageFont.truetype(LAKSAMAN, 1000)
    assert made.getname() == ("TH Sarabun New", "Bold Italic")
    text = "ท้องถิ่นดิจิทัล Challenge 2564"
    assert made.getlength(text) / original.getlength(text) == pytest.approx(0.66, abs=0.002)
