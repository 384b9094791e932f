"""What a command does before it serves."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from django.db import connection

from rangwan.config.start import let_go_of_the_database

_HELD = Path("/proc/self/fd")


def _held() -> set[str]:
    """Return the files and sockets that this process holds open."""
    found = set()
    for path in _HELD.iterdir():
        try:
            found.add(str(path.readlink()))
        except FileNotFoundError:  # the folder's own, while it was listed
            continue
    return found


def _tell(line: Connection) -> None:
    line.send(_held())


@pytest.mark.django_db(transaction=True)
def test_a_fork_inherits_no_connection_to_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor == "postgresql":
        own = str((_HELD / str(connection.connection.fileno())).readlink())
    else:
        own = str(connection.settings_dict["NAME"])
    assert own in _held()
    let_go_of_the_database()
    here, there = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork").Process(target=_tell, args=(there,))
    fork.start()
    inherited = here.recv()
    fork.join()
    assert own not in inherited
