"""Which fonts a file asks for and does not carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from rangwan.files.previews.fonts import installed, named_in
from tests.files.previews import decks
from tests.hostile.files import good


@pytest.mark.parametrize(
    ("data", "kind", "named"),
    [
        # The theme's own: Calibri for Latin letters, Cordia New for Thai. The hidden slide becomes no page.
        (decks.deck, "pptx", {"Nowhere Sans": [1], "TH Nowhere": [1], "Calibri": [2], "Cordia New": [2]}),
        (decks.deck_that_embeds, "pptx", {"Nowhere Sans": [1], "Calibri": [2], "Cordia New": [2]}),
        (decks.pdf_without_its_fonts, "pdf", {"THNowhere": [1, 2]}),
        (lambda: good.pdf(1), "pdf", {}),
        (good.jpg, "jpg", {}),
    ],
)
def test_fonts_are_named_with_their_pages(data, kind: str, named: dict[str, list[int]], tmp_path: Path):
    (tmp_path / "file").write_bytes(data())
    assert named_in(tmp_path / "file", kind) == named


def test_an_old_presentation_names_its_fonts_without_pages():
    named = named_in(good.TWO_SLIDES_PPT, "ppt")
    assert "Times New Roman" in named
    assert set(map(tuple, named.values())) == {()}


def test_this_machine_has_laksaman():
    assert "Laksaman" in installed()
