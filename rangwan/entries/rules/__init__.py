"""The states of an entry and the only ways between them. Plain Python; the diagram in the docs is made from this."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where an entry stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    JUDGED = "judged"
    SHORTLISTED = "shortlisted"
    NOT_SHORTLISTED = "not_shortlisted"
    WINNER = "winner"
    NOT_SELECTED = "not_selected"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


class TeamRole(StrEnum):
    """What a colleague may do in an entry: read it, write in it, or sign for the organisation."""

    VIEW = "view"
    EDIT = "edit"
    SIGNATORY = "signatory"


class Act(StrEnum):
    """What moves an entry from one state to another."""

    SUBMIT = "submit"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    RETURN = "return"
    ANSWER_RETURN = "answer_return"
    END_RETURN = "end_return"
    ACCEPT = "accept"
    REJECT = "reject"
    REVOKE = "revoke"
    CLOSE_JUDGING = "close_judging"
    SHORTLIST = "shortlist"
    LEAVE_OUT = "leave_out"
    AWARD = "award"
    PASS_OVER = "pass_over"  # noqa: S105  an act, no password
    WITHDRAW = "withdraw"
    DISQUALIFY = "disqualify"


class Who(StrEnum):
    """Who may do it."""

    COORDINATOR = "coordinator"
    COORDINATOR_OR_SIGNATORY = "coordinator or signatory"
    SCREENER = "screener"
    TWO_SCREENERS = "screener, seen by a second person"
    STAFF = "staff, with a reason"
    CHAIR = "chair or organiser"
    TWO_STAFF = "two staff"


@dataclass(frozen=True)
class Step:
    """One arrow of the diagram."""

    target: State
    who: Who


S = State
BEFORE_DECISION = (
    S.DRAFT, S.SUBMITTED, S.CONFIRMED, S.RETURNED, S.ELIGIBLE, S.INELIGIBLE, S.JUDGED, S.SHORTLISTED, S.NOT_SHORTLISTED,
)  # fmt: skip

TRANSITIONS: dict[tuple[State, Act], Step] = {
    (S.DRAFT, Act.SUBMIT): Step(S.SUBMITTED, Who.COORDINATOR),
    (S.SUBMITTED, Act.CONFIRM): Step(S.CONFIRMED, Who.COORDINATOR),
    (S.SUBMITTED, Act.REOPEN): Step(S.DRAFT, Who.COORDINATOR),
    (S.CONFIRMED, Act.REOPEN): Step(S.DRAFT, Who.COORDINATOR),
    (S.CONFIRMED, Act.RETURN): Step(S.RETURNED, Who.SCREENER),
    (S.RETURNED, Act.ANSWER_RETURN): Step(S.CONFIRMED, Who.COORDINATOR),
    # The date for corrections passed, or staff no longer need them: screening goes on with the entry as it stands.
    (S.RETURNED, Act.END_RETURN): Step(S.CONFIRMED, Who.SCREENER),
    (S.CONFIRMED, Act.ACCEPT): Step(S.ELIGIBLE, Who.SCREENER),
    (S.CONFIRMED, Act.REJECT): Step(S.INELIGIBLE, Who.TWO_SCREENERS),
    (S.INELIGIBLE, Act.REVOKE): Step(S.CONFIRMED, Who.STAFF),
    (S.ELIGIBLE, Act.CLOSE_JUDGING): Step(S.JUDGED, Who.CHAIR),
    (S.JUDGED, Act.SHORTLIST): Step(S.SHORTLISTED, Who.CHAIR),
    (S.JUDGED, Act.LEAVE_OUT): Step(S.NOT_SHORTLISTED, Who.CHAIR),
    # An award without a shortlist decides among the judged.
    (S.JUDGED, Act.AWARD): Step(S.WINNER, Who.CHAIR),
    (S.JUDGED, Act.PASS_OVER): Step(S.NOT_SELECTED, Who.CHAIR),
    (S.SHORTLISTED, Act.AWARD): Step(S.WINNER, Who.CHAIR),
    (S.SHORTLISTED, Act.PASS_OVER): Step(S.NOT_SELECTED, Who.CHAIR),
    **{(state, Act.WITHDRAW): Step(S.WITHDRAWN, Who.COORDINATOR_OR_SIGNATORY) for state in BEFORE_DECISION},
    **{(state, Act.DISQUALIFY): Step(S.DISQUALIFIED, Who.TWO_STAFF) for state in S if state is not S.DISQUALIFIED},
}

# In these states the entrant may change answers and files.
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
# Sent and not yet decided upon: an error in the facts can be put right by a note. What the committee found makes no
# difference here, or the entrant could read it from that.
CORRECTABLE = frozenset(BEFORE_DECISION) - {S.DRAFT, S.INELIGIBLE}
# The entry counts as received: staff see it in their lists.
RECEIVED = frozenset(S) - {S.DRAFT, S.SUBMITTED, S.WITHDRAWN}

# What the committee has found is nobody's to see before the results are released.
_UNTIL_RELEASE = frozenset({S.JUDGED, S.SHORTLISTED, S.NOT_SHORTLISTED, S.WINNER, S.NOT_SELECTED})


class UnableToMove(Exception):
    """The entry cannot do this from the state it is in."""

    def __init__(self, state: State, act: Act) -> None:
        super().__init__(f"{act} is not possible from {state}")
        self.state, self.act = state, act


def after(state: State, act: Act) -> State:
    """Return the state that `act` leads to. Raises UnableToMove."""
    step = TRANSITIONS.get((state, act))
    if step is None:
        raise UnableToMove(state, act)
    return step.target


def may(state: State, act: Act) -> bool:
    """Return whether the table has this step."""
    return (state, act) in TRANSITIONS


def seen_by_entrant(state: State, *, released: bool) -> State:
    """Return the state that the entrant is told: before release, nothing beyond having passed screening."""
    return S.ELIGIBLE if state in _UNTIL_RELEASE and not released else state


def as_mermaid() -> str:
    """Return the table as a Mermaid state diagram, for the docs."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f"    {state} --> {step.target} : {act} ({step.who})" for (state, act), step in TRANSITIONS.items()]
    return "\n".join(lines)


def reference(prefix: str, number: int) -> str:
    """Return the reference number of an entry: the award's prefix and a running number of four digits."""
    return f"{prefix}{number:04d}"


def answers_digest(answers: dict[str, Any]) -> str:
    """Return the SHA-256 (hexadecimal) of the answers, whatever the order they were given in.

    It stands on the printed submission form and in the signatory's approval: both hold for these answers alone.
    """
    canonical = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
