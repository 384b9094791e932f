"""tus 1.0 between a request and an action: reads what a client asks for, and writes the headers of the answer.

Who may send what, and where a file goes, is the business of the door that calls this and of the action behind it.
"""

from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from rangwan.files import protocol
from rangwan.files.protocol import Creation, Piece
from rangwan.files.queries import UploadItem
from rangwan.files.refusal import UploadRefused
from rangwan.kernel.text import storable

Answer = TypeVar("Answer", bound=HttpResponseBase)


def method_of(request: HttpRequest) -> str:
    """Return the method that is meant: a POST may stand for what a proxy on the way does not let through."""
    meant = request.headers.get("X-HTTP-Method-Override", "").strip().upper()
    return meant if request.method == "POST" and meant in ("PATCH", "DELETE") else request.method or ""


def creation(request: HttpRequest) -> Creation:
    """Return what a client wants to begin. Raises UploadRefused."""
    headers = request.headers
    protocol.require_version(headers.get("Tus-Resumable"))
    if "Upload-Defer-Length" in headers or "Upload-Concat" in headers:
        raise UploadRefused("deferred")
    length = protocol.count("Upload-Length", headers.get("Upload-Length"))
    said = {key: storable(text) for key, text in protocol.metadata(headers.get("Upload-Metadata", "")).items()}
    has_bytes = request.content_type == protocol.MEDIA_TYPE and headers.get("Content-Length", "0") != "0"
    return Creation(length, said, _bytes_of(request, 0) if has_bytes else None)


def piece(request: HttpRequest) -> Piece:
    """Return the bytes that a PATCH brings, none of them read yet. Raises UploadRefused."""
    protocol.require_version(request.headers.get("Tus-Resumable"))
    if request.content_type != protocol.MEDIA_TYPE:
        raise UploadRefused("media_type")
    return _bytes_of(request, protocol.count("Upload-Offset", request.headers.get("Upload-Offset")))


def _bytes_of(request: HttpRequest, offset: int) -> Piece:
    if not request.headers.get("Content-Length"):
        raise UploadRefused("no_length")
    size = protocol.count("Content-Length", request.headers["Content-Length"])
    checksum = protocol.checksum(request.headers.get("Upload-Checksum"))
    # Straight from the server, piece by piece: request.body would hold all of it.
    return Piece(offset, size, request.read, checksum)


def begun(response: HttpResponse, upload: UploadItem, address: str) -> HttpResponse:
    """Put on the answer to a creation where the bytes go."""
    response = _about(response, upload)
    response.headers["Location"] = address
    return response


def continued(upload: UploadItem) -> HttpResponse:
    """Answer a PATCH."""
    return _about(_empty(), upload)


def dropped() -> HttpResponse:
    """Answer a DELETE."""
    return spoken(_empty())


def told(response: HttpResponse, upload: UploadItem) -> HttpResponse:
    """Put how far the upload has come on an answer to GET, and so to HEAD."""
    response = _about(response, upload)
    response.headers["Upload-Length"] = str(upload.length)
    return response


def options() -> HttpResponse:
    """Answer OPTIONS: what this server can do."""
    response = spoken(_empty())
    response.headers["Tus-Extension"] = ",".join(protocol.EXTENSIONS)
    response.headers["Tus-Checksum-Algorithm"] = ",".join(protocol.ALGORITHMS)
    response.headers["Tus-Max-Size"] = str(settings.RANGWAN_MAX_UPLOAD_BYTES)
    return response


def refused(response: HttpResponse, error: UploadRefused) -> HttpResponse:
    """Put on the worded answer of a door what a client reads of it."""
    if "received" in error.params:
        response.headers["Upload-Offset"] = str(error.params["received"])
    if error.code == "no_place":
        response.headers["Retry-After"] = "5"
    return spoken(response)


def spoken(response: Answer) -> Answer:
    """Put on any answer what all of them carry."""
    response.headers["Tus-Resumable"] = response.headers["Tus-Version"] = protocol.VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


def _about(response: HttpResponse, upload: UploadItem) -> HttpResponse:
    spoken(response)
    response.headers["Upload-Offset"] = str(upload.received)
    response.headers["Upload-Expires"] = protocol.http_date(upload.expires_at)
    return response


def _empty() -> HttpResponse:
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    return response
