"""Verify the chain of the audit log."""

from __future__ import annotations

import argparse
import sys

from rangwan.config import start


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    start.add_data_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print how many rows the log has; 1 when a row does not fit the chain."""
    start.use_data(arguments)
    start.set_up_django()
    from rangwan.kernel import audit  # noqa: PLC0415 -- needs Django set up

    broken = audit.verify()
    if broken:
        print(f"the chain is broken at row {broken[0]} ({len(broken)} rows do not fit)", file=sys.stderr)
        return 1
    print(f"{audit.last_number()} rows, the chain holds")
    return 0
