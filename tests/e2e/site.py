"""A site of its own for a test: `rangwan serve` with its worker, on a free port, with its own data folder."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RANGWAN = [sys.executable, "-m", "rangwan.config.cli"]
SECONDS_TO_START = 40
SECONDS_TO_END = 10  # what `serve` promises


@dataclass
class Site:
    """`start` serves it, `stop` ends it as a service would, `kill` ends every process of it at once."""

    data: Path
    port: int = 0
    staff: dict[str, str] = field(default_factory=dict)  # addresses by role and number, and everybody's password
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.port = self.port or _free_port()

    @property
    def url(self) -> str:
        """The site's own address, as its mails give it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Nothing of the test session's own settings; a demonstration, so that its outbox can be read."""
        bare = {key: value for key, value in os.environ.items() if not key.startswith(("RANGWAN_", "DJANGO_"))}
        return bare | {
            "RANGWAN_DATA": str(self.data),
            "RANGWAN_BASE_URL": self.url,
            "RANGWAN_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "rangwan.config.settings",
        }

    def run(self, *words: str) -> str:
        """Run `rangwan WORDS` on the site's data and return what it printed; its failure is the test's."""
        return self._run([*RANGWAN, *words])

    def prepare(self, *words: str) -> Any:
        """Let tests/e2e/ground.py put something in place, and return what it tells of it."""
        return json.loads(self._run([sys.executable, "-W", "ignore", "-m", "tests.e2e.ground", *words]) or "null")

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr[-4000:]}"
        return done.stdout

    def start(self) -> None:
        """Serve, and return when the site answers."""
        with (self.data / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*RANGWAN, "serve", "--port", str(self.port), "--workers", "1"],
                env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + SECONDS_TO_START
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self._sweep()
                raise AssertionError(f"the site did not start:\n{self.log[-4000:]}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def stop(self) -> None:
        """End the service with SIGTERM; it has to be gone in time."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(SECONDS_TO_END)
            finally:
                self._sweep()

    def kill(self) -> None:
        """Kill the server, its web process and its worker, as a power cut would."""
        assert self.process is not None
        self._sweep()
        self.process.wait(SECONDS_TO_END)

    def _sweep(self) -> None:
        assert self.process is not None
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    @property
    def log(self) -> str:
        """What the processes wrote."""
        return (self.data / "server.log").read_text(errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
