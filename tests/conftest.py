"""What every test stands on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

_EMAIL_BACKEND = settings.EMAIL_BACKEND


@pytest.fixture(scope="session", autouse=True)
def _real_mail(django_test_environment: None) -> None:
    """Keep the real way of sending mail: Django's test environment would put its own in place."""
    settings.EMAIL_BACKEND = _EMAIL_BACKEND


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Begin every test with an empty cache."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def committed(transactional_db: None) -> Iterator[None]:
    """A database that several threads share. Append-only tables are emptied here: SQLite's flush is a DELETE, too."""
    yield
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor, connection.constraint_checks_disabled():
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _table, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in {table for _name, table, _sql in triggers}:
            cursor.execute(f"DELETE FROM {table}")
        for _name, _table, sql in triggers:
            cursor.execute(sql)
