"""Pages as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.entries.rules.pinning import BadPages, checked_pages, page_runs, parse_pages, shown_pages
from rangwan.kernel.text import thai_digits

PAGES = st.sets(st.integers(1, 60), max_size=20)


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("4-6, 9", (4, 5, 6, 9)),
        ("๔–๖, ๙", (4, 5, 6, 9)),
        ("หน้า 4 ถึง 6 และ 9", (4, 5, 6, 9)),
        ("สไลด์ที่ 4-6;9", (4, 5, 6, 9)),
        ("slides 4 to 6 and 9", (4, 5, 6, 9)),
        ("9 4 5", (4, 5, 9)),
        ("pp. 4, 4, 4-4", (4,)),
        (" , ", ()),
        ("", ()),
    ],
)
def test_what_people_type_is_understood(text, pages):
    assert parse_pages(text, 20) == pages


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("ทุกหน้า", "unreadable", {"typed": "ทุก"}),
        ("4-", "unreadable", {"typed": "4-"}),
        ("4-6-9", "unreadable", {"typed": "4-6-9"}),
        ("1.5", "unreadable", {"typed": "1.5"}),
        ("6-4", "backwards", {"typed": "6-4"}),
        ("0", "no_such_page", {"page": 0, "count": 20}),
        ("4-21", "no_such_page", {"page": 21, "count": 20}),
        ("9999999", "unreadable", {"typed": "9999999"}),
        ("1," * 400, "unreadable", {"typed": ("1," * 400)[:40]}),
    ],
)
def test_what_names_no_page_is_refused(text, code, params):
    with pytest.raises(BadPages) as refused:
        parse_pages(text, 20)
    assert (refused.value.code, refused.value.params) == (code, params)


def test_a_file_whose_pages_were_not_counted_has_an_end_all_the_same():
    assert parse_pages("2000", None) == (2000,)
    with pytest.raises(BadPages):
        parse_pages("1-2001", None)


@given(PAGES)
def test_what_is_shown_is_read_back(pages):
    assert parse_pages(shown_pages(pages), 60) == tuple(sorted(pages))
    assert parse_pages(thai_digits(shown_pages(pages)), 60) == tuple(sorted(pages))


@given(PAGES)
def test_runs_begin_at_their_first_page(pages):
    assert {first for first, _shown in page_runs(pages)} == {page for page in pages if page - 1 not in pages}


@given(st.text(max_size=100))
def test_nothing_typed_is_ever_too_odd(text):
    try:
        found = parse_pages(text, 10)
    except BadPages:
        return
    assert all(1 <= page <= 10 for page in found)


@pytest.mark.parametrize("pages", [[True], ["4"], [1.0], [None], [0], [11]])
def test_numbers_are_checked_too(pages):
    with pytest.raises(BadPages):
        checked_pages(pages, 10)


def test_numbers_are_kept_once_and_rising():
    assert checked_pages([5, 4, 5], 10) == (4, 5)
