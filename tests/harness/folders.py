"""Temporary folders that bear the number of their session, so that a later one can clear up after a killed one."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

# A root's own TMPDIR may be closed to the user that the database server runs as.
_BASE = Path(tempfile.gettempdir() if os.geteuid() else "/tmp")


def session_folder(purpose: str) -> Path:
    """Make and return a new folder for this session."""
    return Path(tempfile.mkdtemp(prefix=f"rangwan-{purpose}-{os.getpid()}-", dir=_BASE))


def sweep() -> None:
    """Remove the folders of sessions that are no more."""
    for folder in _BASE.glob("rangwan-*-*-*"):
        session = folder.name.split("-")[2]
        if session.isdecimal() and not _alive(int(session)):
            shutil.rmtree(folder, ignore_errors=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
