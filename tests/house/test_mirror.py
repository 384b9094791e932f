"""Tests stand where their code stands."""

from __future__ import annotations

from tests.house.tree import ROOT, name_of, python

# Tests of more than one file: in a browser, of bad input, of the packs, of the house itself.
WHOLE = {"e2e", "hostile", "house", "packs"}
# Walks through a whole package: no file of it is their subject.
WALKS = {
    "api/test_walk.py",
    "files/inspection/test_any_bytes.py",
    "web/account/test_pages.py",
    "web/account/test_signing_in.py",
    "web/account/test_signing_up.py",
    "web/entrant/test_walk.py",
}
OUTSIDE = {"bench", "tools"}  # code beside rangwan/


def test_every_test_file_has_its_code():
    lost = set()
    for path in python("tests"):
        parts = path.relative_to(ROOT / "tests").parts
        if not path.name.startswith("test_") or parts[0] in WHOLE or "/".join(parts) in WALKS:
            continue
        folder = (ROOT if parts[0] in OUTSIDE else ROOT / "rangwan").joinpath(*parts[:-1])
        subject = path.stem.removeprefix("test_")
        if not ((folder / f"{subject}.py").is_file() or (folder / subject).is_dir() or subject == folder.name):
            lost.add(name_of(path))
    assert lost == set()


def test_every_walk_is_there():
    assert {walk for walk in WALKS if not (ROOT / "tests" / walk).is_file()} == set()
