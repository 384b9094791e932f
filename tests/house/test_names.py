"""Whoever has read one stage has read them all: the same names everywhere, and none that says nothing."""

from __future__ import annotations

import pytest

from tests.house.tree import ROOT, STAGES, name_of, python

EMPTY_NAMES = {"common", "helper", "helpers", "misc", "shared", "util", "utils"}
AGREED = {
    "__init__",
    "actions",
    "admin",
    "apps",
    "migrations",
    "models",
    "paper",  # its documents, as plain data for the makers of documents
    "permissions",
    "queries",
    "receivers",
    "rules",
    "tasks",
    "wording",  # its words for states and refusals
}
DATA_FOLDERS = {"locale", "templates"}
# What one stage alone has, and why.
OWN = {
    "programmes": {"definition", "pack"},  # what an award declares, and reading it from a folder
}


def test_no_name_says_nothing():
    named = {
        name_of(path)
        for path in python("rangwan", "tests", "tools", "bench")
        for part in _parts(name_of(path))
        if part in EMPTY_NAMES
    }
    assert named == set()


@pytest.mark.parametrize("stage", [stage for stage in STAGES if (ROOT / "rangwan" / stage).is_dir()])
def test_a_stage_has_the_agreed_files(stage: str):
    found = {
        path.stem
        for path in (ROOT / "rangwan" / stage).iterdir()
        if path.name != "__pycache__" and path.name not in DATA_FOLDERS
    }
    assert found - AGREED - OWN.get(stage, set()) == set()


def _parts(name: str) -> list[str]:
    return name.removesuffix(".py").split("/")
