"""Data sets in a catalogue (CKAN): where an address leads, and whether what the catalogue says of it meets the mark.

The rule is the pack's: public, of a category, under a licence, in a format. Plain Python; nothing is asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from rangwan.programmes.definition import Catalogue

Result = Literal["meets", "fails", "unknown"]

MOST = 50  # addresses of one entry
_LONGEST = 2000
_SHOWN = 300  # characters of what a catalogue says
# /dataset/<name>, after a language, with or without one of its files. CKAN's names are lower case; readers' may not be.
_PATH = re.compile(
    r"(?:/(?:th|en))?/dataset/(?P<id>[A-Za-z0-9_-]{2,100})(?:/resource/[A-Za-z0-9-]{2,100}(?:/[^/]*)*)?/?"
)
_NOT_A_NAME = frozenset({"new", "edit", "activity", "groups", "delete", "followers", "changes", "history"})
_BETWEEN_FORMATS = re.compile(r"[\s,;/|+]+")


@dataclass(frozen=True)
class Reason:
    """Why a data set does not meet the mark, or could not be checked: a code, and what the words need."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What was found: the result, why, and what the catalogue has (`title`, `licence`, `formats`)."""

    result: Result
    reasons: tuple[Reason, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def addresses_in(catalogue: Catalogue | None, answers: Mapping[str, Any]) -> list[str]:
    """Return the addresses in the data-set question, each once, in the order of the rows."""
    rows = answers.get(catalogue.question) if catalogue else None
    if catalogue is None or not isinstance(rows, list):
        return []
    given = (row.get(catalogue.field) for row in rows if isinstance(row, Mapping))
    found = (value.strip() for value in given if isinstance(value, str))
    return list(dict.fromkeys(address for address in found if 0 < len(address) <= _LONGEST))[:MOST]


def question_address(address: str) -> str | None:
    """Return the address at which the catalogue answers about a data set; None for one that names no data set."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    match = _PATH.fullmatch(parts.path)
    if parts.scheme not in ("http", "https") or not parts.hostname or match is None or match["id"] in _NOT_A_NAME:
        return None
    if parts.username is not None or parts.password is not None:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    at = host if port is None else f"{host}:{port}"
    return f"{parts.scheme}://{at}/api/3/action/package_show?id={quote(match['id'], safe='')}"


def judge(package: Mapping[str, Any], catalogue: Catalogue) -> Finding:
    """Return whether a data set, as `package_show` describes it, meets the mark; if not, everything that is amiss."""
    licence = _word(package.get("license_id"))
    category = _word(package.get("data_category"))
    resources = package.get("resources")
    every = [item for item in resources if isinstance(item, Mapping)] if isinstance(resources, list) else []
    public = [item for item in every if not _yes(item.get("resource_private"))]
    formats = list(dict.fromkeys(_word(item.get("format")) for item in public if _word(item.get("format"))))
    reasons = []
    if _yes(package.get("private")):
        reasons.append(Reason("private"))
    if category and catalogue.categories and _plain(category) not in _plains(catalogue.categories):
        reasons.append(Reason("category", {"category": category}))
    if not licence:
        reasons.append(Reason("no_licence"))
    elif _plain(licence) not in _plains(catalogue.licences):
        reasons.append(Reason("licence", {"licence": licence}))
    if not public:
        reasons.append(Reason("no_files"))
    elif not _plains(catalogue.formats) & {piece for name in formats for piece in _pieces(name)}:
        reasons.append(Reason("format", {"formats": formats}) if formats else Reason("no_format"))
    facts = {"title": _word(package.get("title")), "licence": licence, "formats": formats}
    return Finding("fails" if reasons else "meets", tuple(reasons), facts)


def read_answer(status: int, body: Any, catalogue: Catalogue) -> Finding:
    """Return what a catalogue's answer means: HTTP status and the JSON in it (None where it was none).

    Only a catalogue that says so itself is believed that a data set is not there; anything odd is "could not check".
    """
    answer = body if isinstance(body, Mapping) else {}
    success, result = answer.get("success"), answer.get("result")
    if status == 200 and success is True and isinstance(result, Mapping):
        return judge(result, catalogue)
    if success is False and status == 404:
        return Finding("fails", (Reason("not_found"),))
    if success is False and status in (401, 403):
        return Finding("fails", (Reason("private"),))
    if status != 200:
        return Finding("unknown", (Reason("status", {"status": status}),))
    return Finding("unknown", (Reason("bad_answer"),))


def _pieces(name: str) -> set[str]:
    """Return what a format may be called: ".csv", "text/csv" and "CSV, XLSX" all say csv."""
    return {piece.strip(".") for piece in (_plain(name), *_BETWEEN_FORMATS.split(_plain(name)))} - {""}


def _plains(words: Iterable[str]) -> set[str]:
    return {_plain(word) for word in words}


def _plain(word: str) -> str:
    return word.strip().strip(".").casefold()


def _word(value: Any) -> str:
    return " ".join(value.split())[:_SHOWN] if isinstance(value, str) else ""


def _yes(value: Any) -> bool:
    """CKAN itself says true, the Thai catalogue's schema "True"."""
    return value is True or (isinstance(value, str) and value.strip().casefold() == "true")
