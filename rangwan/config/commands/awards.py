"""Check, load and compare award packs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rangwan.config import start


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="say what is wrong with a pack, with file and line")
    check.add_argument("path", type=Path)
    load = verbs.add_parser("load", help="make a new definition version from a pack")
    load.add_argument("path", type=Path)
    load.add_argument("--slug", help="load it as another edition than the pack's own")
    start.add_data_option(load)
    diff = verbs.add_parser("diff", help="say in plain words how two packs differ")
    diff.add_argument("path", type=Path)
    diff.add_argument("other", type=Path)


def run(arguments: argparse.Namespace) -> int:
    """Do it; 1 when a pack is refused, with every problem on a line of its own."""
    from rangwan.programmes.pack import PackRefused  # noqa: PLC0415 -- loaded where used

    try:
        return {"check": _check, "load": _load, "diff": _diff}[arguments.verb](arguments)
    except PackRefused as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)
        print(f"{arguments.path}: refused, {len(refused.problems)} problem(s)", file=sys.stderr)
        return 1


def _check(arguments: argparse.Namespace) -> int:
    from rangwan.programmes.pack import load_pack  # noqa: PLC0415 -- loaded where used

    found = load_pack(arguments.path)
    questions = len(found.form.by_key)
    print(f"{found.award.slug}: {len(found.criteria)} criteria, {questions} questions, in Thai and English: in order")
    return 0


def _load(arguments: argparse.Namespace) -> int:
    from rangwan.programmes.pack import load_pack  # noqa: PLC0415 -- loaded where used

    found = load_pack(arguments.path)
    start.use_data(arguments)
    start.set_up_django()
    start.migrate()
    from rangwan.kernel import clock  # noqa: PLC0415 -- needs Django set up
    from rangwan.programmes.actions import load_definition  # noqa: PLC0415 -- needs Django set up

    version = load_definition(definition=found, acting=None, now=clock.now(), slug=arguments.slug)
    print(f"{version.edition.slug}: version {version.number}")
    return 0


def _diff(arguments: argparse.Namespace) -> int:
    from rangwan.programmes.pack import diff_definitions, load_pack  # noqa: PLC0415 -- loaded where used

    for change in diff_definitions(load_pack(arguments.path), load_pack(arguments.other)):
        print(change)
    return 0
