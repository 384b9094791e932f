"""What anybody sees: the award of 2564 as it is announced, and a reader in either language."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from rangwan.programmes.models import Edition
from tests.builders import PACK, make_edition

BASE = f"/awards/{PACK}/"


def reader(language: str = "th") -> Client:
    """Return a browser that asked for this language once."""
    client = Client()
    client.cookies["rangwan_language"] = language
    return client


def read(path: str = BASE, language: str = "th", status: int = 200) -> str:
    """Return the page as a stranger reads it, white space as one blank."""
    answer = reader(language).get(path)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


@pytest.fixture(autouse=True)
def _stand_still(now: time_machine.Traveller) -> None:
    """Every test of this folder stands still at NOW."""


@pytest.fixture
def edition(db: None) -> Edition:
    """The award of 2564, its calendar moved so that it is open."""
    return make_edition()
