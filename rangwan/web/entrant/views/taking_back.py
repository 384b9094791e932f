"""Taking an entry back: to change it before the closing, or out of the award."""

from __future__ import annotations

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.rules import Act, State, may
from rangwan.forms.rules import Problem
from rangwan.web.entrant import deadlines, presenter
from rangwan.web.entrant.door import door, elsewhere
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit.requests import SignedIn


@door
def reopen(request: SignedIn, entry: str) -> HttpResponseBase:
    """Ask first, then make the entry a draft again; it must be sent and confirmed again."""
    item = queries.entrant_entry(request.user, entry)
    if request.method == "POST":
        actions.reopen_entry(entry=item, acting=request.user, now=request.received_at)
        messages.warning(
            request,
            _("The entry is open for changes. Send and confirm it again before the closing, or it does not count."),
        )
        return redirect("entrant:entry", entry=item.id)
    state = State(item.state)
    if not may(state, Act.REOPEN):
        return elsewhere(request, actions.UnableToMove(state, Act.REOPEN), item.id)
    deadline = deadlines.of_entry(item, request)
    if not deadline.takes_new:
        raise actions.DeadlinePassed(deadline.closes_at)
    context = {"entry": item, "service": item.edition.name, "nav": nav("")}
    return render(request, "entrant/reopen.html", context)


@door
def withdraw(request: SignedIn, entry: str) -> HttpResponseBase:
    """Ask why, then take the entry out of the award."""
    item = queries.entrant_entry(request.user, entry)
    state = State(item.state)
    if request.method != "POST" and not may(state, Act.WITHDRAW):
        return elsewhere(request, actions.UnableToMove(state, Act.WITHDRAW), item.id)
    error, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            actions.withdraw_entry(entry=item, reason=reason, acting=request.user, now=request.received_at)
        except actions.NotReady:
            error = wording.problem_words(Problem("reason", "required"), queries.definition_for(item))
        else:
            messages.success(request, _("The entry is withdrawn."))
            return redirect("entrant:entry", entry=item.id)
    context = {
        "entry": item,
        "reason": reason,
        "error": error,
        "problems": [presenter.Said(error, "#reason")] if error else [],
        "has_errors": bool(error),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/withdraw.html", context, status=422 if error else 200)
