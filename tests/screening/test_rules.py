"""What a verdict needs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.screening.rules import Finding, Verdict, missing_for, read_findings

KEYS = ["a", "b", "c"]
FINDINGS = st.dictionaries(
    st.sampled_from(KEYS), st.builds(Finding, st.sampled_from([True, False, None]), st.sampled_from(["", " ", "why"]))
)


@given(FINDINGS)
def test_eligible_needs_every_point_in_order(found: dict[str, Finding]):
    missing = missing_for(Verdict.ELIGIBLE, found)
    assert (missing == []) == all(finding.ok for finding in found.values())
    assert {key for key, _ in missing} == {key for key, finding in found.items() if not finding.ok}


@given(FINDINGS)
def test_partial_forgives_what_was_not_looked_at_and_nothing_else(found: dict[str, Finding]):
    missing = missing_for(Verdict.ELIGIBLE, found, partial=True)
    assert missing == [(key, "not_in_order") for key, finding in found.items() if finding.ok is False]


@given(FINDINGS)
def test_ineligible_needs_a_failure_with_its_reason(found: dict[str, Finding]):
    failed = [key for key, finding in found.items() if finding.ok is False]
    silent = [key for key in failed if not found[key].note.strip()]
    expected = [(key, "note_required") for key in silent] if failed else [("", "none_failed")]
    assert missing_for(Verdict.INELIGIBLE, found) == expected


@given(FINDINGS)
def test_a_return_needs_no_findings(found: dict[str, Finding]):
    assert missing_for(Verdict.RETURN, found) == []


def test_what_was_not_said_was_not_looked_at():
    found = read_findings({"a": {"ok": True}, "b": {"ok": False, "note": "ไม่มีตรา"}}, KEYS)
    assert found == {"a": Finding(True), "b": Finding(False, "ไม่มีตรา"), "c": Finding(None)}


@pytest.mark.parametrize("raw", [{"x": {"ok": True}}, {"a": "yes"}, {"a": {"ok": "yes"}}, {"a": {"ok": 2}}])
def test_other_shapes_are_refused(raw: dict[str, Any]):
    with pytest.raises(ValueError, match=r"unknown: x|a must be an object"):
        read_findings(raw, KEYS)
