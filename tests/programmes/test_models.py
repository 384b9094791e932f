"""A definition version is written once: the database refuses to change it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from rangwan.programmes.models import DefinitionVersion
from tests.programmes.conftest import World


def test_append_only(world: World):
    rows = DefinitionVersion.objects.all()
    for change in (lambda: rows.update(digest="x"), lambda: rows._raw_delete("default")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert (rows.count(), rows.filter(digest="x").count()) == (1, 0)
