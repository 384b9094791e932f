"""Who sees an office; the pair agrees."""

from __future__ import annotations

from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.permissions import may_see_office, office_visible_to
from tests.builders import NOW, make_edition, make_person
from tests.programmes.conftest import World


def test_staff_see_the_office_of_their_edition_alone(world: World):
    other = make_edition(slug="other")
    staff = world.staff
    office = [staff.organiser, staff.screener, staff.second, staff.chair, staff.auditor]
    for person in [*office, *staff.judges, make_person("คนนอก")]:
        seen = {edition for edition in (world.edition, other) if may_see_office(person, edition)}
        assert seen == set(office_visible_to(Edition.objects.all(), person))
        assert seen == ({world.edition} if person in office else set())


def test_an_ended_role_opens_nothing(world: World):
    Appointment.objects.filter(person=world.staff.chair).update(ended_at=NOW)
    assert not may_see_office(world.staff.chair, world.edition)
    assert not office_visible_to(Edition.objects.all(), world.staff.chair).exists()
