"""Who may see and change entries. `may_see` and `visible_to` agree (tests/entries/test_permissions.py)."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.entries.models import Entry, HandOverRequest, TeamMember
from rangwan.entries.rules import RECEIVED, State, TeamRole
from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.permissions import STAFF, Role, holds

DECIDING_STAFF = (Role.ORGANISER, Role.SCREENER, Role.CHAIR)  # who may put an entry out, two together

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


def takes_part(person: Person, entry: Entry) -> bool:
    """Whoever enters it, or has or claims a place in its organisation: no staff or judge of this entry."""
    if is_coordinator(person, entry) or team_role(person, entry) is not None:
        return True
    members = Membership.objects.filter(person_id=person.pk, organisation_id=entry.organisation_id)
    return members.exclude(standing=Membership.Standing.REFUSED).exists()


def taken_part_in_by(entries: QuerySet[Entry], person: Person) -> QuerySet[Entry]:
    """The entries of `entries` that the person takes part in."""
    members = Membership.objects.filter(person_id=person.pk, organisation=OuterRef("organisation"))
    team = TeamMember.objects.filter(person_id=person.pk, entry=OuterRef("pk"), ended_at__isnull=True)
    member = Exists(members.exclude(standing=Membership.Standing.REFUSED))
    return entries.filter(Q(coordinator_id=person.pk) | Q(Exists(team)) | Q(member))


def may_copy(person: Person, entry: Entry, edition: Edition) -> bool:
    """Whoever reads it as an entrant begins with its answers in another edition of the same organiser."""
    source = entry.edition
    same_organiser = source.programme.organiser_id == edition.programme.organiser_id
    return source.pk != edition.pk and same_organiser and is_entrant(person, entry)


def copyable_by(entries: QuerySet[Entry], person: Person, edition: Edition) -> QuerySet[Entry]:
    """The entries of `entries` that `may_copy` allows."""
    member = Membership.objects.filter(
        person_id=person.pk, organisation=OuterRef("organisation"), standing=Membership.Standing.CONFIRMED
    )
    team = TeamMember.objects.filter(person_id=person.pk, entry=OuterRef("pk"), ended_at__isnull=True)
    others = entries.filter(edition__programme__organiser=edition.programme.organiser_id).exclude(edition=edition)
    return others.filter(Q(coordinator_id=person.pk) | Q(Exists(team)) | Q(Exists(member)))


def may_disqualify(person: Person, entry: Entry) -> bool:
    """Organiser, screener and chair, one to propose and another to agree, unless they take part in the entry."""
    return (
        (entry.state in RECEIVED or entry.reference is not None)
        and holds(person, entry.edition, *DECIDING_STAFF)
        and not takes_part(person, entry)
    )


def disqualifiable_by(entries: QuerySet[Entry], person: Person) -> QuerySet[Entry]:
    """The entries of `entries` that `may_disqualify` allows."""
    staff = Appointment.objects.filter(
        person_id=person.pk, edition=OuterRef("edition"), role__in=DECIDING_STAFF, ended_at__isnull=True
    )
    received = Q(state__in=RECEIVED) | Q(reference__isnull=False)
    mine = taken_part_in_by(Entry.objects.all(), person)
    return entries.filter(received & Q(Exists(staff))).exclude(pk__in=mine.values("pk"))


# --- team and hand-over ----------------------------------------------------------------------------------------------


def may_withdraw(person: Person, entry: Entry) -> bool:
    """The coordinator and the authorised signatory take an entry out of the award."""
    return is_coordinator(person, entry) or may_sign(person, entry)


def may_hand_over(person: Person, entry: Entry) -> bool:
    """The coordinator hands the entry over; an organiser of the edition who takes no part in it, when that one left."""
    if is_coordinator(person, entry):
        return True
    return holds(person, entry.edition, Role.ORGANISER) and not takes_part(person, entry)


def may_take_over(person: Person, entry: Entry) -> bool:
    """Confirmed members of the organisation may become coordinator; while it is a draft, so may everybody in its team.

    A coordinator who does not belong to the organisation cannot send the entry, so nothing slips through a draft.
    """
    if is_coordinator(person, entry):
        return False
    in_team = entry.state == State.DRAFT and team_role(person, entry) is not None
    return in_team or _confirmed(person.pk, entry).exists()


def able_to_take_over(people: QuerySet[Person], entry: Entry) -> QuerySet[Person]:
    """The people of `people` that `may_take_over` allows."""
    able = Q(Exists(_confirmed(OuterRef("pk"), entry)))
    if entry.state == State.DRAFT:
        able |= Q(Exists(TeamMember.objects.filter(entry=entry, person_id=OuterRef("pk"), ended_at__isnull=True)))
    return people.filter(able).exclude(pk=entry.coordinator_id)


def may_ask_hand_over(person: Person, entry: Entry) -> bool:
    """A confirmed member of the organisation asks for an entry whose coordinator cannot be reached."""
    return not is_coordinator(person, entry) and _confirmed(person.pk, entry).exists()


def may_decide_hand_over(person: Person, request: HandOverRequest) -> bool:
    """The coordinator and organisers of the edition decide; nobody about their own request."""
    return request.asked_by_id != person.pk and may_hand_over(person, request.entry)


def hand_overs_decidable_by(requests: QuerySet[HandOverRequest], person: Person) -> QuerySet[HandOverRequest]:
    """The requests of `requests` that `may_decide_hand_over` allows."""
    organiser = Appointment.objects.filter(
        person_id=person.pk, edition=OuterRef("entry__edition"), role=Role.ORGANISER, ended_at__isnull=True
    )
    mine = taken_part_in_by(Entry.objects.all(), person)
    as_staff = Q(Exists(organiser)) & ~Q(entry__in=mine.values("pk"))
    return requests.exclude(asked_by_id=person.pk).filter(Q(entry__coordinator_id=person.pk) | as_staff)


def _confirmed(person_id: str | OuterRef, entry: Entry) -> QuerySet[Membership]:
    """Return the confirmed membership of the entry's organisation, by the same rule as `accounts` belongs_to."""
    return Membership.objects.filter(
        person_id=person_id, organisation_id=entry.organisation_id, standing=Membership.Standing.CONFIRMED,
        organisation__standing=Organisation.Standing.REGISTERED,
    )  # fmt: skip
