"""The code on the submission form: what it holds, and how a signed form stands to the answers. Plain Python."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

PLACE = "/signed-form/?v="  # every code of ours holds this
_DIGEST = 32  # characters of the digest in the code: 128 bits
SHOWN = 16  # … and of those that people read below it

_CODE = re.compile(
    r"https?://[^\s/?#]+(?:/[^\s?#]*)?/my/entries/(?P<entry>[2-9b-df-hj-km-np-tv-xz]{22})"
    r"/signed-form/\?v=(?P<version>[1-9][0-9]{0,8})&d=(?P<digest>[0-9a-f]{32})"
)

# waiting: the worker has not read the file yet. The others are those of models.FormMatch.Result.
FormStanding = Literal["waiting", "matches", "changed", "other_entry", "no_code", "bad_signature"]


@dataclass(frozen=True)
class PrintedCode:
    """Which answers a form was printed from: whose, in which version, and the beginning of their digest."""

    entry: str
    version: int
    digest: str


def code_address(base: str, entry: str, version: int, digest: str) -> str:
    """Return the address that the code holds. On a telephone it leads to the entry."""
    return f"{base.rstrip('/')}/my/entries/{entry}{PLACE}{version}&d={digest[:_DIGEST]}"


def parse_code(text: str) -> PrintedCode | None:
    """Return what a code says; None for one that is not of this kind to the last letter.

    The host is not compared: an installation may move, and the digest says enough.
    """
    match = _CODE.fullmatch(text)
    return PrintedCode(match["entry"], int(match["version"]), match["digest"]) if match else None


def is_printed_digest(digest: str, current: str) -> bool:
    """Return whether the digest of a print (its beginning) is that of the answers as they stand (whole)."""
    return len(digest) == _DIGEST and current.startswith(digest)


def standing_of(codes: list[PrintedCode], entry: str, current: str) -> tuple[FormStanding, PrintedCode | None]:
    """Return how a form with these codes stands to the entry, and the code that says so.

    One code that matches is enough: a scan may hold an older print behind the new one.
    """
    own = [code for code in codes if code.entry == entry]
    fitting = next((code for code in own if is_printed_digest(code.digest, current)), None)
    if fitting is not None:
        return "matches", fitting
    if own:
        return "changed", max(own, key=lambda code: code.version)
    return ("other_entry", codes[0]) if codes else ("no_code", None)
