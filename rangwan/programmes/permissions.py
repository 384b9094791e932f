"""Who may do what in an edition. Every pair may_x / visible_to is proved to agree by a test."""

from __future__ import annotations

from django.db.models import QuerySet

from rangwan.accounts.models import Person
from rangwan.accounts.permissions import NotAllowed
from rangwan.programmes.models import Appointment, Edition

__all__ = ["STAFF", "NotAllowed", "Role", "holds", "may_see_office", "office_visible_to", "require"]

Role = Appointment.Role
STAFF = (Role.ORGANISER, Role.SCREENER, Role.CHAIR, Role.AUDITOR)


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
