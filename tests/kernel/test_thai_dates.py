"""Dates as Thai public servants write them."""

from __future__ import annotations

import calendar
import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.text import thai_digits
from rangwan.kernel.thai_dates import (
    BE_OFFSET,
    MONTHS_EN,
    MONTHS_TH,
    MONTHS_TH_SHORT,
    BadDate,
    format_closing,
    format_date,
    format_moment,
    months_before,
    parse_date,
    parse_year,
)

DATES = st.dates(dt.date(1858, 1, 1), dt.date(2100, 12, 31))


def _be(day: dt.date) -> int:
    return day.year + BE_OFFSET


WRITTEN = {
    "slashes": lambda d: f"{d.day:02}/{d.month:02}/{_be(d)}",
    "slashes, short": lambda d: f"{d.day}/{d.month}/{_be(d)}",
    "spaced slashes": lambda d: f" {d.day} / {d.month} / {_be(d)} ",
    "dashes": lambda d: f"{d.day}-{d.month}-{_be(d)}",
    "dots": lambda d: f"{d.day}.{d.month}.{_be(d)}",
    "blanks": lambda d: f"{d.day} {d.month} {_be(d)}",
    "Thai digits": lambda d: thai_digits(f"{d.day}/{d.month}/{_be(d)}"),
    "Thai month": lambda d: format_date(d, "th"),
    "Thai short month": lambda d: format_date(d, "th", short=True),
    "short month without dots": lambda d: f"{d.day} {MONTHS_TH_SHORT[d.month - 1].replace('.', '')} {_be(d)}",
    "short month, blanks inside": lambda d: f"{d.day} {MONTHS_TH_SHORT[d.month - 1].replace('.', '. ')}{_be(d)}",
    "no blanks": lambda d: f"{d.day}{MONTHS_TH[d.month - 1]}{_be(d)}",
    "spoken month": lambda d: f"{d.day} {MONTHS_TH[d.month - 1].removesuffix('คม').removesuffix('ยน')} {_be(d)}",
    "era": lambda d: f"{d.day} {MONTHS_TH[d.month - 1]} พ.ศ. {_be(d)}",
    "era, unspaced": lambda d: f"{d.day} {MONTHS_TH_SHORT[d.month - 1]}พ.ศ.{_be(d)}",
    "official": lambda d: thai_digits(f"วันที่ {d.day} เดือน{MONTHS_TH[d.month - 1]} พุทธศักราช {_be(d)}"),
    "English": lambda d: f"{d.day} {MONTHS_EN[d.month - 1]} {_be(d)}",
    "English, short": lambda d: f"{d.day} {MONTHS_EN[d.month - 1][:3]} {_be(d)} B.E.",
    "ISO": lambda d: d.isoformat(),
    "ISO in Buddhist Era": lambda d: f"{_be(d)}-{d.month:02}-{d.day:02}",
}


@pytest.mark.parametrize("way", WRITTEN)
@given(day=DATES)
def test_parse_date_reads_every_way_of_writing(way, day):
    assert parse_date(WRITTEN[way](day)) == day


@pytest.mark.parametrize(
    ("text", "code", "year"),
    [
        ("31/02/2564", "no_such_day", None),
        ("29/02/2564", "no_such_day", None),  # 2021 is no leap year
        ("00/01/2564", "no_such_day", None),
        ("1/13/2564", "no_such_day", None),
        ("31 พ.ย. 2564", "no_such_day", None),
        ("2021-02-31", "no_such_day", None),
        ("2564-02-29", "no_such_day", None),
        ("31/07/2021", "not_buddhist_era", 2021),
        ("31 July 2021", "not_buddhist_era", 2021),
        ("31 ก.ค. ค.ศ. 2021", "not_buddhist_era", 2021),
        ("31/07/64", "unreadable", None),
        ("31/07/2264", "unreadable", None),
        ("31/07/0000", "unreadable", None),
        ("0021-07-31", "unreadable", None),
        ("31 กก 2564", "unreadable", None),
        ("2564", "unreadable", None),
        ("เมื่อวาน", "unreadable", None),
        ("31/07/2564 หรือ 1/8/2564", "unreadable", None),
        ("", "unreadable", None),
        ("١/٧/٢٥٦٤", "unreadable", None),
    ],
)
def test_parse_date_says_why_not(text, code, year):
    with pytest.raises(BadDate) as caught:
        parse_date(text)
    assert (caught.value.code, caught.value.year) == (code, year)


