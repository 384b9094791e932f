"""The signatory's approval: what it holds for, and where it stands. Plain Python."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from rangwan.entries.rules import answers_digest


class Standing(StrEnum):
    """Where the signatory's approval of an entry stands."""

    NEEDED = "needed"  # never asked for, or taken back
    WAITING = "waiting"  # asked for, for what stands in the entry now
    REFUSED = "refused"
    OUTDATED = "outdated"  # asked for or given, but answers or files changed since
    GIVEN = "given"


def content_digest(answers: dict[str, Any], files: Iterable[tuple[str, str]]) -> str:
    """Return the SHA-256 (hexadecimal) of all that the signatory reads: answers, and (slot, SHA-256) of every file.

    The order in which files came does not matter.
    """
    canonical = json.dumps([answers_digest(answers), sorted(files)], separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def standing(verdict: str | None, asked_for: str, now_there: str) -> Standing:
    """Return where the last request stands; `verdict` None: there is none. The other two are digests of content."""
    if verdict is None or verdict == "taken_back":
        return Standing.NEEDED
    if verdict == "refused":
        return Standing.REFUSED
    if asked_for != now_there:
        return Standing.OUTDATED
    return Standing.GIVEN if verdict == "approved" else Standing.WAITING


# The code under which an approval that is not given keeps an entry from being sent.
MISSING = {
    Standing.NEEDED: "approval_needed",
    Standing.REFUSED: "approval_needed",
    Standing.WAITING: "approval_waiting",
    Standing.OUTDATED: "approval_outdated",
}
