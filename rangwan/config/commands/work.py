"""What is done beside the pages: the worker, one round of its work, and the database's migrations."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import signal
import threading
import time

from rangwan.config import start

PAUSE = 2.0  # seconds between two rounds that found nothing to do
FILE_LIFETIME = dt.timedelta(days=1)  # what nobody speaks of for so long was given up
TIDY_EVERY = 3600.0  # seconds
REMIND_EVERY = 300.0


def round_of_work() -> int:
    """Deliver what events are pending, send what mails wait, do one piece of long work; return how much was done."""
    from rangwan.kernel import clock, events  # noqa: PLC0415 -- needs Django set up
    from rangwan.notices.tasks import send_waiting  # noqa: PLC0415 -- needs Django set up

    now = clock.now()
    done = events.deliver_pending(now) + send_waiting(now, limit=50).sent
    return done + events.work_pending(now)


def tidy() -> None:
    """Remove uploads that were given up, files that no row speaks of, and who had which page open an hour ago."""
    from rangwan.entries.actions import forget_presence  # noqa: PLC0415 -- needs Django set up
    from rangwan.files.actions import sweep  # noqa: PLC0415 -- needs Django set up
    from rangwan.kernel import clock  # noqa: PLC0415 -- needs Django set up

    sweep(now=clock.now(), after=FILE_LIFETIME)
    forget_presence(now=clock.now())


def remind() -> None:
    """Begin the rounds of reminders that are due before a closing."""
    from rangwan.entries.tasks import send_reminders  # noqa: PLC0415 -- needs Django set up
    from rangwan.kernel import clock  # noqa: PLC0415 -- needs Django set up

    send_reminders(clock.now())


def keep_working(parent: int | None = None) -> None:
    """Work round after round until SIGTERM, or until `parent`, the process that forked this one, is gone."""
    from django.db import close_old_connections  # noqa: PLC0415 -- needs Django set up

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    tidied, reminded = -TIDY_EVERY, -REMIND_EVERY
    while not stop.is_set() and parent in (None, os.getppid()):
        close_old_connections()
        if time.monotonic() - tidied >= TIDY_EVERY:
            tidy()
            tidied = time.monotonic()
        if time.monotonic() - reminded >= REMIND_EVERY:
            remind()
            reminded = time.monotonic()
        if not round_of_work():
            stop.wait(PAUSE)


class Worker:
    """Do the background work until told to stop."""

    @staticmethod
    def add(parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        start.add_data_option(parser)

    @staticmethod
    def run(arguments: argparse.Namespace) -> int:
        """Work until SIGTERM or Ctrl-C."""
        start.use_data(arguments)
        start.set_up_django()
        keep_working()
        return 0


class Tick:
    """Do one round of background work and end (for cron)."""

    @staticmethod
    def add(parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        start.add_data_option(parser)

    @staticmethod
    def run(arguments: argparse.Namespace) -> int:
        """Work until nothing is due."""
        start.use_data(arguments)
        start.set_up_django()
        tidy()
        remind()
        done = 0
        while found := round_of_work():
            done += found
        print(f"{done} done")
        return 0


class Migrate:
    """Bring the database up to date."""

    @staticmethod
    def add(parser: argparse.ArgumentParser) -> None:
        """Declare the arguments."""
        start.add_data_option(parser)

    @staticmethod
    def run(arguments: argparse.Namespace) -> int:
        """Apply what migrations are missing."""
        start.use_data(arguments)
        start.set_up_django()
        start.migrate()
        return 0
