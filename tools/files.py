"""Looks at files about to be committed: size, last line, trailing spaces, marks of an unfinished merge."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

LARGEST = 2_000_000  # bytes
MERGE_MARKS = ("<<<<<<< ", ">>>>>>> ")
SPACES_MATTER = {".md", ".diff", ".patch", ".csv"}


def main(names: list[str]) -> int:
    """Print what is wrong with the files; return the exit code."""
    problems = [f"{name}: {problem}" for name in names for problem in problems_of(Path(name))]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


def problems_of(path: Path) -> Iterator[str]:
    """Say what is wrong with one file; nothing for a binary file of a fair size."""
    content = path.read_bytes()
    if len(content) > LARGEST:
        yield f"{len(content):,} bytes are more than a repository should carry ({LARGEST:,})"
    if b"\0" in content[:8000] or not content:
        return
    if not content.endswith(b"\n") and path.suffix != ".html":  # a line end inside a tag would be seen
        yield "no line end at the end"
    for number, line in enumerate(content.decode(errors="replace").splitlines(), start=1):
        if line.startswith(MERGE_MARKS):
            yield f"line {number}: the mark of an unfinished merge"
        if line != line.rstrip(" \t") and path.suffix not in SPACES_MATTER:
            yield f"line {number}: spaces at the end"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
