"""Where the flowers hang."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.web.kit.garland import Garland, ring, string


@pytest.mark.parametrize("draw", [string, ring])
def test_the_first_flowers_are_open(draw):
    assert [flower.is_open for flower in draw(2, 5).flowers] == [True, True, False, False, False]


@given(done=st.integers(-5, 60), total=st.integers(-5, 60))
@pytest.mark.parametrize("draw", [string, ring])
def test_every_flower_is_on_the_canvas(draw, done: int, total: int):
    garland: Garland = draw(done, total)
    assert len(garland.flowers) == garland.total
    assert sum(flower.is_open for flower in garland.flowers) == garland.done
    assert 0 <= garland.done <= garland.total
    assert 1 <= garland.total <= 40
    for flower in garland.flowers:
        assert 8 <= flower.x <= garland.width - 8
        assert 8 <= flower.y <= garland.height - 8


def test_a_string_hangs_lowest_in_the_middle():
    heights = [flower.y for flower in string(0, 5).flowers]
    assert heights == sorted(heights[:3]) + sorted(heights[3:], reverse=True)


def test_a_ring_leaves_its_bottom_to_the_tassel():
    garland = ring(9, 9)
    lowest = max(flower.y for flower in garland.flowers)
    assert garland.tassel == (garland.width // 2 - 13, garland.width // 2 + 43)
    assert lowest < garland.tassel[1] + 7
