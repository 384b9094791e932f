from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rangwan.documents.measure import fitting_size, lines, shortened, split, width

THAI = st.text(alphabet="กขงถนมลสะาิีืุู่้๊ั์ำเแไ ABcd12", max_size=300)


def test_marks_above_and_below_take_no_room():
    assert width("ที่", 16) == width("ท", 16)


@given(THAI, st.floats(20, 500))
def test_split_loses_nothing_and_gets_on(text, most):
    head, tail = split(text, most, 16)
    assert head + tail == text
    assert bool(head) == bool(text)


@given(THAI, st.floats(20, 500))
def test_split_never_tears_a_cluster(text, most):
    head, tail = split(text, most, 16)
    if head and tail and not tail.startswith((" ", "A", "B", "c", "d", "1", "2")):
        assert tail[0] not in "ะาิีืุู่้๊ั์ำ"


@given(THAI, st.floats(50, 500))
def test_more_room_never_needs_more_lines(text, room):
    assert lines(text, room + 50, 16) <= lines(text, room, 16)


def test_fitting_size_is_the_largest_that_fits():
    assert fitting_size("ก", (100, 100), (40, 20, 10)) == 40
    assert fitting_size("ก" * 60, (100, 100), (40, 20, 10)) == 10
    assert fitting_size("ก" * 6000, (100, 100), (40, 20, 10)) == 10


@given(THAI, st.floats(100, 500), st.integers(1, 3))
def test_shortened_fits_and_says_that_it_was_cut(text, room, most):
    found = shortened(text, most, room, 16)
    assert lines(found, room, 16) <= most
    whole = " ".join(text.split())
    assert found == whole or (found.endswith("…") and whole.startswith(found[:-1]))
