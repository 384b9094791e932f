"""Claims that wait for a decision: for staff of an organiser, and for colleagues whose membership is confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rangwan.accounts import actions, permissions, queries
from rangwan.accounts.rules import LIMITS, Refused, place_text, type_name
from rangwan.kernel.text import Text
from rangwan.web.account.door import door, typed_in
from rangwan.web.kit.requests import SignedIn


@require_safe
@door
def index(request: SignedIn) -> HttpResponseBase:
    """List what this person may decide, the oldest first."""
    staff = permissions.may_decide_claims(request.user)
    context = {
        "claims": queries.claims_waiting(decided_by=request.user),
        "requested": queries.requested_organisations() if staff else [],
        "staff": staff,
    }
    return render(request, "account_face/claims.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def decide(request: SignedIn, membership_id: str) -> HttpResponseBase:
    """Show one claim with what speaks for it; confirm or refuse it."""
    membership = queries.membership_by_id(membership_id)
    if not permissions.may_decide(request.user, membership):
        raise Http404
    typed = typed_in(request, "decision", "note")
    if request.method == "POST":
        try:
            _decision(typed.values["decision"])
            actions.decide_membership(
                membership=membership, confirm=typed.values["decision"] == "yes", note=typed.values["note"],
                acting=request.user, now=request.received_at,
            )  # fmt: skip
        except Refused as refused:
            typed.refuse(refused)
        else:
            messages.success(request, _("Decided. The person is told by mail."))
            return redirect("account:claims")
    context = {
        "membership": membership,
        "type_name": type_name(membership.organisation.type),
        "addresses": queries.verified_addresses(membership.person),
        "colleagues": queries.members_of(membership.organisation),
        "typed": typed,
        "has_errors": bool(typed.errors),
        "limit": LIMITS["note"],
    }
    return render(request, "account_face/decide.html", context, status=422 if typed.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door
def decide_organisation(request: SignedIn, organisation_id: str) -> HttpResponseBase:
    """Show one organisation that was asked for; add it to the list or refuse it."""
    if not permissions.may_decide_claims(request.user):
        raise Http404
    organisation = queries.organisation_by_id(organisation_id, seen_by=request.user)
    typed = typed_in(request, "decision", "note")
    if request.method == "POST":
        try:
            _decision(typed.values["decision"])
            actions.decide_organisation(
                organisation=organisation, agree=typed.values["decision"] == "yes", note=typed.values["note"],
                acting=request.user, now=request.received_at,
            )  # fmt: skip
        except Refused as refused:
            typed.refuse(refused)
        else:
            messages.success(request, _("Decided. The person is told by mail."))
            return redirect("account:claims")
    context = {
        "organisation": organisation,
        "type_name": type_name(organisation.type),
        "similar": [
            row | {"place": place_text(amphoe=Text(**row["amphoe"]), province=Text(**row["province"]))}
            for row in queries.search_organisations(organisation.bare_name, limit=5)
        ],
        "typed": typed,
        "has_errors": bool(typed.errors),
        "limit": LIMITS["note"],
    }
    return render(request, "account_face/decide_organisation.html", context, status=422 if typed.errors else 200)


def _decision(chosen: str) -> None:
    if chosen not in ("yes", "no"):
        raise Refused("decision", "required")
