"""A private PostgreSQL for one test session: its own folder, port and password; gone when the session ends."""

from __future__ import annotations

import ctypes
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from tests.harness.folders import session_folder

_PR_SET_PDEATHSIG = 1


class NoPostgres(Exception):
    """PostgreSQL is not here, or does not start."""


@dataclass(frozen=True)
class PostgresCluster:
    """A running server; `url` is what RANGWAN_DATABASE_URL takes."""

    folder: Path
    process: subprocess.Popen[bytes]
    url: str

    @classmethod
    def start(cls) -> PostgresCluster:
        """Make a cluster (C.UTF-8, nothing synced to disk) and start it. Raises NoPostgres."""
        binaries = _binaries()
        owner = _owner()
        folder = session_folder("postgres")
        password = secrets.token_hex(16)
        (folder / "password").write_text(password)
        if owner:
            for path in (folder, folder / "password"):
                os.chown(path, owner["user"], owner["group"])
        data = folder / "data"
        command: list[str | Path] = [
            binaries / "initdb",
            "--pgdata",
            data,
            "--username=rangwan",
            f"--pwfile={folder / 'password'}",
        ]
        command += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        made = subprocess.run(command, capture_output=True, check=False, cwd=folder, **owner)
        if made.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            raise NoPostgres(made.stderr.decode(errors="replace"))
        port = _free_port()
        settings = {
            "port": port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": folder,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 200,
        }
        command = [binaries / "postgres", "-D", data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with (folder / "log").open("wb") as log:
            process: subprocess.Popen[bytes] = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd=folder,
                start_new_session=True,  # Ctrl-C reaches pytest alone, which then stops the server in order
                preexec_fn=_die_with_parent,  # noqa: PLW1509  no thread runs this early
                **owner,
            )
        cluster = cls(folder, process, f"postgres://rangwan:{password}@127.0.0.1:{port}/rangwan")
        cluster._wait(f"postgres://rangwan:{password}@127.0.0.1:{port}/postgres")
        return cluster

    def _wait(self, url: str) -> None:
        """Return when the server answers."""
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(url, connect_timeout=5).close()
                return
            except psycopg.OperationalError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    log = (self.folder / "log").read_text(errors="replace")
                    self.stop()
                    raise NoPostgres(f"{error}\n{log}") from error
                time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):  # fast, at once, by force
            if self.process.poll() is None:
                self.process.send_signal(sign)
                try:
                    self.process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    continue
        shutil.rmtree(self.folder, ignore_errors=True)


def _binaries() -> Path:
    """Return the folder with initdb and postgres: the newest that the system has."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: _version(path.parts[4]))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    if not found:
        raise NoPostgres("PostgreSQL is not installed: tools/system_packages.sh installs it")
    return Path(found).resolve().parent


def _version(text: str) -> float:
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else 0


def _owner() -> dict[str, Any]:
    """Return whom to run the server as: root may not, so postgres or nobody does it for root."""
    if os.geteuid():
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> None:
    """Ask the kernel to stop the server at once if pytest is killed (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)
