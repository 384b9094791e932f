"""Write once: the presentation made from the answers, and the answers found in a presentation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from rangwan.documents.presentation import presentation_pptx
from rangwan.entries import actions, paper, queries, wording
from rangwan.entries.queries import DeckItem, DeckProposal, EntryItem
from rangwan.files.kinds import KINDS
from rangwan.files.names import content_disposition
from rangwan.kernel.text import storable
from rangwan.web.entrant import presenter
from rangwan.web.entrant.door import door
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit import languages
from rangwan.web.kit.requests import SignedIn

TAKE, LEAVE = "take", "leave"


@require_safe
@door
def presentation(request: SignedIn, entry: str) -> HttpResponseBase:
    """Give the answers as slides, on the award's template, in the reader's language."""
    item = queries.entrant_entry(request.user, entry)
    content = presentation_pptx(paper.presentation(item, languages.active()))
    name = f"{item.title[:60].strip() or _('presentation')}.pptx"
    response = HttpResponse(content, content_type=KINDS["pptx"].media_type)
    response.headers["Content-Disposition"] = content_disposition(name, inline=False)
    return response


@door
def deck(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show what was read in the presentation beside the form; take over what was chosen, and nothing else."""
    item = queries.entrant_entry(request.user, entry)
    if request.method != "POST":
        return _page(request, item)
    chosen = _chosen(request)
    taken = {key for key, word in chosen.items() if word == TAKE}
    try:
        actions.take_from_deck(
            entry=item,
            attachment_id=storable(request.POST.get("file", "")),
            take=taken,
            leave=chosen.keys() - taken,
            base_version=presenter.version_of(request.POST),
            acting=request.user,
            now=request.received_at,
        )
    except (actions.Stale, actions.DeckChanged) as changed:
        fresh = queries.entrant_entry(request.user, entry)
        return _page(request, fresh, chosen, said=wording.explain(changed), status=409)
    if taken:
        words = ngettext("%(n)s answer was taken over.", "%(n)s answers were taken over.", len(taken))
        messages.success(request, words % {"n": len(taken)})
    elif chosen:
        messages.success(request, _("The form stays as it is."))
    else:
        messages.info(request, _("Nothing was chosen, so nothing changed."))
    return redirect("entrant:deck", entry=item.id)


def _chosen(request: SignedIn) -> dict[str, str]:
    """Return {question: "take" or "leave"} for what was decided on the page."""
    return {
        storable(name.removeprefix("choice-")): value
        for name, value in request.POST.items()
        if name.startswith("choice-") and value in (TAKE, LEAVE)
    }


def _page(
    request: SignedIn, item: EntryItem, chosen: dict[str, str] | None = None, *, said: str = "", status: int = 200
) -> HttpResponse:
    read = queries.deck_of(item, request.user, request.received_at) or DeckItem("none")
    context: dict[str, Any] = {
        "entry": item,
        "deck": read,
        "groups": _groups(read, chosen or {}),
        "same": sum(one.same for one in read.proposals),
        "closed": [one for one in read.proposals if not (one.same or one.said or one.is_open)],
        "unread": [one for one in read.proposals if one.said],
        "covers": read.coverage,
        "problems": [presenter.Said(said)] if said else [],
        "has_errors": bool(said),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/deck.html", context, status=status)


def _groups(read: DeckItem, chosen: dict[str, str]) -> list[dict[str, Any]]:
    """Return what can be taken over: first what was not looked at yet, then what was left as it is."""
    new = [one for one in read.proposals if one.can_take and not one.looked_at]
    seen = [one for one in read.proposals if one.can_take and one.looked_at]
    groups: list[tuple[str, list[DeckProposal]]] = [
        (_("To be looked at"), new),
        (_("Looked at, and different from the form"), seen),
    ]
    return [
        {"title": title, "rows": [{"one": one, "chosen": chosen.get(one.question.key, "")} for one in rows]}
        for title, rows in groups
        if rows
    ]
