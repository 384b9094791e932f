"""The database that is measured: SQLite in the temporary folder, or a fresh one on PostgreSQL that goes afterwards."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from bench import processes

Processes = Callable[[], list[int]]
_VARIABLE = "RANGWAN_DATABASE_URL"


@contextmanager
def prepared(kind: str) -> Iterator[Processes | None]:
    """Let RANGWAN_DATABASE_URL name a fresh database of this kind; yield what names its server's processes.

    PostgreSQL is the server that RANGWAN_DATABASE_URL names (its user must be able to make databases), or else a
    private one as the tests have it, which trusts its memory and does not wait for the disk.
    """
    given = os.environ.pop(_VARIABLE, "")
    if kind == "sqlite":
        yield None
    elif given:
        with _fresh(given):
            yield lambda: processes.named("postgres")
    else:
        from tests.harness.postgres import PostgresCluster  # noqa: PLC0415 -- only where it is asked for

        cluster = PostgresCluster.start()
        try:
            with _fresh(cluster.url, through="postgres"):
                yield lambda: processes.tree(cluster.process.pid)
        finally:
            cluster.stop()


@contextmanager
def _fresh(url: str, *, through: str = "") -> Iterator[None]:
    parts = urlsplit(url)
    name = f"rangwan_bench_{secrets.token_hex(4)}"
    door = urlunsplit(parts._replace(path=f"/{through}")) if through else url
    _command(door, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    os.environ[_VARIABLE] = urlunsplit(parts._replace(path=f"/{name}"))
    try:
        yield
    finally:
        _command(door, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _command(url: str, command: sql.Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(command)
