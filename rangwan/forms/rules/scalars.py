"""Answers of one value: words, numbers, years, dates, yes or no, addresses. Each function reads one type."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

from rangwan.forms.definition import Question
from rangwan.forms.rules.problems import Code, Invalid, quoted
from rangwan.kernel.text import REPLACEMENT, arabic_digits, length, storable, visible
from rangwan.kernel.thai_dates import BE_OFFSET, BadDate, parse_date, parse_year

# How long an answer may be where the pack does not say.
LONGEST = {"text": 300, "longtext": 4000, "email": 254, "phone": 100, "url": 2000, "evidence": 1000, "other": 300}
LARGEST_NUMBER = 10**15 - 1

_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_YES = frozenset({"true", "yes", "ใช่"})
_NO = frozenset({"false", "no", "ไม่ใช่"})
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(?:\.[^\s@<>,;:\"()\[\]\\.]+)+")
_EXTENSION = re.compile(r"(?:ต่อ|ext\.?|x|กด|#)[\s.:]*[0-9\-\s]+$", re.IGNORECASE)
_PHONE_NOISE = re.compile(r"^(?:โทรศัพท์|โทร|tel)[\s.:]*|[\s.()\-\u2010-\u2015]", re.IGNORECASE)
_PHONE = re.compile(r"0[0-9]{8,9}|(?:\+|00)66(?:0)?[0-9]{8,9}|\+(?!66)[1-9][0-9]{6,14}|1[0-9]{3}")
_HOST = re.compile(r"[^\s.<>\"'`{}|\\^%@]+(?:\.[^\s.<>\"'`{}|\\^%@]+)+\.?")


def longest(question: Question, part: str | None = None) -> int:
    """Return how many characters the question (or its part "other" or "evidence") may hold."""
    return question.max_chars or LONGEST.get(part or question.type, LONGEST["text"])


def typed_text(raw: Any, most: int, expected: str = "string") -> str:
    """Return `raw` without white space round it. Raises Invalid: wrong_type, unreadable_characters, too_long."""
    if not isinstance(raw, str):
        raise Invalid("wrong_type", {"expected": expected})
    text = storable(raw).strip()
    place = text.find(REPLACEMENT)
    if place >= 0:
        raise Invalid("unreadable_characters", {"near": text[max(0, place - 20) : place].strip() or text[:20]})
    if length(text) > most:
        raise Invalid("too_long", {"length": length(text), "max": most})
    return text


def compact(raw: Any, most: int, expected: str = "string") -> str:
    """Return `typed_text` without zero-width characters and with Arabic digits, for what a machine must read."""
    return arabic_digits(visible(typed_text(raw, most, expected))).strip()


def read_text(question: Question, raw: Any) -> str:
    """Return one line of text."""
    return " ".join(typed_text(raw, longest(question)).splitlines())


def read_longtext(question: Question, raw: Any) -> str:
    """Return paragraphs of text."""
    return typed_text(raw, longest(question))


def number(raw: Any, decimals: int) -> int | float:
    """Return the number meant by `raw`: a JSON number, or text such as "1,250", "๑,๒๕๐" or "2.5".

    A whole number comes back as int. Raises Invalid: wrong_type, not_a_number, too_many_decimals, above_maximum.
    """
    exact = _exact(raw)
    if abs(exact) > LARGEST_NUMBER:
        raise Invalid("above_maximum", {"maximum": LARGEST_NUMBER})
    if exact == exact.to_integral_value():
        return int(exact)
    exponent = exact.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals:
        raise Invalid("too_many_decimals", {"decimals": decimals}) if decimals else Invalid("not_whole")
    return float(exact)


def _exact(raw: Any) -> Decimal:
    if (
        isinstance(raw, bool)
        or not isinstance(raw, str | int | float)
        or (isinstance(raw, float) and not isfinite(raw))
    ):
        raise Invalid("wrong_type", {"expected": "number"})
    if isinstance(raw, str):
        text = arabic_digits(visible(storable(raw))).strip().replace("\u2212", "-")
        if len(text) > 60 or not _NUMBER.fullmatch(text):
            raise Invalid("not_a_number", {"typed": quoted(raw)})
        return Decimal(text.replace(",", ""))
    if abs(raw) > LARGEST_NUMBER:
        raise Invalid("above_maximum", {"maximum": LARGEST_NUMBER})
    return Decimal(repr(raw))


def read_number(question: Question, raw: Any) -> int | float:
    """Return an int, or a float where the question allows decimals and the answer has them."""
    value = number(raw, question.decimals)
    if question.minimum is not None and value < question.minimum:
        raise Invalid("below_minimum", {"minimum": question.minimum})
    if question.maximum is not None and value > question.maximum:
        raise Invalid("above_maximum", {"maximum": question.maximum})
    return value


def read_year(question: Question, raw: Any) -> int:
    """Return the Gregorian year; the limits of the question are Buddhist Era, as its answers are."""
    typed = str(raw) if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 10_000 else raw
    text = compact(typed, LONGEST["text"])
    try:
        year = parse_year(text)
    except BadDate as bad:
        raise _not_a_date(bad, text, "unreadable_year") from None
    if question.minimum is not None and year + BE_OFFSET < question.minimum:
        raise Invalid("year_too_early", {"year": int(question.minimum)})
    if question.maximum is not None and year + BE_OFFSET > question.maximum:
        raise Invalid("year_too_late", {"year": int(question.maximum)})
    return year


def read_date(_question: Question, raw: Any) -> dt.date:
    """Return the date."""
    text = compact(raw, LONGEST["text"])
    try:
        return parse_date(text)
    except BadDate as bad:
        raise _not_a_date(bad, text, "unreadable_date") from None


def _not_a_date(bad: BadDate, text: str, unreadable: Code) -> Invalid:
    if bad.year is not None:
        return Invalid("not_buddhist_era", {"year": bad.year, "did_you_mean": bad.year + BE_OFFSET})
    return Invalid("no_such_day" if bad.code == "no_such_day" else unreadable, {"typed": quoted(text)})


def read_yesno(_question: Question, raw: Any) -> bool:
    """Return True or False; words say it too, in pages ("true") and in tables ("ใช่")."""
    if isinstance(raw, bool):
        return raw
    text = compact(raw, LONGEST["text"], expected="boolean").casefold()
    if text not in _YES | _NO:
        raise Invalid("not_yes_or_no")
    return text in _YES


def read_email(question: Question, raw: Any) -> str:
    """Return an e-mail address; Thai ones (คน@ตัวอย่าง.ไทย) are addresses too."""
    text = compact(raw, longest(question))
    if not _EMAIL.fullmatch(text) or ".." in text:
        raise Invalid("not_an_email", {"typed": quoted(text)})
    return text


def read_phone(question: Question, raw: Any) -> str:
    """Return one telephone number or several ("02-612-6060 ต่อ 12, 081 234 5678") with Arabic digits, else as typed."""
    text = compact(raw, longest(question))
    for one in re.split(r"[,/;]|หรือ", text):
        if not _PHONE.fullmatch(_PHONE_NOISE.sub("", _EXTENSION.sub("", one.strip()))):
            raise Invalid("not_a_phone", {"typed": quoted(text)})
    return text


def web_address(raw: Any, most: int) -> str:
    """Return an http or https address that is safe to link. Raises Invalid: not_a_url and those of `typed_text`."""
    text = visible(typed_text(raw, most))
    if not _is_web_address(text):
        raise Invalid("not_a_url", {"typed": quoted(text)})
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        named = bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:  # a bracket or a port that no address has
        return False
    # A name before the host (https://dga.or.th@evil.example) leads readers astray; the others break out of a link.
    odd = "@" in parts.netloc or re.search(r"[\s<>\"`\\]", text)
    return parts.scheme in ("http", "https") and named and not odd


def read_url(question: Question, raw: Any) -> str:
    """Return a web address."""
    return web_address(raw, longest(question))
