"""Files in pieces: tus 1.0 under a bearer token, for large files on slow lines (https://tus.io)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from ninja import Router

from rangwan.api import lists, refusals
from rangwan.api.auth import caller, received_at
from rangwan.api.entries import file_out, written
from rangwan.api.problems import problem
from rangwan.api.shapes.base import Page, in_bangkok
from rangwan.api.shapes.entries import UploadOut
from rangwan.entries import actions, queries
from rangwan.entries.queries import EntryItem as Entry
from rangwan.entries.queries import UploadItem
from rangwan.files import tus
from rangwan.files.messages import both_languages
from rangwan.files.refusal import Refused
from rangwan.kernel.text import Text

router = Router(tags=["entries"])

Operation = Callable[..., HttpResponse]


def _spoken(operation: Operation) -> Operation:
    """Return the operation with the headers of tus on whatever it answers."""

    @wraps(operation)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = operation(request, *args, **kwargs)
        except Refused as refusal:
            if refusal.code != "too_large":
                response = refusals.answer(request, refusal)
            else:
                words = Text(**both_languages(refusal.code, refusal.params))
                response = problem(request, 413, detail=words, code=refusal.code)
        except refusals.KINDS as error:
            response = refusals.answer(request, error)
        return tus.spoken(response)

    return answered


@router.get("/entries/{entry_id}/uploads", response=Page[UploadOut], summary="Uploads under way")
def uploads(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List what the caller has begun to send in pieces and not ended."""
    found = written(request, entry_id)
    under_way = queries.uploads_under_way(caller(request), found, received_at(request))
    return lists.whole([_upload(found, item) for item in under_way])


@router.post("/entries/{entry_id}/uploads", response={201: UploadOut}, summary="Begin a file in pieces (tus)")
@_spoken
def begin_upload(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Announce a file (Upload-Length; Upload-Metadata: filename, kind, question). Location says where its bytes go."""
    found, person = written(request, entry_id), caller(request)
    item = actions.begin_upload(entry=found, asked=tus.creation(request), acting=person, now=received_at(request))
    response = JsonResponse(_upload(found, item), status=201, json_dumps_params={"ensure_ascii": False})
    return tus.begun(response, item, _address(found, item))


@router.get(
    "/entries/{entry_id}/uploads/{upload_id}", response=UploadOut, url_name="upload", summary="How far a file has come"
)
@_spoken
def upload(request: HttpRequest, entry_id: str, upload_id: str) -> HttpResponse:
    """Say how far an upload has come, and what became of it. HEAD gives Upload-Offset alone."""
    found = written(request, entry_id)
    item = actions.upload_as_it_stands(
        entry=found, upload_id=upload_id, acting=caller(request), now=received_at(request)
    )
    return tus.told(JsonResponse(_upload(found, item), json_dumps_params={"ensure_ascii": False}), item)


@router.patch("/entries/{entry_id}/uploads/{upload_id}", response={204: None}, summary="Send the next bytes (tus)")
@_spoken
def continue_upload(request: HttpRequest, entry_id: str, upload_id: str) -> HttpResponse:
    """Take bytes from Upload-Offset on; what came before a line was cut stays. The last one puts the file in."""
    found, person, piece = written(request, entry_id), caller(request), tus.piece(request)
    return tus.continued(
        actions.continue_upload(entry=found, upload_id=upload_id, piece=piece, acting=person, now=received_at(request))
    )


@router.delete("/entries/{entry_id}/uploads/{upload_id}", response={204: None}, summary="Give an upload up (tus)")
@_spoken
def drop_upload(request: HttpRequest, entry_id: str, upload_id: str) -> HttpResponse:
    """Remove what has come of a file that is not complete."""
    actions.drop_upload(entry=written(request, entry_id), upload_id=upload_id, acting=caller(request))
    return tus.dropped()


@router.post("/entries/{entry_id}/uploads/{upload_id}", include_in_schema=False)
@_spoken
def override(request: HttpRequest, entry_id: str, upload_id: str) -> HttpResponse:
    """Do what X-HTTP-Method-Override says, for clients behind a proxy that lets no PATCH through."""
    meant = {"PATCH": continue_upload, "DELETE": drop_upload}.get(tus.method_of(request))
    return meant(request, entry_id, upload_id) if meant else problem(request, 405)


@router.api_operation(["OPTIONS"], "/entries/{entry_id}/uploads", auth=None, include_in_schema=False)
def upload_options(request: HttpRequest, entry_id: str) -> HttpResponse:
    """Say which parts of tus this server knows."""
    return tus.options()


@router.api_operation(["OPTIONS"], "/entries/{entry_id}/uploads/{upload_id}", auth=None, include_in_schema=False)
def one_upload_options(request: HttpRequest, entry_id: str, upload_id: str) -> HttpResponse:
    """Say the same at the address of an upload."""
    return tus.options()


def _upload(found: Entry, item: UploadItem) -> dict[str, Any]:
    file = queries.file_of_upload(found, item)
    words = both_languages(item.refusal_code, item.refusal_params or {}) if item.refusal_code else None
    return {
        "id": item.id, "kind": item.kind, "question": item.question, "name": item.name, "length": item.length,
        "received": item.received, "state": item.state, "expires_at": in_bangkok(item.expires_at),
        "url": _address(found, item), "file": file_out(found.id, file) if file else None,
        "problem": {"key": "file", "code": item.refusal_code, "message": words} if words else None,
    }  # fmt: skip


def _address(found: Entry, item: UploadItem) -> str:
    return reverse("api-1:upload", kwargs={"entry_id": found.id, "upload_id": item.id})
