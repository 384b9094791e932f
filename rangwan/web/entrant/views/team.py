"""The team of an entry: who works on it, letters under way, and what the reader of a letter finds."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.permissions import is_coordinator, may_ask_hand_over
from rangwan.entries.queries import Colleague, EntryItem, InvitationItem
from rangwan.entries.rules import TeamRole
from rangwan.entries.wording.team import role_does, role_name
from rangwan.web.entrant.door import door
from rangwan.web.entrant.presenter import Said
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit.requests import SignedIn, require_storable

INVITABLE = (TeamRole.EDIT, TeamRole.VIEW, TeamRole.SIGNATORY)


@door
def team(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show who works on the entry; the coordinator invites, changes parts and ends them, a colleague leaves."""
    item = queries.entrant_entry(request.user, entry)
    if request.method != "POST":
        return _page(request, item)
    try:
        said = _changed(request, item)
    except actions.TeamRefused as refused:
        return _page(request, item, refused)
    messages.success(request, said)
    left = request.POST.get("act") == "leave"
    return redirect("entrant:home") if left else redirect("entrant:team", entry=item.id)


def _changed(request: SignedIn, item: EntryItem) -> str:
    """Do what was pressed and return what to say then. Raises TeamRefused; NoSuchEntry: that is no button of ours."""
    post, by = request.POST, {"entry": item, "acting": request.user, "now": request.received_at}
    match post.get("act"):
        case "invite":
            sent = actions.invite_colleague(address=post.get("address", ""), role=post.get("role", ""), **by)
            return _("The invitation was sent to %(address)s.") % {"address": sent.address}
        case "resend":
            sent = actions.resend_invitation(invitation_id=post.get("invitation", ""), **by)
            return _("The invitation was sent to %(address)s.") % {"address": sent.address}
        case "revoke":
            actions.revoke_invitation(invitation_id=post.get("invitation", ""), **by)
            return _("The invitation was taken back.")
        case "role":
            member = actions.change_role(member_id=post.get("member", ""), role=post.get("role", ""), **by)
            return _("Changed: %(role)s") % {"role": role_name(TeamRole(member.role))}
        case "end":
            actions.end_membership(member_id=post.get("member", ""), **by)
            return _("The place in the team has ended.")
        case "leave":
            actions.end_membership(member_id=post.get("member", ""), **by)
            return _("You have left the team.")
    raise queries.NoSuchEntry


def _page(request: SignedIn, item: EntryItem, refused: actions.TeamRefused | None = None) -> HttpResponse:
    leads = is_coordinator(request.user, item)
    colleagues = queries.team_of(item)
    words = wording.explain(refused) if refused else ""
    inviting = request.POST.get("act") == "invite"
    context: dict[str, Any] = {
        "entry": item,
        "leads": leads,
        "team": [_row(colleague) for colleague in colleagues],
        "mine": next((c.id for c in colleagues if c.person == request.user and c.id), ""),
        "invitations": [_letter(letter, request) for letter in queries.invitations_of(item)] if leads else [],
        "roles": [{"key": role.value, "label": role_name(role), "hint": role_does(role)} for role in INVITABLE],
        "typed": request.POST if inviting else {},
        "errors": {refused.field: words} if refused and inviting else {},
        "problems": [Said(words, f"#{refused.field}" if inviting else "")] if refused else [],
        "has_errors": refused is not None,
        "asked": queries.hand_over_asked(item) if leads else None,
        "may_ask": may_ask_hand_over(request.user, item),
        "lacks_signatory": queries.wants_approval(item) and not queries.signatories_of(item),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/team.html", context, status=422 if refused else 200)


def _row(colleague: Colleague) -> dict[str, Any]:
    return {
        "id": colleague.id, "person": colleague.person, "role": colleague.role,
        "name": role_name(colleague.role), "does": role_does(colleague.role), "belongs": colleague.belongs,
    }  # fmt: skip


def _letter(letter: InvitationItem, request: SignedIn) -> dict[str, Any]:
    return {
        "id": letter.id, "address": letter.address, "role": role_name(TeamRole(letter.role)),
        "sent_at": letter.invited_at, "until": letter.expires_at, "expired": request.received_at >= letter.expires_at,
    }  # fmt: skip


def invitation(request: HttpRequest, key: str) -> HttpResponseBase:
    """Show a letter of invitation to whoever holds its link, and let its addressee in.

    Nothing of the entry is shown before the reader is signed in with the address that the letter went to.
    """
    require_storable(request)
    response = _answered(cast(SignedIn, request), key)
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _answered(request: SignedIn, key: str) -> HttpResponseBase:
    person = request.user if request.user.is_authenticated else None
    try:
        letter, is_mine = queries.invitation_for(person, key)
    except queries.NoSuchEntry:
        if person is None:  # a letter may be opened by its id, once it is known who reads
            return redirect_to_login(request.get_full_path())
        raise Http404 from None
    if person is None:
        if request.method == "POST":
            return redirect_to_login(request.get_full_path())
        return _letter_page(request, letter)
    refused: Exception | None = None
    if request.method == "POST":
        try:
            entry = actions.accept_invitation(key=key, acting=person, now=request.received_at)
        except (actions.TeamRefused, actions.Frozen) as error:
            refused = error
        else:
            messages.success(request, _("You are in the team now."))
            return redirect("entrant:entry", entry=entry.id)
    elif is_mine and letter.accepted_by_id == person.pk and queries.place_in(letter.entry, person):
        return redirect("entrant:entry", entry=letter.entry_id)
    elif not is_mine:
        refused = actions.TeamRefused("invitation", "other_address", address=letter.address)
    elif code := queries.why_void(letter, request.received_at):
        refused = actions.TeamRefused("invitation", code)
    return _letter_page(request, letter, refused, is_mine=is_mine)


def _letter_page(
    request: SignedIn, letter: InvitationItem, refused: Exception | None = None, *, is_mine: bool = False
) -> HttpResponse:
    role = TeamRole(letter.role)
    here = reverse("entrant:invitation", args=[request.resolver_match.kwargs["key"]] if request.resolver_match else [])
    context: dict[str, Any] = {
        "letter": letter,
        "is_mine": is_mine,
        "role": role_name(role),
        "does": role_does(role),
        "refused": wording.explain(refused) if refused else "",
        "other_address": isinstance(refused, actions.TeamRefused) and refused.code == "other_address",
        "here": here,
        "service": letter.entry.edition.name,
        "nav": nav("") if request.user.is_authenticated else [],
    }
    return render(request, "entrant/invitation.html", context, status=409 if refused else 200)
