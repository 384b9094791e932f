"""The words that a deck of ours has in its empty places, and how they are told from what somebody wrote there."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import override

from rangwan.kernel.text import LANGUAGES

BLANK = "_" * 12  # a line to write on

_LINE = re.compile("_{3,}")


def write_here(*, filled: bool) -> str:
    """Return what stands in an empty box; in a deck filled from answers it says that the answer is missing."""
    return _("No answer yet: write it here") if filled else _("Write your answer here")


def other_measure() -> str:
    """Return what stands where a measure of one's own is to be named."""
    return _("Other (say what)")


def written(text: str) -> str:
    """Return what somebody wrote into a place of a deck: the text without our own words and lines, in any language."""
    ours = _ours()
    lines = []
    for line in text.split("\n"):
        left = _LINE.sub("", line)
        begun = next((words for words in ours if left.strip().startswith(words)), "")
        left = left.strip().removeprefix(begun).strip() if begun else left
        if left or not begun:
            lines.append(left)
    return "\n".join(lines).strip()


def _ours() -> list[str]:
    found = set()
    for language in LANGUAGES:
        with override(language):
            found |= {write_here(filled=True), write_here(filled=False), other_measure()}
    return sorted(found, key=len, reverse=True)
