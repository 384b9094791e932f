"""Serve the site, and run the worker beside it."""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rangwan.config import start
from rangwan.config.commands.work import keep_working

# Together less than the ten seconds in which a stopped server is gone: requests first, then the worker.
SECONDS_FOR_REQUESTS = 3
SECONDS_FOR_WORKER = 2
# Of one web process. A browser keeps up to six open and idle for half a minute; only a request takes a thread.
OPEN_CONNECTIONS = 1024
_PATIENCE = 60  # seconds to wait for the first answer


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    start.add_data_option(parser)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="web processes (of 32 threads each)")
    parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere (rangwan worker)")


def run(arguments: argparse.Namespace) -> int:
    """Bring the database up to date and serve until SIGTERM or Ctrl-C."""
    start.use_data(arguments)
    if not is_free(arguments.host, arguments.port):
        return 1
    start.set_up_django()
    start.migrate()
    serve(host=arguments.host, port=arguments.port, workers=arguments.workers, with_worker=not arguments.no_worker)
    return 0


def is_free(host: str, port: int) -> bool:
    """Return whether the address can be served; say why where it cannot."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except (OSError, OverflowError) as failure:
        reason = getattr(failure, "strerror", None) or str(failure)
        print(f"rangwan: {host}:{port} cannot be served: {reason}. Choose another with --port.", file=sys.stderr)
        return False
    return True


def serve(*, host: str, port: int, workers: int, with_worker: bool) -> None:
    """Serve with granian; 32 threads a process, so that slow uploads do not keep others waiting."""
    from django.urls import get_resolver  # noqa: PLC0415 -- needs Django set up
    from granian import Granian  # noqa: PLC0415 -- heavy: loaded where used
    from granian.constants import Interfaces  # noqa: PLC0415 -- heavy: loaded where used
    from granian.log import LogLevels  # noqa: PLC0415 -- heavy: loaded where used

    server = Granian(
        "rangwan.config.served:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=32,
        backpressure=OPEN_CONNECTIONS,
        log_access=False,
        log_level=LogLevels.error,
        factory=True,
        workers_kill_timeout=SECONDS_FOR_REQUESTS,
    )
    # Worker and web processes are forks of this one: what is imported here is imported once and kept in memory once,
    # but every process opens its own connection.
    _ = get_resolver().url_patterns
    start.let_go_of_the_database()
    with _worker() if with_worker else _nobody():
        threading.Thread(target=_say_when_serving, args=(host, port), daemon=True).start()
        server.serve()


def _say_when_serving(host: str, port: int) -> None:
    """Print the address as soon as it answers."""
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 -- compared, not bound
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        time.sleep(0.1)
        try:
            connection = http.client.HTTPConnection(shown, port, timeout=10)
            connection.request("GET", "/healthz", headers={"Host": "127.0.0.1"})
            if connection.getresponse().status:
                print(f"Rangwan: http://{shown}:{port}/  (Ctrl-C ends it)", file=sys.stderr, flush=True)
                return
        except OSError:
            continue


@contextmanager
def _worker() -> Iterator[None]:
    process = multiprocessing.get_context("fork").Process(target=keep_working, args=(os.getpid(),), name="worker")
    process.start()
    try:
        yield
    finally:
        process.terminate()
        process.join(SECONDS_FOR_WORKER)
        process.kill()


@contextmanager
def _nobody() -> Iterator[None]:
    yield
