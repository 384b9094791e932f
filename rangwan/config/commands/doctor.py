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
    print(f"sandbox     {_sandbox()}")
    print(f"fonts       {_fonts()}")
    scans, said = _scanner()
    print(f"clamd       {said}")
    return 0 if good and scans else 1


def _sandbox() -> str:
    from rangwan.files.sandbox import has_no_network  # noqa: PLC0415 -- needs Django set up

    limits = "limits on time, memory and file size"
    if has_no_network():
        return f"{limits}; no network (system calls are filtered)"
    return f"{limits}; the network is closed only by LibreOffice's own settings"


def _fonts() -> str:
    from rangwan.files.previews.fonts import installed  # noqa: PLC0415 -- needs Django set up
    from rangwan.files.sarabun import FONT  # noqa: PLC0415 -- the same

    here = installed()
    if FONT in here:
        return FONT
    return f"{FONT} is not here; Laksaman stands in" if "Laksaman" in here else f"neither {FONT} nor Laksaman"


def _scanner() -> tuple[bool, str]:
    """Return whether files can be scanned as the settings ask, and what to say about it."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- needs Django set up

    from rangwan.files.scanning import ScannerUnavailable, scanner  # noqa: PLC0415 -- the same

    try:
        chosen = scanner()
        if chosen is None:
            return True, "not asked (RANGWAN_CLAMD_URL is not set): files are not scanned for viruses"
        return True, chosen.version()
    except ImproperlyConfigured as wrong:
        return False, str(wrong)
    except ScannerUnavailable as failure:
        return False, f"{failure}; until it answers, no new file can be opened by anybody"
