from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import pytest

from rangwan.documents.qr import qr_png, qr_svg


def test_svg_is_one_element_without_styles():
    svg = qr_svg("https://example.go.th/verify/abc/")
    assert ET.fromstring(svg).tag.endswith("svg")
    assert "style=" not in svg
    assert "viewBox" in svg


def test_png_has_the_quiet_zone():
    from PIL import Image

    image = Image.open(io.BytesIO(qr_png("ท้องถิ่น", scale=2))).convert("RGB")
    assert image.width % 2 == 0
    assert [image.getpixel((at, at)) for at in (0, 7, 8)] == [(255, 255, 255), (255, 255, 255), (0x1E, 0x2B, 0x5B)]


def test_too_long_a_text_is_refused():
    with pytest.raises(ValueError, match="too large"):
        qr_svg("ก" * 3000)
