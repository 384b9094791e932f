"""Who may do what in an edition. Every pair may_x / visible_to is proved to agree by a test."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from rangwan.accounts.models import Membership, Person
from rangwan.accounts.permissions import NotAllowed
from rangwan.programmes.models import Appointment, Edition, Enquiry

__all__ = [
    "ANSWERERS", "STAFF", "NotAllowed", "Role", "enquiries_visible_to", "holds", "may_answer_enquiries",
    "may_see_enquiry", "may_see_office", "office_visible_to", "require",
]  # fmt: skip

Role = Appointment.Role
STAFF = (Role.ORGANISER, Role.SCREENER, Role.CHAIR, Role.AUDITOR)
ANSWERERS = (Role.ORGANISER, Role.SCREENER)  # of questions to the organiser


def holds(person: Person, edition: Edition, *roles: Appointment.Role) -> bool:
    """Return whether the person holds one of these roles in the edition today."""
    return Appointment.objects.filter(
        person_id=person.pk, edition=edition, role__in=roles, ended_at__isnull=True
    ).exists()


def require(person: Person, edition: Edition, *roles: Appointment.Role) -> None:
    """Raise NotAllowed unless the person holds one of these roles in the edition."""
    if not holds(person, edition, *roles):
        raise NotAllowed


def may_see_office(person: Person, edition: Edition) -> bool:
    """Organiser, screener, chair and auditor of the edition see its office."""
    return holds(person, edition, *STAFF)


def office_visible_to(editions: QuerySet[Edition], person: Person) -> QuerySet[Edition]:
    """Editions whose office the person sees."""
    return editions.filter(
        pk__in=Appointment.objects.filter(person_id=person.pk, role__in=STAFF, ended_at__isnull=True).values("edition")
    )


def may_answer_enquiries(person: Person, edition: Edition) -> bool:
    """Organisers and screeners of the edition answer what is asked of the organiser."""
    return holds(person, edition, *ANSWERERS)


def may_see_enquiry(person: Person, enquiry: Enquiry) -> bool:
    """Who asked, confirmed members of the organisation it was asked for, and who answers."""
    if enquiry.asked_by_id == person.pk:
        return True
    colleague = Membership.objects.filter(
        person_id=person.pk, organisation_id=enquiry.organisation_id, standing=Membership.Standing.CONFIRMED
    )
    return colleague.exists() or may_answer_enquiries(person, enquiry.edition)


def enquiries_visible_to(enquiries: QuerySet[Enquiry], person: Person) -> QuerySet[Enquiry]:
    """The enquiries that `may_see_enquiry` allows."""
    colleague = Membership.objects.filter(
        person_id=person.pk, organisation=OuterRef("organisation"), standing=Membership.Standing.CONFIRMED
    )
    staff = Appointment.objects.filter(
        person_id=person.pk, edition=OuterRef("edition"), role__in=ANSWERERS, ended_at__isnull=True
    )
    return enquiries.filter(Q(asked_by_id=person.pk) | Q(Exists(colleague)) | Q(Exists(staff)))
