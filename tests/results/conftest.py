"""Three eligible entries, a committee with three judges, and what they gave: 90, 60 and nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.programmes.models import Edition
from tests.builders import NOW, Committee, bare_entry, finished_sheet, make_committee, make_edition


@dataclass
class World:
    """What the tests of this folder share."""

    edition: Edition
    entries: list[Entry]
    staff: Committee

    @property
    def entry(self) -> Entry:
        """The first entry."""
        return self.entries[0]

    @property
    def judge(self) -> Person:
        """The first judge."""
        return self.staff.judges[0]


@pytest.fixture
def world(db: None) -> World:
    """Two of three entries are judged."""
    edition = make_edition()
    world = World(
        edition, [bare_entry(edition, State.ELIGIBLE, number) for number in (1, 2, 3)], make_committee(edition)
    )
    for entry, part in zip(world.entries, (0.9, 0.6), strict=False):
        finished_sheet(entry, world.judge, part)
    return world


@pytest.fixture(autouse=True)
def _later() -> Iterator[None]:
    """The clock stands after everything that happens here, so that every delivery is due."""
    with time_machine.travel(NOW + dt.timedelta(days=30), tick=False):
        yield
