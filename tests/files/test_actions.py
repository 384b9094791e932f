"""A file is taken whole, with its row and its audit row, or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from rangwan.accounts.models import Person
from rangwan.files.actions import receive_file, sweep
from rangwan.files.models import StoredFile
from rangwan.files.queries import file_by_id
from rangwan.files.storage import storage
from rangwan.kernel.models import AuditRow, Event
from tests.hostile.files import good

NOW = dt.datetime(2026, 11, 20, 3, 0, tzinfo=dt.UTC)


def _receive(somchai: Person, name: str, data: bytes, kind: str) -> StoredFile:
    return receive_file(
        upload=SimpleUploadedFile(name, data), allowed_types=(kind,), max_bytes=50_000_000, acting=somchai, now=NOW
    )


def test_file_is_in_its_place_with_its_row(folder: Path, somchai: Person) -> None:
    data = good.pptx(3)

    stored = _receive(somchai, "นำเสนอ ปี ๒๕๖๔.pptx", data, "pptx")

    assert b"".join(storage().read(stored.storage_key)) == data
    assert [path.stat().st_size for path in folder.rglob("*") if path.is_file()] == [len(data)]
    again = file_by_id(stored.id)
    assert again is not None
    assert (again.original_name, again.type, again.size, again.sha256, again.pages, again.status) == (
        "นำเสนอ ปี ๒๕๖๔.pptx", "pptx", len(data), hashlib.sha256(data).hexdigest(), 3, "clean",
    )  # fmt: skip
    assert (again.uploaded_by_id, again.uploaded_at) == (somchai.id, NOW)
    row = AuditRow.objects.get()
    assert (row.act, row.thing_id, row.after) == (
        "file.received",
        stored.id,
        {"name": "นำเสนอ ปี ๒๕๖๔.pptx", "type": "pptx", "size": len(data), "sha256": again.sha256},
    )
    assert list(Event.objects.values_list("kind", "subject")) == [
        ("file.received", stored.id),
        ("file.cleared", stored.id),
    ]


def test_unknown_id_is_no_file(db: None) -> None:
    assert file_by_id("nothing") is None


def test_file_without_its_row_is_swept_and_one_with_a_row_stays(folder: Path, somchai: Person) -> None:
    stored = _receive(somchai, "a.pdf", good.pdf(1), "pdf")

    with transaction.atomic():  # the caller's own change fails after the file was taken
        lost = _receive(somchai, "b.pdf", good.pdf(2), "pdf")
        transaction.set_rollback(True)
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (NOW.timestamp(), NOW.timestamp()))

    assert sweep(now=NOW + dt.timedelta(hours=23)) == (0, 0)
    assert sweep(now=NOW + dt.timedelta(hours=25)) == (0, 1)

    assert storage().size(stored.storage_key) == stored.size
    with pytest.raises(FileNotFoundError):
        storage().size(lost.storage_key)


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"original_name": ""},
        {"status": "perhaps"},
        {"status": "refused"},
        {"refusal_code": "damaged"},
    ],
    ids=str,
)
def test_database_refuses_impossible_rows(somchai: Person, wrong: dict[str, object]) -> None:
    good_row: dict[str, object] = {
        "original_name": "a.pdf", "type": "pdf", "media_type": "application/pdf", "size": 1, "sha256": "0" * 64,
        "uploaded_by": somchai, "uploaded_at": NOW, "storage_key": "a", "status": "clean",
    }  # fmt: skip
    StoredFile.objects.create(**good_row).delete()

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**(good_row | wrong))
