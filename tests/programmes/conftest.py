"""An edition that is open, and its committee."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from rangwan.programmes.models import Edition
from tests.builders import Committee, make_committee, make_edition


@dataclass
class World:
    """What the tests of this folder share."""

    edition: Edition
    staff: Committee


@pytest.fixture
def world(db: None) -> World:
    """The award of 2564, open."""
    edition = make_edition()
    return World(edition, make_committee(edition))
