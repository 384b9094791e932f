"""The server that is measured: `rangwan serve` as anybody would start it, without the worker beside it."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from bench import processes

WORKERS = 2
_SECONDS_TO_START = 60


class NoServer(Exception):
    """It did not start, or did not end."""


class Server:
    """A running server; use it as a context."""

    def __init__(self, data: Path) -> None:
        self.port = _free_port()
        self._log = data / "server.log"

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "rangwan.config.cli", "serve"]
        command += ["--port", str(self.port), "--workers", str(WORKERS), "--no-worker"]
        environment = os.environ | {"RANGWAN_BASE_URL": f"http://127.0.0.1:{self.port}"}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            self._wait()
        except BaseException:
            self._process.kill()
            self._process.wait()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            error.add_note(f"The server's log:\n{self._log.read_text(errors='replace')[-4000:]}")
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            for pid in reversed(self.pids):
                os.kill(pid, signal.SIGKILL)
            raise NoServer("it did not end within 15 s of SIGTERM") from None

    @property
    def pids(self) -> list[int]:
        """The supervisor and its web processes."""
        return processes.tree(self._process.pid)

    @property
    def web(self) -> list[int]:
        """The web processes alone, without their supervisor and the interpreter's own small helper."""
        return sorted(self.pids[1:], key=processes.memory, reverse=True)[:WORKERS]

    def _wait(self) -> None:
        """Return when it answers. Raises NoServer."""
        deadline = time.monotonic() + _SECONDS_TO_START
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except OSError as error:
                if self._process.poll() is not None or time.monotonic() > deadline:
                    raise NoServer(self._log.read_text(errors="replace")) from error
                time.sleep(0.05)
            finally:
                connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
