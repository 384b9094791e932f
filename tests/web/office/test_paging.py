"""Pages of a list, whatever the address says."""

from __future__ import annotations

from urllib.parse import parse_qs

from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from rangwan.web.office.paging import SIZES, asked_page, neighbours, sizes


@given(st.text(max_size=12), st.text(max_size=12))
def test_nonsense_is_the_first_page_of_the_smallest_size(page: str, rows: str):
    shown = asked_page(RequestFactory().get("/", {"page": page, "rows": rows}))
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    assert (shown.number, shown.size) == (max(1, number), int(rows) if rows in map(str, SIZES) else SIZES[0])


def test_neighbours_keep_what_the_address_asks_for():
    request = RequestFactory().get("/", {"q": "น้ำ ดี", "page": "2", "rows": "50", "lang": "en"})
    found = neighbours(request, asked_page(request), 120)
    assert parse_qs(found["next_url"][1:]) == {"q": ["น้ำ ดี"], "rows": ["50"], "page": ["3"]}
    assert parse_qs(found["previous_url"][1:])["page"] == ["1"]
    assert neighbours(request, asked_page(request), 100)["next_url"] == ""
    urls = [parse_qs(str(choice["url"])[1:]) for choice in sizes(request, asked_page(request))]
    assert urls == [{"q": ["น้ำ ดี"], "rows": [str(size)]} for size in SIZES]
