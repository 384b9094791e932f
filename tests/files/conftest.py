"""A folder for files, and somebody who sends them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings

from rangwan.accounts.models import Person
from tests.harness.clamd import ClamdServer


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """An empty place for files."""
    settings.RANGWAN_FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def somchai(db: None) -> Person:
    """Somebody who sends files."""
    return Person.objects.create_user("somchai@example.go.th", "x", name="สมชาย")


@pytest.fixture(scope="session")
def clamd_server() -> Iterator[ClamdServer]:
    """A real clamd; a machine without one fails here."""
    server = ClamdServer()
    try:
        server.start()
        yield server
    finally:
        server.close()


@pytest.fixture
def clamd(clamd_server: ClamdServer, settings: LazySettings) -> ClamdServer:
    """The real clamd, running, and named in the settings."""
    if not clamd_server.is_running:
        clamd_server.start()
    settings.RANGWAN_CLAMD_URL = clamd_server.url
    return clamd_server
