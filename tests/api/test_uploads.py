"""Files in pieces under a bearer token: the same protocol as the page's, with problem documents."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from rangwan.entries.models import Attachment, Entry
from rangwan.files.models import StoredFile, Upload
from rangwan.files.protocol import LIFETIME, MEDIA_TYPE
from rangwan.programmes.models import Edition
from tests.api.calling import V1, Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import draft_entry, small_file, submitted_entry
from tests.files.pieces import metadata
from tests.hostile.files import make

NAME = "นำเสนอ น้ำ ปี ๒๕๖๔.pptx"
TUS = {"Tus_Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.RANGWAN_FILES_DIR = tmp_path
    return tmp_path


@pytest.fixture
def entry(world: World) -> Entry:
    return draft_entry(world.edition, world.office, world.somchai)


def begin(caller: Caller, entry: Entry, length: int, **said: str) -> Any:
    named = metadata(**{"filename": NAME, "kind": "presentation", **said})
    headers = {**TUS, "Upload_Length": str(length), "Upload_Metadata": named}
    return caller("POST", f"entries/{entry.id}/uploads", **headers)


def patch(caller: Caller, address: str, data: bytes, offset: int, **headers: str) -> Any:
    given = {**TUS, "Upload_Offset": str(offset), "Content_Type": MEDIA_TYPE, **headers}
    return caller("PATCH", address, raw=data, **given)


def test_begun_continued_and_taken_in(world: World, entry: Entry):
    deck = small_file("pptx")
    begun = begin(world.alice, entry, len(deck))
    told = ok(begun, 201)
    address = begun["Location"]
    assert address == told["url"] == f"{V1}/entries/{entry.id}/uploads/{told['id']}"
    assert (told["name"], told["kind"], told["state"], told["received"]) == (NAME, "presentation", "open", 0)
    assert told["expires_at"] == "2026-11-27T10:00:00+07:00"
    assert [item["id"] for item in ok(world.alice.get(f"entries/{entry.id}/uploads"))["items"]] == [told["id"]]

    first = patch(world.alice, address, deck[:9000], 0)
    assert (first.status_code, first["Upload-Offset"], first["Tus-Resumable"]) == (204, "9000", "1.0.0")
    head = world.alice("HEAD", address, **TUS)
    assert (head.status_code, head["Upload-Offset"], head["Upload-Length"]) == (200, "9000", str(len(deck)))
    assert (head["Cache-Control"], head.content) == ("no-store", b"")
    assert patch(world.alice, address, deck[9000:], 9000).status_code == 204

    ended = ok(world.alice.get(address))
    file = ended["file"]
    assert (ended["state"], ended["problem"], file["sha256"]) == ("finished", None, hashlib.sha256(deck).hexdigest())
    assert [item["id"] for item in ok(world.alice.get(f"entries/{entry.id}/files"))["items"]] == [file["id"]]
    assert b"".join(world.alice.get(file["url"])) == deck
    assert ok(world.alice.get(f"entries/{entry.id}/uploads"))["items"] == []


def test_a_client_asks_what_the_server_can_do(world: World, nobody: Caller, entry: Entry):
    for path in (f"entries/{entry.id}/uploads", f"entries/{entry.id}/uploads/any"):
        answer = nobody("OPTIONS", path)
        assert (answer.status_code, answer["Tus-Version"], answer["Tus-Max-Size"]) == (204, "1.0.0", "120000000")


def test_a_file_that_is_not_taken(world: World, entry: Entry):
    program = make.program()
    address = begin(world.alice, entry, len(program))["Location"]
    document = refused(patch(world.alice, address, program, 0), 422)
    assert (document["code"], codes(document)) == ("wrong_type", {"file": "wrong_type"})
    told = ok(world.alice.get(address))
    assert (told["state"], told["file"], told["problem"]["message"]) == ("refused", None, document["message"])
    assert (StoredFile.objects.count(), Attachment.objects.count()) == (0, 0)


def test_refused_before_a_byte_is_sent(world: World, entry: Entry):
    assert refused(begin(world.alice, entry, 50_000_001), 413)["code"] == "too_large"
    assert refused(begin(world.alice, entry, 0), 422)["code"] == "empty"
    assert codes(refused(begin(world.alice, entry, 5, kind="no-such"), 422)) == {"kind": "kind"}
    assert codes(refused(begin(world.alice, entry, 5, question="no-such"), 422)) == {"question": "question"}
    refused(begin(world.alice, submitted_entry(world.edition, world.office, world.somchai), 5), 409)
    refused(begin(world.bob, entry, 5), 404)
    assert Upload.objects.count() == 0


def test_every_refusal_of_the_protocol_is_a_problem_document(world: World, entry: Entry, now: time_machine.Traveller):
    address = begin(world.alice, entry, 10)["Location"]
    wrong = refused(patch(world.alice, address, b"12345", 3), 409)
    assert (wrong["code"], wrong["message"]["en"]) == (
        "offset",
        "The server has 0 bytes of this file. Go on from there.",
    )
    assert refused(patch(world.alice, address, b"12345678901", 0), 413)["code"] == "too_long"
    version = patch(world.alice, address, b"12345", 0, Tus_Resumable="0.2.2")
    assert (refused(version, 412)["code"], version["Tus-Version"]) == ("version", "1.0.0")
    assert refused(patch(world.alice, address, b"12345", 0, Content_Type="text/plain"), 415)["code"] == "media_type"
    assert refused(patch(world.alice, address, b"12345", 0, Upload_Checksum="md5 x"), 400)["code"] == "algorithm"
    mismatch = "sha1 " + "A" * 27 + "="
    assert refused(patch(world.alice, address, b"12345", 0, Upload_Checksum=mismatch), 460)["code"] == "checksum"
    assert refused(patch(world.bob, address, b"12345", 0), 404)
    now.shift(LIFETIME)
    Edition.objects.update(closes_at=world.edition.closes_at + dt.timedelta(days=30))
    assert refused(patch(world.alice, address, b"12345", 0), 410)["code"] == "expired"
    assert StoredFile.objects.count() == 0


def test_given_up_and_by_post_where_a_proxy_knows_no_more(world: World, entry: Entry):
    first, second = (begin(world.alice, entry, 10)["Location"] for _ in range(2))
    assert world.alice("DELETE", first, **TUS).status_code == 204
    refused(world.alice.get(first), 404)
    sent = world.alice(
        "POST", second, raw=b"12345", Content_Type=MEDIA_TYPE, Upload_Offset="0", X_HTTP_Method_Override="PATCH", **TUS
    )
    assert (sent.status_code, sent["Upload-Offset"]) == (204, "5")
    assert world.alice("POST", second, X_HTTP_Method_Override="DELETE", **TUS).status_code == 204
    refused(world.alice("POST", second, **TUS), 405)
    assert Upload.objects.count() == 0


def test_a_file_that_was_received_is_not_given_up(world: World, entry: Entry):
    photo = small_file("jpg")
    address = begin(world.alice, entry, len(photo), kind="evidence", filename="ก.jpg")["Location"]
    patch(world.alice, address, photo, 0)
    assert refused(world.alice("DELETE", address, **TUS), 409)["code"] == "finished"
    file = ok(world.alice.get(address))["file"]
    world.alice.delete(f"entries/{entry.id}/files/{file['id']}")
    refused(world.alice.get(address), 404)  # taken out: who sends it again begins anew
