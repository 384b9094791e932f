from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rangwan.documents.slide_tables import RowsTable, rows_pages
from rangwan.documents.slide_template import BODY_HEIGHT
from rangwan.documents.thai_type import clean

CELL = st.text(alphabet="กขงถนมลสะาิีืุู่้๊ั์ำเแไ AB12\n", max_size=600)
ROWS = st.lists(st.tuples(CELL, CELL, CELL), max_size=5)


@given(ROWS)
def test_no_word_is_lost_over_slides(rows):
    table = RowsTable("plan", "แผน", ("ก", "ข", "ค"), tuple(rows))
    found: list[tuple[str, ...]] = []
    for page in rows_pages(table):
        given_here = list(page.rows)
        if page.continues:
            found[-1] = tuple(one + more for one, more in zip(found[-1], given_here.pop(0), strict=True))
        found += given_here
    assert found == [tuple(clean(cell) for cell in row) for row in rows]


@given(ROWS)
def test_no_slide_is_too_full(rows):
    for page in rows_pages(RowsTable("plan", "แผน", ("ก", "ข", "ค"), tuple(rows))):
        assert sum(page.heights) <= BODY_HEIGHT / 12_700


def test_empty_rows_to_write_in_are_tall():
    (page,) = rows_pages(RowsTable("plan", "แผน", ("ก", "ข"), blank=3))
    assert (page.rows, len(set(page.heights)), page.heights[0] > 40) == ((("", ""),) * 3, 1, True)
