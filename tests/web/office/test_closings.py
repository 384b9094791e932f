"""Times as organisers type them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.text import thai_digits
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.web.office.closings import BadTime, Typed, end_of, parse_time


@given(st.integers(0, 24 * 60), st.sampled_from([".", ":"]), st.sampled_from(["", " น.", "น."]))
def test_every_minute_of_the_day_and_its_end(minutes: int, mark: str, unit: str):
    text = f"{minutes // 60:02d}{mark}{minutes % 60:02d}{unit}"
    assert parse_time(text) == parse_time(thai_digits(text)) == dt.timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "24.01", "25.00", "12.60", "12", "noon", "12.5", "-1.00", "1.2.3", "9" * 9])
def test_what_is_no_time(text: str):
    with pytest.raises(BadTime):
        parse_time(text)


def test_2400_is_the_end_of_the_day():
    typed = Typed(day="31/07/2564", time="๒๔.๐๐ น.")
    assert typed.closes_at() == end_of(dt.date(2021, 7, 31)) == dt.datetime(2021, 8, 1, tzinfo=BANGKOK)
    assert typed.errors == {}


@pytest.mark.parametrize("day", ["31/02/2564", "2021", "31/07/2021", "", "31/12/9999", "x" * 500])
def test_a_day_that_cannot_be_says_so_beside_it(day: str):
    typed = Typed(day=day)
    moment = typed.closes_at()
    assert (moment is None) == (list(typed.errors) == ["day"])
    assert moment is None or moment.year > 9000
