"""The door of this face: who may come in, where they may be sent on to, and how a refusal is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import update_wrapper
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from rangwan.accounts import messages
from rangwan.accounts.permissions import NotAllowed
from rangwan.accounts.queries import NoSuchMembership, NoSuchOrganisation, has_verified_email
from rangwan.accounts.rules import Refused
from rangwan.web.account import wording
from rangwan.web.kit.requests import SignedIn, require_storable

P = ParamSpec("P")


View = Callable[Concatenate[SignedIn, P], HttpResponseBase]


def door(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who is signed in; what is not theirs does not exist here: 404."""

    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        require_storable(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            response = view(cast(SignedIn, request), *args, **kwargs)
        except (NotAllowed, NoSuchMembership, NoSuchOrganisation) as absent:
            raise Http404 from absent
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    update_wrapper(guarded, view)
    return guarded


def verified(view: View[P]) -> View[P]:
    """Let in whose address is verified; others are told to do that first."""

    def guarded(request: SignedIn, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not has_verified_email(request.user):
            return redirect("account_email")
        return view(request, *args, **kwargs)

    update_wrapper(guarded, view)
    return guarded


def safe_next(request: HttpRequest) -> str:
    """Return the address to go on to, if it is one of this site; else ""."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if ours and wanted.startswith("/") else ""


@dataclass
class Typed:
    """What was typed into a form of ours, and what is wrong with it, by field."""

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    def refuse(self, refused: Refused) -> None:
        """Note what an action refused."""
        self.errors[refused.field] = messages.message(refused)

    @property
    def problems(self) -> list[dict[str, str]]:
        """The problems for the error summary."""
        return [{"message": wording.in_summary(name, text), "id": name} for name, text in self.errors.items()]


def typed_in(request: HttpRequest, *names: str) -> Typed:
    """Return what was posted under these names."""
    return Typed(values={name: request.POST.get(name, "") for name in names})
