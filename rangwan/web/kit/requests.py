"""The request as our middleware and a face's door leave it, for typing views."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest

from rangwan.kernel.text import storable


class Request(HttpRequest):
    """A request with the time at which the server received it (aware, UTC) and the language of the answer."""

    received_at: dt.datetime
    LANGUAGE_CODE: str


class SignedIn(Request):
    """A request of somebody who is signed in: the face's door has seen to it."""

    is_let_in: bool  # set by a door that asks for more than signing in
    user: Any  # a Person


def require_storable(request: HttpRequest) -> None:
    """Raise Http404 for an address with characters that no id has: PostgreSQL fails even when asked for a NUL."""
    if storable(request.path_info) != request.path_info:
        raise Http404
