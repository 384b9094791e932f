"""Figures of pages, and what the rules make of them, on pages that look like scans."""

from __future__ import annotations

import pytest
from PIL import Image, ImageFilter

from rangwan.files.previews.measuring import look_of
from rangwan.files.rules import Page, is_blank, is_dark, is_faint, is_sideways
from tests.files import scans

UPRIGHT = {
    "a full page": scans.page(),
    "half a page": scans.page(15),
    "a few lines": scans.page(5),
    "one line": scans.page(1),
    "a table": scans.page(table=True),
    "a table, nearly empty": scans.page(6, table=True),
    "laid in askew": scans.page().rotate(2, fillcolor=245),
    "quite askew": scans.page(25).rotate(-4, fillcolor=245),
    "grainy": scans.noisy(scans.page()),
    "large letters": scans.page(18, size=56),
    "small letters": scans.page(60, size=20),
    "coarse": scans.page().resize((413, 584)),
    "blurred": scans.page().filter(ImageFilter.GaussianBlur(4)),
    "grey paper": scans.page(paper=170),
}


def _page(picture: Image.Image) -> Page:
    return Page(1, look_of(picture), letters=0, dots=150)


@pytest.mark.parametrize("picture", UPRIGHT.values(), ids=UPRIGHT)
def test_a_page_that_is_right_gets_no_warning(picture: Image.Image):
    page = _page(picture)
    assert [rule.__name__ for rule in (is_blank, is_dark, is_faint, is_sideways) if rule(page)] == []


@pytest.mark.parametrize("turn", [90, 270])
@pytest.mark.parametrize("name", sorted(set(UPRIGHT) - {"one line"}))
def test_the_same_page_on_its_side_is_seen(name: str, turn: int):
    assert is_sideways(_page(UPRIGHT[name].rotate(turn, expand=True)))


def test_upside_down_is_not_seen_and_not_called_sideways():
    assert not is_sideways(_page(scans.page().rotate(180)))


@pytest.mark.parametrize("seed", range(5))
def test_a_photograph_is_no_page_on_its_side(seed: int):
    assert not is_sideways(_page(scans.photograph(seed)))


def test_a_dark_scan_is_dark():
    assert is_dark(_page(scans.page(paper=110)))


def test_a_faint_scan_is_faint_and_not_blank():
    page = _page(scans.page(ink=215))
    assert (is_faint(page), is_blank(page)) == (True, False)


@pytest.mark.parametrize("picture", [Image.new("L", scans.A4, 245), scans.noisy(Image.new("L", scans.A4, 245)),
                                     Image.new("RGB", (10, 4000), "navy"), Image.new("L", (1, 1), 0)])  # fmt: skip
def test_one_colour_is_blank(picture: Image.Image):
    assert is_blank(_page(picture))
