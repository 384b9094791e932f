"""An office: the award of 2564, its committee, two entries to screen and two eligible ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.programmes.models import Edition
from tests.builders import NOW, PACK, Committee, bare_entry, make_committee, make_edition

BASE = f"/office/{PACK}/"


@dataclass
class World:
    """What the tests of this folder share."""

    edition: Edition
    staff: Committee
    waiting: list[Entry]
    eligible: list[Entry]


def browser(person: Person, language: str = "th") -> Client:
    """Return a browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    client.cookies["rangwan_language"] = language
    return client


def close(edition: Edition) -> None:
    """Let the edition have closed an hour ago."""
    Edition.objects.filter(pk=edition.pk).update(closes_at=NOW - dt.timedelta(hours=1))


@pytest.fixture(autouse=True)
def _stand_still(now: time_machine.Traveller) -> None:
    """Every test of this folder stands still at NOW."""


@pytest.fixture
def world(db: None) -> World:
    """Two entries wait for screening, two are eligible."""
    edition = make_edition()
    entries = [
        bare_entry(edition, state, number)
        for number, state in enumerate([State.CONFIRMED] * 2 + [State.ELIGIBLE] * 2, start=1)
    ]
    return World(edition, make_committee(edition), entries[:2], entries[2:])
