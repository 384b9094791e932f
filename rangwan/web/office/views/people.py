"""Who holds which role in an edition."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rangwan.accounts.permissions import may_decide_claims
from rangwan.accounts.queries import claims_waiting, person_by_email, requested_organisations
from rangwan.programmes import actions
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import appointment_in, appointments_in
from rangwan.programmes.wording import ROLES
from rangwan.web.office.door import Office, OfficeRequest, door, page, refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@door(Role.ORGANISER)
def people(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List the appointed; a POST appoints somebody who has an account."""
    typed: dict[str, str] = {}
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = {name: request.POST.get(name, "").strip() for name in ("email", "role")}
        errors = _appoint(request, office, typed)
        if not errors:
            return redirect("office:people", office.edition.slug)
    appointments = appointments_in(office.edition)
    decides = may_decide_claims(request.user)
    groups: list[dict[str, Any]] = [
        {"role": role, "name": name, "appointments": [each for each in appointments if each.role == role]}
        for role, name in ROLES.items()
    ]
    context = {
        "groups": groups,
        "roles": [{"key": role, "label": name} for role, name in ROLES.items()],
        "typed": typed,
        "errors": errors,
        "problems": [{"message": words, "id": name} for name, words in errors.items()],
        "decides": decides,
        "claims": claims_waiting(decided_by=request.user) if decides else [],
        "requested": requested_organisations() if decides else [],
    }
    return page(request, office, "people", context, status=422 if errors else 200)


def _appoint(request: OfficeRequest, office: Office, typed: dict[str, str]) -> dict[str, str]:
    person = person_by_email(typed["email"]) if typed["email"] else None
    errors = {}
    if person is None:
        errors["email"] = _(
            "Nobody has an account with this address. The person signs up first, then you appoint them."
        )
    if typed["role"] not in ROLES:
        errors["role"] = _("Choose a role.")
    if person is None or errors:
        return errors
    role = Role(typed["role"])
    actions.appoint(person=person, edition=office.edition, role=role, acting=request.user, now=request.received_at)
    said = _("%(name)s: %(role)s") % {"name": person.name or person.email, "role": ROLES[role]}
    messages.success(request, said)
    return {}


@get_or_post
@door(Role.ORGANISER)
def dismiss(request: OfficeRequest, office: Office, appointment: str) -> HttpResponseBase:
    """Ask once more, and end a role."""
    found = appointment_in(office.edition, appointment)
    if request.method != "POST":
        return page(request, office, "dismiss", {"appointment": found, "role": ROLES[Role(found.role)]})
    try:
        actions.dismiss(appointment=found, acting=request.user, now=request.received_at)
    except actions.UnableToDismiss:
        return refused(request, office, _("This is the last organiser of the edition. Appoint another one first."))
    messages.success(request, _("The role has ended."))
    if found.person_id == request.user.pk:
        return redirect("office:home")
    return redirect("office:people", office.edition.slug)
