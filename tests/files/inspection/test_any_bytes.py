"""Whatever the bytes, inspection answers or refuses; it never breaks."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rangwan.files.inspection import Refused, inspect
from rangwan.files.kinds import KINDS
from rangwan.files.refusal import CODES
from tests.hostile.files import good, make

BEGINNINGS = [
    b"", b"PK\x03\x04", b"PK\x05\x06", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"<?xml", b"{",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]  # fmt: skip
SOUND = {
    "pptx": good.pptx(1), "pdf": good.pdf(1), "jpg": good.jpg(64, 48), "png": good.png(), "ppt": make.ppt(),
    "ods": good.opendocument(),
}  # fmt: skip


def _answer(data: bytes, name: str) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "part"
        path.write_bytes(data)
        try:
            return inspect(path, name=name, allowed_types=tuple(KINDS)).type
        except Refused as refused:
            return refused.code


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=2000), st.sampled_from(["a.pdf", "a.csv", "a.json", "a"]))
@example(b"\xff\xd8\xff", b"", "a.jpg")
def test_random_bytes(beginning: bytes, rest: bytes, name: str) -> None:
    assert _answer(beginning + rest, name) in {*CODES, *KINDS}


@pytest.mark.parametrize("kind", SOUND)
@given(data=st.data())
def test_damaged_files(kind: str, data: st.DataObject) -> None:
    sound = SOUND[kind]
    at = data.draw(st.integers(0, len(sound) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=30))

    assert _answer(sound[:at] + noise + sound[at + len(noise) :], f"a.{kind}") in {*CODES, *KINDS}
    assert _answer(sound[:at], f"a.{kind}") in {*CODES, *KINDS}
