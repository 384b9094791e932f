"""Presence: a page that is open says so, and hears who else is there."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from rangwan.entries import actions, queries
from rangwan.web.entrant import together
from rangwan.web.entrant.door import door
from rangwan.web.kit.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
@door
def presence(request: SignedIn, entry: str) -> HttpResponse:
    """Note that a page of the entry is open (POST), and say who else is there.

    The answer names the person and gives the form's token: after signing in again, an open page can go on by it.
    """
    item = queries.entrant_entry(request.user, entry)
    asked = request.POST if request.method == "POST" else request.GET
    section = asked.get("section", "")
    if section not in queries.open_parts(item, request.user, request.received_at):
        section = ""
    if request.method == "POST":
        people = actions.note_presence(entry=item, section=section, acting=request.user, now=request.received_at)
    else:
        people = queries.present_in(item, request.received_at)
    company = together.company_of(item, request.user, section, people)
    return JsonResponse(
        {
            "html": render_to_string("entrant/_presence.html", {"company": company}) if not company.is_empty else "",
            "held": company.held,
            "person": str(request.user.pk),
            "token": get_token(request),
        }
    )
