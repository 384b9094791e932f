"""What happened to an entry, as its entrants may know it, and the stages that are still to come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from rangwan.entries.models import Entry
from rangwan.entries.queries.closing import closing_of
from rangwan.entries.queries.content import definition_for, seen_state
from rangwan.entries.rules import Act, State
from rangwan.kernel import audit
from rangwan.kernel.text import Text
from rangwan.programmes.models import Edition

# What is found behind closed doors is told when the results are released.
_UNTIL_RELEASE = (Act.CLOSE_JUDGING, Act.SHORTLIST, Act.LEAVE_OUT, Act.AWARD, Act.PASS_OVER)
_TOLD = tuple(act for act in Act if act not in _UNTIL_RELEASE)

StageKind = Literal["closing", "correction", "screening", "round", "result"]


@dataclass(frozen=True)
class Happened:
    """One thing that happened: "created", or the act that moved the entry."""

    act: str
    at: dt.datetime


@dataclass(frozen=True)
class Stage:
    """One thing that is to come; `is_now` while it is under way. `at` where the calendar knows: until then."""

    kind: StageKind
    is_now: bool
    at: dt.datetime | None = None
    name: Text | None = None  # of a round


def happened_to(entry: Entry) -> list[Happened]:
    """Return what happened to the entry, the oldest first. One query."""
    told = list(_TOLD) + (list(_UNTIL_RELEASE) if entry.edition.state == Edition.State.RELEASED else [])
    acts = ("entry.created", *(f"entry.{act}" for act in told))
    return [Happened(row.act.removeprefix("entry."), row.at) for row in audit.history_of("entry", entry.id, acts=acts)]


def stages_to_come(entry: Entry, now: dt.datetime) -> list[Stage]:
    """Return the stages that lie before the entry, the one under way first; none where it goes no further."""
    state = seen_state(entry)
    closes_at = closing_of(entry)
    ends_at = closes_at + dt.timedelta(seconds=entry.edition.grace_seconds)
    is_open = now < ends_at
    later = [
        *(Stage("round", is_now=False, name=item.name) for item in definition_for(entry).rounds),
        Stage("result", is_now=False),
    ]
    if state in (State.DRAFT, State.SUBMITTED):
        # What is not confirmed by the closing goes no further.
        return [Stage("closing", True, closes_at), Stage("screening", False), *later] if is_open else []
    if state == State.CONFIRMED:
        closing = [Stage("closing", True, closes_at)] if is_open else []
        return [*closing, Stage("screening", is_now=not is_open), *later]
    if state == State.RETURNED:
        return [Stage("correction", True, entry.return_due), Stage("screening", False), *later]
    if state == State.ELIGIBLE:
        return [Stage(stage.kind, place == 0, name=stage.name) for place, stage in enumerate(later)]
    return []
