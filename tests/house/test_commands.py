"""A command that a page tells people to type is one that exists."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.house.tree import ROOT, files, name_of

PAGES = [path for path in files() if path.suffix == ".md"]


def _typed() -> list[tuple[str, str]]:
    """Return page and command of every line that begins with $ in a fenced `console` block."""
    typed = []
    for page in PAGES:
        for block in re.findall(
            r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
        ):
            typed += [
                (name_of(page), line[2:].split("#")[0].strip()) for line in block.splitlines() if line[:2] == "$ "
            ]
    return typed


def test_the_readme_tells_what_to_type():
    typed = [command for page, command in _typed() if page == "README.md"]
    assert {"make run", "make test"} - set(typed) == set()


def test_every_make_target_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))
    asked = {
        (page, word)
        for page, command in _typed()
        if command.split()[:1] == ["make"]
        for word in command.split()[1:]
        if "=" not in word
    }
    assert {(page, word) for page, word in asked if word not in targets} == set()


def test_every_rangwan_command_exists():
    asked = {command for _, command in _typed() if re.match(r"(\.venv/bin/)?rangwan ", command)}
    subcommands = {tuple(re.findall(r"(?<= )[a-z]+(?= |$)", command)[:2]) for command in asked}
    assert {words for words in subcommands if not _helps(words)} == set()


def _helps(words: tuple[str, ...]) -> bool:
    """Say whether the command line knows these words."""
    code = "import sys; from rangwan.config.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *words, "--help"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
