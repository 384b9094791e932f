"""`rangwan` as a process of its own, as a terminal or a service would run it."""

from __future__ import annotations

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "rangwan.config.cli"]
PATIENCE = 90.0  # seconds: for a machine that does other things beside


def environment() -> dict[str, str]:
    """Return this environment without the test session's own settings."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("RANGWAN_", "DJANGO_"))}


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [*COMMAND, *map(str, words)]
    return subprocess.run(
        command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=PATIENCE
    )


def until(holds: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """Wait until something holds and return it; fail, saying what was waited for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = holds()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError(f"waited {seconds} s in vain: {what}")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_running(process: int) -> bool:
    """Say whether a process is there and no mere leftover in the table."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(number) for number in listed.split()]


def memory(process: int) -> int:
    """Return the most memory that a process has held, in bytes."""
    status = Path(f"/proc/{process}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024


@dataclass
class Running:
    """A server on its way or at work."""

    process: subprocess.Popen[bytes]
    port: int
    said: Path  # its standard error

    @classmethod
    def begin(cls, *words: str | Path, said: Path) -> Running:
        """Start `rangwan WORDS --port …` without waiting for anything."""
        port = free_port()
        command = [*COMMAND, *map(str, words), "--port", str(port)]
        with said.open("wb") as error:
            process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL, stderr=error)
        return cls(process, port, said)

    def wait_until_it_serves(self) -> Running:
        """Wait for the line that says where it is."""
        line = f"Rangwan: http://127.0.0.1:{self.port}/  (Ctrl-C ends it)\n"
        until(lambda: line in self.said.read_text() or self.process.poll() is not None, "the server answers")
        assert line in self.said.read_text(), self.said.read_text()
        return self

    def get(self, path: str) -> str:
        """Return a page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as answer:
            page: bytes = answer.read()
            return page.decode()

    def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[float, list[int]]:
        """Send a signal; return the seconds until it and its children were gone, and the children's numbers."""
        started = children(self.process.pid)
        begun = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(PATIENCE)
        until(lambda: not any(is_running(child) for child in started), "its children are gone")
        return time.monotonic() - begun, started

    def stop(self) -> None:
        """Make sure that nothing of it is left."""
        if self.process.poll() is None:
            self.end()


@dataclass(frozen=True)
class Prepared:
    """A data folder with the demonstration in it, and what its preparation said."""

    data: Path
    stdout: str
    left_by_killed: tuple[int, int]  # editions and people in the database after the first attempt was killed

    @property
    def said(self) -> Any:
        """The JSON on standard output."""
        return json.loads(self.stdout)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the database."""
        return ask(self.data, query)


def ask(data: Path, query: str) -> list[tuple[Any, ...]]:
    """Ask the database of a data folder."""
    connection = sqlite3.connect(data / "rangwan.sqlite3", timeout=20)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
