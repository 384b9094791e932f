"""Files on the local disk: moved once, readable by their owner alone, found again by their key."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from rangwan.files.storage import CHUNK, LocalStorage, Storage

LATER = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
BEFORE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def place(tmp_path: Path) -> Storage:
    return LocalStorage(tmp_path)


def _kept(place: Storage, key: str, data: bytes) -> None:
    part = place.part_path(key)
    part.write_bytes(data)
    place.keep(part, key)


def test_kept_file_lies_once_under_its_key(place: Storage, tmp_path: Path) -> None:
    _kept(place, "abcd", b"12345")

    assert [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()] == [Path("kept/ab/abcd")]
    assert (place.size("abcd"), b"".join(place.read("abcd"))) == (5, b"12345")
    assert (tmp_path / "kept" / "ab").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("start", "length", "expected"), [(0, None, b"12345"), (1, 3, b"234"), (4, 9, b"5"), (2, 0, b"")]
)
def test_a_range_is_read(place: Storage, start: int, length: int | None, expected: bytes) -> None:
    _kept(place, "abcd", b"12345")

    assert b"".join(place.read("abcd", start, length)) == expected


def test_a_large_file_is_read_in_pieces(place: Storage) -> None:
    _kept(place, "abcd", b"x" * (CHUNK + 1))

    assert [len(piece) for piece in place.read("abcd")] == [CHUNK, 1]


def test_a_key_is_never_written_twice(place: Storage) -> None:
    _kept(place, "abcd", b"first")
    part = place.part_path("abcd")
    part.write_bytes(b"second")

    with pytest.raises(FileExistsError):
        place.keep(part, "abcd")

    assert b"".join(place.read("abcd")) == b"first"


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "", ".", "ก"])
def test_a_key_is_letters_and_digits_only(place: Storage, key: str) -> None:
    with pytest.raises(ValueError, match="letters and digits"):
        place.size(key)


def test_what_is_missing_is_said_to_be_missing(place: Storage) -> None:
    with pytest.raises(FileNotFoundError):
        place.size("abcd")
    with pytest.raises(FileNotFoundError):
        list(place.read("abcd"))
    with pytest.raises(FileNotFoundError):
        place.local_path("abcd")
    place.remove("abcd")


def test_file_is_lent_as_a_path(place: Storage) -> None:
    _kept(place, "abcd", b"12345")

    with place.local_path("abcd") as path:
        assert path.read_bytes() == b"12345"


def test_only_old_parts_are_swept(place: Storage) -> None:
    old, new = place.part_path("old"), place.part_path("new")
    for part in (old, new):
        part.write_bytes(b"x")
    os.utime(old, (0, 0))

    assert place.sweep_parts(BEFORE) == 1
    assert (old.exists(), new.exists()) == (False, True)


def test_keys_are_listed_by_age(place: Storage) -> None:
    _kept(place, "abcd", b"1")

    assert (list(place.keys(LATER)), list(place.keys(BEFORE))) == (["abcd"], [])


def test_an_empty_place_has_nothing(place: Storage) -> None:
    assert (place.sweep_parts(LATER), list(place.keys(LATER))) == (0, [])
