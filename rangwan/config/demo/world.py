"""Who is in the demonstration: organisations, staff, coordinators and their claims."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from rangwan.accounts.actions import (
    add_organiser_member,
    claim_membership,
    create_person,
    decide_membership,
    import_organisations,
)
from rangwan.accounts.models import Organisation, Organiser, Person
from rangwan.config.demo.plan import Coordinator, Plan, PlannedEntry, Staff
from rangwan.kernel import events
from rangwan.programmes.actions import appoint
from rangwan.programmes.models import Appointment, Edition

_PHONE = "02-612-6060"


def address(key: str) -> str:
    """Return the e-mail address of somebody in the plan."""
    return f"{key}@example.go.th"


@dataclass
class World:
    """The people and organisations by their keys in the plan, as they were made."""

    plan: Plan
    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    _of: dict[str, str] = field(default_factory=dict)  # organisation: key of who coordinates its entries

    def first(self, role: str) -> Person:
        """Return the first person of a role."""
        return self.with_role(role)[0]

    def with_role(self, role: str) -> list[Person]:
        """Return the people of a role."""
        return [self.people[staff.key] for staff in self.plan.said.staff if staff.role == role]

    def coordinator(self, planned: PlannedEntry) -> Person:
        """Return who enters the project."""
        return self.people[planned.coordinator or self._of[planned.organisation]]

    # --- making them -------------------------------------------------------------------------------------------------

    def populate(self, organiser: Organiser, now: dt.datetime) -> None:
        """Bring in the organisations and make the people; the organisers' staff confirm the coordinators' claims."""
        import_organisations(path=self.plan.register, acting=None, now=now)
        found = Organisation.objects.filter(standing=Organisation.Standing.REGISTERED)
        self.organisations = {organisation.code or organisation.type: organisation for organisation in found}
        for staff in self.plan.said.staff:
            self._person(staff, now)
            if staff.role == Appointment.Role.ORGANISER:
                add_organiser_member(person=self.people[staff.key], organiser=organiser, acting=None, now=now)
        for coordinator in self.plan.said.coordinators:
            self._person(coordinator, now)
            if not coordinator.waits:
                self._of.setdefault(coordinator.organisation, coordinator.key)
                self._confirm(coordinator.key, coordinator.organisation, now)
        self._let_in()
        self._others(now)
        events.deliver_pending(now)

    def _let_in(self) -> None:
        """Give everybody so far the one password, hashed once: hashing is slow on purpose."""
        hashed = make_password(self.plan.said.password)
        Person.objects.filter(pk__in=[person.pk for person in self.people.values()]).update(password=hashed)

    def _others(self, now: dt.datetime) -> None:
        others = self.plan.said.others
        wanted = dict.fromkeys(planned.organisation for planned in self.plan.entries)
        for number, organisation in enumerate(code for code in wanted if code not in self._of):
            key = f"coordinator{number + 1}"
            name = others.names[number % len(others.names)]
            person = Coordinator(key=key, organisation=organisation, name=name, position=others.position)
            self._person(person, now)
            self._of[organisation] = key
            self._confirm(key, organisation, now)

    def _person(self, said: Staff | Coordinator, now: dt.datetime) -> None:
        self.people[said.key] = create_person(
            email=address(said.key), name=said.name, position=said.position, phone=_PHONE, password=None,
            verified=True, acting=None, now=now,
        )  # fmt: skip

    def _confirm(self, key: str, organisation: str, now: dt.datetime) -> None:
        claim = claim_membership(organisation=self.organisations[organisation], acting=self.people[key], now=now)
        staff = self.first(Appointment.Role.ORGANISER)
        decide_membership(membership=claim, confirm=True, note="", acting=staff, now=now)

    def claim_waiting(self, now: dt.datetime) -> None:
        """Make the claims that nobody has decided yet."""
        for said in self.plan.said.coordinators:
            if said.waits:
                organisation = self.organisations[said.organisation]
                claim_membership(organisation=organisation, acting=self.people[said.key], note=said.waits, now=now)
        events.deliver_pending(now)

    def appoint_all(self, edition: Edition, now: dt.datetime) -> None:
        """Give the staff their roles in the edition."""
        for staff in self.plan.said.staff:
            role = Appointment.Role(staff.role)
            appoint(person=self.people[staff.key], edition=edition, role=role, acting=None, now=now)
