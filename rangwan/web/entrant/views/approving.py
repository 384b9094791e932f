"""The signatory's approval: the drafter asks on this page, the signatory reads on it what will be sent and decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.permissions import is_coordinator, may_sign, may_write
from rangwan.entries.queries import EntryItem
from rangwan.entries.rules.approving import Standing
from rangwan.entries.wording.team import standing_name
from rangwan.programmes.queries import closing_for
from rangwan.web.entrant import presenter
from rangwan.web.entrant.door import door
from rangwan.web.entrant.presenter import Said
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit.requests import SignedIn

KINDS = {
    Standing.NEEDED: "plain", Standing.WAITING: "info", Standing.REFUSED: "error", Standing.OUTDATED: "warning",
    Standing.GIVEN: "success",
}  # fmt: skip


@door
def approval(request: SignedIn, entry: str) -> HttpResponseBase:
    """Ask for the approval, take the request back, or decide; everybody in the entry reads where it stands."""
    item = queries.entrant_entry(request.user, entry)
    if not queries.wants_approval(item):
        raise Http404
    if request.method != "POST":
        return _page(request, item)
    try:
        said = _done(request, item)
    except actions.TeamRefused as refused:
        return _page(request, item, [Said(wording.explain(refused), f"#{refused.field}")], error=refused, status=422)
    except actions.NotReady as missing:
        definition = queries.definition_for(item)
        return _page(request, item, presenter.summary_elsewhere(item, missing.problems, definition), status=422)
    messages.success(request, said)
    return redirect("entrant:approval", entry=item.id)


def _done(request: SignedIn, item: EntryItem) -> str:
    post, by = request.POST, {"entry": item, "acting": request.user, "now": request.received_at}
    match post.get("act"):
        case "ask":
            actions.ask_approval(**by)
            return _("The signatory was asked, by mail too.")
        case "take_back":
            actions.take_back_approval(**by)
            return _("The request was taken back.")
        case "decide":
            decision = post.get("decision")
            if decision not in ("approve", "refuse"):
                raise actions.TeamRefused("decision", "no_decision")
            actions.decide_approval(
                approval_id=post.get("approval", ""), approve=decision == "approve", note=post.get("note", ""), **by
            )
            return _("Approved. The drafter is told by mail.") if decision == "approve" else _("The drafter is told.")
    raise queries.NoSuchEntry


def _page(
    request: SignedIn,
    item: EntryItem,
    problems: list[Said] | None = None,
    *,
    error: actions.TeamRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.approval_of(item)
    if found is None:
        raise Http404
    open_now = queries.is_open(item, request.received_at)
    context: dict[str, Any] = {
        "entry": item,
        "approval": found,
        "standing": standing_name(found.standing),
        "kind": KINDS[found.standing],
        "decides": found.standing == Standing.WAITING and open_now and may_sign(request.user, item),
        "writes": open_now and may_write(request.user, item),
        "leads": is_coordinator(request.user, item),
        "sheets": queries.answers_of(item),
        "slots": presenter.slots_of(item, queries.definition_for(item), queries.files_of(item), frozenset()),
        "files_url": reverse("entrant:files", args=[item.id]),
        "closes_at": item.return_due or closing_for(item.edition, item.organisation),
        "note": request.POST.get("note", ""),
        "errors": {error.field: wording.explain(error)} if error else {},
        "problems": problems or [],
        "has_errors": bool(problems),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/approval.html", context, status=status)
