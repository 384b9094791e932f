"""What the tests of every face share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.builders import NOW


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """Stand still at NOW: ten days after the opening, twenty before the closing."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller
