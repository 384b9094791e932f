"""On which line of a TOML file each table and key stands; tomllib does not say.

The scanner trusts that tomllib has read the text already, so it only has to tell keys, strings and brackets apart.
"""

from __future__ import annotations

import re
from bisect import bisect_right

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|"(?:[^"\\\n]|\\.)*"|'''  # basic
    r"""'''.*?'{3,5}|'[^'\n]*'""",  # literal
    re.DOTALL,
)
_PLAIN_VALUE = re.compile(r"[^,\]}\n#]*")


def line_index(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every table, key and list item of the valid TOML `text`, by its path."""
    scanner = _Scanner(text)
    scanner.run()
    return scanner.lines


def nearest_line(index: dict[Path, int], path: Path) -> int:
    """Return the line of `path`, or of the closest table round it; 1 where the whole file is meant."""
    while path:
        if path in index:
            return index[path]
        path = path[:-1]
    return 1


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.lines: dict[Path, int] = {}
        self._line_ends = [match.start() for match in re.finditer("\n", text)]
        self._tables: dict[Path, int] = {}  # arrays of tables: how many so far

    def run(self) -> None:
        base: Path = ()
        while True:
            self._skip(_BLANK)
            if self.pos >= len(self.text):
                return
            if self.text[self.pos] == "[":
                base = self._header()
            else:
                self._pair(base)

    def _header(self) -> Path:
        start = self.pos
        brackets = 2 if self.text.startswith("[[", start) else 1
        self.pos += brackets
        keys = self._keys()
        self.pos += brackets
        path: Path = ()
        for number, key in enumerate(keys, start=1):
            path += (key,)
            self._note(path, start)
            if number == len(keys) and brackets == 2:
                self._tables[path] = self._tables.get(path, 0) + 1
            if path in self._tables:
                path += (self._tables[path] - 1,)
        self._note(path, start)
        return path

    def _pair(self, base: Path) -> None:
        start = self.pos
        path = base
        for key in self._keys():
            path += (key,)
            self._note(path, start)
        self.pos += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(_SPACE)
            quoted = self.text[self.pos] in "\"'"
            start = self.pos
            self._skip(_STRING if quoted else _BARE_KEY)
            word = self.text[start : self.pos]
            keys.append(word[1:-1] if quoted else word)
            self._skip(_SPACE)
            if self.text[self.pos] != ".":
                return keys
            self.pos += 1

    def _value(self, path: Path) -> None:
        first = self.text[self.pos]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        else:
            self._skip(_STRING if first in "\"'" else _PLAIN_VALUE)

    def _array(self, path: Path) -> None:
        self.pos += 1
        number = 0
        while True:
            self._skip(_BLANK)
            if self.text[self.pos] == "]":
                self.pos += 1
                return
            if self.text[self.pos] == ",":
                self.pos += 1
                number += 1
                continue
            self._note((*path, number), self.pos)
            self._value((*path, number))

    def _inline_table(self, path: Path) -> None:
        self.pos += 1
        while True:
            self._skip(_SPACE)
            if self.text[self.pos] == "}":
                self.pos += 1
                return
            if self.text[self.pos] == ",":
                self.pos += 1
                continue
            self._pair(path)

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self.text, self.pos)
        if match:
            self.pos = match.end()

    def _note(self, path: Path, offset: int) -> None:
        self.lines.setdefault(path, bisect_right(self._line_ends, offset - 1) + 1)
