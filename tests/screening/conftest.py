"""A confirmed entry, two screeners, and everybody else of a committee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine

from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.programmes.models import Edition
from tests.builders import NOW, Committee, bare_entry, make_committee, make_edition


@dataclass
class World:
    """What the tests of this folder share."""

    edition: Edition
    entry: Entry
    staff: Committee


@pytest.fixture
def world(db: None) -> World:
    """One entry waits for screening."""
    edition = make_edition()
    return World(edition, bare_entry(edition, State.CONFIRMED), make_committee(edition))


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    """The clock stands after everything that happens here, so that every delivery is due."""
    with time_machine.travel(NOW + dt.timedelta(days=30), tick=False):
        yield
