"""Import a register of organisations."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rangwan.config import start


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("import", help="add and update organisations from a CSV file (docs/register.md)")
    one.add_argument("path", type=Path)
    start.add_data_option(one)


def run(arguments: argparse.Namespace) -> int:
    """Import what is in order; 1 when rows were refused, each named with its line and reason."""
    start.use_data(arguments)
    start.set_up_django()
    start.migrate()
    from rangwan.accounts.actions import import_organisations  # noqa: PLC0415 -- needs Django set up
    from rangwan.kernel import clock  # noqa: PLC0415 -- needs Django set up

    if not arguments.path.is_file():
        print(f"{arguments.path}: no such file", file=sys.stderr)
        return 2
    report = import_organisations(path=arguments.path, acting=None, now=clock.now())
    for line, reason in report.problems:
        print(f"{arguments.path}:{line}: {reason.en} ({reason.th})", file=sys.stderr)
    print(f"{report.created} new, {report.updated} changed, {report.unchanged} as they were")
    return 1 if report.problems else 0
