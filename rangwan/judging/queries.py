"""Reads for judging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.permissions import takes_part
from rangwan.entries.queries import FileItem, definition_for, file_of
from rangwan.entries.rules import State
from rangwan.judging.models import Assignment, Conflict
from rangwan.judging.permissions import may_mark, may_see_sheet
from rangwan.judging.rules import GivenMark, SheetState, total_so_far
from rangwan.programmes.definition import Criterion, Definition
from rangwan.programmes.models import Edition

# What doors call a scoresheet, without touching its table.
AssignmentItem = Assignment


# A sheet nobody can finish any more: its entry left judging while it was open.
_LEFT_OVER = Q(state__in=(SheetState.OPEN, SheetState.DRAFT)) & ~Q(entry__state=State.ELIGIBLE)


class NoSuchAssignment(Exception):
    """There is no such scoresheet for this person."""


def own_assignments(person: Person, edition: Edition | None = None) -> list[dict[str, Any]]:
    """Return the judge's sheets as plain rows: open, draft, finished, recused. One query whatever the rows."""
    found = Assignment.objects.filter(judge_id=person.pk).exclude(_LEFT_OVER).exclude(entry__state=State.WITHDRAWN)
    if edition is not None:
        found = found.filter(entry__edition=edition)
    rows = (
        found.annotate(marked=Count("marks", filter=Q(marks__mark__isnull=False)))
        .order_by("assigned_at", "pk")
        .values(
            "id", "round", "state", "total", "finished_at", "changed_at", "marked", "entry_id", "entry__reference",
            "entry__title", "entry__state", "entry__edition__slug", "entry__edition__name_th",
            "entry__edition__name_en", "entry__organisation__name_th", "entry__organisation__name_en",
            "entry__organisation__province_th", "entry__organisation__province_en",
        )
    )  # fmt: skip
    order = list(SheetState)
    return sorted(({**row} for row in rows), key=lambda row: order.index(row["state"]))


@dataclass(frozen=True)
class Sheet:
    """A scoresheet with all that its judge needs beside it."""

    assignment: Assignment
    entry: Entry
    definition: Definition
    marks: dict[str, GivenMark]

    @property
    def missing(self) -> list[Criterion]:
        """Criteria without a mark."""
        return [c for c in self.definition.criteria if c.key not in self.marks or self.marks[c.key].mark is None]

    @property
    def total_so_far(self) -> float | None:
        """The weighted total of the marks given; None while none is."""
        return total_so_far({key: given.mark for key, given in self.marks.items()}, self.definition.criteria)

    @property
    def markable(self) -> bool:
        """Whether marks can be changed: not finished, and its entry still to be judged."""
        return self.assignment.state in (SheetState.OPEN, SheetState.DRAFT) and self.in_judging

    @property
    def in_judging(self) -> bool:
        """Whether the entry is still to be judged."""
        return self.entry.state == State.ELIGIBLE


def sheet_for(person: Person, assignment_id: str) -> Sheet:
    """Return the scoresheet if the person may see it. Raises NoSuchAssignment."""
    assignment = _assignment(assignment_id)
    if assignment is None or not may_see_sheet(person, assignment):
        raise NoSuchAssignment
    return sheet_of(assignment)


def sheet_to_mark(person: Person, assignment_id: str) -> Sheet:
    """Return the scoresheet if the person is its judge and may (still) mark or read it. Raises NoSuchAssignment."""
    assignment = _assignment(assignment_id)
    if assignment is None or not may_mark(person, assignment):
        raise NoSuchAssignment
    return sheet_of(assignment)


def file_for_judge(person: Person, assignment_id: str, attachment_id: str) -> FileItem:
    """Return a file of the entry that the person judges. Raises NoSuchAssignment, NoSuchEntry."""
    assignment = _assignment(assignment_id)
    if assignment is None or not may_mark(person, assignment):
        raise NoSuchAssignment
    return file_of(assignment.entry, attachment_id)


def _assignment(assignment_id: str) -> Assignment | None:
    return (
        Assignment.objects.select_related("entry__edition", "entry__organisation", "judge")
        .filter(pk=assignment_id)
        .first()
    )


@dataclass(frozen=True)
class Place:
    """Where a scoresheet stands among its judge's own of the edition; `previous` and `next` are ids."""

    position: int
    all: int
    previous: str | None
    next: str | None


