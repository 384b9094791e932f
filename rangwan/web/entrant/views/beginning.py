"""Beginning an entry: which award, which organisation, and whether with the answers of an earlier one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from rangwan.accounts.queries import memberships_of, organisation_by_id
from rangwan.entries import actions, queries, wording
from rangwan.entries.queries import EntryItem
from rangwan.programmes.queries import EditionItem, definition_of, edition_by_slug, editions, phase_of
from rangwan.web.entrant import deadlines, presenter
from rangwan.web.entrant.door import door
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit import languages
from rangwan.web.kit.requests import SignedIn


@door
def start(request: SignedIn) -> HttpResponseBase:
    """Choose the award; where only one takes entries, go on with it."""
    takes = deadlines.open_for(request)
    if len(takes) == 1:
        return redirect("entrant:begin", edition=takes[0].edition.slug)
    coming = [edition for edition in editions() if phase_of(edition, request.received_at) == "before"]
    return render(request, "entrant/start.html", {"open": takes, "coming": coming, "nav": nav("start")})


@door
def begin(request: SignedIn, edition: str) -> HttpResponseBase:
    """Choose the organisation that enters, or an earlier entry to go on from, and begin the draft."""
    found = edition_by_slug(edition)
    if not any(each.edition.pk == found.pk for each in deadlines.open_for(request)):
        closed: dict[str, Any] = {
            "edition": found,
            "phase": "before" if request.received_at < found.opens_at else "closed",
            "service": found.name,
            "nav": nav("start"),
        }
        return render(request, "entrant/not_open.html", closed, status=403)
    if request.method != "POST":
        return _page(request, found)
    if request.POST.get("copy_from"):
        return _copy(request, found)
    chosen = request.POST.get("organisation", "")
    if chosen not in {item.organisation_id for item in memberships_of(request.user) if item.standing != "refused"}:
        return _page(request, found, error=_("Choose the organisation that enters the project."), status=422)
    entry = queries.untouched_draft(request.user, found, chosen)
    if entry is None:
        organisation = organisation_by_id(chosen, seen_by=request.user)
        try:
            entry = actions.create_entry(
                edition=found, organisation=organisation, title="", acting=request.user, now=request.received_at
            )
        except actions.TooManyEntries as full:
            return _page(request, found, error=wording.explain(full), status=409)
        if any(value for value in entry.answers.values()):
            messages.success(request, _("The contact is taken over from your earlier project. You can change it."))
    return _first_page(entry)


def _page(request: SignedIn, found: EditionItem, *, error: str = "", status: int = 200) -> HttpResponse:
    memberships = [item for item in memberships_of(request.user) if item.standing != "refused"]
    places = {item.organisation_id for item in memberships}
    earlier = [entry for entry in queries.copyable_entries(request.user, found) if entry.organisation_id in places]
    entering = definition_of(found.version_id).entering
    context: dict[str, Any] = {
        "edition": found,
        "service": found.name,
        "memberships": memberships,
        "earlier": earlier,
        "limit": entering.entries_per_organisation,
        "steps": definition_of(found.version_id).award.steps,
        "chosen": request.POST.get("organisation", memberships[0].organisation_id if len(memberships) == 1 else ""),
        "error": error,
        "problems": [presenter.Said(error, "#organisation")] if error else [],
        "has_errors": bool(error),
        "nav": nav("start"),
    }
    return render(request, "entrant/begin.html", context, status=status)


def _copy(request: SignedIn, found: EditionItem) -> HttpResponse:
    source = queries.entrant_entry(request.user, request.POST["copy_from"])
    try:
        copied = actions.copy_entry(source=source, edition=found, acting=request.user, now=request.received_at)
    except actions.TooManyEntries as full:
        return _page(request, found, error=wording.explain(full), status=409)
    messages.success(request, _("The answers of your earlier project are in the new draft. Files are attached anew."))
    if copied.left_out:
        asked = queries.definition_for(source).form.by_key
        names = [f"“{asked[key].label.pick(languages.active())}”" for key in copied.left_out]
        said = _("Not taken over, because the form has changed or the answer is not valid any more: %(names)s")
        messages.warning(request, said % {"names": ", ".join(names)})
    return redirect("entrant:entry", entry=copied.entry.id)


def _first_page(entry: EntryItem) -> HttpResponse:
    first = presenter.eligibility_section(queries.definition_for(entry))
    if first is None:
        return redirect("entrant:entry", entry=entry.id)
    return redirect("entrant:section", entry=entry.id, key=first.key)
