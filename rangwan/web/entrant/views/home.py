"""The way in: my entries, beginning one, and where one stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.accounts.queries import claims_waiting_count, memberships_of
from rangwan.entries import actions, queries, wording
from rangwan.entries.permissions import may_withdraw
from rangwan.entries.queries import EntryItem
from rangwan.entries.rules import Act, State, TeamRole, may
from rangwan.programmes.rules import Phase
from rangwan.screening.queries import clarifications_of
from rangwan.web.entrant import deadlines, desk, readings, story, tasks, together
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


def standing_of(
    entry: EntryItem, request: SignedIn, phase: Phase, place: TeamRole | None = None, *, asked: bool = False
) -> Standing:
    """Return the state's public name, what comes next, and the next thing to do for this person.

    `place` is theirs in the team beside the coordinator; `asked` says that their approval is waited for.
    """
    state = queries.seen_state(entry)
    now = request.received_at
    if state == State.RETURNED:
        too_late = entry.return_due is not None and now >= entry.return_due
    else:
        too_late = phase == "closed"
    url, action = "", ""
    leads = entry.coordinator_id == request.user.pk
    if asked and not too_late:
        url, action = reverse("entrant:approval", args=[entry.id]), _("Read and decide")
    elif (leads or place == TeamRole.EDIT) and not too_late:
        if state in (State.DRAFT, State.RETURNED):
            url, action = reverse("entrant:entry", args=[entry.id]), _("Go on")
        elif leads and state == State.SUBMITTED:
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
    phases = queries.phases_of(found, request.received_at)
    places, asked = queries.places_of(request.user, found), queries.waiting_for(request.user, found)
    context = {
        "standings": [
            standing_of(entry, request, phases[entry.id], places.get(entry.id), asked=entry.id in asked)
            for entry in found
        ],
        "invitations": queries.invitations_for(request.user, request.received_at),
        "claims": claims_waiting_count(decided_by=request.user),
        "open": deadlines.open_for(request),
        "memberships": memberships_of(request.user),
        "nav": nav("home"),
    }
    return render(request, "entrant/home.html", context)


@door
def entry(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show where the entry stands: its task list while it can be changed, else what happens next."""
    item = queries.entrant_entry(request.user, entry)
    definition = queries.definition_for(item)
    is_mine = item.coordinator_id == request.user.pk
    open_parts = queries.open_parts(item, request.user, request.received_at)
    state = State(item.state)
    deadline = deadlines.of_entry(item, request)
    takes_new = deadline.takes_new
    files = queries.file_names(item)
    company = _company(request, item, is_editable=bool(open_parts))
    context = {
        "entry": item,
        "standing": standing_of(item, request, deadlines.phase(deadline)),
        "deadline_clock": deadline,
        "closes_at": deadline.closes_at,
        "definition": definition,
        "is_mine": is_mine,
        "is_editable": bool(open_parts),
        "company": company,
        "groups": tasks.groups_of(item, definition, request.received_at, open_parts, present=files, held=company.held)
        if open_parts
        else [],
        **(readings.of_form(item, is_editable=bool(open_parts)) if definition.entering.signed_form in files else {}),
        "receipts": queries.receipts_of(item) if item.reference else [],
        "may_reopen": is_mine and takes_new and may(state, Act.REOPEN),
        "place": None if is_mine else queries.place_in(item, request.user),
        "asked": not is_mine and item.id in queries.waiting_for(request.user, [item]),
        "may_withdraw": may(state, Act.WITHDRAW) and may_withdraw(request.user, item),
        "may_confirm": is_mine and (takes_new or deadline.stands == "grace") and state == State.SUBMITTED,
        "may_begin": is_mine and takes_new,
        "membership_waits": is_mine and queries.membership_waits(item),
        "return_parts": wording.part_names(item.return_parts, definition),
        "clarifications": clarifications_of(request.user, item) if item.reference else [],
        "story": [] if item.state == State.DRAFT and open_parts else story.story_of(item, request.received_at),
        "desk": list(desk.links_of(item, request.user, files)),
        "service": item.edition.name,
        "nav": nav(""),
    }
    if open_parts:
        done, total = tasks.counted(context["groups"])
        context |= {"done": done, "total": total}
    return render(request, "entrant/entry.html", context)


def _company(request: SignedIn, item: EntryItem, *, is_editable: bool) -> together.Company:
    """Note who looks at an entry that can be changed, and say who else is at it."""
    if not is_editable:
        return together.Company()
    people = actions.note_presence(entry=item, section="", acting=request.user, now=request.received_at)
    return together.company_of(item, request.user, "", people)


def nav(current: str) -> list[dict[str, Any]]:
    """Return the navigation of this face."""
    return [
        {"label": _("My entries"), "url": reverse("entrant:home"), "current": current == "home"},
        {"label": _("Enter a project"), "url": reverse("entrant:start"), "current": current == "start"},
        {"label": _("Questions"), "url": reverse("entrant:questions"), "current": current == "questions"},
    ]
