"""What is wrong with the shape of a request, in words: one message for each field that cannot be used."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rangwan.kernel.text import Text
from rangwan.kernel.tongues import in_both

_TEXT = _("Send text: a JSON string.")
_WHOLE = _("Send a whole number.")
_NUMBER = _("Send a number.")
_YES_OR_NO = _("Send true or false.")
_OBJECT = _("Send a JSON object: {…}.")
_LIST = _("Send a JSON array: […].")
_ONE_OF = _("Send one of these: %(expected)s.")
_FALLBACK = _("This value cannot be used here.")

_WORDS: dict[str, Promise] = {
    "missing": _("This is missing."),
    "string_type": _TEXT,
    "string_too_long": _("This is too long: at most %(max_length)s characters are accepted."),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "greater_than_equal": _("The number must be %(ge)s or more."),
    "less_than_equal": _("The number must be %(le)s or less."),
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "list_type": _LIST,
    "enum": _ONE_OF,
    "literal_error": _ONE_OF,
    "extra_forbidden": _("There is no such field here. Correct its name or leave it out."),
    "value_error": _("Send a file in this part of the form."),
    "round": _("Name the round by its key, or by its number from 1."),
    "moment": _("Write the time as ISO 8601, such as 2026-12-31T16:30:00+07:00, or a day as 2026-12-31."),
    "far": _("The year must lie between 2000 and 2200 (Gregorian)."),
}  # fmt: skip

_SOURCES = ("body", "form", "file", "query", "path", "header")


def faults(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what the library found wrong as the API lists it: {key, code, message: {th, en}}, each place once."""
    found: dict[str, dict[str, Any]] = {}
    for error in errors:
        key = _key(error["loc"])
        if key not in found:
            found[key] = {"key": key, "code": error["type"], "message": _said(error).as_dict()}
    return list(found.values())


def _key(place: tuple[str | int, ...]) -> str:
    parts = list(place[1:] if place and place[0] in _SOURCES else place)
    if place[:2] == ("body", "body"):  # the parameter that holds the whole body has no name of its own
        parts = parts[1:]
    return ".".join(str(part) for part in parts)


def _said(error: dict[str, Any]) -> Text:
    words = _WORDS.get(error["type"], _FALLBACK)
    return in_both(lambda: str(words) % error.get("ctx", {}) if "%(" in str(words) else words)
