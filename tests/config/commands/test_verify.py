"""`rangwan verify`."""

from __future__ import annotations

import pytest
from django.db import transaction

from rangwan.config.cli import main
from rangwan.kernel import audit
from rangwan.kernel.models import AuditRow
from tests.builders import NOW

pytestmark = pytest.mark.django_db


def _write(rows: int) -> None:
    with transaction.atomic():
        for number in range(rows):
            audit.record(act="test.done", thing="test", thing_id=str(number), acting=None, now=NOW)


def test_a_whole_chain(capsys: pytest.CaptureFixture[str]):
    _write(3)
    assert main(["verify"]) == 0
    assert capsys.readouterr() == (f"{audit.last_number()} rows, the chain holds\n", "")


def test_a_row_that_was_put_in_behind_its_back(capsys: pytest.CaptureFixture[str]):
    _write(1)
    forged = AuditRow.objects.create(
        at=NOW, actor="", act="test.forged", thing="test", thing_id="x", previous="somewhere", digest="0" * 64
    )
    _write(1)
    assert main(["verify"]) == 1
    assert capsys.readouterr() == ("", f"the chain is broken at row {forged.number} (1 rows do not fit)\n")
