"""The door of this face: who may come in, and what is answered when an action refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from rangwan.accounts.queries import NoSuchOrganisation, has_verified_email
from rangwan.entries import actions, wording
from rangwan.entries.queries import NoSuchEntry, NoSuchRevision
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.programmes.queries import NoSuchEdition
from rangwan.programmes.queries.advice import NoSuchEnquiry
from rangwan.screening.queries import NoSuchClarification
from rangwan.web.kit.requests import SignedIn, require_storable

P = ParamSpec("P")

NOBODYS_BUSINESS = (
    NoSuchEntry, NoSuchRevision, NoSuchEdition, NoSuchOrganisation, NoSuchEnquiry, NoSuchClarification,
    actions.NotAllowed,
)  # fmt: skip
TOO_LATE = (actions.DeadlinePassed, actions.NotOpenYet)
NOT_AS_IT_STANDS = (actions.Frozen, actions.NotTheParts, actions.UnableToMove)


@dataclass(frozen=True)
class Typed:
    """Something that was typed and could not be kept, to be shown so that it can be copied."""

    label: Any
    text: str


_SIGNED_OUT = _("You have been signed out. What you typed is kept in this browser; sign in again to save it.")

View = Callable[Concatenate[SignedIn, P], HttpResponseBase]


def door(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who is signed in with a verified address, and answer what actions and queries refuse.

    What is somebody else's does not exist here: 404.
    """

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        require_storable(request)
        if not request.user.is_authenticated:
            if wants_json(request):
                return JsonResponse({"message": str(_SIGNED_OUT)}, status=401)
            return redirect_to_login(request.get_full_path())
        if not has_verified_email(request.user):
            return render(request, "entrant/verify.html", status=403)
        entrant = cast(SignedIn, request)
        entrant.is_let_in = True
        try:
            response = view(entrant, *args, **kwargs)
        except NOBODYS_BUSINESS as absent:
            raise Http404 from absent
        except TOO_LATE as late:
            response = refused(entrant, late, str(kwargs.get("entry", "")))
        except NOT_AS_IT_STANDS as error:
            response = elsewhere(entrant, error, str(kwargs["entry"]))
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    update_wrapper(guarded, view)
    return guarded


def refused(request: SignedIn, error: Exception, entry_id: str, typed: Sequence[Typed] = ()) -> HttpResponse:
    """Say why nothing was saved, and show what was typed; to the autosave, in JSON."""
    status = 403 if isinstance(error, TOO_LATE) else 409
    if is_autosave(request):
        return JsonResponse({"message": wording.explain(error)}, status=status)
    context = {
        "error": wording.explain(error),
        "too_late": isinstance(error, TOO_LATE),
        "typed": typed,
        "entry_id": entry_id,
        "received_at": request.received_at,
        "has_errors": True,
    }
    return render(request, "entrant/refused.html", context, status=status)


def elsewhere(request: SignedIn, error: Exception, entry_id: str) -> HttpResponse:
    """Lead to where the entry stands, with a word about why not here (back button, second tab)."""
    messages.warning(request, wording.explain(error))
    return redirect("entrant:entry", entry=entry_id)


def is_autosave(request: HttpRequest) -> bool:
    """Say whether the page saved by itself while somebody was typing."""
    return request.headers.get("X-Autosave") == "1"


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script of the page asks, which can do nothing with another page."""
    return is_autosave(request) or request.headers.get("Accept") == "application/json"


def clock_time(when: dt.datetime) -> str:
    """Return the time of day in Bangkok, as autosave shows it: 14.03."""
    return when.astimezone(BANGKOK).strftime("%H.%M")
