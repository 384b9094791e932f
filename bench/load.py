"""A small load: some clients that keep their connection and ask one thing after the other."""

from __future__ import annotations

import http.client
import json
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

CLIENTS = 4


class Unexpected(Exception):
    """The server answered something else than the scenario is about, so its numbers would mean nothing."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def data(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


class Wire:
    """One client's connection, kept open between requests. `number` tells the clients apart."""

    def __init__(self, port: int, number: int) -> None:
        self.number = number
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, body: Any = None, expect: int = 200
    ) -> Answer:
        """Ask and read the whole answer; a dict or list goes as JSON. Raises Unexpected for another status."""
        given = dict(headers or {})
        if isinstance(body, dict | list):
            body = json.dumps(body).encode()
            given["Content-Type"] = "application/json"
        self._connection.request(method, path, body=body, headers=given)
        response = self._connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        if answer.status != expect:
            said = answer.body[:300].decode(errors="replace")
            raise Unexpected(f"{method} {path}: {answer.status} instead of {expect}: {said}")
        return answer

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


Unit = Callable[[Wire, int], None]  # one thing done by one client; the number rises from unit to unit


@dataclass(frozen=True)
class Run:
    """What a load took: seconds in all, and the milliseconds of each unit."""

    seconds: float
    taken: list[float]

    @property
    def units(self) -> int:
        """How many were done."""
        return len(self.taken)

    @property
    def rate(self) -> float:
        """Units per second."""
        return self.units / self.seconds

    def quantile(self, part: float) -> float:
        """Return the milliseconds within which this part (0 … 1) of the units were done."""
        return sorted(self.taken)[max(0, math.ceil(part * self.units) - 1)]


class Load:
    """Clients that stay connected from one run to the next. Numbers of units never repeat."""

    def __init__(self, port: int, clients: int = CLIENTS) -> None:
        self._wires = [Wire(port, number) for number in range(clients)]
        self._lock = threading.Lock()
        self._next = 0

    def run(self, unit: Unit, *, most: int, seconds: float) -> Run:
        """Do the unit `most` times, or as often as the seconds allow. Raises what a unit raised."""
        taken: list[float] = []
        failures: list[Exception] = []
        start = time.perf_counter()
        last = self._next + most

        def work(wire: Wire) -> None:
            while not failures and time.perf_counter() - start < seconds:
                with self._lock:
                    number = self._next
                    if number >= last:
                        return
                    self._next += 1
                began = time.perf_counter()
                try:
                    unit(wire, number)
                except Exception as failure:  # noqa: BLE001 -- told to who started the run
                    failures.append(failure)
                    return
                taken.append((time.perf_counter() - began) * 1000)

        threads = [threading.Thread(target=work, args=(wire,)) for wire in self._wires]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]
        return Run(time.perf_counter() - start, taken)

    def close(self) -> None:
        """Hang up."""
        for wire in self._wires:
            wire.close()
