"""Uploads in pieces by somebody who means no good, or whose client is broken: words, and nothing that should not be."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from rangwan.entries.models import Attachment, Entry
from rangwan.files.models import StoredFile, Upload
from rangwan.files.protocol import MEDIA_TYPE, MOST_OPEN
from rangwan.kernel import audit
from tests.builders import attach, draft_entry, make_organisation, make_person, small_file
from tests.files.pieces import metadata
from tests.hostile.files import make
from tests.hostile.test_entrant_pages import now, world
from tests.web.entrant.conftest import World, browser

__all__ = ["now", "world"]

TUS = {"Tus-Resumable": "1.0.0"}
NAME = "ภาพ น้ำ.jpg"
THAI = range(0x0E00, 0x0E80)


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.RANGWAN_FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.person)


def _begin(client: Client, entry: Entry, **headers: str) -> Any:
    said = metadata(filename=NAME, kind="evidence")
    given = {**TUS, "Upload-Length": "100", "Upload-Metadata": said, **headers}
    given = {name: value for name, value in given.items() if value != "-"}
    return client.generic("POST", f"/my/entries/{entry.id}/uploads/", headers=given)


def _patch(client: Client, address: str, data: bytes = b"12345", **headers: str) -> Any:
    given = {**TUS, "Upload-Offset": "0", **headers}
    media = given.pop("Content-Type", MEDIA_TYPE)
    given = {name: value for name, value in given.items() if value != "-"}
    return client.generic("PATCH", address, data, content_type=media, headers=given)


def _in_words(answer: Any, language: str) -> bool:
    message = answer.json()["message"].replace(NAME, "")
    return bool(message) and any(ord(letter) in THAI for letter in message) == (language == "th")


BEGINNINGS = [
    ("no version", {"Tus-Resumable": "-"}, 412),
    ("an old version", {"Tus-Resumable": "0.2.2"}, 412),
    ("no length", {"Upload-Length": "-"}, 400),
    ("a negative length", {"Upload-Length": "-1"}, 400),
    ("a length in words", {"Upload-Length": "มาก"}, 400),
    ("Thai digits", {"Upload-Length": "๑๐๐"}, 400),
    ("a float", {"Upload-Length": "1e2"}, 400),
    ("a number of a thousand digits", {"Upload-Length": "9" * 1000}, 400),
    ("more than any file", {"Upload-Length": "9" * 15}, 413),
    ("nothing at all", {"Upload-Length": "0"}, 422),
    ("a length that comes later", {"Upload-Length": "-", "Upload-Defer-Length": "1"}, 400),
    ("a part of another", {"Upload-Concat": "partial"}, 400),
    ("metadata that is no base64", {"Upload-Metadata": "filename ภาพ"}, 400),
    ("metadata that is no UTF-8", {"Upload-Metadata": "filename /w=="}, 400),
    ("metadata that says it twice", {"Upload-Metadata": "kind YQ==,kind Yg=="}, 400),
    ("metadata without end", {"Upload-Metadata": "filename " + "A" * 10_000}, 400),
    ("no metadata", {"Upload-Metadata": "-"}, 422),
    ("a slot with a NUL", {"Upload-Metadata": metadata(filename="a.jpg", kind="evidence\0")}, 422),
    ("a question with a NUL", {"Upload-Metadata": metadata(filename="a.jpg", kind="evidence", question="\0")}, 422),
    ("a slot that climbs", {"Upload-Metadata": metadata(filename="a.jpg", kind="../../etc")}, 422),
]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("case", BEGINNINGS, ids=[case[0] for case in BEGINNINGS])
def test_a_beginning_that_cannot_be(world: World, entry: Entry, folder: Path, case: Any, language: str):
    _what, headers, status = case
    answer = _begin(browser(world.person, language), entry, **headers)
    assert (answer.status_code, answer["Tus-Resumable"]) == (status, "1.0.0")
    assert _in_words(answer, language), answer.json()
    assert (Upload.objects.count(), [path for path in folder.rglob("*") if path.is_file()]) == (0, [])


NAMES = {
    "../../../etc/passwd": "passwd",
    "C:\\ไฟล์\\แบบ.jpg": "แบบ.jpg",
    "ก\0ข.jpg": "ก\ufffdข.jpg",
    "\u202egpj.exe": "gpj.exe",
    "": "unnamed",
    "..": "unnamed",
    '"><script>alert(1)</script>.jpg': "script>.jpg",
    "น้ำ" * 300 + ".jpg": None,
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_is_harmless_and_shown_as_text(world: World, entry: Entry, name: str):
    said = ",".join(
        f"{key} {base64.b64encode(value.encode()).decode()}"
        for key, value in (("filename", name), ("kind", "evidence"))
    )
    assert _begin(world.client, entry, **{"Upload-Metadata": said}).status_code == 201
    kept = Upload.objects.get().original_name
    assert kept == (NAMES[name] or kept)
    assert len(kept.encode()) <= 255
    page = world.client.get(f"/my/entries/{entry.id}/files/").content.decode()
    assert "<script>alert" not in page


PIECES = [
    ("no version", {"Tus-Resumable": "-"}, 412),
    ("a form", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ("several parts", {"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ("no kind of content", {"Content-Type": "text/plain"}, 415),
    ("no offset", {"Upload-Offset": "-"}, 400),
    ("a negative offset", {"Upload-Offset": "-5"}, 400),
    ("an offset ahead", {"Upload-Offset": "7"}, 409),
    ("an offset beyond the end", {"Upload-Offset": "1000000000000"}, 409),
    ("an unknown checksum", {"Upload-Checksum": "crc32 AAAA"}, 400),
    ("a checksum that is none", {"Upload-Checksum": "sha1 not-base64"}, 400),
    ("a checksum of something else", {"Upload-Checksum": "sha1 " + "A" * 27 + "="}, 460),
]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("case", PIECES, ids=[case[0] for case in PIECES])
def test_a_piece_that_cannot_be(world: World, entry: Entry, case: Any, language: str):
    _what, headers, status = case
    address = _begin(world.client, entry)["Location"]
    answer = _patch(browser(world.person, language), address, **headers)
    assert (answer.status_code, answer["Tus-Resumable"]) == (status, "1.0.0")
    assert _in_words(answer, language), answer.json()
    assert world.client.head(address)["Upload-Offset"] == "0"


def test_more_bytes_than_were_announced(world: World, entry: Entry):
    address = _begin(world.client, entry)["Location"]
    assert _patch(world.client, address, bytes(101)).status_code == 413
    assert _patch(world.client, address, bytes(99)).status_code == 204
    assert _patch(world.client, address, bytes(2), **{"Upload-Offset": "99"}).status_code == 413
    assert world.client.head(address)["Upload-Offset"] == "99"


def test_a_length_that_lies_about_a_sound_file_is_a_cut_file(world: World, entry: Entry, folder: Path):
    photo = small_file("jpg")
    address = _begin(world.client, entry, **{"Upload-Length": str(len(photo) - 50)})["Location"]
    assert _patch(world.client, address, photo[:-50]).status_code == 422
    assert world.client.get(address).json()["state"] == "refused"
    assert (StoredFile.objects.count(), [path for path in folder.rglob("*") if path.is_file()]) == (0, [])


def test_a_bomb_in_pieces_is_a_bomb(world: World, entry: Entry):
    bomb = make.zip_bomb()
    said = metadata(filename="ระเบิด.pptx", kind="presentation")
    address = _begin(world.client, entry, **{"Upload-Length": str(len(bomb)), "Upload-Metadata": said})["Location"]
    half = len(bomb) // 2
    assert _patch(world.client, address, bomb[:half]).status_code == 204
    answer = _patch(world.client, address, bomb[half:], **{"Upload-Offset": str(half)})
    assert (answer.status_code, answer.json()["code"]) == (422, "unpacks_too_large")
    assert Attachment.objects.count() == 0


PLACES = ["none", "..%2f..%2fetc", "%2e%2e", "a%00b", "x" * 500, "kept", "incoming", "1;drop"]


@pytest.mark.parametrize("place", PLACES)
def test_an_upload_that_is_none(world: World, entry: Entry, place: str):
    address = f"/my/entries/{entry.id}/uploads/{place}/"
    for method in ("HEAD", "GET", "PATCH", "DELETE", "POST"):
        given = {**TUS, "Upload-Offset": "0"}
        answer = world.client.generic(method, address, b"12345", content_type=MEDIA_TYPE, headers=given)
        assert answer.status_code in (404, 405), (method, place)


def test_the_upload_of_somebody_else_and_of_another_entry(world: World, entry: Entry):
    address = _begin(world.client, entry)["Location"]
    stranger = make_person("คนอื่น", make_organisation("อบต.อื่น"))
    theirs = draft_entry(world.edition, stranger.memberships.get().organisation, stranger)
    there = f"/my/entries/{theirs.id}/uploads/{Upload.objects.get().id}/"
    for client, place in ((browser(stranger), address), (browser(stranger), there), (world.client, there)):
        assert _patch(client, place).status_code == 404
        assert client.delete(place, headers=TUS).status_code == 404
        assert client.head(place, headers=TUS).status_code == 404
    assert world.client.head(address)["Upload-Offset"] == "0"


def test_no_more_than_so_many_are_begun(world: World, entry: Entry):
    said = metadata(filename="ก.pptx", kind="presentation")
    for _ in range(MOST_OPEN):
        assert _begin(world.client, entry, **{"Upload-Metadata": said}).status_code == 201
    answer = _begin(world.client, entry, **{"Upload-Metadata": said})
    assert answer.status_code == 429
    assert answer.json()["message"].startswith(f"ท่านมีไฟล์ที่ส่งค้างอยู่ {MOST_OPEN} ไฟล์")
    assert Upload.objects.count() == MOST_OPEN


def test_a_file_that_is_there_is_no_upload(world: World, entry: Entry):
    """The ids of files and of uploads are of one kind: a file is not written to by its id."""
    file = attach(entry, "evidence", "ก.jpg").file
    address = f"/my/entries/{entry.id}/uploads/{file.id}/"
    assert _patch(world.client, address).status_code == 404
    assert world.client.delete(address, headers=TUS).status_code == 404
    assert audit.verify() == []


def test_other_methods_are_told_so(world: World, entry: Entry):
    address = _begin(world.client, entry)["Location"]
    for method, place in (("PUT", address), ("TRACE", address), ("GET", f"/my/entries/{entry.id}/uploads/")):
        answer = world.client.generic(method, place, headers=TUS)
        assert answer.status_code == 405
        assert "OPTIONS" in answer["Allow"]
