"""A real clamd of the tests' own: its own folder and socket, one signature of ours, no database from elsewhere."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from pathlib import Path

from tests.harness.folders import session_folder

INFECTED = b"RANGWAN-TEST-SIGNATURE-7c1f: this is no virus, it only stands for one"
SIGNATURE = "Rangwan.Test"
LIMIT = 1_200_000  # bytes that it takes in one stream


class NoClamd(Exception):
    """clamd is not here, or does not start."""


class ClamdServer:
    """A clamd that can be stopped and started again at the same place; `url` is what RANGWAN_CLAMD_URL takes."""

    def __init__(self) -> None:
        self._folder = session_folder("clamd")
        self._socket = self._folder / "clamd.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"unix://{self._socket}"
        database = self._folder / "database"
        database.mkdir()
        (database / "test.ndb").write_text(f"{SIGNATURE}:0:*:{INFECTED[:27].hex()}\n")
        (self._folder / "clamd.conf").write_text(
            f"LocalSocket {self._socket}\nDatabaseDirectory {database}\nTemporaryDirectory {self._folder}\n"
            f"Foreground yes\nStreamMaxLength {LIMIT}\nMaxThreads 2\nFixStaleSocket yes\nSelfCheck 0\n"
        )

    def start(self) -> None:
        """Start it, and return when it answers. Raises NoClamd."""
        program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
        if program is None:
            raise NoClamd("clamd is not installed: tools/system_packages.sh installs it")
        # It ends with its session, even with one that was killed.
        bound = ["setpriv", "--pdeathsig", "KILL", "--"] if shutil.which("setpriv") else []
        with (self._folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [*bound, program, f"--config-file={self._folder / 'clamd.conf'}"], stdout=log, stderr=log,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                said = (self._folder / "log").read_text(errors="replace")
                self.kill()
                raise NoClamd(said)
            time.sleep(0.02)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            try:
                line.connect(str(self._socket))
                line.sendall(b"zPING\0")
                return line.recv(20) == b"PONG\0"
            except OSError:
                return False

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        """End it and remove its folder."""
        self.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def is_running(self) -> bool:
        """Whether it was started and not ended."""
        return self._process is not None

    @property
    def folder(self) -> Path:
        """Where all of it lies."""
        return self._folder
