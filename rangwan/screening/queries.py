"""Reads for screening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.queries import NoSuchEntry, definition_for, eligibility_of
from rangwan.entries.rules import State
from rangwan.programmes.models import Edition
from rangwan.programmes.permissions import may_see_office
from rangwan.programmes.rules import Outcome
from rangwan.screening.models import Clarification, ScreeningVerdict
from rangwan.screening.permissions import (
    clarifications_visible_to,
    may_screen,
    may_see_clarification,
    screenable_by,
)

# What doors call these, without touching their tables.
VerdictItem = ScreeningVerdict
ClarificationItem = Clarification
NoSuchClarification = Clarification.DoesNotExist
QUEUE = (State.CONFIRMED, State.RETURNED, State.ELIGIBLE, State.INELIGIBLE)


def queue(person: Person, edition: Edition) -> list[dict[str, Any]]:
    """Return the entries to screen and those screened, as plain rows; waiting ones first. One query."""
    proposed = ScreeningVerdict.objects.filter(
        entry=OuterRef("pk"), standing=ScreeningVerdict.Standing.PROPOSED, at__gte=OuterRef("confirmed_at")
    )
    mine = proposed.filter(by_id=person.pk)
    unanswered = Q(clarifications__answered_at__isnull=True, clarifications__withdrawn_at__isnull=True)
    rows = (
        screenable_by(Entry.objects.filter(edition=edition, state__in=QUEUE), person)
        .annotate(
            proposed=Exists(proposed), proposed_by_me=Exists(mine),
            clarify_by=Min("clarifications__due_at", filter=unanswered),
        )
        .order_by("confirmed_at", "reference", "pk")
        .values(
            "id", "reference", "title", "state", "confirmed_at", "organisation__name_th", "organisation__name_en",
            "organisation__province_th", "organisation__province_en", "return_due", "proposed", "proposed_by_me",
            "clarify_by",
        )
    )  # fmt: skip
    return sorted(({**row} for row in rows), key=lambda row: QUEUE.index(row["state"]))


def entry_to_screen(person: Person, entry_id: str) -> Entry:
    """Return the entry if the person may screen it. Raises NoSuchEntry."""
    entry = Entry.objects.select_related("edition", "organisation", "coordinator").filter(pk=entry_id).first()
    if entry is None or not may_screen(person, entry):
        raise NoSuchEntry
    return entry


@dataclass(frozen=True)
class Point:
    """One thing to judge: a rule with what the answers say of it, or a point of the signed form."""

    key: str
    outcome: Outcome | None
    label: Any  # kernel.text.Text


def points_of(entry: Entry) -> list[Point]:
    """Return the eligibility rules and then the points of the signed form."""
    definition = definition_for(entry)
    rules = [Point(outcome.rule.key, outcome, outcome.rule.label) for outcome in eligibility_of(entry)]
    return rules + [Point(check.key, None, check.label) for check in definition.screening]


def proposed_verdict(entry: Entry) -> ScreeningVerdict | None:
    """Return the ineligible verdict that waits for a second person, if there is one.

    One on an entry that was reopened and confirmed again since counts no more: it was about other answers.
    """
    proposed = entry.verdicts.filter(standing=ScreeningVerdict.Standing.PROPOSED).select_related("by").first()
    if proposed is None or entry.confirmed_at is None or proposed.at < entry.confirmed_at:
        return None
    return proposed


def verdicts_of(person: Person, entry: Entry) -> list[ScreeningVerdict]:
    """Return all verdicts on the entry, newest first, for the office; nothing for anybody else."""
    if not may_see_office(person, entry.edition):
        return []
    return list(entry.verdicts.select_related("by", "seconded_by").order_by("-at", "-pk"))


# --- clarifications --------------------------------------------------------------------------------------------------


def clarification_for(person: Person, clarification_id: str) -> Clarification:
    """Return a clarification that the person may see. Raises NoSuchClarification."""
    found = Clarification.objects.select_related(
        "entry__edition", "entry__organisation", "entry__coordinator", "asked_by", "answered_by"
    ).get(pk=clarification_id)
    if not may_see_clarification(person, found):
        raise NoSuchClarification
    return found


def clarifications_of(person: Person, entry: Entry) -> list[Clarification]:
    """Return what was asked about the entry, as far as the person may see it, in the order of asking."""
    rows = clarifications_visible_to(Clarification.objects.filter(entry=entry), person)
    return list(rows.select_related("asked_by", "answered_by").order_by("asked_at", "pk"))


def waits_for_answer(clarification: Clarification) -> bool:
    """Return whether staff still want an answer, its date passed or not."""
    out = clarification.entry.state in (State.WITHDRAWN, State.DISQUALIFIED)
    return clarification.answered_at is None and clarification.withdrawn_at is None and not out


def clarification_in(entry: Entry, clarification_id: str) -> Clarification:
    """Return a clarification of the entry. Raises NoSuchClarification."""
    return entry.clarifications.select_related("entry").get(pk=clarification_id)
