"""The files of the repository, as the house rules look at them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (".ci", "awards", "bench", "deploy", "docs", "rangwan", "tests", "tools")
TEXT = {
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".lock",
    ".md",
    ".mjs",
    ".po",
    ".py",
    ".sh",
    ".svg",
    ".toml",
    ".txt",
    ".yaml",
}
STAGES = ("programmes", "entries", "screening", "judging", "results", "showcase", "insight")


@lru_cache
def files() -> tuple[Path, ...]:
    """Return every file that belongs to the repository, in a clone or an unpacked archive."""
    found = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    return tuple(sorted(path for path in found if "__pycache__" not in path.parts and path.suffix != ".mo"))


def texts() -> Iterator[tuple[str, str]]:
    """Yield name and content of every text file."""
    for path in files():
        if path.suffix in TEXT or not path.suffix:
            yield name_of(path), path.read_text(encoding="utf-8")


def python(*folders: str) -> tuple[Path, ...]:
    """Return the Python files of these folders, without the migrations that Django writes."""
    return tuple(
        path
        for path in files()
        if path.suffix == ".py" and "migrations" not in path.parts and path.relative_to(ROOT).parts[0] in folders
    )


@lru_cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """Return the path inside the repository."""
    return path.relative_to(ROOT).as_posix()
