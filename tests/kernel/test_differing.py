"""What differs between two texts, and that no Thai cluster is cut."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.differing import differing, pieces

THAI = st.text(alphabet="กขคนำ้่ัิีเแโๆ ะา\n.aZ9é👍🏽", max_size=60)
MARKS = "ัิีึืฺุู็่้๊๋์ํ๎ะาำๅ"


def _drawn(before: str, after: str) -> str:
    return "".join(
        {"same": piece.text, "gone": f"[-{piece.text}]", "new": f"[+{piece.text}]"}[piece.kind]
        for piece in differing(before, after)
    )


@pytest.mark.parametrize(
    ("before", "after", "drawn"),
    [
        ("เหมือนเดิม", "เหมือนเดิม", "เหมือนเดิม"),
        ("", "ใหม่", "[+ใหม่]"),
        ("เดิม", "", "[-เดิม]"),
        ("ประชาชนเดินทางไกล", "ประชาชนต้องเดินทางไกลมาก", "ประชาชน[+ต้อง]เดินทางไกล[+มาก]"),
        ("ใช้เวลา 3 วัน", "ใช้เวลา 15 วัน", "ใช้เวลา [-3][+15] วัน"),
        ("กำลังทำ", "กำลังทำ\nและทำต่อ", "กำลังทำ[+\nและทำต่อ]"),
        ("น้ำ", "นำ", "[-น้ำ][+นำ]"),
        ("online service", "offline service", "[-online][+offline] service"),
    ],
)
def test_as_a_reader_sees_it(before: str, after: str, drawn: str):
    assert _drawn(before, after) == drawn


@given(before=THAI, after=THAI)
def test_both_texts_can_be_put_together_again(before: str, after: str):
    found = differing(before, after)
    assert "".join(piece.text for piece in found if piece.kind != "new") == before
    assert "".join(piece.text for piece in found if piece.kind != "gone") == after
    assert all(piece.text for piece in found)
    assert all(one.kind != other.kind for one, other in pairwise(found))


@given(before=st.text(alphabet="กขคนำ้่ัิีเแ", max_size=40), after=st.text(alphabet="กขคนำ้่ัิีเแ", max_size=40))
def test_no_mark_is_parted_from_its_letter(before: str, after: str):
    """Unless it stood alone already: pieces are only ever whole clusters."""
    for text, kinds in ((before, ("same", "gone")), (after, ("same", "new"))):
        cuts, place = set(), 0
        for piece in differing(before, after):
            if piece.kind in kinds:
                place += len(piece.text)
                cuts.add(place)
        ends, place = {0}, 0
        for cluster in pieces(text):
            place += len(cluster)
            ends.add(place)
        assert cuts <= ends


@given(text=st.text(max_size=80))
def test_pieces_are_the_whole_text(text: str):
    assert "".join(pieces(text)) == text


def test_a_long_text_takes_no_long_time():
    began = time.process_time()
    same = "ก ข " * 5000
    differing(same, same[2:] + "ค")
    differing("กข" * 10000, "กค" * 10000)
    assert time.process_time() - began < 5
