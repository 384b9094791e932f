"""Reads about editions, roles and versions."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from rangwan.programmes import queries
from rangwan.programmes.actions import revise_definition
from rangwan.programmes.models import Appointment, Edition
from tests.builders import NOW, appointed, make_edition, pack
from tests.programmes.conftest import World


def test_roles_by_edition(world: World):
    other = make_edition(slug="other")
    Appointment.objects.create(person=world.staff.chair, edition=other, role="judge", appointed_at=NOW)
    Appointment.objects.create(person=world.staff.chair, edition=world.edition, role="judge", appointed_at=NOW)
    assert queries.roles_by_edition(world.staff.chair) == {world.edition.id: {"chair", "judge"}, other.id: {"judge"}}
    assert queries.roles_of(world.staff.chair, other) == {"judge"}
    assert queries.all_roles_of(world.staff.chair) == {"chair", "judge"}
    assert [edition.slug for edition in queries.offices_of(world.staff.chair)] == [world.edition.slug]


def test_appointments_by_role_then_name_for_one_query(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    for number in (0, 50):
        for _ in range(number):
            appointed("กรรมการอีกคน", world.edition, Appointment.Role.JUDGE)
        with django_assert_num_queries(1):
            listed = [(each.role, each.person.name) for each in queries.appointments_in(world.edition)]
        assert listed[:3] == [
            ("organiser", "อรุณี ผู้จัด"), ("screener", "สมพร ตรวจสอง"), ("screener", "สุนิสา ตรวจหนึ่ง"),
        ]  # fmt: skip
        assert len(listed) == 8 + number


def test_an_appointment_of_another_edition_is_not_here(world: World):
    other = make_edition(slug="other")
    elsewhere = Appointment.objects.create(person=world.staff.chair, edition=other, role="judge", appointed_at=NOW)
    with pytest.raises(queries.NoSuchAppointment):
        queries.appointment_in(world.edition, elsewhere.id)


def test_versions_newest_first_with_the_one_before(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    prize = pack().prizes[0].key
    for count in (2, 3):
        revise_definition(
            edition=world.edition, prizes={prize: count}, required=set(), acting=world.staff.organiser, now=NOW
        )
    with django_assert_num_queries(1):
        listed = [(version.number, version.made_by) for version in queries.versions_of(world.edition)]
    assert listed == [(3, world.staff.organiser), (2, world.staff.organiser), (1, None)]
    wanted, before = queries.version_of(world.edition, 3)
    assert (wanted.number, before.number if before else None) == (3, 2)
    assert queries.version_of(world.edition, 1)[1] is None
    with pytest.raises(queries.NoSuchVersion):
        queries.version_of(world.edition, 4)


def test_the_announcement(world: World):
    found = queries.announcement(world.edition.slug, NOW)
    assert (found.version, found.phase, found.definition) == (1, "open", pack())
    assert found.declared_closes_at == pack().calendar.closes_at
    with pytest.raises(queries.NoSuchEdition):
        queries.announcement("nowhere", NOW)


def test_an_edition_without_a_definition_is_not_announced(world: World):
    Edition.objects.update(version=None)
    with pytest.raises(queries.NoSuchEdition):
        queries.announcement(world.edition.slug, NOW)


def test_the_organiser_of_an_edition(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    edition = queries.editions()[0]
    with django_assert_num_queries(0):
        assert queries.organiser_of(edition) == pack().organiser.name
