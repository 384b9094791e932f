"""Say what this machine has and lacks."""

from __future__ import annotations

import argparse
import shutil
import sys

from rangwan.config import start


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    start.add_data_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print one line per part; 1 when something needed is missing or wrong."""
    start.use_data(arguments)
    start.set_up_django()
    from django.conf import settings  # noqa: PLC0415 -- needs Django set up
    from django.db import DatabaseError, connection  # noqa: PLC0415 -- needs Django set up

    good = True
    print(f"Python      {sys.version.split()[0]}")
    try:
        unfit = start.unfit_database()
        connection.ensure_connection()
        print(f"database    {connection.vendor}{f': {unfit}' if unfit else ''}")
        good = not unfit
    except DatabaseError as error:
        good = False
        print(f"database    does not answer: {error}")
    print(f"files       {settings.RANGWAN_FILES_DIR}")
    for name, program, use in (
        ("LibreOffice", settings.RANGWAN_SOFFICE, "PDFs; without it the original files are offered"),
        ("Chromium", "chromium", "browser tests"),
    ):
        print(f"{name:<11} {shutil.which(program) or 'not here'} ({use})")
    return 0 if good else 1
