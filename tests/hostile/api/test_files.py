"""Files that are not what they say, too large, or sent in another way: 422 at once, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from rangwan.entries.models import Attachment, Entry
from rangwan.files.models import StoredFile
from tests.api.calling import Caller, codes, ok, refused
from tests.api.conftest import World
from tests.builders import draft_entry, submitted_entry
from tests.hostile.files import good, make, make_pdf

NAME = "แบบฟอร์ม ส่งโครงการ (ฉบับลงนาม) น้ำ.pdf"


@pytest.fixture
def entry(world: World) -> Entry:
    """A draft of Alice's."""
    return draft_entry(world.edition, world.office, world.somchai)


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """An empty place for files."""
    settings.RANGWAN_FILES_DIR = tmp_path
    return tmp_path


def _send(caller: Caller, entry: Entry, name: str, content: bytes, **parts: str) -> Any:
    sent = {"kind": "presentation", **parts}
    return caller.upload(f"entries/{entry.id}/files", file=SimpleUploadedFile(name, content), **sent)


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("นำเสนอ.pptx", make.program, "wrong_type"),
    ("นำเสนอ.pdf", make.HTML.encode, "wrong_type"),
    ("ว่าง.pptx", lambda: b"", "empty"),
    ("ระเบิด.pptx", make.zip_bomb, "unpacks_too_large"),
    ("รหัสผ่าน.pdf", make_pdf.pdf_with_password, "password"),
    ("ขาด.pdf", lambda: make.cut(good.pdf(3)), "damaged"),
    ("มาโคร.pptx", make.pptx_with_macros, "macros"),
]


@pytest.mark.parametrize(("name", "content", "code"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_a_hostile_file_is_refused_at_once_and_nothing_of_it_stays(  # noqa: PLR0917 -- two fixtures and a case
    world: World, entry: Entry, folder: Path, name: str, content: Callable[[], bytes], code: str
):
    document = refused(_send(world.alice, entry, name, content()), 422)

    assert (document["code"], codes(document)) == (code, {"file": code})
    assert [name in words for words in document["message"].values()] == [True, True]
    assert (StoredFile.objects.count(), Attachment.objects.count()) == (0, 0)
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert ok(world.alice.get(f"entries/{entry.id}"))["files"] == []


def test_a_cut_picture_is_no_signed_form(world: World, entry: Entry, folder: Path):
    sent = _send(world.alice, entry, "ลงนาม.jpg", make.cut(good.jpg()), kind="submission_form")
    assert codes(refused(sent, 422)) == {"file": "damaged"}


def test_more_than_the_server_takes_is_refused_in_words(
    world: World, entry: Entry, folder: Path, settings: LazySettings
):
    settings.RANGWAN_MAX_UPLOAD_BYTES = 100_000
    document = refused(_send(world.alice, entry, "ใหญ่.pdf", good.pdf(1) + bytes(200_000)), 422)
    assert document["code"] == "too_large"
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_missing_parts_and_unknown_slots_are_named(world: World, entry: Entry, folder: Path):
    path = f"entries/{entry.id}/files"
    assert codes(refused(world.alice.upload(path, kind="presentation"), 422)) == {"file": "missing"}
    assert codes(refused(world.alice.upload(path, kind="presentation", file="text"), 422)) == {"file": "missing"}
    file = SimpleUploadedFile("a.pdf", good.pdf(1))
    assert codes(refused(world.alice.upload(path, file=file), 422)) == {"kind": "missing"}
    assert codes(refused(_send(world.alice, entry, "a.pdf", good.pdf(1), kind="\x00"), 422)) == {"kind": "kind"}
    sent = _send(world.alice, entry, "a.pdf", good.pdf(1), kind="evidence", question="no-such")
    assert codes(refused(sent, 422)) == {"question": "question"}
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_file_that_is_no_form_is_told_so(world: World, entry: Entry):
    path = f"entries/{entry.id}/files"
    assert refused(world.alice.post(path, {"kind": "presentation"}), 415)["code"] == "not_multipart"
    refused(world.alice("POST", path, raw=b"--x\r\nnonsense", Content_Type="multipart/form-data"), 400)
    broken = world.alice("POST", path, raw=b"--x\r\nnonsense", Content_Type="multipart/form-data; boundary=x")
    refused(broken, 422)


def test_a_frozen_entry_takes_no_file(world: World):
    entry = submitted_entry(world.edition, world.office, world.somchai)
    refused(_send(world.alice, entry, "a.pdf", good.pdf(1)), 409)


NAMES = {
    NAME: NAME,
    "ที่ป่าน้ำใสซึ้ง ๒๕๖๔.pdf": "ที่ป่าน้ำใสซึ้ง ๒๕๖๔.pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "x" * 300 + ".pdf": "x" * 251 + ".pdf",
    "\u202egpj.pdf": "gpj.pdf",
}


@pytest.mark.parametrize(("name", "kept"), NAMES.items(), ids=range(len(NAMES)))
def test_the_file_comes_back_under_the_name_it_came_with(world: World, entry: Entry, name: str, kept: str):
    content = good.pdf(1)
    sent = ok(_send(world.alice, entry, name, content), 201)

    answer = world.alice.get(sent["url"])

    assert b"".join(answer) == content
    before, after = answer.headers["Content-Disposition"].split("; filename*=UTF-8''")
    assert (sent["name"], unquote(after), before.split(";")[0]) == (kept, kept, "attachment")
    assert (answer.headers["Content-Type"], answer.headers["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    head = world.alice("HEAD", sent["url"])
    assert (head.status_code, b"".join(head)) == (200, b"")
    refused(world.bob.get(sent["url"]), 404)


def test_a_file_that_was_taken_out_is_gone_from_the_list(world: World, entry: Entry):
    sent = ok(_send(world.alice, entry, "a.pdf", good.pdf(1)), 201)
    assert [item["id"] for item in ok(world.alice.get(f"entries/{entry.id}/files"))["items"]] == [sent["id"]]
    assert world.alice.delete(f"entries/{entry.id}/files/{sent['id']}").status_code == 204
    assert world.alice.delete(f"entries/{entry.id}/files/{sent['id']}").status_code == 204
    assert ok(world.alice.get(f"entries/{entry.id}/files"))["items"] == []
    refused(world.alice.delete(f"entries/{entry.id}/files/none"), 404)
