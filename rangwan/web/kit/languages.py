"""The language of a page: what the address asks for, else the cookie, else Thai."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language

from rangwan.kernel.text import LANGUAGES, Language

COOKIE = "rangwan_language"
COOKIE_SECONDS = 365 * 24 * 3600
NAMES: dict[Language, str] = {"th": "ไทย", "en": "English"}


def known(value: str | None) -> Language | None:
    """Return `value` if it is a language of the site, else None."""
    return next((language for language in LANGUAGES if language == value), None)


def asked(request: HttpRequest) -> Language | None:
    """Return the language that the address asks for with `?lang=`, or None."""
    return known(request.GET.get("lang")) if "lang=" in request.META.get("QUERY_STRING", "") else None


def remembered(request: HttpRequest) -> Language:
    """Return the language of the cookie; Thai where there is none, whatever the browser prefers."""
    return known(request.COOKIES.get(COOKIE)) or "th"


def active() -> Language:
    """Return the language that is active now, Thai where none is."""
    return "en" if (get_language() or "th").startswith("en") else "th"
