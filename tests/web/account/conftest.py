"""A browser without a browser: sign up, open the link of the newest mail, sign in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from rangwan.accounts import actions, queries
from rangwan.accounts.models import Organisation, Organiser, Person
from rangwan.notices.queries import outbox

NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
PASSWORD = "correct horse battery"


@pytest.fixture
def person(db: None) -> Callable[..., Person]:
    """Make a person with a password: person("alice")."""

    def make(name: str, **more: Any) -> Person:
        given = {"email": f"{name}@example.go.th", "verified": True, "password": PASSWORD} | more
        return actions.create_person(name=name, acting=None, now=NOW, **given)  # type: ignore[arg-type]

    return make


@pytest.fixture
def signed_in(person: Callable[..., Person]) -> Callable[..., Client]:
    """Return a client of somebody who typed address and password: signed_in(alice)."""

    def enter(who: Person) -> Client:
        client = Client()
        answer = client.post("/account/login/", {"login": who.email, "password": PASSWORD})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
        return client

    return enter


@pytest.fixture
def staff(person: Callable[..., Person]) -> Person:
    """Somebody who works for an organiser."""
    member = person("staff")
    organiser = Organiser.objects.create(slug="dga", name_th="สำนักงาน")
    actions.add_organiser_member(person=member, organiser=organiser, acting=None, now=NOW)
    return member


@pytest.fixture
def yala(db: None) -> Organisation:
    """A registered organisation with a domain of its own."""
    row = {
        "dla_code": "3950102", "type": "CM", "full_name_th": "เทศบาลนครยะลา", "full_name_en": "Yala City Municipality",
        "province_th": "ยะลา", "province_en": "Yala", "amphoe_th": "เมืองยะลา", "amphoe_en": "Mueang Yala",
        "website_raw": "https://www.yalacity.go.th",
    }  # fmt: skip
    actions.import_organisations(rows=[row], acting=None, now=NOW)
    return Organisation.objects.get()


def newest_mail(address: str) -> dict[str, Any]:
    """Return the newest mail to an address, with its links."""
    return outbox(limit=1, address=address)[0]


def address_of(client: Client) -> str:
    """Return the address of whoever is signed in with this client, "" for nobody."""
    found = client.session.get("_auth_user_id")
    return queries.person_by_id(found).email if found else ""
