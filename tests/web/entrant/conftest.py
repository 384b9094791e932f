"""A world for the entrant's pages: the award of 2564, one office, its coordinator, and a browser that is signed in."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from rangwan.accounts.models import Organisation, Person
from rangwan.programmes.models import Edition
from tests.builders import make_edition, make_organisation, make_person


@dataclass
class World:
    """What the tests of this folder share."""

    edition: Edition
    office: Organisation
    person: Person
    client: Client


def browser(person: Person, language: str = "th") -> Client:
    """Return a browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    client.cookies["rangwan_language"] = language
    return client


@pytest.fixture
def world(db: None, now: time_machine.Traveller) -> World:
    """The award is open; สมชาย belongs to a town municipality."""
    edition = make_edition()
    office = make_organisation()
    person = make_person("สมชาย รักถิ่น", office)
    return World(edition, office, person, browser(person))
