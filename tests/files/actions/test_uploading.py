"""A file in pieces: begun, continued, taken in once, given up, expired; whatever dies in between, nothing is lost."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from rangwan.accounts.models import Person
from rangwan.files import actions, intake
from rangwan.files.actions import uploading
from rangwan.files.models import StoredFile, Upload
from rangwan.files.protocol import LIFETIME, MOST_OPEN
from rangwan.files.queries import open_uploads, received_of, upload_item, upload_of
from rangwan.files.refusal import Refused, UploadRefused
from rangwan.files.storage import storage
from rangwan.kernel import audit
from rangwan.kernel.models import AuditRow
from tests.files.pieces import piece, tapped
from tests.hostile.files import good, make

NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)
NAME = "นำเสนอ น้ำ ปี ๒๕๖๔.pptx"
TARGET = "an-entry"


@pytest.fixture
def deck() -> bytes:
    return good.pptx(2)


def _begin(somchai: Person, length: int, **other: Any) -> Upload:
    asked = {"target": TARGET, "kind": "presentation", "question": "", "name": NAME, "max_bytes": 1_000_000, **other}
    return actions.begin_upload(length=length, acting=somchai, now=NOW, **asked)


def _append(upload: Upload, data: bytes, offset: int = 0, now: dt.datetime = NOW) -> int:
    return actions.append_upload(upload=upload, piece=piece(data, offset), now=now)


def _finish(somchai: Person, upload: Upload, into: Any = None) -> Upload:
    return actions.finish_upload(
        upload=upload, allowed_types=("pptx",), max_bytes=1_000_000, into=into or (lambda write: write()),
        acting=somchai, now=NOW,
    )  # fmt: skip


def _code(kind: type[Refused | UploadRefused], act: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(kind) as refused:
        act(*given, **named)
    error: Any = refused.value
    return str(error.code)


def _files(folder: Path) -> list[str]:
    return sorted(path.parent.name for path in folder.rglob("*") if path.is_file())


def test_in_pieces_or_at_once_it_is_the_same_file(folder: Path, somchai: Person, deck: bytes):
    upload = _begin(somchai, len(deck))
    assert received_of(upload) == 0
    middle = len(deck) // 2
    assert _append(upload, deck[:middle]) == received_of(upload) == middle
    assert _append(upload, deck[middle:], middle) == len(deck)

    ended = _finish(somchai, upload)

    stored = StoredFile.objects.get()
    assert (ended.file, ended.finished_at) == (stored, NOW)
    assert (stored.original_name, stored.type, stored.size, stored.pages) == (NAME, "pptx", len(deck), 2)
    assert stored.sha256 == hashlib.sha256(deck).hexdigest()
    assert b"".join(storage().read(stored.storage_key)) == deck
    assert _files(folder) == [stored.storage_key[:2]]
    assert [row.act for row in AuditRow.objects.all()] == ["file.received"]
    assert audit.verify() == []


def test_no_row_is_read_or_written_while_bytes_come(
    folder: Path, somchai: Person, deck: bytes, django_assert_num_queries: Any
):
    upload = _begin(somchai, len(deck))
    with django_assert_num_queries(0):
        _append(upload, deck)


def test_the_file_lies_on_the_disk_once_and_is_not_copied(folder: Path, somchai: Person, deck: bytes):
    upload = _begin(somchai, len(deck))
    _append(upload, deck)
    before = storage().part_path(upload.id).stat().st_ino
    _finish(somchai, upload)
    assert [path.stat().st_ino for path in folder.rglob("*") if path.is_file()] == [before]


def test_a_row_exists_only_for_what_can_be_taken(folder: Path, somchai: Person, settings: LazySettings):
    assert _code(Refused, _begin, somchai, 0) == "empty"
    assert _code(Refused, _begin, somchai, 1_000_001) == "too_large"
    settings.RANGWAN_MAX_UPLOAD_BYTES = 500
    with pytest.raises(Refused) as refused:
        _begin(somchai, 501)
    assert refused.value.params == {"name": NAME, "size": 501, "limit": 500}
    assert Upload.objects.count() == 0


def test_a_name_is_made_harmless(folder: Path, somchai: Person):
    assert _begin(somchai, 5, name="../../etc/\x07ปลอม\u202e.pptx").original_name == "ปลอม.pptx"
    assert _begin(somchai, 5, name="").original_name == "unnamed"


def test_so_many_at_once_and_no_more(folder: Path, somchai: Person):
    begun = [_begin(somchai, 10) for _ in range(MOST_OPEN)]
    assert _code(UploadRefused, _begin, somchai, 10) == "too_many"
    malee = Person.objects.create_user("malee@example.go.th", "x", name="มาลี")
    _begin(malee, 10)  # each for himself
    actions.drop_upload(upload=begun[0])
    _begin(somchai, 10)


def test_no_room_is_told_before_a_byte_is_sent(folder: Path, somchai: Person, monkeypatch: pytest.MonkeyPatch):
    usage = shutil.disk_usage(folder)._replace(free=9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)  # a full disk cannot be had in a test
    assert _code(UploadRefused, _begin, somchai, 10) == "no_space"
    _begin(somchai, 9)


def test_more_than_announced_or_elsewhere_is_refused(folder: Path, somchai: Person, deck: bytes):
    upload = _begin(somchai, 10)
    assert _code(UploadRefused, _append, upload, b"12345678901") == "too_long"
    _append(upload, b"12345")
    assert _code(UploadRefused, _append, upload, b"678901", 5) == "too_long"
    assert _code(UploadRefused, _append, upload, b"12345", 0) == "offset"
    assert _code(UploadRefused, _append, upload, b"", 6) == "offset"
    assert _append(upload, b"", 5) == received_of(upload) == 5


def test_uploads_leave_threads_to_pages(folder: Path, somchai: Person, settings: LazySettings):
    settings.RANGWAN_UPLOADS_AT_ONCE = 1
    uploading._places.cache_clear()
    try:
        first, second = _begin(somchai, 10), _begin(somchai, 10)
        told: list[str] = []
        slow = tapped(b"12345", 0, lambda: told.append(_code(UploadRefused, _append, second, b"12345")))
        actions.append_upload(upload=first, piece=slow, now=NOW)
        assert set(told) == {"no_place"}
        assert _append(second, b"12345") == 5
    finally:
        uploading._places.cache_clear()


def test_a_refused_file_leaves_nothing_but_its_refusal(folder: Path, somchai: Person):
    program = make.program()
    upload = _begin(somchai, len(program))
    _append(upload, program)
    assert _code(Refused, _finish, somchai, upload) == "wrong_type"
    assert _code(Refused, _finish, somchai, upload) == "wrong_type"  # asked again, told again
    item = upload_item(upload_of(somchai, TARGET, upload.id))
    assert (item.state, item.refusal_code, item.received) == ("refused", "wrong_type", len(program))
    assert (StoredFile.objects.count(), _files(folder)) == (0, [])
    actions.drop_upload(upload=upload_of(somchai, TARGET, upload.id))
    assert Upload.objects.count() == 0


def test_finished_twice_is_one_file(folder: Path, somchai: Person, deck: bytes):
    upload = _begin(somchai, len(deck))
    _append(upload, deck)
    first, second = _finish(somchai, upload), _finish(somchai, upload)
    assert (first.file_id, StoredFile.objects.count()) == (second.file_id, 1)
    assert _append(first, b"", len(deck)) == len(deck)
    assert _code(UploadRefused, actions.drop_upload, upload=first) == "finished"


def test_what_its_place_refuses_can_be_tried_again(folder: Path, somchai: Person, deck: bytes):
    upload = _begin(somchai, len(deck))
    _append(upload, deck)

    def full(write: Any) -> None:
        write()
        raise LookupError("the slot is full")

    with pytest.raises(LookupError):
        _finish(somchai, upload, full)
    assert (StoredFile.objects.count(), received_of(upload)) == (0, len(deck))
    actions.sweep(now=NOW, after=dt.timedelta(days=-1))  # nothing of a living upload is swept
    ended = _finish(somchai, upload)
    assert (ended.file_id, StoredFile.objects.get().sha256) == (upload.id, hashlib.sha256(deck).hexdigest())


def test_a_process_that_died_between_the_file_and_its_row(folder: Path, somchai: Person, deck: bytes):
    upload = _begin(somchai, len(deck))
    _append(upload, deck)
    storage().keep(storage().part_path(upload.id), upload.id)
    assert received_of(upload) == len(deck)
    _finish(somchai, upload)
    assert b"".join(storage().read(StoredFile.objects.get().storage_key)) == deck


def test_given_up_while_it_is_taken_in_leaves_no_row(folder: Path, somchai: Person, deck: bytes):
    upload = _begin(somchai, len(deck))
    _append(upload, deck)
    Upload.objects.all().delete()
    assert _code(UploadRefused, _finish, somchai, upload) == "unknown"
    assert StoredFile.objects.count() == 0


def test_given_up(folder: Path, somchai: Person):
    upload = _begin(somchai, 10)
    _append(upload, b"12345")
    actions.drop_upload(upload=upload)
    assert (Upload.objects.count(), _files(folder)) == (0, [])
    assert _code(UploadRefused, upload_of, somchai, TARGET, upload.id) == "unknown"


def test_only_the_one_who_began_it_finds_it(folder: Path, somchai: Person):
    upload = _begin(somchai, 10)
    malee = Person.objects.create_user("malee@example.go.th", "x", name="มาลี")
    assert upload_of(somchai, TARGET, upload.id) == upload
    assert _code(UploadRefused, upload_of, malee, TARGET, upload.id) == "unknown"
    assert _code(UploadRefused, upload_of, somchai, "another", upload.id) == "unknown"
    assert [item.id for item in open_uploads(somchai, TARGET, NOW)] == [upload.id]
    assert open_uploads(malee, TARGET, NOW) == open_uploads(somchai, "another", NOW) == []


def test_abandoned_uploads_expire_and_are_removed(folder: Path, somchai: Person, deck: bytes):
    abandoned, done = _begin(somchai, 10), _begin(somchai, len(deck))
    _append(abandoned, b"12345")
    _append(done, deck)
    _finish(somchai, done)
    old = (NOW + LIFETIME - dt.timedelta(seconds=1)).timestamp()
    assert actions.sweep(now=NOW + LIFETIME - dt.timedelta(seconds=1)) == (0, 0)
    assert received_of(abandoned) == 5, old
    assert _code(UploadRefused, _append, abandoned, b"67890", 5, NOW + LIFETIME) == "expired"
    assert open_uploads(somchai, TARGET, NOW + LIFETIME) == []
    assert actions.sweep(now=NOW + LIFETIME) == (1, 0)
    assert (Upload.objects.count(), StoredFile.objects.count()) == (0, 1)
    assert _files(folder) == [done.id[:2]]  # the file that was taken in stays


def test_two_requests_finish_one_upload(folder: Path, deck: bytes, committed: None):
    """Both bring the last word; the file is taken in once, and both are told the same."""
    somchai = Person.objects.create_user("somchai@example.go.th", "x", name="สมชาย")
    upload = _begin(somchai, len(deck))
    _append(upload, deck)
    found: list[str | None] = []

    def work() -> None:
        try:
            found.append(_finish(somchai, upload).file_id)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (found, StoredFile.objects.count()) == ([upload.id] * 3, 1)


def test_a_complete_part_is_hashed_as_it_lies_on_the_disk(folder: Path):
    part = folder / "x.part"
    part.write_bytes(b"whole")
    arrived = intake.CompletePart("x", NAME, part, 5, 10)
    assert arrived.sha256 == hashlib.sha256(b"whole").hexdigest()


def test_nothing_of_it_is_done_in_a_transaction(folder: Path, somchai: Person, deck: bytes, committed: None):
    """The inspection of a large file takes seconds; no lock of the database is held meanwhile."""
    upload = _begin(somchai, len(deck))
    seen: list[bool] = []
    slow = tapped(deck, 0, lambda: seen.append(transaction.get_connection().in_atomic_block))
    actions.append_upload(upload=upload, piece=slow, now=NOW)
    assert set(seen) == {False}
