"""The first page after signing in, the profile, and all about signing in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rangwan.accounts import actions, queries
from rangwan.accounts.permissions import is_organiser_staff
from rangwan.accounts.rules import LIMITS, Refused
from rangwan.programmes.queries import all_roles_of
from rangwan.web.account.door import Typed, door, typed_in
from rangwan.web.kit import languages
from rangwan.web.kit.requests import SignedIn

_OFFICE = {"organiser", "screener", "chair", "auditor"}


@require_safe
@door
def home(request: SignedIn) -> HttpResponseBase:
    """Show what this person can do here, what they said of themselves, and where they belong."""
    roles = all_roles_of(request.user)
    memberships = queries.memberships_of(request.user)
    context = {
        "memberships": memberships,
        "is_entrant": any(membership.standing != "refused" for membership in memberships),
        "is_judge": "judge" in roles,
        "is_office": bool(roles & _OFFICE),
        "is_staff": is_organiser_staff(request.user),
        "claims": queries.claims_waiting_count(decided_by=request.user),
        "verified": queries.has_verified_email(request.user),
        "rows": _said(request.user),
    }
    return render(request, "account_face/home.html", context)


def _said(person: Any) -> list[dict[str, Any]]:
    change = reverse("account:profile")
    return [
        {"label": _("Name and surname"), "value": person.name, "url": f"{change}#name"},
        {"label": _("Position"), "value": person.position, "url": f"{change}#position"},
        {"label": _("Telephone"), "value": person.phone, "url": f"{change}#phone"},
        {"label": _("Language"), "value": languages.NAMES[person.language], "url": f"{change}#language"},
        {"label": _("E-mail address"), "value": person.email, "url": reverse("account_email")},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@door
def profile(request: SignedIn) -> HttpResponseBase:
    """Change name, position, telephone and language."""
    names = ("name", "position", "phone", "language")
    typed = Typed(values={name: getattr(request.user, name) for name in (*names, "reminders")})
    if request.method == "POST":
        typed = typed_in(request, *names)
        typed.values = {**typed.values, "reminders": "reminders" in request.POST}
        try:
            person = actions.update_profile(
                person=request.user, **typed.values, acting=request.user, now=request.received_at
            )
        except Refused as refused:
            typed.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('account:home')}?lang={person.language}")
    context = {
        "typed": typed,
        "has_errors": bool(typed.errors),
        "limits": LIMITS,
        "choices": [{"key": code, "label": name} for code, name in languages.NAMES.items()],
    }
    return render(request, "account_face/profile.html", context, status=422 if typed.errors else 200)


@require_safe
@door
def security(request: SignedIn) -> HttpResponseBase:
    """Lead to addresses, password and two-step sign-in."""
    return render(request, "account_face/security.html", {"addresses": queries.verified_addresses(request.user)})
