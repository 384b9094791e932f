"""The clock at the head of a page: the server's time, the closing, what is left."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.thai_dates import BANGKOK
from rangwan.web.kit.clocks import Clock, left

CLOSES = dt.datetime(2021, 8, 1, tzinfo=BANGKOK)  # 31 July, 24.00
OPENS = dt.datetime(2021, 7, 1, tzinfo=BANGKOK)
SECOND = dt.timedelta(seconds=1)


def clock(now: dt.datetime | None, grace: int = 0) -> Clock:
    return Clock(OPENS, CLOSES, grace, now)


@pytest.mark.parametrize(
    ("seconds", "th", "en"),
    [
        (-5, "0 วินาที", "0 seconds"),
        (1, "1 วินาที", "1 second"),
        (61, "1 นาที 1 วินาที", "1 minute 1 second"),
        (599, "9 นาที 59 วินาที", "9 minutes 59 seconds"),
        (601, "10 นาที", "10 minutes"),
        (3600, "1 ชั่วโมง", "1 hour"),
        (3 * 86400 + 4 * 3600 + 59, "3 วัน 4 ชั่วโมง", "3 days 4 hours"),
        (86400 + 60, "1 วัน", "1 day"),
    ],
)
def test_what_is_left_in_words(seconds: int, th: str, en: str):
    with translation.override("th"):
        assert left(seconds) == th
    with translation.override("en"):
        assert left(seconds) == en


@pytest.mark.parametrize(
    ("now", "stands", "takes_new"),
    [
        (OPENS - SECOND, "before", False),
        (OPENS, "open", True),
        (CLOSES - dt.timedelta(days=1), "near", True),
        (CLOSES - SECOND, "near", True),
        (CLOSES, "grace", False),
        (CLOSES + 599 * SECOND, "grace", False),
        (CLOSES + 600 * SECOND, "closed", False),
    ],
)
def test_where_the_calendar_stands(now: dt.datetime, stands: str, takes_new: bool):
    found = clock(now, grace=600)
    assert (found.stands, found.takes_new) == (stands, takes_new)


@given(st.integers(0, 7200), st.integers(-(10**7), 10**7))
def test_nothing_new_is_taken_where_a_page_is_only_let_through(grace: int, seconds: int):
    found = clock(CLOSES + seconds * SECOND, grace)
    assert found.takes_new is (OPENS <= CLOSES + seconds * SECOND < CLOSES)
    assert (found.stands in ("open", "near", "grace")) is (OPENS <= CLOSES + seconds * SECOND < CLOSES + grace * SECOND)


def test_the_line_says_time_closing_and_rest():
    with translation.override("th"):
        page = render_to_string(
            "kit/components/clock.html", {"clock": clock(CLOSES - dt.timedelta(hours=34, minutes=2))}
        )
    assert "ขณะนี้ 13.58 น. วันที่ 30 กรกฎาคม 2564 (เวลาประเทศไทย)" in page
    assert "ปิดรับผลงาน 31 กรกฎาคม 2564 เวลา 24.00 น." in page
    assert "เหลืออีก 1 วัน 10 ชั่วโมง" in page
    assert f'data-closes="{int(CLOSES.timestamp() * 1000)}"' in page
    assert "aria-live" not in page


def test_in_the_grace_period_it_says_who_is_still_let_through():
    with translation.override("en"):
        found = clock(CLOSES + 60 * SECOND, grace=600)
        assert found.says_left == "Entries have closed; a page that was open is accepted for another 9 minutes"
        assert clock(CLOSES, grace=0).says_left == "Entries have closed"


def test_a_page_that_is_kept_holds_no_time_of_day():
    with translation.override("th"):
        page = render_to_string("kit/components/clock.html", {"clock": clock(None)})
        words = json.loads(clock(None).words)
    assert "hidden" in page
    assert "data-now" not in page
    assert words["units"]["day"] == ["N วัน", "N วัน"]
