"""Runs a program on a stranger's file: in its own folder, with limits, without the network, and without our secrets."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_LAUNCHER = Path(__file__).with_name("confined.py")
_LARGEST_FILE = 512 << 20
_POLITE = 10  # work of the worker gives way to pages


class TookTooLong(Exception):
    """The program did not end in time, and was ended with all that it had started."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use: seconds by the clock and of processor, bytes of address space and of one file.

    `alone`: it starts no other program; `polite`: others come first when the machine is busy.
    """

    seconds: float
    memory: int
    processor: int
    file: int = _LARGEST_FILE
    alone: bool = False
    polite: bool = False


def run(
    command: Sequence[str | Path], *, folder: Path, limits: Limits, environment: Mapping[str, str] | None = None
) -> tuple[int, bytes]:
    """Run the program (named by its full path) in `folder`; return its exit code and the end of what it said.

    It gets a bare environment and what `environment` adds. Raises TookTooLong.
    """
    numbers = (limits.memory, limits.processor, limits.file, _POLITE * limits.polite, int(limits.alone))
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-I", _LAUNCHER, *map(str, numbers), *command],
            cwd=folder,
            env=bare_environment(folder) | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise TookTooLong from None
        finally:
            # The group, not the child alone: soffice is a script that starts the program that works.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        said.seek(max(0, said.seek(0, os.SEEK_END) - 2000))
        return code, said.read()


def bare_environment(folder: Path) -> dict[str, str]:
    """Return the little that a program needs to know: nothing of the server's own environment reaches it."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
    }


@functools.cache
def has_no_network() -> bool:
    """Say whether programs are really kept from the network on this machine: one is started, and tries."""
    attempt = "import socket, sys\ntry: socket.socket()\nexcept PermissionError: sys.exit(0)\nsys.exit(3)"
    limits = Limits(seconds=30, memory=1 << 30, processor=10, alone=True)
    with tempfile.TemporaryDirectory(prefix="rangwan-probe-") as name:
        return run([sys.executable, "-I", "-c", attempt], folder=Path(name), limits=limits)[0] == 0
