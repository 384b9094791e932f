"""Writes docs/openapi.json, the frozen description of the API; with --check, says whether it is still right."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

FROZEN = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"


def main() -> int:
    """Write the description, or compare it; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit with 1 where it is out of date")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:  # the settings keep a secret key in the data folder
        os.environ["RANGWAN_DATA"] = folder
        current = _description()
    if not check:
        FROZEN.write_text(current, encoding="utf-8")
        return 0
    if FROZEN.is_file() and FROZEN.read_text(encoding="utf-8") == current:
        return 0
    print(f"{FROZEN.name} is out of date: run tools/openapi.py and look at what changed")
    return 1


def _description() -> str:
    os.environ["DJANGO_SETTINGS_MODULE"] = "rangwan.config.settings"
    import django  # noqa: PLC0415  the settings need the environment above

    django.setup()
    from rangwan.api import openapi, urls  # noqa: PLC0415  needs Django set up

    return openapi.as_text(openapi.description_of(urls.api))


if __name__ == "__main__":
    sys.exit(main())
