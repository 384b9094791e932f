"""An entry whose coordinator has left: the organiser hands it over, on a colleague's request or of their own accord."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rangwan.entries import actions
from rangwan.entries.permissions import may_hand_over
from rangwan.entries.queries import (
    EntryItem,
    HandOverItem,
    hand_over_asked,
    hand_over_request,
    hand_overs_waiting,
    heirs_of,
)
from rangwan.entries.wording import explain
from rangwan.programmes.permissions import Role
from rangwan.web.office.door import Office, OfficeRequest, door, page, refused
from rangwan.web.office.views.entries import entry_in


@require_safe
@door(Role.ORGANISER)
def hand_overs(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List the requests that wait, the oldest first."""
    return page(request, office, "hand_overs", {"requests": hand_overs_waiting(office.edition, request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@door(Role.ORGANISER)
def decide_hand_over(request: OfficeRequest, office: Office, asked: str) -> HttpResponseBase:
    """Show one request with its reason; agree or refuse."""
    found = hand_over_request(request.user, asked)
    if found.entry.edition_id != office.edition.pk:
        raise Http404
    if request.method != "POST":
        return _request_page(request, office, found)
    decision = request.POST.get("decision")
    if decision not in ("yes", "no"):
        return _request_page(request, office, found, actions.TeamRefused("decision", "no_answer"))
    try:
        actions.decide_hand_over(
            request_id=found.id, agree=decision == "yes", note=request.POST.get("note", ""), acting=request.user,
            now=request.received_at,
        )  # fmt: skip
    except actions.Frozen as error:
        return refused(request, office, explain(error))
    except actions.TeamRefused as error:
        return _request_page(request, office, found, error)
    messages.success(request, _("Decided. Everybody concerned is told by mail."))
    return redirect("office:hand_overs", office.edition.slug)


def _request_page(
    request: OfficeRequest, office: Office, found: HandOverItem, error: actions.TeamRefused | None = None
) -> HttpResponse:
    context = {"asked": found, "waits": found.verdict == "asked", "note": request.POST.get("note", "")}
    return page(request, office, "decide_hand_over", context | _wrong(error), status=422 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@door(Role.ORGANISER)
def hand_over(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Hand a received entry over to a confirmed member of its organisation, with a reason."""
    found = entry_in(request, office, entry)
    if not may_hand_over(request.user, found):
        raise Http404
    if request.method != "POST":
        return _page(request, office, found)
    try:
        given = actions.hand_over(
            entry=found, to_id=request.POST.get("person", ""), reason=request.POST.get("reason", ""),
            acting=request.user, now=request.received_at,
        )  # fmt: skip
    except actions.Frozen as error:
        return refused(request, office, explain(error))
    except actions.TeamRefused as error:
        return _page(request, office, found, error)
    messages.success(request, _("%(name)s coordinates the entry now. Both are told by mail.") % {
        "name": given.coordinator
    })  # fmt: skip
    return redirect("office:entry", office.edition.slug, found.id)


def _page(
    request: OfficeRequest, office: Office, found: EntryItem, error: actions.TeamRefused | None = None
) -> HttpResponse:
    context = {
        "entry": found,
        "heirs": [
            {"key": person.id, "label": str(person), "hint": " · ".join(filter(None, (person.position, person.email)))}
            for person in heirs_of(found)
        ],
        "asked": hand_over_asked(found),
        "typed": request.POST,
    }
    return page(request, office, "hand_over", context | _wrong(error), status=422 if error else 200)


def _wrong(error: actions.TeamRefused | None) -> dict[str, Any]:
    if error is None:
        return {"errors": {}, "problems": []}
    words = explain(error)
    return {"errors": {error.field: words}, "problems": [{"message": words, "id": error.field}]}
