"""The entry changes hands: the coordinator gives it away, or a colleague asks for it when that one has left."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.permissions import is_coordinator, may_ask_hand_over
from rangwan.entries.queries import EntryItem
from rangwan.web.entrant.door import door
from rangwan.web.entrant.presenter import Said
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit.requests import SignedIn


@door
def hand_over(request: SignedIn, entry: str) -> HttpResponseBase:
    """Hand the entry over (the coordinator), or ask for it (a confirmed colleague)."""
    item = queries.entrant_entry(request.user, entry)
    leads = is_coordinator(request.user, item)
    if not leads and not may_ask_hand_over(request.user, item):
        raise Http404
    if request.method != "POST":
        return _page(request, item)
    try:
        said = _given(request, item) if leads else _asked(request, item)
    except actions.TeamRefused as refused:
        return _page(request, item, refused)
    messages.success(request, said)
    try:
        return redirect("entrant:entry", entry=queries.entrant_entry(request.user, item.id).id)
    except queries.NoSuchEntry:  # given away, and no member of the organisation
        return redirect("entrant:home")


def _given(request: SignedIn, item: EntryItem) -> str:
    post, now = request.POST, request.received_at
    if post.get("request"):
        agree = post.get("decision") == "yes"
        asked = actions.decide_hand_over(
            request_id=post["request"], agree=agree, note=post.get("note", ""), acting=request.user, now=now
        )
        if not agree:
            return _("Refused. %(name)s is told by mail.") % {"name": asked.asked_by}
        return _("%(name)s coordinates the entry now.") % {"name": asked.asked_by}
    given = actions.hand_over(
        entry=item, to_id=post.get("person", ""), reason=post.get("reason", ""), stay=post.get("stay") == "true",
        acting=request.user, now=now,
    )  # fmt: skip
    return _("%(name)s coordinates the entry now.") % {"name": given.coordinator}


def _asked(request: SignedIn, item: EntryItem) -> str:
    reason = request.POST.get("reason", "")
    actions.ask_hand_over(entry=item, reason=reason, acting=request.user, now=request.received_at)
    return _("Your request was received. The coordinator and the organiser are told; one of them answers by mail.")


def _page(request: SignedIn, item: EntryItem, refused: actions.TeamRefused | None = None) -> HttpResponse:
    leads = is_coordinator(request.user, item)
    words = wording.explain(refused) if refused else ""
    waiting = queries.hand_over_asked(item)
    context: dict[str, Any] = {
        "entry": item,
        "heirs": [_choice(person) for person in queries.heirs_of(item)] if leads else [],
        "waiting": waiting,
        "is_my_request": waiting is not None and waiting.asked_by_id == request.user.pk,
        "answered": None if leads else queries.hand_over_answered(item, request.user),
        "typed": request.POST,
        "errors": {refused.field: words} if refused else {},
        "problems": [Said(words, f"#{refused.field}")] if refused else [],
        "has_errors": refused is not None,
        "service": item.edition.name,
        "nav": nav(""),
    }
    template = "entrant/hand_over.html" if leads else "entrant/ask_hand_over.html"
    return render(request, template, context, status=422 if refused else 200)


def _choice(person: Any) -> dict[str, Any]:
    hint = " · ".join(part for part in (person.position, person.email) if part)
    return {"key": person.id, "label": str(person), "hint": hint}
