from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.load import Load, Run, Unexpected, Unit, Wire


class Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.answer(self.path.encode())

    def do_POST(self) -> None:
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, body: bytes) -> None:
        self.send_response(404 if self.path == "/absent" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def load(port: int) -> Iterator[Load]:
    made = Load(port, clients=3)
    yield made
    made.close()


def test_a_wire_sends_json_and_reads_the_whole_answer(port: int):
    wire = Wire(port, 0)
    assert wire.send("POST", "/", body={"ก": 1}).data == {"ก": 1}
    wire.close()


def test_another_status_than_expected_is_an_error(port: int):
    wire = Wire(port, 0)
    with pytest.raises(Unexpected, match="GET /absent: 404 instead of 200"):
        wire.send("GET", "/absent")
    wire.close()


def test_every_unit_is_done_once_and_numbers_go_on(load: Load):
    seen: list[int] = []

    def unit(wire: Wire, number: int) -> None:
        wire.send("GET", f"/{number}")
        seen.append(number)

    assert load.run(unit, most=20, seconds=30).units == 20
    load.run(unit, most=5, seconds=30)
    assert sorted(seen) == list(range(25))


def ask(path: str) -> Unit:
    def unit(wire: Wire, _: int) -> None:
        wire.send("GET", path)

    return unit


def test_a_run_ends_when_its_seconds_are_over(load: Load):
    assert load.run(ask("/"), most=10**9, seconds=0.05).seconds < 5


def test_what_a_unit_raises_is_raised(load: Load):
    with pytest.raises(Unexpected):
        load.run(ask("/absent"), most=10, seconds=30)


def test_quantiles():
    run = Run(seconds=2.0, taken=[5.0, 1.0, 3.0, 2.0, 4.0, 10.0, 9.0, 8.0, 7.0, 6.0])
    assert (run.rate, run.quantile(0.5), run.quantile(0.95)) == (5.0, 5.0, 10.0)
