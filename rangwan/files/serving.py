"""Gives a file back so that it can do no harm: as a download, or shown where browsers show it safely.

Who may have it is decided by the caller, who knows what the file is attached to.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from rangwan.files.kinds import KINDS
from rangwan.files.names import content_disposition, download_name
from rangwan.files.queries import pdf_of, picture_of
from rangwan.files.refusal import BeingChecked, Refused
from rangwan.files.storage import storage

log = logging.getLogger(__name__)

_RANGE = re.compile(r"bytes=([0-9]*)-([0-9]*)")
_MOST_DIGITS = 18  # of a place in a file; Python refuses to read thousands of digits


class Servable(Protocol):
    """What serving needs to know of a file; a StoredFile has it."""

    @property
    def original_name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def refusal_code(self) -> str: ...
    @property
    def refusal_params(self) -> Mapping[str, Any]: ...
    @property
    def storage_key(self) -> str: ...


def serve(stored: Servable, *, request: HttpRequest, inline: bool = False) -> HttpResponseBase:
    """Return the file: whole (200), one range of it (206), or the word that the reader has it already (304).

    `inline` shows it in the browser, for kinds that browsers show safely (pdf, jpg, png); all others are downloads.
    Raises Refused for a file that a check refused after it had come, BeingChecked for one that still waits for it,
    Http404 where the storage has lost it.
    """
    require_clean(stored)
    try:
        size = storage().size(stored.storage_key)
    except FileNotFoundError:
        log.exception("the file of %s is not in the storage", stored.storage_key)
        raise Http404 from None
    etag = f'"{stored.sha256}"'
    response = _body(stored, request, size, etag)
    kind = KINDS.get(stored.type)
    shown = inline and kind is not None and kind.viewable
    ancestors = "'self'" if shown else "'none'"  # a judge's page may show a PDF beside the marks
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Disposition"] = content_disposition(
        download_name(stored.original_name, stored.type), inline=shown
    )
    _guard(response, ancestors, shown=shown)
    return response


def serve_picture(stored: Any, number: int, *, request: HttpRequest) -> HttpResponseBase:
    """Return the picture of one page of a stored file. Raises as `serve` does, Http404 where there is no such page."""
    require_clean(stored)
    key, stem = picture_of(stored, number), PurePosixPath(stored.original_name).stem
    return _serve_made(key, request=request, name=f"{stem} {number}.webp", media_type="image/webp")


def serve_pdf(stored: Any, *, request: HttpRequest) -> HttpResponseBase:
    """Return the PDF that was made of a stored file, or the file itself where it is one. Raises as `serve_picture`."""
    if stored.type == "pdf":
        return serve(stored, request=request, inline=True)
    require_clean(stored)
    key, stem = pdf_of(stored), PurePosixPath(stored.original_name).stem
    return _serve_made(key, request=request, name=f"{stem}.pdf", media_type="application/pdf")


def _serve_made(key: str, *, request: HttpRequest, name: str, media_type: str) -> HttpResponseBase:
    """Return what was made of a file. The browser may keep it, and asks each time whether it still may be seen."""
    if not key:
        raise Http404
    etag = f'"{key}"'
    if etag in _marks(request):
        response: HttpResponseBase = HttpResponse(status=304)
    else:
        try:
            size = storage().size(key)
        except FileNotFoundError:
            log.exception("what was made of a file is not in the storage")
            raise Http404 from None
        response = StreamingHttpResponse(storage().read(key), content_type=media_type)
        response.headers["Content-Length"] = str(size)
        response.headers["Content-Disposition"] = content_disposition(name, inline=True)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    _guard(response, "'self'", shown=True)
    return response


def _guard(response: HttpResponseBase, ancestors: str, *, shown: bool) -> None:
    """Set what keeps a stranger's file from doing anything in a browser but being looked at."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = f"sandbox; default-src 'none'; frame-ancestors {ancestors}"
    response.headers["X-Frame-Options"] = "SAMEORIGIN" if shown else "DENY"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _marks(request: HttpRequest) -> list[str]:
    return [mark.strip() for mark in request.headers.get("If-None-Match", "").split(",")]


def require_clean(stored: Servable) -> None:
    """Go on only with a file that may be read. Raises BeingChecked, Refused."""
    if stored.status == "refused":
        raise Refused(stored.refusal_code, dict(stored.refusal_params))
    if stored.status != "clean":
        raise BeingChecked(stored.original_name)


def _body(stored: Servable, request: HttpRequest, size: int, etag: str) -> HttpResponseBase:
    if etag in _marks(request):
        return HttpResponse(status=304)
    start, end = 0, size
    status = 200
    if request.headers.get("If-Range", etag) == etag:
        wanted = _range(request.headers.get("Range", ""), size)
        if wanted == ():
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        if wanted:
            (start, end), status = wanted, 206
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(status=status, content_type=stored.media_type)
    else:
        chunks = storage().read(stored.storage_key, start, end - start)
        response = StreamingHttpResponse(chunks, status=status, content_type=stored.media_type)
    response.headers["Content-Length"] = str(end - start)
    if status == 206:
        response.headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return response


def _range(header: str, size: int) -> tuple[int, int] | tuple[()] | None:
    """Return begin and end (exclusive); () where nothing lies there; None to send all (no range, or not one)."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:  # the last n bytes
        length = min(_place(match[2]), size)
        return (size - length, size) if length else ()
    start = _place(match[1])
    if match[2] and _place(match[2]) < start:
        return None
    end = min(_place(match[2]) + 1, size) if match[2] else size
    return (start, end) if start < size else ()


def _place(digits: str) -> int:
    return int(digits) if len(digits) <= _MOST_DIGITS else 10**_MOST_DIGITS
