"""Files in pieces, for the page's own script: tus 1.0 under the session. Every refusal is worded, as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.queries import UploadItem
from rangwan.files import tus
from rangwan.files.messages import refusal_message, upload_message
from rangwan.files.refusal import Refused, UploadRefused
from rangwan.web.entrant.door import NOBODYS_BUSINESS, NOT_AS_IT_STANDS, TOO_LATE, door
from rangwan.web.kit.requests import SignedIn

View = Callable[..., HttpResponse]


def _spoken(view: View) -> Callable[..., HttpResponseBase]:
    """Return the view behind the door, answering in JSON and with the headers of tus whatever happens."""

    @door
    def inside(request: SignedIn, /, **places: str) -> HttpResponse:
        try:
            return view(request, **places)
        except (
            UploadRefused,
            Refused,
            actions.FileNotWanted,
            *NOBODYS_BUSINESS,
            *TOO_LATE,
            *NOT_AS_IT_STANDS,
        ) as error:
            return _refusal(error)

    def answered(request: HttpRequest, **places: str) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return tus.options()
        if not request.user.is_authenticated:
            return tus.spoken(_said(401, _("You have been signed out. What has come of the file is kept.")))
        return tus.spoken(inside(request, **places))

    return answered


def _refusal(error: Exception) -> HttpResponse:
    match error:
        case UploadRefused():
            return tus.refused(_said(error.status, upload_message(error), error.code), error)
        case Refused():
            status = {"too_large": 413, "not_stored": 507}.get(error.code, 422)
            return _said(status, refusal_message(error.code, error.params), error.code)
        case _ if isinstance(error, NOBODYS_BUSINESS):
            return _said(404, _("There is no such entry, or it is not yours to change."))
        case _ if isinstance(error, TOO_LATE):
            return _said(403, wording.explain(error), "too_late")
        case actions.FileNotWanted():
            return _said(422, wording.explain(error), error.code)
        case _:
            return _said(409, wording.explain(error))


def _said(status: int, message: str, code: str = "") -> JsonResponse:
    return JsonResponse({"message": message, "code": code}, status=status)


@_spoken
def uploads(request: SignedIn, entry: str) -> HttpResponse:
    """Begin a file for a slot of the entry."""
    item = queries.entrant_entry(request.user, entry)
    if request.method != "POST":
        return _not_known("POST")
    begun = actions.begin_upload(entry=item, asked=tus.creation(request), acting=request.user, now=request.received_at)
    address = reverse("entrant:upload", args=[item.id, begun.id])
    return tus.begun(JsonResponse(_as_json(begun), status=201), begun, address)


@_spoken
def upload(request: SignedIn, entry: str, upload_id: str) -> HttpResponse:
    """Say how far a file has come (and what became of it), take its next bytes, or give it up."""
    person, now = request.user, request.received_at
    item = queries.entrant_entry(person, entry)
    match tus.method_of(request):
        case "GET" | "HEAD":
            found = actions.upload_as_it_stands(entry=item, upload_id=upload_id, acting=person, now=now)
            return tus.told(JsonResponse(_as_json(found)), found)
        case "PATCH":
            piece = tus.piece(request)
            return tus.continued(
                actions.continue_upload(entry=item, upload_id=upload_id, piece=piece, acting=person, now=now)
            )
        case "DELETE":
            actions.drop_upload(entry=item, upload_id=upload_id, acting=person)
            return tus.dropped()
        case _:
            return _not_known("GET, HEAD, PATCH, DELETE")


def _not_known(methods: str) -> HttpResponse:
    response = _said(405, _("This address does not know this method."))
    response.headers["Allow"] = f"{methods}, OPTIONS"
    return response


def _as_json(item: UploadItem) -> dict[str, Any]:
    said = refusal_message(item.refusal_code, item.refusal_params or {}) if item.refusal_code else ""
    return {
        "state": item.state, "name": item.name, "received": item.received, "length": item.length, "message": said,
    }  # fmt: skip
