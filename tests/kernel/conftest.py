"""Ways round the database's own refusals, for tests that play the one who tampers."""

from __future__ import annotations

import pytest
from django.db import connection


def disarm(table: str) -> None:
    """Take the append-only triggers off a table, as somebody with the database's password could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            cursor.execute(f"DROP TRIGGER {table}_append_only ON {table}")


@pytest.fixture
def disarmed(db: None) -> None:
    """The audit log takes changes; the test's transaction puts the triggers back."""
    disarm("kernel_auditrow")
