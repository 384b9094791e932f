"""Who screens: screeners and organisers of the edition, never an entry that they take part in."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.permissions import may_see, may_write, taken_part_in_by, takes_part, visible_to
from rangwan.entries.rules import RECEIVED
from rangwan.programmes.models import Appointment
from rangwan.programmes.permissions import Role, holds
from rangwan.screening.models import Clarification

SCREENERS = (Role.SCREENER, Role.ORGANISER)


def may_screen(person: Person, entry: Entry) -> bool:
    """A screener or organiser of the edition, and no stranger to impartiality."""
    return entry.state in RECEIVED and holds(person, entry.edition, *SCREENERS) and not takes_part(person, entry)


def screenable_by(entries: QuerySet[Entry], person: Person) -> QuerySet[Entry]:
    """The entries that `may_screen` allows."""
    appointed = Appointment.objects.filter(
        person_id=person.pk, edition=OuterRef("edition"), role__in=SCREENERS, ended_at__isnull=True
    )
    mine = taken_part_in_by(Entry.objects.all(), person)
    return entries.filter(Exists(appointed), state__in=RECEIVED).exclude(pk__in=mine.values("pk"))


def may_see_clarification(person: Person, clarification: Clarification) -> bool:
    """Whoever sees the entry: its entrants, and the office."""
    return may_see(person, clarification.entry)


def clarifications_visible_to(clarifications: QuerySet[Clarification], person: Person) -> QuerySet[Clarification]:
    """The clarifications that `may_see_clarification` allows."""
    return clarifications.filter(entry__in=visible_to(Entry.objects.all(), person))


def may_answer_clarification(person: Person, clarification: Clarification) -> bool:
    """The coordinator and colleagues invited to edit."""
    return may_write(person, clarification.entry)
