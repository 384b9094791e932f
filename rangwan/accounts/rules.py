"""Rules of people and organisations: types, folding for search, own domains, limits. Plain Python."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from rangwan.kernel.text import Text, search_key, storable

# How long each thing may be that somebody types; the columns have the same lengths.
LIMITS: Mapping[str, int] = {
    "email": 254,
    "name": 200,
    "position": 200,
    "phone": 60,
    "organisation_name": 300,
    "tambon": 120,
    "amphoe": 120,
    "province": 120,
    "label": 100,
    "note": 2000,
}


class Refused(Exception):
    """What was asked cannot be done. `field` says where it was typed, `code` and `params` say why (see messages)."""

    def __init__(self, field: str, code: str, **params: Any) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.params = params


_SEVERAL_LINES = frozenset({"note"})


def required(field: str, value: str) -> str:
    """Return `value` without the spaces around it. Raises Refused: required, too_long or unusable_character."""
    kept = optional(field, value)
    if not kept:
        raise Refused(field, "required")
    return kept


def optional(field: str, value: str) -> str:
    """Return `value` without the spaces around it: one line, of a note several.

    Raises Refused: too_long or unusable_character.
    """
    lines = value.replace("\r\n", "\n").split("\n") if field in _SEVERAL_LINES else [value]
    kept = "\n".join(" ".join(part for part in line.split(" ") if part) for line in lines)
    limit = LIMITS[field]
    if len(kept) > limit:
        raise Refused(field, "too_long", limit=limit, length=len(kept))
    if any(
        ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) <= 0xDFFF or c == "\ufffd"
        for line in lines
        for c in line
    ):
        raise Refused(field, "unusable_character")
    return kept.strip("\n")


def token_digest(secret: str) -> str:
    """Return what is kept of a token: the secret itself is shown once and then nobody's but its owner's."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


# --- organisations ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OrganisationType:
    """A kind of organisation: the key that is stored, its abbreviation, and how a full name of it begins."""

    key: str
    abbreviation: str
    name: Text
    prefixes: tuple[str, ...] = field(default=())


TYPES: Mapping[str, OrganisationType] = {
    kind.key: kind
    for kind in (
        OrganisationType(
            "PAO", "อบจ.",
            Text(th="องค์การบริหารส่วนจังหวัด", en="Provincial Administrative Organization"),
            ("องค์การบริหารส่วนจังหวัด",),
        ),
        OrganisationType("CM", "ทน.", Text(th="เทศบาลนคร", en="City Municipality"), ("เทศบาลนคร",)),
        OrganisationType("MM", "ทม.", Text(th="เทศบาลเมือง", en="Town Municipality"), ("เทศบาลเมือง",)),
        OrganisationType("TM", "ทต.", Text(th="เทศบาลตำบล", en="Subdistrict Municipality"), ("เทศบาลตำบล",)),
        OrganisationType(
            "TAO", "อบต.",
            Text(th="องค์การบริหารส่วนตำบล", en="Subdistrict Administrative Organization"),
            ("องค์การบริหารส่วนตำบล",),
        ),
        OrganisationType("BMA", "กทม.", Text(th="กรุงเทพมหานคร", en="Bangkok Metropolitan Administration")),
        OrganisationType("SP", "", Text(th="เมืองพัทยา", en="Pattaya City")),
    )
}  # fmt: skip


def type_name(key: str) -> Text:
    """Return the name of a type; one that a register of another kind brought is its own name."""
    kind = TYPES.get(key)
    return kind.name if kind else Text(th=key, en=key)


_MAYOR, _CHIEF = "Mayor", "Chief Executive"
_HEADS = {"CM": _MAYOR, "MM": _MAYOR, "TM": _MAYOR, "SP": _MAYOR, "TAO": _CHIEF, "PAO": _CHIEF, "BMA": "Governor"}


def head_of(type: str, name: Text) -> Text:  # noqa: A002  the column's name
    """Return how a letter addresses the head of an organisation: นายกเทศมนตรีนครยะลา for เทศบาลนครยะลา."""
    office = _HEADS.get(type, "Head")
    if type == "BMA":
        thai = f"ผู้ว่าราชการ{name.th}"
    elif type in _HEADS:
        town = name.th.startswith("เทศบาล")
        thai = f"นายก{name.th.replace('เทศบาล', 'เทศมนตรี', 1) if town else name.th}"
    else:
        thai = f"หัวหน้าหน่วยงาน {name.th}"
    return Text(th=thai, en=f"{office}, {name.en}" if name.en else "")


