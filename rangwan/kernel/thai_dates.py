"""Dates as Thai public servants write them: Buddhist Era, Thai month names, Thai digits.

No Django here. Dates are stored in the Gregorian calendar; the Buddhist Era year is 543 higher
(Thailand has counted New Year on 1 January since 2484 BE, so no other shift is needed for living dates).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal
from zoneinfo import ZoneInfo

from rangwan.kernel.text import arabic_digits

BANGKOK = ZoneInfo("Asia/Bangkok")
BE_OFFSET = 543
# A year from here on can only be Buddhist Era; below it, only Gregorian. Nothing real lies between 2100 and 2400,
# or before 1800: such a year is a slip of the finger.
_LOWEST_BE_YEAR = 2400
_GREGORIAN_YEARS = range(1800, 2101)
_LONGEST_DATE = 60  # "วันที่ ๓๑ เดือนกรกฎาคม พุทธศักราช ๒๕๖๔" is 39
_ERA = re.compile(r"พุทธศักราช|คริสต์ศักราช|[พค]\s?\.?\s?ศ\s?\.?|\bB\.?E\.?(?![a-z])", re.IGNORECASE)

MONTHS_TH = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTHS_TH_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class BadDate(ValueError):
    """A typed date that cannot be used; `code` says why: unreadable, no_such_day or not_buddhist_era.

    `year` is the Gregorian year that was typed, with not_buddhist_era only.
    """

    def __init__(self, code: Literal["unreadable", "no_such_day", "not_buddhist_era"], year: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.year = year


def _month_number(word: str) -> int | None:
    """Return 1–12 for a month's name, short name or clear beginning (กรกฎา, Sept), else None."""
    bare = word.replace(".", "").replace(" ", "").replace("ฏ", "ฎ").casefold().removeprefix("เดือน")
    for names, shortest in ((MONTHS_TH_SHORT, None), (MONTHS_TH, 4), (MONTHS_EN, 3)):
        for number, name in enumerate(names, start=1):
            full = name.replace(".", "").casefold()
            if bare == full or (shortest and len(bare) >= shortest and full.startswith(bare)):
                return number
    return None


def _tidy(text: str) -> str:
    """Return `text` with Arabic digits, single spaces and without the era's name; refuses what no date can be."""
    if len(text) > _LONGEST_DATE:
        raise BadDate("unreadable")
    return " ".join(_ERA.sub(" ", arabic_digits(text)).replace(",", " ").split())


def parse_year(text: str) -> int:
    """Return the Gregorian year for a Buddhist Era year as typed ("2564", "๒๕๖๔", "พ.ศ. 2564").

    Raises BadDate: unreadable, or not_buddhist_era for a year that can only be Gregorian.
    """
    digits = _tidy(text)
    if not re.fullmatch(r"[0-9]{4}", digits):
        raise BadDate("unreadable")
    year = int(digits)
    if year >= _LOWEST_BE_YEAR:
        return year - BE_OFFSET
    raise BadDate("not_buddhist_era", year) if year in _GREGORIAN_YEARS else BadDate("unreadable")


def parse_date(text: str) -> dt.date:
    """Return the date meant by `text`: 31/07/2564, ๓๑ ก.ค. ๒๕๖๔, 31 กรกฎาคม พ.ศ. 2564, or ISO 2021-07-31.

    Day first; the year of a written date is Buddhist Era, and a Gregorian one is refused rather than guessed.
    Only the ISO form, which machines write, is Gregorian; an ISO date with a Buddhist Era year is read as such.
    Raises BadDate: unreadable, no_such_day, not_buddhist_era.
    """
    plain = _tidy(text).removeprefix("วันที่").strip()
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", plain)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
        if year < _LOWEST_BE_YEAR and year not in _GREGORIAN_YEARS:
            raise BadDate("unreadable")
        return _date(year - BE_OFFSET if year >= _LOWEST_BE_YEAR else year, month, day)
    numeric = re.fullmatch(r"([0-9]{1,2}) ?[/.\- ] ?([0-9]{1,2}) ?[/.\- ] ?([0-9]{4})", plain)
    if numeric:
        return _date(parse_year(numeric[3]), int(numeric[2]), int(numeric[1]))
    worded = re.fullmatch(r"([0-9]{1,2})[ /-]?([^0-9/-]+)[ /-]?([0-9]{4})", plain)
    number = _month_number(worded[2]) if worded else None
    if worded is None or number is None:
        raise BadDate("unreadable")
    return _date(parse_year(worded[3]), number, int(worded[1]))


def _date(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise BadDate("no_such_day") from None


def format_date(value: dt.date, language: str, *, short: bool = False) -> str:
    """Return 31 กรกฎาคม 2564 (Thai, Buddhist Era) or 31 July 2021 (English)."""
    if language.startswith("en"):
        name = MONTHS_EN[value.month - 1]
        return f"{value.day} {name[:3] if short else name} {value.year}"
    return f"{value.day} {(MONTHS_TH_SHORT if short else MONTHS_TH)[value.month - 1]} {value.year + BE_OFFSET}"


def format_moment(value: dt.datetime, language: str, *, short: bool = False) -> str:
    """Return date and time in Bangkok: 31 กรกฎาคม 2564 เวลา 14.03 น. / 31 July 2021, 14:03."""
    local = value.astimezone(BANGKOK)
    day = format_date(local.date(), language, short=short)
    return f"{day}, {local:%H:%M}" if language.startswith("en") else f"{day} เวลา {local:%H.%M} น."


def format_closing(value: dt.datetime, language: str) -> str:
    """Return a closing time; midnight is written as 24.00 of the day before, as Thai announcements do."""
    local = value.astimezone(BANGKOK)
    if (local.hour, local.minute, local.second) != (0, 0, 0):
        return format_moment(value, language)
    day = format_date(local.date() - dt.timedelta(days=1), language)
    return f"{day}, 24:00" if language.startswith("en") else f"{day} เวลา 24.00 น."


def months_before(day: dt.date, months: int) -> dt.date:
    """Return the same day `months` earlier, or the last day of that month where it has no such day."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    for candidate in range(day.day, 27, -1):
        try:
            return dt.date(year, month + 1, candidate)
        except ValueError:
            continue
    return dt.date(year, month + 1, day.day)
