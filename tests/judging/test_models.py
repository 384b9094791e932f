"""What the database itself refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rangwan.judging.models import Assignment, MarkEvent
from tests.builders import finished_sheet
from tests.judging.conftest import World


@pytest.mark.parametrize("change", [lambda rows: rows.update(mark=1), lambda rows: rows.delete()])
def test_the_history_of_marks_cannot_be_changed(world: World, change: Callable[[Any], Any]):
    finished_sheet(world.entry, world.judge)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(MarkEvent.objects.all())
    assert MarkEvent.objects.exclude(mark=None).count() == 11


def test_a_total_without_an_end_and_an_end_without_a_total_are_refused(world: World):
    sheet = finished_sheet(world.entry, world.judge)
    for wrong in ({"state": "draft"}, {"total": None}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Assignment.objects.filter(pk=sheet.pk).update(**wrong)
