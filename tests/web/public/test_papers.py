"""Documents that anybody may download: right names and kinds, in the reader's language, made once, never stale."""

from __future__ import annotations

import datetime as dt
import io
import threading
import time
import zipfile

import pytest

from rangwan.programmes.actions import shift_calendar
from rangwan.programmes.models import Edition
from rangwan.web.public import papers
from tests.builders import NOW
from tests.web.public.conftest import BASE, reader

NAMES = ["guide.docx", "submission-form.docx", "presentation-template.pptx"]


@pytest.fixture(autouse=True)
def _empty_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(papers, "_shelf", papers.Shelf(limit=48))


def words_of(content: bytes) -> str:
    """Return the text of all parts of an office file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_a_download_of_its_kind(edition: Edition, name: str):
    answer = reader().get(f"{BASE}documents/{name}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == papers._TYPES[name.rpartition(".")[2]]
    assert answer["Content-Length"] == str(len(answer.content))
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_in_the_readers_language_by_cookie_or_address(edition: Edition):
    for client, query in ((reader("en"), ""), (reader(), "?lang=en")):
        words = words_of(client.get(f"{BASE}documents/guide.docx{query}").content)
        assert "Digital Local Government Award 2564" in words
        assert "เกณฑ์การพิจารณา" not in words
    assert "รางวัลท้องถิ่นดิจิทัล ประจำปี 2564" in words_of(reader().get(f"{BASE}documents/guide.docx").content)


@pytest.mark.parametrize("name", NAMES)
def test_who_has_it_already_is_told_so(edition: Edition, name: str):
    client = reader()
    first = client.get(f"{BASE}documents/{name}")
    again = client.get(f"{BASE}documents/{name}", headers={"If-None-Match": f'"other", W/{first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    other = client.get(f"{BASE}documents/{name}", headers={"If-None-Match": '"other"'})
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("name", NAMES)
def test_head(edition: Edition, name: str):
    whole, head = reader().get(f"{BASE}documents/{name}"), reader().head(f"{BASE}documents/{name}")
    assert (head.status_code, head.content) == (200, b"")
    assert {key: head[key] for key in ("ETag", "Content-Length")} == {
        "ETag": whole["ETag"], "Content-Length": str(len(whole.content)),
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_process_makes_the_same_bytes(edition: Edition, monkeypatch: pytest.MonkeyPatch, name: str):
    first = reader().get(f"{BASE}documents/{name}")
    monkeypatch.setattr(papers, "_shelf", papers.Shelf(limit=48))
    assert reader().get(f"{BASE}documents/{name}")["ETag"] == first["ETag"]


def test_the_guide_follows_the_closing(edition: Edition):
    client = reader("en")
    assert "10 December 2026, 10:00" in words_of(client.get(f"{BASE}documents/guide.docx").content)
    later = edition.closes_at + dt.timedelta(days=1)
    shift_calendar(edition=edition, opens_at=edition.opens_at, closes_at=later, acting=None, now=NOW)
    assert "11 December 2026, 10:00" in words_of(client.get(f"{BASE}documents/guide.docx").content)


@pytest.mark.parametrize("name", ["guide.pdf", "submission-form.pdf"])
def test_a_pdf_where_libreoffice_is(edition: Edition, name: str):
    answer = reader().get(f"{BASE}documents/{name}")
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_names_that_are_no_documents():
    for name in ("guide", "guide.pptx", "presentation-template.pdf", "", "guide.docx/"):
        assert papers.find(name) is None


def test_a_shelf_keeps_what_was_made_and_makes_one_thing_once():
    shelf, made = papers.Shelf(limit=2), []

    def make(name: str) -> bytes:
        time.sleep(0.01)  # long enough that all ask before it is done
        made.append(name)
        return name.encode()

    threads = [threading.Thread(target=shelf.find, args=(("a",), lambda: make("a"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["a"]
    for name in ("b", "c", "a"):
        assert shelf.find((name,), lambda name=name: make(name)) == name.encode()  # type: ignore[misc]
    assert made == ["a", "b", "c", "a"]  # the third pushed the first out


def test_what_cannot_be_made_is_tried_again():
    shelf = papers.Shelf(limit=2)
    with pytest.raises(ZeroDivisionError):
        shelf.find(("a",), lambda: bytes([1 // 0]))
    assert shelf.find(("a",), lambda: b"made") == b"made"
