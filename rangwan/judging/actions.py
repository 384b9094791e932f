"""Changes that judging makes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Membership, Person
from rangwan.entries.models import Entry
from rangwan.entries.queries import definition_for
from rangwan.entries.rules import State
from rangwan.judging import rules
from rangwan.judging.models import Assignment, Conflict, Mark, MarkEvent
from rangwan.judging.permissions import may_assign, may_mark
from rangwan.judging.queries import NoSuchAssignment, in_conflict, sheet_of
from rangwan.judging.rules import MarkProblem, SheetState
from rangwan.kernel import audit, events
from rangwan.kernel.text import length, storable
from rangwan.programmes.definition import Criterion
from rangwan.programmes.models import Edition
from rangwan.programmes.permissions import NotAllowed, Role
from rangwan.programmes.queries import appointed, definition_of


class UnableToAssign(Exception):
    """`code`: unknown_round, per_entry (below 1), no_judges, no_entries, not_eligible, conflict, not_a_judge, begun."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SheetLocked(Exception):
    """The scoresheet is finished, or its entry is no longer to be judged."""


class BadMarks(Exception):
    """None was kept. `problems` is {criterion: code}, the codes of rules.read_mark and unknown_criterion, too_long,
    no_comment_text."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(repr(problems))
        self.problems = problems


class NotFinished(Exception):
    """Marks are missing for these criteria."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class BadReason(Exception):
    """A recusal needs one of rules.RECUSAL_REASONS, and words with "other"."""


MAX_COMMENT = 10_000


