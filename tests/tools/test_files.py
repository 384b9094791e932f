"""What a commit may not carry."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.files import LARGEST, main, problems_of


@pytest.mark.parametrize(
    ("name", "content", "problems"),
    [
        ("a.py", b"x = 1\n", []),
        ("a.py", b"", []),
        ("a.py", b"x = 1", ["no line end at the end"]),
        ("a.py", b"x = 1 \ny = 2\n", ["line 1: spaces at the end"]),
        ("a.md", b"two spaces make a line  \n", []),
        ("a.py", b"<<<<<<< " + b"HEAD\n", ["line 1: the mark of an unfinished merge"]),
        ("a.png", b"\x89PNG\0 \n ", []),
        ("a.bin", b"\0" * (LARGEST + 1), ["2,000,001 bytes are more than a repository should carry (2,000,000)"]),
    ],
)
def test_problems_of(tmp_path: Path, name: str, content: bytes, problems: list[str]):
    path = tmp_path / name
    path.write_bytes(content)
    assert list(problems_of(path)) == problems


def test_main_prints_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "a.txt"
    path.write_text("no end")
    assert main([str(path)]) == 1
    assert capsys.readouterr().out == f"{path}: no line end at the end\n"
