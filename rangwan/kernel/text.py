"""Text in two languages, and the few things that Thai text needs done to it.

No Django here: rules and packs use this module.
"""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from rangwan.kernel import graphemes

Language = Literal["th", "en"]
LANGUAGES: tuple[Language, ...] = ("th", "en")

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_ARABIC_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

REPLACEMENT = "\ufffd"
# Controls, surrogates and the two code points that XML (so .docx and .pptx) refuses; tab and line feed stay.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Zero-width characters arrive by copy and paste from Thai web pages and carry no meaning for a reader.
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_INVISIBLE = str.maketrans("", "", _ZERO_WIDTH)
_SEEN = re.compile(rf"[^\s{_ZERO_WIDTH}]")
# Nikhahit, perhaps a tone mark, then aa: the same sight as sara am typed in one stroke.
_SPLIT_SARA_AM = re.compile("ํ([่-๋]?)า|([่-๋])ํา")

_MOST_POINTS = 16  # code points in one character that somebody reads: a family of emoji has eleven
_DEEPEST = 32  # no answer is nested deeper than five; a parser's recursion ends far beyond this
_LARGEST_INT = 10**30


class Text(BaseModel):
    """One text that an organiser wrote, in Thai and English."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    th: str = ""
    en: str = ""

    def pick(self, language: str | None) -> str:
        """Return the text in `language`; a missing one falls back to the other, marked with its language.

        The mark is visible on purpose: a blank hides the gap from the organiser who can close it.
        """
        wanted: Language = "en" if (language or "th").startswith("en") else "th"
        text = self.en if wanted == "en" else self.th
        if text:
            return text
        other = self.th if wanted == "en" else self.en
        return f"{other} [{'ไทย' if wanted == 'en' else 'English'}]" if other else ""

    def as_dict(self) -> dict[str, str]:
        """Return {"th", "en"}, the shape that the API gives to every text."""
        return {"th": self.th, "en": self.en}


def arabic_digits(text: str) -> str:
    """Return `text` with Thai digits (๐–๙) written as 0–9."""
    return text.translate(_THAI_DIGITS)


def thai_digits(text: str) -> str:
    """Return `text` with 0–9 written as Thai digits."""
    return text.translate(_ARABIC_DIGITS)


def storable(text: str) -> str:
    """Return `text` as it can be stored and shown: NFC, Unix line ends, no control characters.

    A character that no database or document keeps (NUL, other controls, a lone surrogate) becomes U+FFFD, so
    that the reader sees where it stood and validation can say so. Never NFKC: it takes ำ apart.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSTORABLE.sub(REPLACEMENT, text))


def storable_value(value: Any, _depth: int = 0) -> Any:
    """Return any JSON value so that every database keeps it: `storable` on every string, keys too.

    What JSON cannot carry everywhere (NaN, Infinity, an integer beyond 30 digits, another type) becomes text that
    says what it was; what is nested deeper than 32 levels becomes U+FFFD. Validation then refuses it in words.
    """
    if isinstance(value, str):
        return storable(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value) if abs(value) < _LARGEST_INT else _huge(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)
    if _depth >= _DEEPEST:
        return REPLACEMENT
    if isinstance(value, list | tuple):
        return [storable_value(item, _depth + 1) for item in value]
    if isinstance(value, dict):
        return {_key(key): storable_value(item, _depth + 1) for key, item in value.items()}
    return storable(str(value))


def _key(key: Any) -> str:
    return storable(key) if isinstance(key, str) else str(storable_value(key, _DEEPEST))


def _huge(value: int) -> str:
    """Return a huge integer as text: hexadecimal, because Python refuses to write thousands of decimal digits."""
    return hex(value)


def visible(text: str) -> str:
    """Return `text` without zero-width characters: what a reader saw when copying a number or an address."""
    return text.translate(_INVISIBLE)


def is_blank(text: str) -> bool:
    """Return whether a reader sees nothing in `text`: white space and zero-width characters only."""
    return _SEEN.search(text) is None  # stops at the first letter, however long the text


def length(text: str) -> int:
    """Return the number of characters as a reader sees them (น้ำ is one; line ends as one), as pages count them, too.

    Sixteen code points count as one at least: no stack of marks goes past a limit.
    """
    plain = text.replace("\r\n", "\n")
    return max(graphemes.count(plain), len(plain) // _MOST_POINTS)


def search_key(text: str) -> str:
    """Return `text` folded for searching: lower case, Arabic digits, single spaces, no zero-width characters,
    two เ as แ, and ำ however it was typed.

    Used on both sides of a comparison; never stored in place of what somebody wrote.
    """
    folded = unicodedata.normalize("NFC", visible(arabic_digits(text))).casefold()
    folded = _SPLIT_SARA_AM.sub(r"\1\2ำ", folded.replace("เเ", "แ"))
    return " ".join(folded.split())
