"""The demonstration: an award in full life, made once and kept.

All of it is one transaction: whoever is killed while making it leaves nothing, and the next start makes it again.
"""

from __future__ import annotations

import datetime as dt
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.config.demo.editions import OPEN, midnight, play
from rangwan.config.demo.plan import NoDemonstration, Plan, read_plan
from rangwan.config.demo.signing_in import People, issue, kept
from rangwan.files.actions import sweep
from rangwan.kernel import clock
from rangwan.programmes.actions import shift_calendar
from rangwan.programmes.models import Edition
from rangwan.programmes.pack import load_pack

__all__ = ["NoDemonstration", "People", "prepare"]


def prepare(now: dt.datetime | None = None) -> People:
    """Make the demonstration in the data folder where it is not there yet, and return who can sign in.

    A second time keeps everything, tokens too; only a calendar that has run out is moved on. Raises NoDemonstration.
    """
    now = now or clock.now()
    path = Path(settings.DATA_DIR) / "demo-people.json"
    with _alone(Path(settings.DATA_DIR)):
        people = kept(path)
        if people is None:
            plan = read_plan(Path(settings.RANGWAN_AWARDS_DIR))
            people = _make(plan, path, now)
        _keep_open(people.edition, now)
    return people


def _make(plan: Plan, path: Path, now: dt.datetime) -> People:
    slug = load_pack(plan.folder).award.slug
    finished = slug + plan.said.finished.slug_ending
    made = Edition.objects.filter(slug=finished).exists()
    if not made and (Edition.objects.exists() or Person.objects.exists()):
        raise NoDemonstration("this data folder holds an award in earnest; choose another one with --data")
    with transaction.atomic():
        if not made:
            sweep(now=now, after=dt.timedelta(0))  # files of an attempt that was killed
            play(plan, now)
        return issue(plan, slug, path, now)


def _keep_open(slug: str, now: dt.datetime) -> None:
    """Move the calendar of the open edition on when it has run out, so that a demonstration can be kept for long."""
    edition = Edition.objects.get(slug=slug)
    if edition.state == Edition.State.RUNNING and edition.closes_at <= now:
        closes_at = midnight(now, OPEN[1])
        shift_calendar(edition=edition, opens_at=edition.opens_at, closes_at=closes_at, acting=None, now=now)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process prepare a data folder at a time; another waits, and finds it prepared."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "demo.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
