"""Reads about programmes and editions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from rangwan.accounts.models import Organisation, Person
from rangwan.kernel.text import Text
from rangwan.programmes import rules
from rangwan.programmes.definition import Definition
from rangwan.programmes.models import Appointment, CalendarChange, DefinitionVersion, Edition, Extension
from rangwan.programmes.permissions import Role, office_visible_to

# What doors call an edition, without touching its table.
EditionItem = Edition

NoSuchEdition = Edition.DoesNotExist
NoSuchAppointment = Appointment.DoesNotExist
NoSuchVersion = DefinitionVersion.DoesNotExist


@lru_cache(maxsize=64)
def _definition(version_id: str) -> Definition:
    # A version never changes, so what was parsed once stays right.
    return Definition.model_validate(DefinitionVersion.objects.values_list("content", flat=True).get(pk=version_id))


def definition_of(version_id: str | None) -> Definition:
    """Return the content of a definition version. Raises DefinitionVersion.DoesNotExist."""
    if version_id is None:
        raise DefinitionVersion.DoesNotExist
    return _definition(version_id)


def digest_of(version_id: str) -> str:
    """Return the digest of a definition version's content; "" for none."""
    return DefinitionVersion.objects.values_list("digest", flat=True).filter(pk=version_id).first() or ""


def edition_by_slug(slug: str) -> Edition:
    """Return an edition. Raises NoSuchEdition."""
    return Edition.objects.select_related("programme__organiser").get(slug=slug)


def editions() -> list[Edition]:
    """Return all editions, the one that closes last first."""
    return list(Edition.objects.select_related("programme__organiser").order_by("-closes_at", "slug"))


def organiser_of(edition: Edition) -> Text:
    """Return the name of the agency that owns the edition's programme."""
    organiser = edition.programme.organiser
    return Text(th=organiser.name_th, en=organiser.name_en)


def phase_of(edition: Edition, now: dt.datetime) -> rules.Phase:
    """Return whether the edition accepts entries at `now`."""
    return rules.phase(
        opens_at=edition.opens_at, closes_at=edition.closes_at, grace_seconds=edition.grace_seconds, now=now
    )


def announced_phase(edition: Edition, now: dt.datetime) -> rules.Phase:
    """Return what is announced: whether everybody may begin an entry at `now`. The grace period is closed."""
    return rules.phase(opens_at=edition.opens_at, closes_at=edition.closes_at, grace_seconds=0, now=now)


def closing_for(edition: Edition, organisation: Organisation) -> dt.datetime:
    """Return when entries of this organisation close: with the edition, or later where staff extended it for them."""
    later = Extension.objects.filter(edition=edition, organisation=organisation).order_by("-at", "-pk").first()
    return edition.closes_at if later is None else max(edition.closes_at, later.closes_at)


def phase_for(edition: Edition, organisation: Organisation, now: dt.datetime) -> rules.Phase:
    """Return whether the edition accepts entries of this organisation at `now`."""
    found = phase_of(edition, now)
    if found != "closed":  # most of the time: no question to the database
        return found
    closes_at = closing_for(edition, organisation)
    return rules.phase(opens_at=edition.opens_at, closes_at=closes_at, grace_seconds=edition.grace_seconds, now=now)


@dataclass(frozen=True)
class Announcement:
    """All that the public page of an edition says."""

    edition: Edition
    definition: Definition
    version: int
    made_at: dt.datetime  # when the version was declared
    phase: rules.Phase
    changes: list[CalendarChange]
    declared_opens_at: dt.datetime
    declared_closes_at: dt.datetime


def announcement(slug: str, now: dt.datetime) -> Announcement:
    """Return the announcement of an edition. Raises NoSuchEdition."""
    edition = Edition.objects.select_related("programme__organiser", "version").defer("version__content").get(slug=slug)
    if edition.version is None:  # the foreign key can be empty for the moment of loading, in a transaction
        raise NoSuchEdition
    definition = definition_of(edition.version_id)
    return Announcement(
        edition=edition,
        definition=definition,
        version=edition.version.number,
        made_at=edition.version.made_at,
        phase=announced_phase(edition, now),
        changes=list(edition.calendar_changes.order_by("at", "pk")),
        declared_opens_at=definition.calendar.opens_at,
        declared_closes_at=definition.calendar.closes_at,
    )


def offices_of(person: Person) -> list[Edition]:
    """Return the editions whose office the person sees, newest first."""
    return list(office_visible_to(Edition.objects.all(), person).order_by("-closes_at", "slug"))


def roles_of(person: Person, edition: Edition) -> set[str]:
    """Return the roles the person holds in the edition."""
    found = Appointment.objects.filter(person_id=person.pk, edition=edition, ended_at__isnull=True)
    return set(found.values_list("role", flat=True))


def roles_by_edition(person: Person) -> dict[str, set[str]]:
    """Return {edition id: roles} of the person. One query."""
    found: dict[str, set[str]] = {}
    living = Appointment.objects.filter(person_id=person.pk, ended_at__isnull=True)
    for edition_id, role in living.values_list("edition_id", "role"):
        found.setdefault(edition_id, set()).add(role)
    return found


def all_roles_of(person: Person) -> set[str]:
    """Return every role the person holds in any edition (for the way in after signing in)."""
    found = Appointment.objects.filter(person_id=person.pk, ended_at__isnull=True)
    return set(found.values_list("role", flat=True))


def appointed(edition: Edition, role: Appointment.Role) -> list[Person]:
    """Return the people who hold the role in the edition, by name."""
    return list(
        Person.objects.filter(
            appointments__edition=edition, appointments__role=role, appointments__ended_at__isnull=True
        ).order_by("name", "pk")
    )


def appointments_in(edition: Edition) -> list[Appointment]:
    """Return who holds which role today, by role and name."""
    order = list(Appointment.Role)
    living = edition.appointments.filter(ended_at__isnull=True).select_related("person")
    return sorted(living.order_by("person__name", "pk"), key=lambda appointment: order.index(Role(appointment.role)))


def appointment_in(edition: Edition, appointment_id: str) -> Appointment:
    """Return an appointment of the edition. Raises NoSuchAppointment."""
    return edition.appointments.select_related("person", "edition").get(pk=appointment_id)


def calendar_changes(edition: Edition) -> list[CalendarChange]:
    """Return how the calendar moved, the last change first."""
    return list(edition.calendar_changes.select_related("by").order_by("-at", "-pk"))


def versions_of(edition: Edition) -> list[DefinitionVersion]:
    """Return the definition versions of the edition, newest first, without their content."""
    return list(edition.versions.select_related("made_by").defer("content").order_by("-number"))


def version_of(edition: Edition, number: int) -> tuple[DefinitionVersion, DefinitionVersion | None]:
    """Return a definition version and the one before it, if there is one. Raises NoSuchVersion."""
    wanted = edition.versions.select_related("made_by").defer("content").get(number=number)
    before = edition.versions.filter(number__lt=number).defer("content").order_by("-number").first()
    return wanted, before
