"""A folder for files, and somebody who sends them."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from rangwan.accounts.models import Person


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """An empty place for files."""
    settings.RANGWAN_FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def somchai(db: None) -> Person:
    """Somebody who sends files."""
    return Person.objects.create_user("somchai@example.go.th", "x", name="สมชาย")
