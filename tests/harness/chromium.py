"""Finds the Chromium that drives the pages in the tests. As a program, it proves that it starts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")


def chromium_path() -> str:
    """Return the path of the system's Chromium, or of the one that playwright brought. Raises FileNotFoundError."""
    for name in NAMES:
        path = shutil.which(name)
        if path and "snap" not in Path(path).resolve().parts and not _is_stub(Path(path)):
            return path
    brought = sorted(_brought_folder().glob("chromium-*/chrome-linux*/chrome"))
    if not brought:
        raise FileNotFoundError("no Chromium: tools/system_packages.sh installs it")
    return str(brought[-1])


def _is_stub(path: Path) -> bool:
    """Say whether this is the script that Ubuntu puts in place of a browser, to ask for a snap."""
    with path.open("rb") as file:
        return b"snap" in file.read(4000) and path.stat().st_size < 20_000 and path.name == "chromium-browser"


def _brought_folder() -> Path:
    return Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")


if __name__ == "__main__":
    print(subprocess.run([chromium_path(), "--version"], check=True, capture_output=True, text=True).stdout.strip())
