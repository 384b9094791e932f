"""Rooms, not halls: files and functions stay small enough to read at once."""

from __future__ import annotations

import ast

from tests.house.tree import name_of, parsed, python

LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def test_no_file_is_too_long():
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python("rangwan", "tests", "tools", "bench")
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long():
    too_long = {}
    for path in python("rangwan", "tools"):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    too_long[f"{name_of(path)}:{node.name}"] = length
    assert too_long == {}
