from __future__ import annotations

import pytest

from bench.budgets import PAGES, PROCESS


def test_no_row_is_there_twice():
    keys = [row.key for row in (*PAGES, *PROCESS)]
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize(
    ("key", "cpu", "queries"),
    [
        ("announcement_uncached", 12, None),
        ("announcement_cached", 1.5, None),
        ("office_50", 30, 15),
        ("office_250", 90, 15),
        ("office_500", 150, 15),
        ("judge_sheet", 30, None),
        ("mark_page", 15, None),
        ("whole_entry", 120, None),
    ],
)
def test_the_budgets_are_what_was_promised(key, cpu, queries):
    row = next(row for row in PAGES if row.key == key)
    assert (row.cpu, row.queries) == (cpu, queries)
