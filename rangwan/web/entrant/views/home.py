"""The way in: my entries, beginning one, and where one stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.accounts.queries import memberships_of, organisation_by_id
from rangwan.entries import actions, queries, wording
from rangwan.entries.queries import EntryItem
from rangwan.entries.rules import Act, State, may
from rangwan.programmes.queries import definition_of, edition_by_slug, editions, phase_of
from rangwan.web.entrant import desk, presenter, tasks
from rangwan.web.entrant.door import door
from rangwan.web.kit.requests import SignedIn


@dataclass(frozen=True)
class Standing:
    """Where an entry stands, in the words that its entrant reads."""

    entry: EntryItem
    name: Any
    kind: str
    next: Any
    url: str = ""
    action: str = ""


_KINDS = {
    State.DRAFT: "plain", State.SUBMITTED: "warning", State.RETURNED: "warning", State.INELIGIBLE: "error",
    State.DISQUALIFIED: "error", State.WITHDRAWN: "plain", State.WINNER: "success", State.CONFIRMED: "success",
}  # fmt: skip


def standing_of(entry: EntryItem, request: SignedIn) -> Standing:
    """Return the state's public name, what comes next, and the next thing to do for who coordinates the entry."""
    state = queries.seen_state(entry)
    now = request.received_at
    if state == State.RETURNED:
        too_late = entry.return_due is not None and now >= entry.return_due
    else:
        too_late = phase_of(entry.edition, now) == "closed"
    url, action = "", ""
    if entry.coordinator_id == request.user.pk and not too_late:
        if state in (State.DRAFT, State.RETURNED):
            url, action = reverse("entrant:entry", args=[entry.id]), _("Go on")
        elif state == State.SUBMITTED:
            url, action = reverse("entrant:survey", args=[entry.id]), _("Answer and confirm")
    return Standing(
        entry=entry,
        name=wording.state_name(state, staff=False),
        kind=_KINDS.get(state, "info"),
        next=wording.what_next(state, too_late=too_late),
        url=url,
        action=action,
    )


@door
def home(request: SignedIn) -> HttpResponseBase:
    """List what the person enters, alone or with colleagues."""
    found = queries.entries_of(request.user)
    open_now = [edition for edition in editions() if phase_of(edition, request.received_at) == "open"]
    context = {
        "standings": [standing_of(entry, request) for entry in found],
        "open_editions": open_now,
        "memberships": memberships_of(request.user),
        "nav": nav("home"),
    }
    return render(request, "entrant/home.html", context)


@door
def start(request: SignedIn) -> HttpResponseBase:
    """Choose the award; where only one is open, go on with it."""
    all_editions = editions()
    open_now = [edition for edition in all_editions if phase_of(edition, request.received_at) == "open"]
    if len(open_now) == 1:
        return redirect("entrant:begin", edition=open_now[0].slug)
    coming = [edition for edition in all_editions if phase_of(edition, request.received_at) == "before"]
    return render(request, "entrant/start.html", {"open": open_now, "coming": coming, "nav": nav("start")})


@door
def begin(request: SignedIn, edition: str) -> HttpResponseBase:
    """Choose the organisation that enters, and begin the draft."""
    found = edition_by_slug(edition)
    if found.version_id is None or phase_of(found, request.received_at) != "open":
        closed: dict[str, Any] = {
            "edition": found,
            "phase": phase_of(found, request.received_at),
            "service": found.name,
            "nav": nav("start"),
        }
        return render(request, "entrant/not_open.html", closed, status=403)
    memberships = [item for item in memberships_of(request.user) if item.standing != "refused"]
    context: dict[str, Any] = {
        "edition": found,
        "service": found.name,
        "memberships": memberships,
        "steps": definition_of(found.version_id).award.steps,
        "chosen": request.POST.get("organisation", memberships[0].organisation_id if len(memberships) == 1 else ""),
        "nav": nav("start"),
    }
    if request.method != "POST":
        return render(request, "entrant/begin.html", context)
    mine = {item.organisation_id for item in memberships}
    chosen = request.POST.get("organisation", "")
    if chosen not in mine:
        said = _("Choose the organisation that enters the project.")
        context |= {"error": said, "problems": [presenter.Said(said, "#organisation")], "has_errors": True}
        return render(request, "entrant/begin.html", context, status=422)
    entry = queries.untouched_draft(request.user, found, chosen)
    if entry is None:
        entry = actions.create_entry(
            edition=found,
            organisation=organisation_by_id(chosen, seen_by=request.user),
            title="",
            acting=request.user,
            now=request.received_at,
        )
        if any(value for value in entry.answers.values()):
            messages.success(request, _("The contact is taken over from your earlier project. You can change it."))
    first = presenter.eligibility_section(queries.definition_for(entry))
    if first is None:
        return redirect("entrant:entry", entry=entry.id)
    return redirect("entrant:section", entry=entry.id, key=first.key)


@door
def entry(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show where the entry stands: its task list while it can be changed, else what happens next."""
    item = queries.entrant_entry(request.user, entry)
    definition = queries.definition_for(item)
    is_mine = item.coordinator_id == request.user.pk
    open_parts = queries.open_parts(item, request.user, request.received_at)
    state = State(item.state)
    accepts = phase_of(item.edition, request.received_at) == "open"
    context = {
        "entry": item,
        "standing": standing_of(item, request),
        "definition": definition,
        "is_mine": is_mine,
        "is_editable": bool(open_parts),
        "groups": tasks.groups_of(item, definition, request.received_at, open_parts) if open_parts else [],
        "receipts": queries.receipts_of(item) if item.reference else [],
        "may_reopen": is_mine and accepts and may(state, Act.REOPEN),
        "may_withdraw": is_mine and may(state, Act.WITHDRAW),
        "may_confirm": is_mine and accepts and state == State.SUBMITTED,
        "may_begin": is_mine and accepts,
        "membership_waits": is_mine and queries.membership_waits(item),
        "return_parts": wording.part_names(item.return_parts, definition),
        "desk": list(desk.links_of(item, request.user, request.received_at)),
        "service": item.edition.name,
        "nav": nav(""),
    }
    if open_parts:
        done, total = tasks.counted(context["groups"])
        context |= {"done": done, "total": total}
    return render(request, "entrant/entry.html", context)


def nav(current: str) -> list[dict[str, Any]]:
    """Return the navigation of this face."""
    return [
        {"label": _("My entries"), "url": reverse("entrant:home"), "current": current == "home"},
        {"label": _("Enter a project"), "url": reverse("entrant:start"), "current": current == "start"},
    ]
