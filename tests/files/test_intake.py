"""How files arrive: once, counted, with nothing left of what was not kept."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import io
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from django.test import RequestFactory

from rangwan.files import intake
from rangwan.files.intake import ArrivedFile
from rangwan.files.refusal import Refused
from tests.hostile.files import good


def _parts(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _request(**files: SimpleUploadedFile) -> WSGIRequest:
    return RequestFactory().post("/", {"before": "ก่อน", **files, "title": "โครงการ"})


def _examined(arrived: object, max_bytes: int = 1_000_000) -> Refused:
    assert isinstance(arrived, ArrivedFile)
    with pytest.raises(Refused) as caught:
        intake.examine(arrived, allowed_types=("pdf",), max_bytes=max_bytes)
    return caught.value


def test_upload_is_streamed_to_its_place_and_hashed(folder: Path) -> None:
    data = good.pdf(3)
    request = _request(file=SimpleUploadedFile("แผน น้ำ.pdf", data))

    arrived = request.FILES["file"]

    assert isinstance(arrived, ArrivedFile)
    assert (arrived.original_name, arrived.size, arrived.sha256) == (
        "แผน น้ำ.pdf", len(data), hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    assert arrived.read() == data
    assert _parts(folder) == [arrived.part]
    assert arrived.part.stat().st_mode & 0o777 == 0o600
    request.close()
    assert _parts(folder) == []


def test_too_large_upload_leaves_nothing_and_the_other_fields_arrive(folder: Path, settings: LazySettings) -> None:
    settings.RANGWAN_MAX_UPLOAD_BYTES = 1000
    request = _request(file=SimpleUploadedFile("แผน.pdf", b"%PDF-" + bytes(700_000)))

    refused = _examined(request.FILES["file"])

    assert (refused.code, refused.params) == ("too_large", {"name": "แผน.pdf", "size": 700_005, "limit": 1000})
    assert (request.POST["before"], request.POST["title"]) == ("ก่อน", "โครงการ")
    assert _parts(folder) == []
    request.close()


def test_files_of_one_request_have_a_limit_together(folder: Path, settings: LazySettings) -> None:
    settings.RANGWAN_MAX_UPLOAD_BYTES = 1000
    request = _request(**{f"file{n}": SimpleUploadedFile(f"{n}.pdf", bytes(900)) for n in range(3)})

    refused = _examined(request.FILES["file2"])

    assert (refused.code, refused.params) == ("too_much_at_once", {"name": "2.pdf", "size": 900, "limit": 2000})
    assert len(_parts(folder)) == 2
    request.close()
    assert _parts(folder) == []


def test_full_disk_is_told_and_leaves_nothing(folder: Path) -> None:
    arrived = ArrivedFile("แผน.pdf", cap=1_000_000)
    with Path("/dev/full").open("wb", buffering=0) as full:
        arrived._part_file = full
        arrived.add(b"12345")
    arrived.add(b"67")
    arrived.finish()

    refused = _examined(arrived)

    assert (refused.code, refused.params) == ("not_stored", {"name": "แผน.pdf", "size": 7, "limit": 1_000_000})
    assert _parts(folder) == []


class _CutLine(io.RawIOBase):
    """A body whose line is cut after its first bytes: with an error, or with an end that comes too early."""

    def __init__(self, data: bytes, *, error: bool) -> None:
        self._chunks: Iterator[bytes] = iter([data])
        self._error = error

    def read(self, size: int = -1) -> bytes:
        for chunk in self._chunks:
            return chunk[:size] if size >= 0 else chunk
        if self._error:
            raise ConnectionResetError
        return b""


def _cut_request(*, error: bool) -> WSGIRequest:
    whole = _request(file=SimpleUploadedFile("แผน.pdf", bytes(500_000)))
    environ: dict[str, Any] = dict(whole.environ)
    environ["wsgi.input"] = _CutLine(whole.body[:200_000], error=error)
    return WSGIRequest(environ)


def test_line_that_is_cut_with_an_error_leaves_nothing(folder: Path) -> None:
    request = _cut_request(error=True)
    with pytest.raises(UnreadablePostError):
        request.FILES  # noqa: B018
    request.close()
    del request
    gc.collect()

    assert _parts(folder) == []


def test_line_that_ends_early_leaves_nothing(folder: Path) -> None:
    request = _cut_request(error=False)

    assert list(request.FILES) == []
    assert _parts(folder) == []


def test_empty_upload_is_told(folder: Path) -> None:
    request = _request(file=SimpleUploadedFile("ว่าง.pdf", b""))

    assert _examined(request.FILES["file"]).code == "empty"
    request.close()
    assert _parts(folder) == []


def test_limit_of_the_place_counts_below_the_cap(folder: Path) -> None:
    with intake.arrive("แผน.pdf", [bytes(2000)]) as arrived:
        refused = _examined(arrived, max_bytes=1999)

    assert refused.params == {"name": "แผน.pdf", "size": 2000, "limit": 1999}


def test_upload_of_another_handler_is_streamed_too(folder: Path) -> None:
    data = good.pdf(1)
    with intake.arrived_from(SimpleUploadedFile("แผน.pdf", data)) as arrived:
        assert intake.examine(arrived, allowed_types=("pdf",), max_bytes=10_000).pages == 1
    assert _parts(folder) == []


def test_part_of_a_killed_process_is_swept(folder: Path) -> None:
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "import django\n"
        "from django.conf import settings\n"
        f"settings.configure(RANGWAN_FILES_DIR=Path({str(folder)!r}))\n"
        "from rangwan.files.intake import ArrivedFile\n"
        "file = ArrivedFile('a.pdf', cap=10**9)\n"
        "file.add(bytes(500_000))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=False, timeout=60)
    assert ended.returncode == -9
    assert len(_parts(folder)) == 1
    when = _parts(folder)[0].stat().st_mtime

    assert intake.sweep(dt.datetime.fromtimestamp(when - 1, dt.UTC)) == 0
    assert intake.sweep(dt.datetime.fromtimestamp(when + 1, dt.UTC)) == 1
    assert _parts(folder) == []


def test_memory_does_not_grow_with_the_file(folder: Path) -> None:
    chunk = bytes(256 * 1024)
    tracemalloc.start()
    with intake.arrive("ใหญ่.pdf", (chunk for _ in range(160))) as arrived:  # 40 MB
        assert arrived.received == 160 * len(chunk)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 2_000_000
