"""The closing beside what is published for all: later for one organisation, the grace period, the reminders."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rangwan.accounts.queries import NoSuchOrganisation, organisation_by_id, search_organisations
from rangwan.entries.queries import reminding
from rangwan.entries.wording.closing import reminded, reminder_name
from rangwan.kernel.text import arabic_digits, storable
from rangwan.programmes import actions
from rangwan.programmes.permissions import STAFF, Role
from rangwan.programmes.queries import closing_for
from rangwan.programmes.queries.calendar import extensions_of
from rangwan.programmes.wording import explain
from rangwan.web.office import closings
from rangwan.web.office.door import Office, OfficeRequest, door, page, refused

_MOST = 20


@require_http_methods(["GET", "HEAD", "POST"])
@door(*STAFF)
def extensions(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List later closings of single organisations; the organiser finds an organisation and gives it one."""
    chosen = storable(request.POST.get("organisation", request.GET.get("organisation", "")))
    if chosen and office.may_organise:
        return _extend(request, office, chosen)
    search = storable(request.GET.get("q", "")).strip()[:200]
    context = {
        "extensions": extensions_of(office.edition),
        "running": office.edition.state == "running",
        "q": search,
        "found": search_organisations(search, limit=_MOST) if search and office.may_organise else [],
    }
    return page(request, office, "extensions", context)


def _extend(request: OfficeRequest, office: Office, chosen: str) -> HttpResponseBase:
    try:
        organisation = organisation_by_id(chosen, seen_by=request.user)
    except NoSuchOrganisation:
        raise Http404 from None
    typed = closings.typed_in(request.POST) if request.method == "POST" else closings.Typed()
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        closes_at = typed.closes_at()
        if closes_at is not None:
            try:
                actions.extend_for_organisation(
                    edition=office.edition, organisation=organisation, closes_at=closes_at, reason=reason,
                    acting=request.user, now=request.received_at,
                )  # fmt: skip
            except actions.UnableToChangeCalendar as unable:
                if unable.code == "decided":
                    return refused(request, office, explain("decided"))
                typed.errors["reason" if unable.code == "reason" else "day"] = str(explain(unable.code))
            else:
                messages.success(request, _("The later closing holds from now on. The organisation gets a mail."))
                return redirect("office:extensions", office.edition.slug)
    context = {
        "organisation": organisation,
        "closes_at": closing_for(office.edition, organisation),
        "typed": typed,
        "reason": reason,
        "problems": typed.problems,
    }
    return page(request, office, "extend", context, status=422 if typed.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Role.ORGANISER)
def grace(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Set for how long after the closing a page that was open is accepted; it is published."""
    minutes = request.POST.get("minutes", str(office.edition.grace_seconds // 60))
    reason = request.POST.get("reason", "")
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = arabic_digits(minutes).strip()
        try:
            actions.set_grace(
                edition=office.edition, reason=reason, acting=request.user, now=request.received_at,
                minutes=int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else -1,
            )  # fmt: skip
        except actions.UnableToChangeCalendar as unable:
            if unable.code in ("decided", "closed"):
                return refused(request, office, explain(unable.code))
            errors["reason" if unable.code == "reason" else "minutes"] = str(explain(unable.code))
        else:
            messages.success(request, _("The grace period is set and published."))
            return redirect("office:settings", office.edition.slug)
    context = {
        "minutes": minutes,
        "reason": reason,
        "errors": errors,
        "problems": [{"message": words, "id": name} for name, words in errors.items()],
    }
    return page(request, office, "grace", context, status=422 if errors else 200)


@require_safe
@door(*STAFF)
def reminders(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Show which reminders went out, which will and when, and whom they would reach today."""
    now: dt.datetime = request.received_at
    planned = reminding.reminders_planned(office.edition, now)
    context: dict[str, Any] = {
        "sent": [
            {"round": each, "name": reminder_name(each.kind)} for each in reminding.reminders_sent(office.edition)
        ],
        "planned": planned,
        "today": reminded(reminding.reminded_today(office.edition)) if planned else [],
    }
    return page(request, office, "reminders", context)
