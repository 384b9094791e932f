"""Files in pieces: what 20 MB cost in writing and in memory, and what others feel of sixteen slow lines."""

from __future__ import annotations

import socket
import threading
import time
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from bench import files, processes
from bench.load import Load, Unexpected, Wire
from bench.scenarios import Scenario, bearer
from bench.server import Server
from bench.world import World

CHUNK = 512 * 1024  # as the page sends them
_LARGE = 2580  # side of the picture in a deck of 20 MB
_TIMES = 4
LINES, RATE = 16, 30_000  # bytes a second on each
_PAGES = 400
_SECONDS = 15.0


@dataclass(frozen=True)
class Sender:
    """Somebody with a draft."""

    headers: dict[str, str]
    address: str

    def begin(self, wire: Wire, length: int) -> str:
        """Announce a presentation; return where its bytes go."""
        said = {"filename": "นำเสนอ.pptx", "kind": "presentation"}
        metadata = ",".join(f"{key} {b64encode(value.encode()).decode()}" for key, value in said.items())
        given = self.headers | {"Upload-Length": str(length), "Upload-Metadata": metadata}
        location: str = wire.send("POST", self.address, headers=given, expect=201).headers["Location"]
        return location

    def send(self, wire: Wire, content: bytes) -> None:
        """Send a whole file in pieces."""
        address = self.begin(wire, len(content))
        for start in range(0, len(content), CHUNK):
            given = self.headers | _piece(start)
            wire.send("PATCH", address, headers=given, body=content[start : start + CHUNK], expect=204)


def senders(made: World) -> list[Sender]:
    """Return the entrants with a draft; call it while the database is at hand."""
    return [
        Sender(bearer(draft.coordinator) | {"Tus-Resumable": "1.0.0"}, f"/api/v1/entries/{draft.id}/uploads")
        for draft in made.drafts
    ]


def figures(server: Server, people: list[Sender], page: Scenario) -> dict[str, float]:
    """Return what was measured, by the keys of budgets.PROCESS."""
    disk, memory = _large(server, people[0])
    return {"upload_disk": disk, "upload_memory": memory, "upload_p95": _beside_slow_lines(server, people, page)}


def _large(server: Server, sender: Sender) -> tuple[float, float]:
    """Return the bytes written for each byte of a large file, and the MB that it needs more than a smaller one.

    Every thread of a process keeps some memory of its own once it has worked, so all of them work first; then as many
    pieces of smaller files are compared with those of the large ones.
    """
    smaller, large = files.deck(), files.deck(_LARGE)
    _send(server, sender, large, 3 * _TIMES)
    with _highest(server.web) as before:
        _send(server, sender, smaller, _TIMES * len(large) // len(smaller))
    written = processes.bytes_written(server.pids)
    with _highest(server.web) as highest:
        _send(server, sender, large, _TIMES)
    gained = max(highest[pid] - before[pid] for pid in before)
    return (processes.bytes_written(server.pids) - written) / _TIMES / len(large), max(gained, 0.0)


def _send(server: Server, sender: Sender, content: bytes, times: int) -> None:
    for number in range(times):  # each on a connection of its own: so they come to every process
        with _wire(server, number) as wire:
            sender.send(wire, content)


def _beside_slow_lines(server: Server, people: list[Sender], page: Scenario) -> float:
    load = Load(server.port)
    try:
        load.run(page, most=40, seconds=30)
        idle = [load.run(page, most=_PAGES, seconds=_SECONDS).quantile(0.95)]
        stop = threading.Event()
        with ThreadPoolExecutor(LINES) as pool:
            lines = [pool.submit(_slow, server, people[n % len(people)], stop) for n in range(LINES)]
            time.sleep(2)  # until all of them are under way
            busy = load.run(page, most=_PAGES, seconds=_SECONDS).quantile(0.95)
            stop.set()
            sent = [line.result() for line in lines]
        idle.append(load.run(page, most=_PAGES, seconds=_SECONDS).quantile(0.95))
    finally:
        load.close()
    if min(sent) < RATE:
        raise Unexpected(f"a slow line carried only {min(sent)} bytes")
    return busy / (sum(idle) / len(idle))


def _slow(server: Server, sender: Sender, stop: threading.Event) -> int:
    """Send one file over a slow line until told to stop; return how many bytes went."""
    with _wire(server, 0) as wire:
        address = sender.begin(wire, 20_000_000)
    head = "".join(
        f"{name}: {value}\r\n"
        for name, value in (sender.headers | _piece(0) | {"Content-Length": str(20_000_000)}).items()
    )
    sent = 0
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(f"PATCH {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n".encode())
        while not stop.wait(0.1):
            line.sendall(bytes(RATE // 10))
            sent += RATE // 10
    with _wire(server, 0) as wire:
        wire.send("DELETE", address, headers=sender.headers, expect=204)
    return sent


def _piece(start: int) -> dict[str, str]:
    return {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}


@contextmanager
def _wire(server: Server, number: int) -> Iterator[Wire]:
    wire = Wire(server.port, number)
    try:
        yield wire
    finally:
        wire.close()


@contextmanager
def _highest(pids: list[int]) -> Iterator[dict[int, float]]:
    """Watch the memory of processes; what is lent holds their highest in the end."""
    highest, stop = dict.fromkeys(pids, 0.0), threading.Event()

    def watch() -> None:
        while not stop.wait(0.05):
            for pid in pids:
                highest[pid] = max(highest[pid], processes.memory(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield highest
    finally:
        stop.set()
        watcher.join()
