"""Files go out as they came in, and can do no harm on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from rangwan.accounts.models import Person
from rangwan.files.actions import receive_file
from rangwan.files.models import StoredFile
from rangwan.files.refusal import Refused
from rangwan.files.serving import serve
from rangwan.files.storage import storage
from tests.builders import NOW
from tests.hostile.files import good

PDF = good.pdf(2)


@pytest.fixture
def stored(folder: Path, somchai: Person) -> StoredFile:
    """A PDF with a Thai name."""
    return receive_file(
        upload=SimpleUploadedFile("แผน.pdf", PDF), allowed_types=("pdf",), max_bytes=10**6, acting=somchai, now=NOW
    )


def _serve(
    stored: StoredFile, *, inline: bool = False, method: str = "GET", headers: dict[str, str] | None = None
) -> HttpResponseBase:
    return serve(stored, inline=inline, request=RequestFactory().generic(method, "/", headers=headers))


def _body(response: HttpResponseBase) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        return response.getvalue()
    assert isinstance(response, HttpResponse)
    return response.content


def test_download_has_every_header_that_keeps_it_harmless(stored: StoredFile) -> None:
    response = _serve(stored)

    assert (response.status_code, _body(response)) == (200, PDF)
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": "attachment; filename=\"file.pdf\"; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf",
        "ETag": f'"{stored.sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def test_pdf_is_shown_where_asked_for_in_our_own_frames_only(stored: StoredFile) -> None:
    headers = _serve(stored, inline=True).headers

    assert headers["Content-Disposition"].split(";")[0] == "inline"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'self'"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_presentation_is_never_shown_inline(stored: StoredFile) -> None:
    stored.type = "pptx"

    assert _serve(stored, inline=True).headers["Content-Disposition"].split(";")[0] == "attachment"


@pytest.mark.parametrize(
    ("wanted", "status", "body", "content_range"),
    [
        ("bytes=0-9", 206, PDF[:10], f"bytes 0-9/{len(PDF)}"),
        ("bytes=10-", 206, PDF[10:], f"bytes 10-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-5", 206, PDF[-5:], f"bytes {len(PDF) - 5}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=0-99999999", 206, PDF, f"bytes 0-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-99999999", 206, PDF, f"bytes 0-{len(PDF) - 1}/{len(PDF)}"),
        (f"bytes={len(PDF)}-", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=0-" + "9" * 5000, 206, PDF, f"bytes 0-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-" + "9" * 5000, 206, PDF, f"bytes 0-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=" + "9" * 5000 + "-", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=-0", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=9-0", 200, PDF, None),
        ("bytes=0-1,3-4", 200, PDF, None),
        ("bytes=-", 200, PDF, None),
        ("bytes=๑-๒", 200, PDF, None),
        ("lines=0-1", 200, PDF, None),
    ],
)
def test_ranges(stored: StoredFile, wanted: str, status: int, body: bytes, content_range: str | None) -> None:
    response = _serve(stored, headers={"Range": wanted})

    assert (response.status_code, _body(response), response.headers.get("Content-Range")) == (
        status,
        body,
        content_range,
    )


def test_range_of_another_version_is_sent_whole(stored: StoredFile) -> None:
    response = _serve(stored, headers={"Range": "bytes=0-9", "If-Range": '"older"'})

    assert (response.status_code, _body(response)) == (200, PDF)


def test_reader_who_has_it_is_told_so(stored: StoredFile) -> None:
    response = _serve(stored, headers={"If-None-Match": f'"other", "{stored.sha256}"'})

    assert (response.status_code, _body(response)) == (304, b"")


def test_head_sends_the_length_alone(stored: StoredFile) -> None:
    response = _serve(stored, method="HEAD")

    assert (response.status_code, response.headers["Content-Length"], _body(response)) == (200, str(len(PDF)), b"")


def test_file_that_a_check_refused_later_is_not_given_out(stored: StoredFile) -> None:
    stored.status, stored.refusal_code, stored.refusal_params = "refused", "macros", {"name": "แผน.pdf", "kind": "pdf"}

    with pytest.raises(Refused) as caught:
        _serve(stored)

    assert (caught.value.code, caught.value.params) == ("macros", {"name": "แผน.pdf", "kind": "pdf"})


def test_file_that_the_storage_lost_is_not_found(stored: StoredFile) -> None:
    storage().remove(stored.storage_key)

    with pytest.raises(Http404):
        _serve(stored)
