"""Who sees and marks a scoresheet: its judge; chair, organiser and auditor see it once it is finished."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from rangwan.accounts.models import Person
from rangwan.judging.models import Assignment
from rangwan.judging.rules import SheetState
from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.permissions import Role, holds

LEADERS = (Role.CHAIR, Role.ORGANISER)
READERS = (Role.CHAIR, Role.ORGANISER, Role.AUDITOR)


def may_assign(person: Person, edition: Edition) -> bool:
    """Chair and organiser assign entries to judges."""
    return holds(person, edition, *LEADERS)


def may_mark(person: Person, assignment: Assignment) -> bool:
    """Only the judge, while appointed; a recused judge has nothing to do with the entry any more."""
    return (
        assignment.judge_id == person.pk
        and assignment.state != SheetState.RECUSED
        and holds(person, assignment.entry.edition, Role.JUDGE)
    )


def may_see_sheet(person: Person, assignment: Assignment) -> bool:
    """The judge's own sheets; finished ones for chair, organiser and auditor."""
    if assignment.judge_id == person.pk:
        return True
    return assignment.state == SheetState.FINISHED and holds(person, assignment.entry.edition, *READERS)


def sheets_visible_to(assignments: QuerySet[Assignment], person: Person) -> QuerySet[Assignment]:
    """The scoresheets that `may_see_sheet` allows."""
    reader = Appointment.objects.filter(
        person_id=person.pk, edition=OuterRef("entry__edition"), role__in=READERS, ended_at__isnull=True
    )
    return assignments.filter(Q(judge_id=person.pk) | (Q(state=SheetState.FINISHED) & Q(Exists(reader))))
