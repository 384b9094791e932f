"""The packs that these tests read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rangwan.programmes.definition import Definition
from rangwan.programmes.pack import load_pack
from tests.packs.workshop import SMALL, Workshop


@pytest.fixture
def pack(tmp_path: Path) -> Workshop:
    """The small pack, copied."""
    folder = tmp_path / "river-light-2026"
    shutil.copytree(SMALL, folder)
    return Workshop(folder)


@pytest.fixture(scope="session")
def digital_local() -> Definition:
    """The first award, as its pack declares it."""
    return load_pack(Path(__file__).parents[2] / "awards" / "digital-local-2564")
