"""Appointing and dismissing."""

from __future__ import annotations

import pytest
from django.test import Client

from rangwan.accounts.models import Membership
from rangwan.programmes.models import Appointment
from rangwan.programmes.queries import roles_of
from tests.builders import make_person, member
from tests.web.office.conftest import BASE, World, browser


@pytest.fixture
def client(world: World) -> Client:
    """The organiser's browser."""
    return browser(world.staff.organiser, "en")


def test_somebody_with_an_account_is_appointed(world: World, client: Client):
    person = make_person("กรรมการใหม่")
    page = client.post(BASE + "people/", {"email": f"  {person.email.upper()} ", "role": "judge"}, follow=True)
    assert ("กรรมการใหม่: Judge" in page.content.decode(), roles_of(person, world.edition)) == (True, {"judge"})


@pytest.mark.parametrize(
    ("email", "role", "fields"),
    [("nobody@example.go.th", "judge", ["email"]), ("", "", ["email", "role"]), ("x", "king", ["email", "role"])],
)
def test_who_cannot_be_appointed(world: World, client: Client, email: str, role: str, fields: list[str]):
    answer = client.post(BASE + "people/", {"email": email, "role": role})
    assert (answer.status_code, [problem["id"] for problem in answer.context["problems"]]) == (422, fields)
    assert f'value="{email}"' in answer.content.decode()


def test_a_role_ends_after_one_more_question(world: World, client: Client):
    own = Appointment.objects.get(person=world.staff.chair)
    url = f"{BASE}people/{own.id}/dismiss/"
    assert world.staff.chair.name in client.get(url).content.decode()
    assert roles_of(world.staff.chair, world.edition) == {"chair"}
    for _ in range(2):
        assert client.post(url).status_code == 302
    assert roles_of(world.staff.chair, world.edition) == set()


def test_the_last_organiser_stays(world: World, client: Client):
    own = Appointment.objects.get(person=world.staff.organiser)
    answer = client.post(f"{BASE}people/{own.id}/dismiss/")
    assert (answer.status_code, "the last organiser" in answer.content.decode()) == (409, True)


def test_claims_lead_to_where_they_are_decided(world: World, client: Client):
    claim = member(make_person("ผู้ขอ"), world.waiting[0].organisation, standing=Membership.Standing.CLAIMED)
    text = client.get(BASE + "people/").content.decode()
    assert f'href="/account/claims/{claim.id}/"' in text
    assert client.get(f"/account/claims/{claim.id}/").status_code == 200
