"""The part on the disk grows only at its end, by one writer at a time, and keeps what came before a cut."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from django.http import UnreadablePostError
from hypothesis import given, settings
from hypothesis import strategies as st

from rangwan.files import parts
from rangwan.files.protocol import Checksum
from rangwan.files.refusal import UploadRefused
from tests.files.pieces import breaking, piece, tapped

MEGABYTE = bytes(range(256)) * 4096


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return tmp_path / "x.part"


def _refused(part: Path, *given, **named) -> UploadRefused:
    with pytest.raises(UploadRefused) as refused:
        parts.append(part, piece(*given, **named))
    return refused.value


def test_a_part_that_is_not_there_is_empty(part: Path):
    assert parts.size(part) == 0


@settings(max_examples=60, deadline=None)
@given(
    data=st.binary(min_size=1, max_size=3000),
    sent=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000), st.integers(0, 3000)), max_size=12),
)
def test_whatever_comes_in_whatever_order_the_part_is_the_beginning_of_the_file(tmp_path_factory, data: bytes, sent):
    """Offsets that are right, wrong or repeated; pieces that are cut."""
    part = tmp_path_factory.mktemp("any") / "x.part"
    for place, size, came in sent:
        offset = place % (len(data) + 1)
        whole = data[offset : offset + size]
        before = parts.size(part)
        sent_now = piece(whole[:came], offset, size=len(whole))
        if offset == before:
            after = parts.append(part, sent_now)
            assert after == before + len(whole[:came])
        else:
            with pytest.raises(UploadRefused) as refused:
                parts.append(part, sent_now)
            assert (refused.value.code, refused.value.params) == ("offset", {"received": before})
            after = before
        assert (part.read_bytes() if part.exists() else b"") == data[:after]
        assert parts.size(part) == after


def test_what_came_before_the_line_was_cut_stays(part: Path):
    assert parts.append(part, piece(MEGABYTE[:100_000], size=500_000)) == 100_000
    assert parts.append(part, piece(MEGABYTE[100_000:], 100_000)) == len(MEGABYTE)
    assert part.read_bytes() == MEGABYTE


def test_a_reading_that_fails_is_a_cut_line(part: Path):
    assert parts.append(part, breaking(MEGABYTE[:70_000], 500_000, UnreadablePostError("gone"))) == 70_000
    assert part.read_bytes() == MEGABYTE[:70_000]


def test_another_place_is_refused_with_the_right_one(part: Path):
    parts.append(part, piece(b"12345"))
    for wrong in (0, 4, 6):
        error = _refused(part, b"xyz", wrong)
        assert (error.code, error.status, error.params) == ("offset", 409, {"received": 5})
    assert part.read_bytes() == b"12345"


def test_two_requests_that_send_the_same_bytes_never_interleave(part: Path):
    """The second begins where the first began, which has written a piece: it is refused, the first goes on."""
    told: list[str] = []

    def second() -> None:
        if parts.size(part):
            told.append(_refused(part, b"other bytes").code)

    assert parts.append(part, tapped(MEGABYTE, 0, second)) == len(MEGABYTE)
    assert (set(told), part.read_bytes()) == ({"offset"}, MEGABYTE)


def test_a_request_that_hangs_holds_nobody_up(part: Path):
    """Its line is dead and no piece comes; another request goes on from where the part ends."""
    parts.append(part, piece(MEGABYTE[:1000]))
    hangs, goes_on = threading.Event(), threading.Event()

    def wait() -> None:
        hangs.set()
        goes_on.wait(10)

    found: list[str] = []

    def old() -> None:
        try:
            parts.append(part, tapped(MEGABYTE[1000:2000], 1000, wait))
        except UploadRefused as refused:
            found.append(refused.code)

    thread = threading.Thread(target=old)
    thread.start()
    assert hangs.wait(10)
    assert parts.append(part, piece(MEGABYTE[1000:5000], 1000)) == 5000
    goes_on.set()
    thread.join(10)
    assert (found, part.read_bytes()) == (["offset"], MEGABYTE[:5000])


def test_many_at_once_give_the_file(part: Path):
    def work() -> None:
        while (at := parts.size(part)) < len(MEGABYTE):
            with suppress(UploadRefused):  # another one was quicker
                parts.append(part, piece(MEGABYTE[at : at + 90_000], at))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert part.read_bytes() == MEGABYTE


def test_a_right_checksum_keeps_the_piece(part: Path):
    right = Checksum("sha1", hashlib.sha1(b"hello").digest())
    assert parts.append(part, piece(b"hello", checksum=right)) == 5


@pytest.mark.parametrize("came", [b"hellO", b"hel"], ids=["damaged", "cut"])
def test_a_wrong_checksum_keeps_nothing_of_the_piece(part: Path, came: bytes):
    parts.append(part, piece(b"before"))
    right = Checksum("sha256", hashlib.sha256(b"hello").digest())
    error = _refused(part, came, 6, size=5, checksum=right)
    assert (error.code, error.status, part.read_bytes()) == ("checksum", 460, b"before")


def test_a_full_disk_is_told_and_what_came_stays(part: Path, monkeypatch: pytest.MonkeyPatch):
    parts.append(part, piece(b"before"))

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)  # a full disk cannot be had in a test
    error = _refused(part, b"more", 6)
    assert (error.code, error.status, part.read_bytes()) == ("no_space", 507, b"before")


def test_one_alone_takes_a_part_in(part: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(parts, "PATIENCE", 0.05)
    part.write_bytes(b"whole")
    with parts.claimed(part), pytest.raises(UploadRefused) as refused, parts.claimed(part):
        pass
    assert (refused.value.code, refused.value.status) == ("busy", 423)
    with parts.claimed(part):
        pass


def test_the_next_one_waits_its_turn(part: Path):
    part.write_bytes(b"whole")
    with part.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        threading.Timer(0.1, fcntl.flock, (held, fcntl.LOCK_UN)).start()
        with parts.claimed(part):
            assert part.read_bytes() == b"whole"
