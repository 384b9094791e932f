"""The headers of tus, read strictly: what is written comes back, and nothing else is taken."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.files import protocol
from rangwan.files.protocol import Checksum, Creation
from rangwan.files.refusal import UploadRefused

KEYS = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=","), min_size=1, max_size=20)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


def _code(read, *given) -> str:
    with pytest.raises(UploadRefused) as refused:
        read(*given)
    return refused.value.code


@given(st.dictionaries(KEYS, TEXTS, max_size=5), st.sampled_from([",", ", ", " ,"]))
def test_metadata_comes_back_as_it_was_written(said: dict[str, str], comma: str):
    pairs = [f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in said.items()]
    assert protocol.metadata(comma.join(pairs)) == said


@given(st.text(max_size=200))
def test_any_metadata_is_read_or_refused(header: str):
    with suppress(UploadRefused):
        assert len(protocol.metadata(header)) <= header.count(",") + 1


@pytest.mark.parametrize(
    "header",
    [
        "filename YQ==,filename Yg==",
        "filename !!",
        "filename YQ",
        "filename /w==",
        "ชื่อ YQ==",
        ",",
        "a YQ==,",
        "k " + "A" * 9000,
    ],
    ids=["twice", "no base64", "no padding", "no UTF-8", "a Thai key", "nothing", "a comma too many", "too long"],
)
def test_metadata_that_cannot_be_read_is_refused(header: str):
    assert _code(protocol.metadata, header) == "header"


def test_a_thai_name_and_a_key_without_a_value():
    name = "นำเสนอ น้ำดื่ม ปี ๒๕๖๔.pptx"
    header = f"filename {base64.b64encode(name.encode()).decode()},kind ZXZpZGVuY2U=,is_private"
    said = protocol.metadata(header)
    asked = Creation(1, said)
    assert said == {"filename": name, "kind": "evidence", "is_private": ""}
    assert (asked.name, asked.kind, asked.question) == (name, "evidence", "")


@given(st.integers(min_value=0, max_value=10**15 - 1))
def test_a_number_of_bytes_comes_back(number: int):
    assert protocol.count("Upload-Length", str(number)) == number


@given(st.one_of(st.none(), st.text(max_size=20), st.integers(max_value=-1).map(str), st.floats().map(str)))
def test_what_is_no_number_of_bytes_is_refused(header: str | None):
    text = (header or "").strip()
    if not (text and set(text) <= set("0123456789") and len(text) <= 15):
        assert _code(protocol.count, "Upload-Length", header) == "header"


@pytest.mark.parametrize(
    "header", ["-1", "+1", "1.0", "1e3", "0x10", "๑๒", "²", "", "9" * 16, "9" * 5000, "1 2", "\x00"]
)
def test_these_are_no_numbers_of_bytes(header: str):
    assert _code(protocol.count, "Upload-Offset", header) == "header"


@given(st.sampled_from(protocol.ALGORITHMS), st.binary(max_size=100))
def test_a_checksum_comes_back(algorithm: str, data: bytes):
    digest = hashlib.new(algorithm, data).digest()
    header = f"{algorithm} {base64.b64encode(digest).decode()}"
    assert protocol.checksum(header) == Checksum(algorithm, digest)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("md5 1B2M2Y8AsgTpgAmY7PhCfg==", "algorithm"),
        ("sha1", "header"),
        ("sha1 YQ==", "header"),
        ("sha1 ?", "header"),
        ("", "algorithm"),
    ],
)
def test_a_checksum_that_cannot_be_used_is_refused(header: str, code: str):
    assert _code(protocol.checksum, header) == code


def test_no_checksum_is_none():
    assert protocol.checksum(None) is None


@pytest.mark.parametrize("header", [None, "", "0.2.2", "1.0", "1.0.0, 2.0.0"])
def test_another_version_is_refused(header: str | None):
    assert _code(protocol.require_version, header) == "version"


def test_our_version_is_spoken():
    protocol.require_version(" 1.0.0 ")


def test_a_moment_as_http_writes_it():
    moment = dt.datetime(2026, 11, 20, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert protocol.http_date(moment) == "Fri, 20 Nov 2026 03:00:00 GMT"