@pytest.mark.parametrize("typo", ["31 กรกฏาคม 2564", "31 ก.ค 2564", "31 กค. ๒๕๖๔"])
def test_parse_date_forgives_common_slips(typo):
    assert parse_date(typo) == dt.date(2021, 7, 31)


def _outcome(text: str) -> str:
    try:
        return type(parse_date(text)).__name__
    except BadDate as bad:
        return bad.code


@given(st.text() | st.from_regex(r"[0-9๐-๙]{1,4}[/. -][0-9ก-๙.]{1,8}[/. -][0-9๐-๙]{1,5}", fullmatch=True))
def test_parse_date_reads_or_refuses_anything(text):
    assert _outcome(text) in {"date", "unreadable", "no_such_day", "not_buddhist_era"}


@pytest.mark.parametrize("text", ["1" + " " * 200_000 + "x", "1/" * 100_000, "๑" * 200_000, "พ.ศ." * 50_000])
def test_a_very_long_text_costs_nothing(text):
    began = time.process_time()
    with pytest.raises(BadDate):
        parse_date(text)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("text", ["2564", "๒๕๖๔", "พ.ศ. 2564", "พ.ศ.๒๕๖๔", "พศ 2564", " 2564 ", "B.E. 2564"])
def test_parse_year(text):
    assert parse_year(text) == 2021


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2021", "not_buddhist_era"),
        ("ค.ศ. 2021", "not_buddhist_era"),
        ("64", "unreadable"),
        ("25644", "unreadable"),
        ("2256", "unreadable"),
        ("ปีนี้", "unreadable"),
        ("", "unreadable"),
    ],
)
def test_parse_year_says_why_not(text, code):
    with pytest.raises(BadDate) as caught:
        parse_year(text)
    assert caught.value.code == code


@given(st.integers(1858, 2100))
def test_parse_year_round_trip(year):
    assert parse_year(thai_digits(str(year + BE_OFFSET))) == year


@pytest.mark.parametrize(
    ("language", "short", "shown"),
    [
        ("th", False, "31 กรกฎาคม 2564"),
        ("th", True, "31 ก.ค. 2564"),
        ("en", False, "31 July 2021"),
        ("en-gb", True, "31 Jul 2021"),
    ],
)
def test_format_date(language, short, shown):
    assert format_date(dt.date(2021, 7, 31), language, short=short) == shown


def test_format_moment_is_in_bangkok():
    moment = dt.datetime(2021, 7, 31, 17, 3, tzinfo=dt.UTC)
    assert format_moment(moment, "th") == "1 สิงหาคม 2564 เวลา 00.03 น."
    assert format_moment(moment, "en") == "1 August 2021, 00:03"


@pytest.mark.parametrize(
    ("moment", "thai", "english"),
    [
        (dt.datetime(2021, 7, 31, 17, 0, tzinfo=dt.UTC), "31 กรกฎาคม 2564 เวลา 24.00 น.", "31 July 2021, 24:00"),
        (dt.datetime(2021, 7, 31, 9, 30, tzinfo=dt.UTC), "31 กรกฎาคม 2564 เวลา 16.30 น.", "31 July 2021, 16:30"),
        (dt.datetime(2021, 7, 31, 17, 0, 1, tzinfo=dt.UTC), "1 สิงหาคม 2564 เวลา 00.00 น.", "1 August 2021, 00:00"),
    ],
)
def test_format_closing(moment, thai, english):
    assert (format_closing(moment, "th"), format_closing(moment, "en")) == (thai, english)


def _months_before_slowly(day: dt.date, months: int) -> dt.date:
    """Walk back month by month, then take the day or the month's last."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@given(DATES, st.integers(0, 600))
def test_months_before_is_what_a_slow_walk_finds(day, months):
    assert months_before(day, months) == _months_before_slowly(day, months)


def test_months_before_the_deadline_of_2564():
    assert months_before(dt.date(2021, 7, 31), 6) == dt.date(2021, 1, 31)
    assert months_before(dt.date(2021, 8, 31), 6) == dt.date(2021, 2, 28)
