"""Measure Rangwan against its budgets: `make bench`, or `python -m bench --database postgres --write`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import databases
from rangwan.config import start

if TYPE_CHECKING:
    from bench.measuring import Measured


def main() -> int:
    """Prepare, measure, print; 1 when something costs more than it may."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure Rangwan against its budgets.")
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    parser.add_argument("--only", default="", help="rows whose key holds this (see bench/budgets.py)")
    arguments = parser.parse_args()
    if arguments.write and arguments.only:
        parser.error("--write puts the whole table there, so it does not go with --only")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="rangwan-bench-") as folder:
        for name in [name for name in os.environ if name.startswith("RANGWAN_") and name != "RANGWAN_DATABASE_URL"]:
            del os.environ[name]
        os.environ["RANGWAN_DATA"] = folder
        with databases.prepared(arguments.database) as database:
            measured = _measure(Path(folder), database, arguments.only)
            from bench import report  # noqa: PLC0415 -- needs Django set up

            print(report.table(measured))
            if arguments.write:
                report.write(measured, arguments.database)
    _say(f"took {time.monotonic() - began:.0f} s")
    return 1 if any(row.over for row in measured.rows) else 0


def _measure(data: Path, database: databases.Processes | None, only: str) -> Measured:
    start.set_up_django()
    start.migrate()
    from django.db import connections  # noqa: PLC0415 -- needs Django set up

    from bench import counting, measuring, scenarios, server, uploading, world  # noqa: PLC0415 -- need Django set up
    from rangwan.kernel import clock  # noqa: PLC0415 -- needs Django set up

    size = world.Size()
    _say(f"preparing {size.entries} entries, {size.judges} judges, {size.sheets:,} finished sheets …")
    made = world.make(size, clock.now())
    units = scenarios.scenarios(made)
    senders = uploading.senders(made)
    queries = {
        key: counting.queries_of(unit, 1_000_000 + 2 * place)
        for place, (key, unit) in enumerate(units.items())
        if only in key
    }
    connections.close_all()
    _say("measuring, some two minutes …")
    with server.Server(data) as running:
        measured = measuring.measure(units, queries, measuring.Target(running, database))
        if only in "upload":  # the part of a key, or nothing
            measured.process.update(uploading.figures(running, senders, units["task_list"]))
        return measured


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
