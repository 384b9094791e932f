"""Serve a lively demonstration: two editions of an award with people, entries and marks."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rangwan.config import start
from rangwan.config.commands.serve import is_free, serve

_HOST = "127.0.0.1"


def add(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    start.add_data_option(parser)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--prepare-only", action="store_true", help="make the data, print who is in it as JSON, and end"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the demonstration where it is not there yet, and serve it."""
    start.use_data(arguments)
    if not arguments.prepare_only and not is_free(_HOST, arguments.port):
        return 1
    base_url = f"http://{_HOST}:{arguments.port}"
    os.environ["RANGWAN_DEMO"] = "1"
    os.environ.setdefault("RANGWAN_BASE_URL", base_url)
    start.set_up_django()
    from rangwan.config.demo import NoDemonstration, prepare  # noqa: PLC0415 -- needs Django set up

    print("Rangwan: preparing the demonstration …", file=sys.stderr, flush=True)
    try:
        with _ending_in_order():
            start.migrate()
            people = prepare()
    except NoDemonstration as refusal:
        print(f"rangwan: {refusal}", file=sys.stderr)
        return 1
    if arguments.prepare_only:
        found = {"base_url": base_url, "edition": people.edition, "people": people.as_json()}
        print(json.dumps(found, ensure_ascii=False))
        return 0
    serve(host=_HOST, port=arguments.port, workers=arguments.workers, with_worker=True)
    return 0


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """Let SIGTERM end what is being made as Ctrl-C does: nothing half-made stays, no child works on."""

    def end(*_: Any) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
