"""What a screening verdict needs. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    """What a screener may find."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    RETURN = "return"


@dataclass(frozen=True)
class Finding:
    """What staff found about one rule or point of the signed form: in order, not in order, or None: not looked at."""

    ok: bool | None
    note: str = ""


def read_findings(raw: dict[str, Any], keys: list[str]) -> dict[str, Finding]:
    """Return the findings for these keys; what was not said is None. Raises ValueError for unknown keys or shapes."""
    unknown = sorted(set(raw) - set(keys))
    if unknown:
        raise ValueError(f"unknown: {', '.join(unknown)}")
    found = {}
    for key in keys:
        value = raw.get(key) or {}
        if not isinstance(value, dict) or not isinstance(value.get("ok"), bool | None):
            raise ValueError(f"{key} must be an object with ok (true, false or null) and note")
        found[key] = Finding(value.get("ok"), str(value.get("note") or ""))
    return found


def missing_for(verdict: Verdict, findings: dict[str, Finding], *, partial: bool = False) -> list[tuple[str, str]]:
    """Return [(key, code)] of what the verdict lacks.

    Eligible: every rule and point was looked at and found in order (not_looked_at, not_in_order); with `partial`
    what was not mentioned stays "not looked at", and is recorded as that.
    Ineligible: at least one is not in order, with a note (note_required; key "" and none_failed when there is none).
    """
    if verdict is Verdict.ELIGIBLE:
        unseen = [(key, "not_looked_at") for key, finding in findings.items() if finding.ok is None and not partial]
        return unseen + [(key, "not_in_order") for key, finding in findings.items() if finding.ok is False]
    if verdict is Verdict.INELIGIBLE:
        failed = [key for key, finding in findings.items() if finding.ok is False]
        if not failed:
            return [("", "none_failed")]
        return [(key, "note_required") for key in failed if not findings[key].note.strip()]
    return []
