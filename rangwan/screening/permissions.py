"""Who screens: screeners and organisers of the edition, never an entry of an organisation they belong to."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from rangwan.accounts.models import Membership, Person
from rangwan.entries.models import Entry
from rangwan.entries.rules import RECEIVED
from rangwan.programmes.models import Appointment
from rangwan.programmes.permissions import Role, holds

SCREENERS = (Role.SCREENER, Role.ORGANISER)
_REFUSED = Membership.Standing.REFUSED


def belongs_to(person: Person, entry: Entry) -> bool:
    """Whether the person has a place in the organisation that entered, or coordinates the entry."""
    members = Membership.objects.filter(person_id=person.pk, organisation_id=entry.organisation_id)
    return entry.coordinator_id == person.pk or members.exclude(standing=_REFUSED).exists()


def may_screen(person: Person, entry: Entry) -> bool:
    """A screener or organiser of the edition, and no stranger to impartiality."""
    return entry.state in RECEIVED and holds(person, entry.edition, *SCREENERS) and not belongs_to(person, entry)


def screenable_by(entries: QuerySet[Entry], person: Person) -> QuerySet[Entry]:
    """The entries that `may_screen` allows."""
    appointed = Appointment.objects.filter(
        person_id=person.pk, edition=OuterRef("edition"), role__in=SCREENERS, ended_at__isnull=True
    )
    member = Membership.objects.filter(person_id=person.pk, organisation=OuterRef("organisation"))
    return entries.filter(Exists(appointed), ~Exists(member.exclude(standing=_REFUSED)), state__in=RECEIVED).exclude(
        coordinator_id=person.pk
    )
