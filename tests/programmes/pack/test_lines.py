from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rangwan.programmes.pack.lines import line_index, nearest_line

TRICKY = r"""# a comment with [brackets] and "quotes"
plain = 1 # [[not.a.table]]
"quoted key" = "a # b"
a.b.c = 'it is'
text = @@@
[not_a_table]
key = 2 \@@@ still inside
@@@
raw = '''
x = 3
'''
list = [
  1, # one
  { inner = "}", deep.er = [2, [3]] },
  "]",
]

[table.sub]
when = 2021-07-01T00:00:00+07:00

[[rows]]
n = 1
[[rows.cells]]
m = 1
[[rows.cells]]
m = 2
[rows.extra]
x = 1
[[rows]]
n = 2
[[rows.cells]]
m = 3
""".replace("@@@", '"""')


def test_every_key_is_found_on_its_line_whatever_stands_in_strings_and_comments():
    index = line_index(TRICKY)
    assert tomllib.loads(TRICKY)["text"] == '[not_a_table]\nkey = 2 """ still inside\n'
    lines = TRICKY.split("\n")

    def line_of(start: str, nth: int = 1) -> int:
        return [number for number, line in enumerate(lines, 1) if line.startswith(start)][nth - 1]

    expected = {
        ("plain",): line_of("plain"),
        ("quoted key",): line_of('"quoted'),
        ("a",): line_of("a.b.c"),
        ("a", "b"): line_of("a.b.c"),
        ("a", "b", "c"): line_of("a.b.c"),
        ("text",): line_of("text"),
        ("raw",): line_of("raw"),
        ("list",): line_of("list"),
        ("list", 0): line_of("  1,"),
        ("list", 1): line_of("  {"),
        ("list", 1, "inner"): line_of("  {"),
        ("list", 1, "deep"): line_of("  {"),
        ("list", 1, "deep", "er"): line_of("  {"),
        ("list", 1, "deep", "er", 0): line_of("  {"),
        ("list", 1, "deep", "er", 1): line_of("  {"),
        ("list", 1, "deep", "er", 1, 0): line_of("  {"),
        ("list", 2): line_of('  "]"'),
        ("table",): line_of("[table"),
        ("table", "sub"): line_of("[table"),
        ("table", "sub", "when"): line_of("when"),
        ("rows",): line_of("[[rows]]"),
        ("rows", 0): line_of("[[rows]]"),
        ("rows", 0, "n"): line_of("n ="),
        ("rows", 0, "cells"): line_of("[[rows.cells]]"),
        ("rows", 0, "cells", 0): line_of("[[rows.cells]]"),
        ("rows", 0, "cells", 0, "m"): line_of("m ="),
        ("rows", 0, "cells", 1): line_of("[[rows.cells]]", 2),
        ("rows", 0, "cells", 1, "m"): line_of("m =", 2),
        ("rows", 0, "extra"): line_of("[rows.extra]"),
        ("rows", 0, "extra", "x"): line_of("x = 1"),
        ("rows", 1): line_of("[[rows]]", 2),
        ("rows", 1, "n"): line_of("n =", 2),
        ("rows", 1, "cells"): line_of("[[rows.cells]]", 3),
        ("rows", 1, "cells", 0): line_of("[[rows.cells]]", 3),
        ("rows", 1, "cells", 0, "m"): line_of("m =", 3),
    }
    assert index == expected


def test_what_is_missing_is_said_of_the_closest_table_round_it():
    index = line_index("[a]\nb = 1\n\n[[c]]\nd = 1\n")
    assert nearest_line(index, ("c", 0, "name", "th")) == 4
    assert nearest_line(index, ("zz",)) == 1


words = st.text(alphabet="abz_-09", min_size=1, max_size=4)
scalars = st.integers() | st.booleans() | st.text(alphabet="aกำ\"'\\[]{}#=,.\n ", max_size=12)


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ",\n ".join(map(_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _paths(value: Any, path: tuple[str | int, ...] = ()) -> set[tuple[str | int, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path} - {()} | {found for key, item in inner for found in _paths(item, (*path, key))}


@settings(deadline=None)
@given(st.dictionaries(words, scalars | st.lists(scalars, max_size=3) | st.dictionaries(words, scalars, max_size=3)))
def test_whatever_tomllib_reads_the_index_knows_by_the_same_paths(data):
    text = "".join(f"{key} = {_toml(value)}\n" for key, value in data.items())
    assert tomllib.loads(text) == data
    assert set(line_index(text)) == _paths(data)
