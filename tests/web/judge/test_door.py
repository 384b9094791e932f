"""Who comes in: the sheet's own judge, signed in; for others it does not exist."""

from __future__ import annotations

import pytest
from django.test import Client

from rangwan.programmes.models import Appointment
from tests.builders import NOW
from tests.web.judge.conftest import World, browser, fields, page


@pytest.mark.parametrize("path", ["", "recuse/", "files/2222/"])
def test_anothers_sheet_does_not_exist(world: World, path: str):
    for stranger in (world.staff.judges[1], world.staff.chair, world.entries[1].coordinator):
        assert browser(stranger).get(f"{world.url}{path}").status_code == 404
    assert browser(world.staff.judges[1]).post(world.url, fields()).status_code == 404
    assert browser(world.staff.judges[1]).post(f"{world.url}finish/", fields()).status_code == 404
    assert world.marks() == {}


def test_who_is_dismissed_sees_no_sheet_any_more(world: World):
    Appointment.objects.filter(person=world.judge).update(ended_at=NOW)
    assert page(world.client, world.url, 404)


@pytest.mark.parametrize("path", ["/judge/nobody/", "/judge/%00/", "/judge/%E0%B8%81/", "/judge/a/files/%00/"])
def test_an_address_of_nothing(world: World, path: str):
    assert page(world.client, path, 404)


def test_who_is_not_signed_in_signs_in_first(world: World):
    for path in ("/judge/", world.url, f"{world.url}recuse/"):
        assert Client().get(path)["Location"] == f"/account/login/?next={path}"


def test_finish_is_no_link(world: World):
    assert world.client.get(f"{world.url}finish/").status_code == 405
    assert world.client.delete(world.url).status_code == 405
