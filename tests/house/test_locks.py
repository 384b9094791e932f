"""A row that an action locks can still be pointed to.

On PostgreSQL a plain FOR UPDATE keeps others from inserting rows that refer to the locked one, and foreign keys are
checked at the commit, when the log's lock is held already: two actions then wait for each other for ever. No key of
ours ever changes, so FOR NO KEY UPDATE is enough.
"""

from __future__ import annotations

import ast

from tests.house.tree import name_of, parsed, python


def test_every_lock_leaves_the_key_alone():
    without = [
        f"{name_of(path)}:{node.lineno}"
        for path in python("rangwan")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "select_for_update"
        and "no_key" not in {keyword.arg for keyword in node.keywords}
    ]
    assert without == []
