"""The small pack, for tests that spoil it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.packs.workshop import SMALL, Workshop


@pytest.fixture
def pack(tmp_path: Path) -> Workshop:
    """The small pack, copied."""
    folder = tmp_path / "river-light-2026"
    shutil.copytree(SMALL, folder)
    return Workshop(folder)
