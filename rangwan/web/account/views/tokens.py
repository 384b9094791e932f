"""Tokens for the API: made, shown once, revoked."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rangwan.accounts import actions, queries
from rangwan.accounts.rules import LIMITS, Refused
from rangwan.web.account.door import Typed, door, typed_in, verified
from rangwan.web.kit.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
@door
@verified
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # a token opens what a password does
def index(request: SignedIn) -> HttpResponseBase:
    """List the living tokens; make a new one and show its secret on this very answer, never again."""
    typed, secret = Typed(), ""
    if request.method == "POST":
        typed = typed_in(request, "label")
        try:
            secret = actions.make_token(
                person=request.user, label=typed.values["label"], acting=request.user, now=request.received_at
            )
        except Refused as refused:
            typed.refuse(refused)
        else:
            typed = Typed()
    context = {
        "tokens": queries.tokens_of(request.user),
        "secret": secret,
        "typed": typed,
        "has_errors": bool(typed.errors),
        "limits": LIMITS,
    }
    return render(request, "account_face/tokens.html", context, status=422 if typed.errors else 200)


@require_POST
@door
def revoke(request: SignedIn, token_id: str) -> HttpResponseBase:
    """Make one of one's own tokens useless."""
    actions.revoke_token(token_id=token_id, acting=request.user, now=request.received_at)
    messages.success(request, _("The token was revoked."))
    return redirect("account:tokens")
