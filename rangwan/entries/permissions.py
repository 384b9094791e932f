"""Who may see and change entries. `may_see` and `visible_to` agree (tests/entries/test_permissions.py)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from rangwan.accounts.models import Membership, Person
from rangwan.entries.models import Entry, TeamMember
from rangwan.entries.rules import RECEIVED, TeamRole
from rangwan.programmes.models import Appointment
from rangwan.programmes.permissions import STAFF, holds

# Judges are not here: what a judge sees is decided by assignments, in judging.permissions.


def is_coordinator(person: Person, entry: Entry) -> bool:
    """The coordinator of the entry, and nobody else, sends it in and says who is in its team."""
    return entry.coordinator_id == person.pk


def team_role(person: Person, entry: Entry) -> TeamRole | None:
    """Return the person's place in the team beside the coordinator, if there is one."""
    role = TeamMember.objects.filter(entry=entry, person_id=person.pk, ended_at__isnull=True)
    found = role.values_list("role", flat=True).first()
    return TeamRole(found) if found else None


def may_write(person: Person, entry: Entry) -> bool:
    """The coordinator and colleagues invited to edit change answers and files."""
    return is_coordinator(person, entry) or team_role(person, entry) == TeamRole.EDIT


def may_sign(person: Person, entry: Entry) -> bool:
    """The authorised signatory of the entry, as invited into its team."""
    return team_role(person, entry) == TeamRole.SIGNATORY


def writable_by(entries: QuerySet[Entry], person: Person) -> QuerySet[Entry]:
    """The entries of `entries` that `may_write` allows."""
    editor = TeamMember.objects.filter(
        person_id=person.pk, entry=OuterRef("pk"), role=TeamRole.EDIT, ended_at__isnull=True
    )
    return entries.filter(Q(coordinator_id=person.pk) | Q(Exists(editor)))


def is_entrant(person: Person, entry: Entry) -> bool:
    """Whoever stands on the entrant's side: the coordinator, the team, and confirmed members of the organisation."""
    if is_coordinator(person, entry) or team_role(person, entry) is not None:
        return True
    return Membership.objects.filter(
        person_id=person.pk, organisation_id=entry.organisation_id, standing=Membership.Standing.CONFIRMED
    ).exists()


def may_see(person: Person, entry: Entry) -> bool:
    """The coordinator, the team, confirmed members of the organisation, and staff once the entry was received."""
    if is_entrant(person, entry):
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
    team = TeamMember.objects.filter(person_id=person.pk, entry=OuterRef("pk"), ended_at__isnull=True)
    received = Q(state__in=RECEIVED) | Q(reference__isnull=False)
    entrant = Q(coordinator_id=person.pk) | Q(Exists(team)) | Q(Exists(member))
    return entries.filter(entrant | (received & Q(Exists(staff))))
