"""Reading what was sent, strictly: JSON in which nothing is lost, and text that every database keeps."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja.errors import HttpError
from ninja.parser import Parser

from rangwan.kernel.text import storable, storable_value

NOT_JSON = "not_json"
WRONG_MEDIA_TYPE = "wrong_media_type"
NOT_MULTIPART = "not_multipart"
DUPLICATE = "duplicate"

# Why a body cannot be read; %(name)s is the key in question.
WORDS: dict[str, Promise] = {
    NOT_JSON: _("The body is not valid JSON. Write it in UTF-8, with quoted keys and without NaN or Infinity."),
    DUPLICATE: _("The key “%(name)s” stands twice in one object, so it is not clear which value is meant."),
    WRONG_MEDIA_TYPE: _("Send JSON, with the header Content-Type: application/json."),
    NOT_MULTIPART: _("Send the file in a form of the kind multipart/form-data."),
}

_JSON_TYPES = re.compile(r"(application|text)/([\w.+-]+\+)?json", re.ASCII)
_LONGEST_NUMBER = 30  # digits; a longer one stays the text that it is


class Unreadable(HttpError):
    """The body cannot be read: `code` is a key of WORDS."""

    def __init__(self, status: int, code: str, name: str = "") -> None:
        super().__init__(status, code)
        self.code, self.name = code, name


class StrictParser(Parser):
    """Reads bodies, forms and query strings. Raises Unreadable."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the JSON of the body, every string as it can be stored."""
        if request.content_type and not _JSON_TYPES.fullmatch(request.content_type):
            raise Unreadable(415, WRONG_MEDIA_TYPE)
        return storable_value(read_json(request.body))

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the fields of a form, its files, or the parameters of the address."""
        if data is request.POST and request.content_type != "multipart/form-data":
            raise Unreadable(415, NOT_MULTIPART)
        found = super().parse_querydict(data, list_fields, request)
        return {key: storable(value) if isinstance(value, str) else value for key, value in found.items()}


def read_json(body: bytes) -> Any:
    """Return the value. Raises Unreadable for what is no JSON and for a key that stands twice in one object."""
    try:
        return json.loads(
            body.decode("utf-8-sig"), parse_int=_whole, parse_float=_decimal, parse_constant=_constant,
            object_pairs_hook=_object,
        )  # fmt: skip
    except (ValueError, RecursionError):
        raise Unreadable(400, NOT_JSON) from None


def _whole(typed: str) -> int | str:
    return int(typed) if len(typed) <= _LONGEST_NUMBER else typed


def _decimal(typed: str) -> float | str:
    value = float(typed)
    return value if abs(value) != float("inf") else typed


def _constant(name: str) -> Any:
    raise ValueError(name)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _count)] = Counter(key for key, _value in pairs).most_common(1)
        raise Unreadable(400, DUPLICATE, storable(twice)[:80])
    return found
