from __future__ import annotations

import datetime as dt

import pytest

from bench import world
from rangwan.entries.models import Attachment, Receipt
from rangwan.files.storage import storage
from rangwan.judging import rules
from rangwan.judging.models import Assignment, MarkEvent
from rangwan.kernel import audit
from rangwan.programmes.queries import phase_of

NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
SIZE = world.Size(entries=7, judges=4, sheets=14, open=2, entrants=2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> world.World:
    return world.make(SIZE, NOW)


def test_it_is_as_large_as_asked(made: world.World):
    finished = Assignment.objects.filter(state="finished")
    assert (len(made.entries), finished.count(), len(made.entrants)) == (7, 14, 2)
    assert [len(sheets) for sheets in made.open_sheets.values()] == [2, 2, 2, 2]
    assert MarkEvent.objects.count() == 14 * len(made.definition.criteria)


def test_what_stands_in_it_could_have_come_about(made: world.World):
    assert phase_of(made.edition, NOW) == "open"
    assert audit.verify() == []
    assert Receipt.objects.count() == len(made.entries)
    for sheet in Assignment.objects.filter(state="finished"):
        marks = dict(sheet.marks.values_list("criterion", "mark"))
        assert sheet.total == rules.total(marks, made.definition.criteria)
    for attachment in Attachment.objects.select_related("file"):
        assert storage().size(attachment.file.storage_key) == attachment.file.size
