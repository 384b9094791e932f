"""What differs between two texts, in pieces that can be read. Plain Python; Thai is never cut inside a cluster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

# A word of letters that stand side by side; a Thai cluster with its leading and following vowels; else one character
# with all marks on it (any script's), a run of spaces, or a line end.
_PIECES = re.compile(
    r"[0-9A-Za-z]+"
    r"|[เแโใไ]?[ก-ฮ][ัิีึืฺุู็่้๊๋์ํ๎]*[ะาำๅ]?[่-๋]*"
    r"|[^\S\n]+"
    r"|\n"
    r"|.(?:[\u0300-\u036f\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u200d\ufe00-\ufe0f\u20d0-\u20ff]|[\U0001f3fb-\U0001f3ff]|[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]|(?<=\u200d).)*",
    re.DOTALL,
)
_PHRASES = re.compile(r"\s+|[^\s]+")
_FINE = 1500  # clusters on one side up to which phrases are compared cluster by cluster
_ALIKE = 0.4  # phrases less alike than this are shown as two texts: confetti of single letters cannot be read


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both have ("same"), that only the older has ("gone"), or only the newer ("new")."""

    kind: Kind
    text: str


def pieces(text: str) -> list[str]:
    """Return the text cut into what is not cut further: words in Latin letters, Thai clusters, other characters."""
    return _PIECES.findall(text)


def differing(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts in reading order: "same" and "gone" make up `before`, "same" and "new" `after`.

    Phrases first, then clusters inside those that are alike, so that long texts stay quick.
    """
    return list(_joined(_compared(before, after)))


def _compared(before: str, after: str) -> Iterator[Piece]:
    old, new = _PHRASES.findall(before), _PHRASES.findall(after)
    for tag, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        if tag == "equal":
            yield Piece("same", gone)
        else:
            yield from _finely(gone, come)


def _finely(before: str, after: str) -> Iterator[Piece]:
    old, new = pieces(before), pieces(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not old or not new or max(len(old), len(new)) > _FINE or matcher.ratio() < _ALIKE:
        yield from (Piece("gone", before), Piece("new", after))
        return
    for tag, i, j, k, m in matcher.get_opcodes():
        # One letter that happens to be the same between two changes is no help to a reader.
        alone = j - i == 1 and i > 0 and j < len(old) and not old[i].isspace()
        if tag == "equal" and not alone:
            yield Piece("same", "".join(old[i:j]))
        else:
            yield from (Piece("gone", "".join(old[i:j])), Piece("new", "".join(new[k:m])))


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind; of what was replaced, everything that is gone comes before what is new."""
    gone = come = same = ""
    for piece in found:
        if piece.kind == "same":
            if gone or come:
                yield from _both(gone, come)
                gone = come = ""
            same += piece.text
            continue
        if same and piece.text:
            yield Piece("same", same)
            same = ""
        if piece.kind == "gone":
            gone += piece.text
        else:
            come += piece.text
    if same:
        yield Piece("same", same)
    yield from _both(gone, come)


def _both(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if come:
        yield Piece("new", come)
