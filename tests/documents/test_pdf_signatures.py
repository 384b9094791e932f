"""Digital signatures, real ones under a certification authority of our own: whole or altered, known or not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rangwan.documents.pdf_signatures import Signature, signature_of
from tests.documents.paper import SIGNED_AT, SIGNER, changed_afterwards, page, pdf, roots, signed, signer

ROOT = "Test Root CA"


def look(folder: Path, content: bytes, *names: str, moment: dt.datetime = SIGNED_AT) -> Signature | None:
    """Return what the signature says to somebody who trusts these authorities."""
    path = folder / "form.pdf"
    path.write_bytes(content)
    known = folder / "known"
    known.mkdir(exist_ok=True)
    return signature_of(path, roots(known, *names), moment)


@pytest.fixture(scope="module")
def form() -> bytes:
    """A PDF that nobody signed."""
    return pdf(page("anything"))


def test_whole_and_known(tmp_path, form):
    found = look(tmp_path, signed(form), ROOT)
    assert found is not None
    assert (found.signer, found.trusted, found.reason) == (SIGNER, True, "")
    assert dt.datetime.fromisoformat(found.signed_at).tzinfo is not None


def test_known_among_others(tmp_path, form):
    found = look(tmp_path, signed(form), "Another CA", ROOT)
    assert found is not None
    assert found.reason == ""


@pytest.mark.parametrize("known", [(), ("Another CA",)])
def test_whole_but_nobody_knows_the_signer(tmp_path, form, known):
    found = look(tmp_path, signed(form), *known)
    assert found is not None
    assert (found.signer, found.trusted, found.reason) == (SIGNER, False, "unknown_signer")


def test_without_a_folder_nobody_is_known(tmp_path, form):
    (tmp_path / "form.pdf").write_bytes(signed(form))
    found = [signature_of(tmp_path / "form.pdf", folder, SIGNED_AT) for folder in (None, tmp_path / "missing")]
    assert [one.reason if one else "" for one in found] == ["unknown_signer", "unknown_signer"]


def test_a_certificate_that_has_run_out(tmp_path, form):
    found = look(tmp_path, signed(form), ROOT, moment=SIGNED_AT + dt.timedelta(days=200))
    assert found is not None
    assert (found.trusted, found.reason) == (False, "expired")


def test_a_certificate_for_something_else(tmp_path, form):
    found = look(tmp_path, signed(form, signer(usage="key_encipherment")), ROOT)
    assert found is not None
    assert (found.trusted, found.reason) == (False, "usage")


def test_altered_inside(tmp_path, form):
    content = signed(form)
    place = content.index(b"stream") + 5000  # within the picture of the page
    found = look(tmp_path, content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :], ROOT)
    assert found is not None
    assert (found.trusted, found.reason) == (False, "altered")


def test_something_added_afterwards(tmp_path, form):
    found = look(tmp_path, changed_afterwards(signed(form)), ROOT)
    assert found is not None
    assert (found.trusted, found.reason) == (False, "altered")


def test_a_second_signature_is_no_alteration(tmp_path, form):
    twice = signed(signed(form), signer("Another CA"), field="Signature2")
    found = look(tmp_path, twice, ROOT)
    assert found is not None
    assert (found.trusted, found.reason) == (True, "")


def test_a_signature_that_is_rubbish(tmp_path, form):
    content = signed(form)
    place = content.index(b"/Contents <") + len(b"/Contents <")
    found = look(tmp_path, content[:place] + b"00" * 200 + content[place + 400 :], ROOT)
    assert found is not None
    assert (found.trusted, found.reason) == (False, "unreadable")


def test_nobody_signed(tmp_path, form):
    assert look(tmp_path, form, ROOT) is None


def test_what_is_no_pdf(tmp_path):
    assert look(tmp_path, b"%PDF-1.7\nnothing", ROOT) is None
    found = look(tmp_path, b"%PDF-1.7\n/ByteRange [0 1 2 3]", ROOT)
    assert found is not None
    assert found.reason == "unreadable"
