"""The door of this face: who may come in, and what is answered to who may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from rangwan.entries.queries import NoSuchEntry
from rangwan.judging.queries import NoSuchAssignment
from rangwan.programmes.permissions import NotAllowed
from rangwan.web.kit.requests import SignedIn

P = ParamSpec("P")
View = Callable[Concatenate[SignedIn, P], HttpResponseBase]


def door(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who is signed in; a scoresheet that is not theirs does not exist: 404."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            return view(cast(SignedIn, request), *args, **kwargs)
        except (NoSuchAssignment, NoSuchEntry, NotAllowed) as absent:
            raise Http404 from absent

    update_wrapper(guarded, view)
    return guarded
