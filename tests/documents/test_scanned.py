"""A form is read in a child of its own: what is in the file never harms the worker."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from rangwan.documents.page_codes import PageCode
from rangwan.documents.scanned import LIMITS, Scan, read_scan
from tests.documents.paper import SIGNED_AT, SIGNER, jpg, page, pdf, roots, signed

TEXT = "https://award.example.go.th/my/entries/23456789bcdfghjkmnpqrs/signed-form/?v=1&d=" + "0123456789abcdef" * 2


def read(folder: Path, content: bytes, kind: str = "pdf", **more: object) -> Scan:
    """Return what is read in this file."""
    path = folder / "a file"
    path.write_bytes(content)
    return read_scan(path, kind, wanted="/signed-form/", moment=SIGNED_AT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "made"), [("jpg", jpg), ("pdf", pdf)])
def test_the_code_on_the_page(tmp_path, kind, made):
    assert read(tmp_path, made(page(TEXT)), kind) == Scan((PageCode(1, TEXT),))


def test_a_picture_with_transparency(tmp_path):
    out = io.BytesIO()
    page(TEXT).convert("RGBA").save(out, "PNG")
    assert read(tmp_path, out.getvalue(), "png") == Scan((PageCode(1, TEXT),))


def test_code_and_signature(tmp_path):
    content = signed(pdf(page(TEXT)))
    known = tmp_path / "known"
    known.mkdir()
    found = read(tmp_path, content, signed=True, trust_roots=roots(known, "Test Root CA"))
    assert found.codes == (PageCode(1, TEXT),)
    assert found.signature is not None
    assert (found.signature.signer, found.signature.trusted) == (SIGNER, True)


def test_a_signature_that_nobody_asks_for_is_not_looked_at(tmp_path):
    assert read(tmp_path, signed(pdf(page(TEXT)))).signature is None


def test_kinds_that_hold_no_pages_are_not_opened(tmp_path):
    assert read(tmp_path, b"PK", "docx") == Scan()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0rubbish", b"\x00" * 10_000])
@pytest.mark.parametrize("kind", ["pdf", "jpg", "png"])
def test_what_cannot_be_read(tmp_path, content, kind):
    assert read(tmp_path, content, kind) == Scan(failed=True)


def test_a_page_as_large_as_a_field(tmp_path):
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(14_400, 14_400))
        made.save(out)
    assert read(tmp_path, out.getvalue()) == Scan()


def test_time_and_memory_are_bounded(tmp_path):
    content = pdf(page())
    assert read(tmp_path, content, limits=replace(LIMITS, seconds=0.01)) == Scan(failed=True)
    assert read(tmp_path, content, limits=replace(LIMITS, memory=60 << 20)) == Scan(failed=True)


def test_no_file(tmp_path):
    found = read_scan(tmp_path / "missing", "pdf", wanted="x", moment=SIGNED_AT)
    assert found == Scan(failed=True)
