"""`rangwan serve` and `rangwan demo` as processes: they say where they are, share nothing, and end when they should."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.running import Prepared, Running, children, memory, run, until


@pytest.fixture
def served(prepared: Prepared, tmp_path: Path) -> Iterator[Running]:
    """Serve the demonstration."""
    running = Running.begin("demo", "--data", prepared.data, said=tmp_path / "said").wait_until_it_serves()
    yield running
    running.stop()


def test_it_serves_and_a_second_one_on_its_port_says_so_in_a_line(served: Running, prepared: Prepared):
    home = served.get("/")
    for person in prepared.said["people"]:
        assert person["email"] in home
        assert person["password"] in home
        assert person["token"] not in home
    assert 'href="/account/outbox/"' in home
    for command in ("demo", "serve"):
        refused = run(command, "--data", prepared.data, "--port", str(served.port))
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == (
            f"rangwan: 127.0.0.1:{served.port} cannot be served: Address already in use. Choose another with --port.\n"
        )
    assert [child for child in children(served.process.pid) if memory(child) > 150_000_000] == []
    seconds, started = served.end()
    assert seconds < 10
    assert len(started) == 3  # two web processes and the worker
    assert "Traceback" not in served.said.read_text()


def test_it_ends_within_ten_seconds_while_an_upload_is_running(served: Running, prepared: Prepared):
    token = next(person["token"] for person in prepared.said["people"] if person["role"] == "entrant")
    head = (
        f"POST /api/v1/entries/any/files HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nAuthorization: Bearer {token}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 50000000\r\n\r\n--b\r\n"
        'Content-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    )
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall(head.encode() + b"x" * 1_000_000)
        until(lambda: list(prepared.data.glob("files/incoming/*.part")), "the upload has begun")
        seconds, _ = served.end()
    assert seconds < 10


def test_a_killed_server_leaves_no_process_behind(served: Running):
    assert len(children(served.process.pid)) == 3
    served.end(signal.SIGKILL)  # waits until the children are gone too


def test_serve_without_a_demonstration_shows_nobodys_password(prepared: Prepared, tmp_path: Path):
    running = Running.begin("serve", "--data", prepared.data, "--workers", "1", said=tmp_path / "said")
    try:
        home = running.wait_until_it_serves().get("/")
    finally:
        running.stop()
    assert prepared.said["people"][0]["password"] not in home
