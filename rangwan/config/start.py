"""Setting Django up for a command."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_data_option(parser: argparse.ArgumentParser) -> None:
    """Add --data, the folder that holds the embedded database, the files and the secret key."""
    parser.add_argument("--data", type=Path, help="the data folder (RANGWAN_DATA; ./data by default)")


def use_data(arguments: argparse.Namespace) -> None:
    """Let the settings know the folder; must come before Django is set up."""
    if arguments.data is not None:
        os.environ["RANGWAN_DATA"] = str(arguments.data.absolute())


def set_up_django() -> None:
    """Load settings and apps."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rangwan.config.settings")
    import django  # noqa: PLC0415 -- heavy: loaded where used

    django.setup()


def unfit_database() -> str:
    """Return why the database cannot be used, "" when it can: PostgreSQL with LC_CTYPE=C finds no Thai word."""
    from django.db import connection  # noqa: PLC0415 -- needs Django set up

    if connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT datctype FROM pg_database WHERE datname = current_database()")
        ctype = str(cursor.fetchone()[0])
    if ctype not in ("C", "POSIX"):
        return ""
    return f"the database's LC_CTYPE is {ctype}, so Thai search finds nothing; make it anew with C.UTF-8"


def migrate() -> None:
    """Bring the database up to date; quick when it is. Ends the program when the database is unfit."""
    reason = unfit_database()
    if reason:
        raise SystemExit(f"rangwan: {reason}")
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up
    from django.db import connection  # noqa: PLC0415 -- needs Django set up
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 -- needs Django set up

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def let_go_of_the_database() -> None:
    """Close this process's connections before it forks: two processes on one socket read each other's rows.

    Django's `close_all` gives a connection of PostgreSQL back to its pool, which stays open and would be inherited.
    """
    from django.db import connections  # noqa: PLC0415 -- needs Django set up

    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