@transaction.atomic
def assign_by_lot(
    *, edition: Edition, round_key: str, per_entry: int, acting: Person, now: dt.datetime, seed: int
) -> list[Assignment]:
    """Draw judges for every eligible entry until each has `per_entry`, without conflicts, and publish them at once.

    What was assigned before stays. Raises NotAllowed, UnableToAssign.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not may_assign(acting, edition):
        raise NotAllowed
    _require_round(edition, round_key)
    judges = {judge.pk: judge for judge in appointed(edition, Role.JUDGE)}
    entries = {entry.pk: entry for entry in Entry.objects.filter(edition=edition, state=State.ELIGIBLE)}
    for code, wrong in (("per_entry", per_entry < 1), ("no_judges", not judges), ("no_entries", not entries)):
        if wrong:
            raise UnableToAssign(code)
    current = Assignment.objects.filter(entry__in=entries, round=round_key)
    recused = set(current.filter(state=SheetState.RECUSED).values_list("entry_id", "judge_id"))
    standing = current.exclude(state=SheetState.RECUSED).values_list("entry_id", "judge_id", "state")
    # A sheet that its judge, dismissed meanwhile, can never finish leaves room for another.
    taken = {(entry, judge) for entry, judge, state in standing if judge in judges or state == SheetState.FINISHED}
    conflicts = _conflicts(entries, judges) | recused
    pairs = rules.draw_lots(
        list(entries), list(judges), per_entry=per_entry, conflicts=conflicts, taken=taken, seed=seed
    )
    made = Assignment.objects.bulk_create(
        [
            Assignment(entry=entries[entry], judge=judges[judge], round=round_key, assigned_at=now, changed_at=now)
            for entry, judge in pairs
        ]
    )
    audit.record(
        act="judging.assigned_by_lot", thing="edition", thing_id=edition.id, edition=edition.id, acting=acting, now=now,
        # All that the lot was drawn from, so that it can be drawn again.
        after={
            "round": round_key, "per_entry": per_entry, "seed": seed, "pairs": [list(pair) for pair in pairs],
            "entries": sorted(entries), "judges": sorted(judges),
            "conflicts": sorted(map(list, conflicts)), "taken": sorted(map(list, taken)),
        },
    )  # fmt: skip
    events.emit(kind="judging.assigned", subject=edition.id, now=now, payload={"round": round_key})
    return made


def _conflicts(entries: Mapping[str, Entry], judges: Mapping[str, Person]) -> set[tuple[str, str]]:
    declared = Conflict.objects.filter(entry__in=list(entries)).values_list("entry_id", "judge_id")
    members = Membership.objects.filter(person__in=list(judges)).exclude(standing=Membership.Standing.REFUSED)
    belongs = set(members.values_list("organisation_id", "person_id"))
    own = {
        (entry.pk, judge)
        for entry in entries.values()
        for judge in judges
        if (entry.organisation_id, judge) in belongs or entry.coordinator_id == judge
    }
    return own | set(declared)


def _require_round(edition: Edition, round_key: str) -> None:
    if round_key not in {item.key for item in definition_of(edition.version_id).rounds}:
        raise UnableToAssign("unknown_round")


@transaction.atomic
def assign_by_hand(*, entry: Entry, judge: Person, round_key: str, acting: Person, now: dt.datetime) -> Assignment:
    """Give an entry to one judge. Raises NotAllowed, UnableToAssign."""
    if not may_assign(acting, entry.edition):
        raise NotAllowed
    _require_round(entry.edition, round_key)
    if entry.state != State.ELIGIBLE:
        raise UnableToAssign("not_eligible")
    if judge.pk not in {person.pk for person in appointed(entry.edition, Role.JUDGE)}:
        raise UnableToAssign("not_a_judge")
    if in_conflict(judge, entry):
        raise UnableToAssign("conflict")
    assignment, made = Assignment.objects.get_or_create(
        entry=entry, judge=judge, round=round_key, defaults={"assigned_at": now, "changed_at": now}
    )
    if made:
        _record(assignment, "judging.assigned", acting, now)
        events.emit(kind="judging.assigned", subject=entry.edition_id, now=now, payload={"round": round_key})
    return assignment


@transaction.atomic
def unassign(*, assignment: Assignment, reason: str, acting: Person, now: dt.datetime) -> None:
    """Take an untouched scoresheet back. Raises NotAllowed, UnableToAssign(begun) once anything was marked."""
    assignment = _locked(assignment)
    if not may_assign(acting, assignment.entry.edition):
        raise NotAllowed
    if assignment.state != SheetState.OPEN or assignment.mark_events.exists():
        raise UnableToAssign("begun")
    _record(assignment, "judging.unassigned", acting, now, reason=storable(reason))
    assignment.delete()


@transaction.atomic
def save_marks(
    *, assignment: Assignment, marks: Mapping[str, Mapping[str, Any]], acting: Person, now: dt.datetime
) -> Assignment:
    """Keep these marks: {criterion: {"mark": number|None|"", "comment": text}}; a part left out stays as it is.

    All or none is kept. Raises NotAllowed, SheetLocked, BadMarks.
    """
    assignment = _to_mark(assignment, acting)
    changed, problems = _changes(assignment, marks, now, None)
    if problems:
        raise BadMarks({problem.criterion: problem.code for problem in reversed(problems)})
    _write(assignment, changed, acting, now)
    return assignment


@transaction.atomic
def keep_marks(
    *,
    assignment: Assignment,
    marks: Mapping[str, Mapping[str, Any]],
    seen: dt.datetime | None,
    acting: Person,
    now: dt.datetime,
) -> tuple[Assignment, list[MarkProblem]]:
    """Keep of what a page holds all that can be kept, and return the sheet with what could not be, and why.

    `seen` is the sheet's `changed_at` when the page was made: a criterion that another window saved since then stays
    as that window left it (code changed_elsewhere). Raises NotAllowed, SheetLocked.
    """
    assignment = _to_mark(assignment, acting)
    changed, problems = _changes(assignment, marks, now, seen)
    _write(assignment, changed, acting, now)
    return assignment, problems


def _to_mark(assignment: Assignment, acting: Person) -> Assignment:
    assignment = _locked(assignment)
    if not may_mark(acting, assignment):
        raise NotAllowed
    _require_markable(assignment)
    return assignment


def _changes(
    assignment: Assignment, marks: Mapping[str, Mapping[str, Any]], now: dt.datetime, seen: dt.datetime | None
) -> tuple[list[Mark], list[MarkProblem]]:
    """Return the marks that differ from what stands, and the problems; a part with a problem stays as it was."""
    criteria = definition_for(assignment.entry).criteria_by_key
    standing = {mark.criterion: mark for mark in assignment.marks.all()}
    changed: list[Mark] = []
    problems: list[MarkProblem] = []
    for key, given in marks.items():
        if key not in criteria:
            problems.append(MarkProblem(key, "mark", "unknown_criterion"))
            continue
        row = standing.get(key) or Mark(assignment=assignment, criterion=key, changed_at=now)
        before = (row.mark, row.comment)
        problems += _take(row, given, criteria[key])
        if (row.mark, row.comment) == before:
            continue
        if seen is not None and key in standing and row.changed_at > seen:
            problems.append(MarkProblem(key, "mark", "changed_elsewhere"))
            continue
        row.changed_at = now
        changed.append(row)
    return changed, problems


def _take(row: Mark, given: Mapping[str, Any], criterion: Criterion) -> Iterator[MarkProblem]:
    """Put into the row what was given and can be read."""
    try:
        row.mark = rules.read_mark(given["mark"], criterion) if "mark" in given else row.mark
    except ValueError as error:
        yield MarkProblem(row.criterion, "mark", str(error))
    try:
        row.comment = _comment(given["comment"]) if "comment" in given else row.comment
    except ValueError as error:
        yield MarkProblem(row.criterion, "comment", str(error))


def _comment(raw: Any) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str):
        raise ValueError("no_comment_text")
    if length(raw) > MAX_COMMENT:
        raise ValueError("too_long")
    return storable(raw).strip()


def _write(assignment: Assignment, changed: list[Mark], acting: Person, now: dt.datetime) -> None:
    if not changed:
        return
    for row in changed:
        row.save()
    MarkEvent.objects.bulk_create(
        [
            MarkEvent(
                assignment=assignment, criterion=row.criterion, mark=row.mark, comment=row.comment, at=now, by=acting
            )
            for row in changed
        ]
    )
    assignment.state = SheetState.DRAFT
    assignment.changed_at = now
    assignment.save(update_fields=["state", "changed_at"])
    # The audit row names the criteria; the marks themselves are in MarkEvent, which is as append-only as the log.
    _record(assignment, "judging.marked", acting, now, criteria=sorted(row.criterion for row in changed))


@transaction.atomic
def finish_sheet(*, assignment: Assignment, acting: Person, now: dt.datetime) -> Assignment:
    """Lock the scoresheet and fix its total; a second press changes nothing.

    Raises NotAllowed, SheetLocked, NotFinished.
    """
    assignment = _locked(assignment)
    if not may_mark(acting, assignment):
        raise NotAllowed
    if assignment.state == SheetState.FINISHED:
        return assignment
    _require_markable(assignment)
    sheet = sheet_of(assignment)
    given = {key: mark.mark for key, mark in sheet.marks.items()}
    found = rules.total(given, sheet.definition.criteria)
    if found is None:
        raise NotFinished(rules.missing_marks(given, sheet.definition.criteria))
    assignment.state, assignment.total, assignment.finished_at = SheetState.FINISHED, found, now
    assignment.save(update_fields=["state", "total", "finished_at"])
    _record(assignment, "judging.finished", acting, now, total=found, marks=given)
    return assignment


@transaction.atomic
def reopen_sheet(*, assignment: Assignment, reason: str, acting: Person, now: dt.datetime) -> Assignment:
    """Chair or organiser gives a finished scoresheet back to its judge, with a reason.

    Raises NotAllowed, BadReason, SheetLocked (not finished, or the entry is past judging).
    """
    assignment = _locked(assignment)
    if not may_assign(acting, assignment.entry.edition):
        raise NotAllowed
    if not reason.strip():
        raise BadReason
    if assignment.state != SheetState.FINISHED or assignment.entry.state != State.ELIGIBLE:
        raise SheetLocked
    assignment.state, assignment.total, assignment.finished_at = SheetState.DRAFT, None, None
    assignment.changed_at = now
    assignment.save(update_fields=["state", "total", "finished_at", "changed_at"])
    _record(assignment, "judging.reopened", acting, now, reason=storable(reason))
    return assignment


@transaction.atomic
def recuse(*, assignment: Assignment, reason: str, note: str, acting: Person, now: dt.datetime) -> Assignment:
    """The judge cannot judge this entry: the sheet counts no more and the conflict is kept.

    `reason` is one of rules.RECUSAL_REASONS; "other" needs a note. Raises NotAllowed, BadReason, SheetLocked.
    """
    assignment = _locked(assignment)
    if assignment.judge_id == acting.pk and assignment.state == SheetState.RECUSED:
        return assignment
    if not may_mark(acting, assignment):
        raise NotAllowed
    note = storable(note).strip()
    if reason not in rules.RECUSAL_REASONS or (reason == "other" and not note):
        raise BadReason
    if assignment.entry.state != State.ELIGIBLE:
        raise SheetLocked
    assignment.state, assignment.total, assignment.finished_at = SheetState.RECUSED, None, None
    assignment.recusal, assignment.recusal_note, assignment.changed_at = reason, note, now
    assignment.save()
    Conflict.objects.get_or_create(
        judge=acting, entry=assignment.entry, defaults={"reason": reason, "note": note, "at": now}
    )
    _record(assignment, "judging.recused", acting, now, reason=note or reason)
    events.emit(kind="judging.recused", subject=assignment.id, now=now, payload={"entry": assignment.entry_id})
    return assignment


def _locked(assignment: Assignment) -> Assignment:
    """Return the scoresheet as it is now. Raises NoSuchAssignment when it was taken back meanwhile."""
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True).filter(pk=assignment.pk)
    locked = rows.select_related("entry__edition", "entry__organisation").first()
    if locked is None:
        raise NoSuchAssignment
    return locked


def _require_markable(assignment: Assignment) -> None:
    if assignment.state in (SheetState.FINISHED, SheetState.RECUSED) or assignment.entry.state != State.ELIGIBLE:
        raise SheetLocked


def _record(
    assignment: Assignment, act: str, acting: Person, now: dt.datetime, *, reason: str = "", **after: Any
) -> None:
    audit.record(
        act=act, thing="assignment", thing_id=assignment.id, edition=assignment.entry.edition_id, acting=acting,
        now=now, reason=reason, after={"entry": assignment.entry_id, "judge": assignment.judge_id, **after},
    )  # fmt: skip
