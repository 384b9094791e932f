"""The worker and one round of its work."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.db import transaction

from rangwan.config.cli import main
from rangwan.kernel import clock, events
from rangwan.kernel.models import Delivery, Event
from tests.config.running import COMMAND, ROOT, Prepared, environment, until

seen: list[str] = []


@events.receives("test.work")
def _remember(event: Event, _now: object) -> None:
    seen.append(event.subject)


@pytest.mark.django_db
def test_tick_does_what_is_due(capsys: pytest.CaptureFixture[str]):
    with transaction.atomic():
        events.emit(kind="test.work", subject="one", now=clock.now())
    assert main(["tick"]) == 0
    assert capsys.readouterr().out == "1 done\n"
    assert seen == ["one"]
    assert not Delivery.objects.filter(done_at__isnull=True).exists()


def test_the_worker_works_until_it_is_told_to_end(prepared: Prepared):
    worker = subprocess.Popen([*COMMAND, "worker", "--data", str(prepared.data)], cwd=ROOT, env=environment())
    mapped = Path(f"/proc/{worker.pid}/maps")
    until(lambda: "rangwan.sqlite3" in mapped.read_text(), "it looks at the database")
    worker.terminate()
    assert worker.wait(10) == 0