def place_text(*, amphoe: Text, province: Text) -> Text:
    """Return amphoe and province: names repeat, even inside one province, so a name is shown with its place."""
    bangkok = province.th == "กรุงเทพมหานคร"
    thai = (f"{'เขต' if bangkok else 'อ.'}{amphoe.th}" if amphoe.th else "", f"{'' if bangkok else 'จ.'}{province.th}")
    return Text(
        th=" ".join(part for part in thai if part), en=", ".join(part for part in (amphoe.en, province.en) if part)
    )


def bare_name(full_name: str, type: str) -> str:  # noqa: A002  the column's name
    """Return the folded name without what its type puts before it: ปางหมู for องค์การบริหารส่วนตำบลปางหมู."""
    kind = TYPES.get(type)
    folded = _fold(full_name)
    for prefix in (*kind.prefixes, kind.abbreviation) if kind else ():
        if prefix and folded.startswith(prefix) and folded != prefix:
            return folded.removeprefix(prefix).strip()
    return folded


def search_text(
    *,
    type: str,  # noqa: A002  the column's name
    name_th: str,
    name_en: str,
    places: tuple[str, ...],
) -> str:
    """Return all that an organisation is found by, folded: full and short names with and without dots, and places."""
    bare = bare_name(name_th, type)
    kind = TYPES.get(type)
    short = f"{kind.abbreviation}{bare}" if kind and kind.abbreviation else bare
    english = _fold(name_en)
    found_by = [
        _fold(name_th), short, short.replace(".", ""), english, english.replace(" ", ""),
        *(_fold(place) for place in places),
    ]  # fmt: skip
    return " | ".join(dict.fromkeys(part for part in found_by if part))


_PLACE_WORD = re.compile("^(?:จังหวัด|อำเภอ|ตำบล|แขวง|เขต|จ[.]|อ[.]|ต[.])")
_MOST_WORDS = 8


def search_words(text: str) -> list[str]:
    """Return the folded words of a query, at most 8 and without จังหวัด, อำเภอ, ตำบล; every one of them must be found."""
    words = (_PLACE_WORD.sub("", word) for word in _fold(text[:300]).split())
    return [word for word in dict.fromkeys(words) if word][:_MOST_WORDS]


def name_words(words: list[str]) -> list[str]:
    """Return what in a query may be a bare name: each word, without a type before it."""
    found = []
    for word in words:
        found += [
            word.removeprefix(prefix)
            for kind in TYPES.values()
            for prefix in (*kind.prefixes, kind.abbreviation, kind.abbreviation.replace(".", ""))
            if prefix and word.startswith(prefix) and word != prefix
        ]
        found.append(word)
    return found


def _fold(text: str) -> str:
    # Zero-width spaces come along when Thai text is copied from web pages and PDFs.
    return search_key(storable(text.replace("\u200b", "").replace("\ufeff", "").replace("ฯ", "")))


# --- the organisation's own domain -----------------------------------------------------------------------------------

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?[.])+go[.]th")
# Given out to many bodies at once, so an address there proves nothing about one of them.
_SHARED = frozenset({"mail.go.th", "mailgo.go.th", "dla.go.th", "moi.go.th"})


def own_domain(website: str) -> str:
    """Return the domain that only the organisation uses, from its website as registered, or "".

    Only names under go.th count: they are given to public bodies alone, while a free host or a mail address in
    the register's website column belongs to whoever came first.
    """
    raw = website.strip().lower()
    if "@" in raw or " " in raw:
        return ""
    try:
        host = urlsplit(raw if "//" in raw else f"//{raw}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    return host if _HOST.fullmatch(host) and host not in _SHARED and len(host) <= 200 else ""


def under_domain(address: str, domain: str) -> bool:
    """Say whether an e-mail address is at `domain` or below it."""
    host = address.rpartition("@")[2].lower()
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))
