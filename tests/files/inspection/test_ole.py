"""The reader of old Office containers, against a writer of them and against anything else."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.files.inspection.ole import BadCompoundFile, CompoundFile
from tests.hostile.files import good, make
from tests.hostile.files.compound import compound_file


@given(
    st.dictionaries(
        st.text("abcdefXYZ กขค", min_size=1, max_size=20).map(str.strip).filter(bool),
        st.binary(max_size=300) | st.integers(4000, 9000).map(bytes),
        min_size=1,
        max_size=12,
    )
)
def test_what_was_written_is_read(streams: dict[str, bytes]) -> None:
    compound = CompoundFile(io.BytesIO(compound_file(streams)))

    assert compound.names == {"Root Entry", *streams}
    assert {name: compound.stream(name, limit=10_000) for name in streams} == streams


def test_file_above_7_mb_has_a_list_of_the_list_of_sectors() -> None:
    pictures = bytes(range(256)) * 70_000  # 18 MB

    compound = CompoundFile(io.BytesIO(compound_file({"Pictures": pictures, "small": b"1"})))

    assert compound.stream("Pictures", limit=20_000_000) == pictures
    assert compound.stream("small", limit=10) == b"1"


def test_file_from_libreoffice() -> None:
    compound = CompoundFile(io.BytesIO(good.TWO_SLIDES_PPT.read_bytes()))

    assert compound.names == {
        "Root Entry", "\x01CompObj", "\x01Ole", "Current User", "Pictures", "PowerPoint Document",
    }  # fmt: skip


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=40))
def test_any_damage_ends_in_an_answer(at: int, noise: bytes) -> None:
    data = bytearray(make.ppt())
    data[at : at + len(noise)] = noise

    try:
        compound = CompoundFile(io.BytesIO(bytes(data)))
        for name in compound.names:
            compound.stream(name, limit=1_000_000)
    except BadCompoundFile:
        pass


def test_missing_stream_is_said() -> None:
    with pytest.raises(BadCompoundFile, match="no stream"):
        CompoundFile(io.BytesIO(make.ppt())).stream("Workbook", limit=10)
