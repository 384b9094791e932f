"""A world for the API: the award of 2564, two offices with their coordinators, staff and judges, each with a token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pytest
import time_machine

from rangwan.accounts.actions import add_organiser_member
from rangwan.accounts.actions.organisations import _fold
from rangwan.accounts.models import Organisation, Person
from rangwan.programmes.models import Edition
from rangwan.programmes.permissions import Role
from tests.api.calling import Caller
from tests.builders import NOW, appointed, make_edition, make_organisation, make_person


@dataclass
class World:
    """What the tests of this folder share. Callers are made when they are first asked for."""

    edition: Edition
    office: Organisation
    other_office: Organisation
    somchai: Person
    malee: Person

    @cached_property
    def alice(self) -> Caller:
        """The coordinator of the office."""
        return Caller(self.somchai)

    @cached_property
    def bob(self) -> Caller:
        """The coordinator of another office."""
        return Caller(self.malee)

    @cached_property
    def screener(self) -> Caller:
        """A screener."""
        return Caller(appointed("ผู้ตรวจ", self.edition, Role.SCREENER))

    @cached_property
    def chair(self) -> Caller:
        """The chair."""
        return Caller(appointed("ประธาน", self.edition, Role.CHAIR))

    @cached_property
    def organiser(self) -> Caller:
        """An organiser of the edition."""
        return Caller(appointed("ผู้จัด", self.edition, Role.ORGANISER))

    @cached_property
    def auditor(self) -> Caller:
        """An auditor."""
        return Caller(appointed("ผู้ตรวจสอบ", self.edition, Role.AUDITOR))

    @cached_property
    def staff(self) -> Caller:
        """Somebody who works for the organiser: decides claims."""
        person = make_person("เจ้าหน้าที่")
        add_organiser_member(person=person, organiser=self.edition.programme.organiser, acting=None, now=NOW)
        return Caller(person)

    @cached_property
    def judge_person(self) -> Person:
        """A judge."""
        return appointed("กรรมการ", self.edition, Role.JUDGE)

    @cached_property
    def judge(self) -> Caller:
        """The judge, calling."""
        return Caller(self.judge_person)

    def judges(self, number: int) -> list[Person]:
        """Appoint this many judges."""
        return [appointed(f"กรรมการ {place}", self.edition, Role.JUDGE) for place in range(1, number + 1)]


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """Stand still at NOW: ten days after the opening, twenty before the closing."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def world(db: None, now: time_machine.Traveller) -> World:
    """The award is open; two offices may enter."""
    edition = make_edition()
    office, other = make_organisation(), make_organisation("องค์การบริหารส่วนตำบลอื่น", kind="TAO")
    for organisation in (office, other):  # so that the register finds them, as after an import
        _fold(organisation)
        organisation.save()
    return World(edition, office, other, make_person("สมชาย รักถิ่น", office), make_person("มาลี ใจดี", other))


@pytest.fixture
def nobody() -> Caller:
    """Somebody without a token."""
    return Caller()
