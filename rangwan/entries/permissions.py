"""Who may see and change entries. `may_see` and `visible_to` agree (tests/entries/test_permissions.py)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from rangwan.accounts.models import Membership, Person
from rangwan.entries.models import Entry
from rangwan.entries.rules import RECEIVED
from rangwan.programmes.models import Appointment
from rangwan.programmes.permissions import STAFF, holds

# Judges are not here: what a judge sees is decided by assignments, in judging.permissions.


def is_coordinator(person: Person, entry: Entry) -> bool:
    """The coordinator of the entry, and nobody else, may change it and send it in."""
    return entry.coordinator_id == person.pk


def may_see(person: Person, entry: Entry) -> bool:
    """The coordinator, confirmed members of the organisation, and staff once the entry was received."""
    if is_coordinator(person, entry):
        return True
    member = Membership.objects.filter(
        person_id=person.pk, organisation_id=entry.organisation_id, standing=Membership.Standing.CONFIRMED
    )
    if member.exists():
        return True
    return (entry.state in RECEIVED or entry.reference is not None) and holds(person, entry.edition, *STAFF)


def visible_to(entries: QuerySet[Entry], person: Person) -> QuerySet[Entry]:
    """The entries of `entries` that `may_see` allows."""
    member = Membership.objects.filter(
        person_id=person.pk, organisation=OuterRef("organisation"), standing=Membership.Standing.CONFIRMED
    )
    staff = Appointment.objects.filter(
        person_id=person.pk, edition=OuterRef("edition"), role__in=STAFF, ended_at__isnull=True
    )
    received = Q(state__in=RECEIVED) | Q(reference__isnull=False)
    return entries.filter(Q(coordinator_id=person.pk) | Q(Exists(member)) | (received & Q(Exists(staff))))
