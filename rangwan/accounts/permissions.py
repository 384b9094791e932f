"""Who may do what about people and organisations. Every pair may_x / x_visible_to is proved to agree by a test.

Two kinds of people decide whether somebody belongs to an organisation: the staff of an organiser
(`OrganiserMember`: organisations are shared by all organisers of an installation, so any organiser's staff will
do), and those whose own membership of that organisation was confirmed. Nobody decides about themselves.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from rangwan.accounts.models import Membership, Organisation, OrganiserMember, Person


class NotAllowed(Exception):
    """The person may not do this; doors answer 403 (or 404 where even the existence is nobody's business)."""


def is_organiser_staff(person: Person) -> bool:
    """Return whether the person works for any organiser today."""
    return OrganiserMember.objects.filter(person_id=person.pk, ended_at__isnull=True).exists()


def may_decide_claims(person: Person) -> bool:
    """Staff of an organiser decide all claims and requested organisations."""
    return is_organiser_staff(person)


def may_decide(person: Person, membership: Membership) -> bool:
    """Say whether the person may confirm or refuse this claim: staff, or a confirmed colleague; never one's own.

    A colleague answers a claim that waits, and may change their own answer; what others decided is staff's to undo,
    so that no member puts another out.
    """
    if membership.person_id == person.pk:
        return False
    if is_organiser_staff(person):
        return True
    answers = membership.standing == Membership.Standing.CLAIMED or membership.decided_by_id == person.pk
    return answers and _confirmed(person).filter(organisation_id=membership.organisation_id).exists()


def decidable_by(memberships: QuerySet[Membership], person: Person) -> QuerySet[Membership]:
    """Memberships about which the person may decide."""
    others = memberships.exclude(person_id=person.pk)
    if is_organiser_staff(person):
        return others
    answers = Q(standing=Membership.Standing.CLAIMED) | Q(decided_by_id=person.pk)
    return others.filter(answers, organisation__in=_confirmed(person).values("organisation"))


def may_draft_for(person: Person, organisation: Organisation) -> bool:
    """Say whether the person may draft entries for the organisation: whoever belongs to it or has claimed so."""
    return (
        organisation.standing != Organisation.Standing.REFUSED
        and Membership.objects.filter(person_id=person.pk, organisation=organisation)
        .exclude(standing=Membership.Standing.REFUSED)
        .exists()
    )


def draftable_by(organisations: QuerySet[Organisation], person: Person) -> QuerySet[Organisation]:
    """Organisations for which the person may draft entries."""
    mine = Membership.objects.filter(person_id=person.pk).exclude(standing=Membership.Standing.REFUSED)
    return organisations.exclude(standing=Organisation.Standing.REFUSED).filter(pk__in=mine.values("organisation"))


def belongs_to(person: Person, organisation: Organisation) -> bool:
    """Say whether the person's membership of a registered organisation is confirmed."""
    return (
        organisation.standing == Organisation.Standing.REGISTERED
        and _confirmed(person).filter(organisation=organisation).exists()
    )


def may_see_organisation(person: Person | None, organisation: Organisation) -> bool:
    """Everybody sees the register; a requested organisation is seen by who asked for it, claims it, and staff."""
    if organisation.standing == Organisation.Standing.REGISTERED:
        return True
    if person is None:
        return False
    return (
        organisation.requested_by_id == person.pk
        or Membership.objects.filter(person_id=person.pk, organisation=organisation).exists()
        or is_organiser_staff(person)
    )


def organisations_visible_to(organisations: QuerySet[Organisation], person: Person | None) -> QuerySet[Organisation]:
    """Organisations that the person sees."""
    registered = Q(standing=Organisation.Standing.REGISTERED)
    if person is None:
        return organisations.filter(registered)
    if is_organiser_staff(person):
        return organisations
    mine = Membership.objects.filter(person_id=person.pk).values("organisation")
    return organisations.filter(registered | Q(requested_by_id=person.pk) | Q(pk__in=mine))


def _confirmed(person: Person) -> QuerySet[Membership]:
    return Membership.objects.filter(person_id=person.pk, standing=Membership.Standing.CONFIRMED)
