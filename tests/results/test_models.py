"""A ranking and a release are written once: the database refuses to change them."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, models, transaction

from rangwan.results.actions import release_results
from rangwan.results.models import RankingRun, Release
from tests.builders import NOW
from tests.results.conftest import World
from tests.results.test_actions import decide


@pytest.mark.parametrize("table", [RankingRun, Release])
def test_append_only(world: World, table: type[models.Model]):
    decide(world)
    release_results(edition=world.edition, acting=world.staff.chair, now=NOW)
    rows = table._default_manager.all()
    for change in (lambda: rows.update(digest="x"), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert (rows.count(), rows.filter(digest="x").count()) == (1, 0)
