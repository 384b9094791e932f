"""Reads about what stands beside an entry: the entrants' own check, notes of correction, proposals to disqualify."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from rangwan.entries.models import DisqualificationProposal, Entry, SelfCheck
from rangwan.entries.queries.content import definition_for
from rangwan.entries.rules import CORRECTABLE
from rangwan.kernel.text import Text
from rangwan.programmes.models import Edition

# What doors call a proposal, without touching its table.
ProposalItem = DisqualificationProposal


@dataclass(frozen=True)
class Note:
    """A note of correction; `question` is the key of what it corrects, with its label, or "" for the whole entry."""

    id: str
    question: str
    label: Text | None
    criterion: str | None  # that the question serves
    text: str
    at: dt.datetime
    by: str


def self_check_levels(entry: Entry) -> dict[str, Any]:
    """Return {criterion: lowest mark of the chosen level}; for the pages of the entrants and nobody else's."""
    return SelfCheck.objects.filter(entry=entry).values_list("levels", flat=True).first() or {}


def correction_notes(entry: Entry) -> list[Note]:
    """Return the notes of correction, in the order in which they came."""
    asked = definition_for(entry).form.by_key
    found = []
    for row in entry.correction_notes.select_related("by").order_by("at", "pk"):
        question = asked.get(row.question)
        label, criterion = (question.label, question.criterion) if question else (None, None)
        found.append(Note(row.id, row.question, label, criterion, row.text, row.at, str(row.by)))
    return found


def is_correctable(entry: Entry) -> bool:
    """Return whether notes of correction are taken: from ส่ง until the decision."""
    return entry.state in CORRECTABLE and entry.edition.state == Edition.State.RUNNING


def disqualifications_of(entry: Entry) -> list[DisqualificationProposal]:
    """Return all proposals to disqualify, newest first."""
    return list(entry.disqualifications.select_related("proposed_by", "seconded_by").order_by("-at", "-pk"))


def proposed_disqualification(entry: Entry) -> DisqualificationProposal | None:
    """Return the proposal that waits for a second person, if there is one."""
    waiting = entry.disqualifications.filter(standing=DisqualificationProposal.Standing.PROPOSED)
    return waiting.select_related("proposed_by").first()