def place_of(assignment: Assignment) -> Place:
    """Return the place in the order in which the sheets were assigned, recused ones left out. One query."""
    own = Assignment.objects.filter(judge_id=assignment.judge_id, entry__edition_id=assignment.entry.edition_id)
    standing = own.exclude(state=SheetState.RECUSED).exclude(_LEFT_OVER).exclude(entry__state=State.WITHDRAWN)
    ids = list(standing.order_by("assigned_at", "pk").values_list("pk", flat=True))
    if assignment.pk not in ids:
        return Place(0, len(ids), None, None)
    here = ids.index(assignment.pk)
    after = ids[here + 1] if here + 1 < len(ids) else None
    return Place(here + 1, len(ids), ids[here - 1] if here else None, after)


def sheet_of(assignment: Assignment) -> Sheet:
    """Return the scoresheet of an assignment, the permission having been asked."""
    rows = assignment.marks.values_list("criterion", "mark", "comment")
    marks = {criterion: GivenMark(mark, comment) for criterion, mark, comment in rows}
    return Sheet(assignment, assignment.entry, definition_for(assignment.entry), marks)


def progress(edition: Edition, round_key: str = "") -> list[dict[str, Any]]:
    """Return judging progress per judge: assigned, open, draft, finished, recused; of one round if named. One query."""
    states = {state.value: Count("pk", filter=Q(state=state)) for state in SheetState}
    found = Assignment.objects.filter(entry__edition=edition).exclude(_LEFT_OVER)
    if round_key:
        found = found.filter(round=round_key)
    rows = (
        found.values("judge_id", "judge__name", "judge__email")
        .annotate(assigned=Count("pk"), **states)
        .order_by("judge__name", "judge_id")
    )
    return [{**row} for row in rows]


def assignments_in(edition: Edition, round_key: str) -> list[dict[str, Any]]:
    """Return who judges what in a round, by entry. One query."""
    rows = (
        Assignment.objects.filter(entry__edition=edition, round=round_key)
        .exclude(_LEFT_OVER)
        .order_by("entry__reference", "judge__name", "pk")
        .values(
            "id", "state", "total", "round", "entry_id", "entry__reference", "entry__title", "entry__state",
            "judge_id", "judge__name", "judge__email", "recusal", "recusal_note", "changed_at",
        )
    )  # fmt: skip
    return [{**row} for row in rows]


def entries_to_judge(edition: Edition) -> list[dict[str, Any]]:
    """Return the eligible entries as plain rows, by reference: what can be assigned. One query."""
    rows = (
        Entry.objects.filter(edition=edition, state=State.ELIGIBLE)
        .order_by("reference", "pk")
        .values("id", "reference", "title", "organisation__name_th", "organisation__name_en")
    )
    return [{**row} for row in rows]


def sheet_in(edition: Edition, assignment_id: str) -> Assignment:
    """Return an assignment of the edition, for who assigns there. Raises NoSuchAssignment."""
    assignment = _assignment(assignment_id)
    if assignment is None or assignment.entry.edition_id != edition.pk:
        raise NoSuchAssignment
    return assignment


def unfinished_judges(edition: Edition, round_key: str) -> dict[str, list[str]]:
    """Return {entry id: names of the judges whose sheet is open or begun} of a round. One query."""
    rows = (
        Assignment.objects.filter(
            entry__edition=edition, round=round_key, state__in=(SheetState.OPEN, SheetState.DRAFT)
        )
        .exclude(_LEFT_OVER)
        .order_by("judge__name", "judge_id")
        .values_list("entry_id", "judge__name", "judge__email")
    )
    found: dict[str, list[str]] = {}
    for entry_id, name, email in rows:
        found.setdefault(entry_id, []).append(name or email)
    return found


def in_conflict(judge: Person, entry: Entry) -> bool:
    """Whether the judge must not judge the entry: a place in its organisation, or a conflict on record."""
    return takes_part(judge, entry) or Conflict.objects.filter(judge=judge, entry=entry).exists()


def finished_totals(edition: Edition, round_key: str) -> list[dict[str, Any]]:
    """Return every finished sheet of a round with its total, for the ranking. One query."""
    rows = (
        Assignment.objects.filter(entry__edition=edition, round=round_key, state=SheetState.FINISHED)
        .order_by("entry_id", "judge__name", "judge_id")
        .values("id", "entry_id", "judge_id", "judge__name", "judge__email", "total")
    )
    return [{**row} for row in rows]


def marks_of_round(edition: Edition, round_key: str) -> dict[str, dict[str, float | None]]:
    """Return {assignment id: {criterion: mark}} of the finished sheets of a round. One query."""
    found: dict[str, dict[str, float | None]] = {}
    rows = Assignment.objects.filter(entry__edition=edition, round=round_key, state=SheetState.FINISHED).values_list(
        "id", "marks__criterion", "marks__mark"
    )
    for assignment_id, criterion, mark in rows:
        found.setdefault(assignment_id, {})[criterion] = mark
    return found
