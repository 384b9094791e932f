"""Putting an entry out for the breach of a rule: proposed by one of the staff, agreed with by a second one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rangwan.entries import actions
from rangwan.entries.actions.disqualifying import LONGEST_BREACH
from rangwan.entries.permissions import DECIDING_STAFF, may_disqualify
from rangwan.entries.queries import EntryItem, disqualifications_of, proposed_disqualification
from rangwan.entries.rules import Act, State, may
from rangwan.entries.wording import explain, state_name
from rangwan.entries.wording.beside import STANDINGS
from rangwan.forms.rules import BadTexts
from rangwan.web.kit import writing
from rangwan.web.office import verdicts
from rangwan.web.office.door import Office, OfficeRequest, door, page, refused
from rangwan.web.office.views.entries import entry_in


@require_http_methods(["GET", "HEAD", "POST"])
@door(*DECIDING_STAFF)
def disqualify(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Show what was proposed; a POST with `answer` proposes, agrees or disagrees (who proposed takes it back)."""
    found = entry_in(request, office, entry)
    if not may_disqualify(request.user, found):
        raise actions.NotAllowed
    errors: dict[str, str] = {}
    if request.method == "POST":
        answer = request.POST.get("answer", "propose")
        try:
            said = _do(request, found, answer)
        except BadTexts as bad:
            errors = writing.faults(bad)
        except actions.UnableToDisqualify as unable:
            return refused(request, office, explain(unable))
        else:
            messages.success(request, said)
            name = "entry" if answer == "agree" else "disqualify"
            return redirect(f"office:{name}", office.edition.slug, found.id)
    proposed = proposed_disqualification(found)
    context = {
        "entry": found,
        "state": state_name(found.state, staff=True),
        "state_kind": verdicts.TAGS.get(found.state, "plain"),
        "proposed": proposed,
        "mine": proposed is not None and proposed.proposed_by_id == request.user.pk,
        "open": may(State(found.state), Act.DISQUALIFY),
        "past": [
            {"item": item, "standing": STANDINGS[item.standing]}
            for item in disqualifications_of(found)
            if item != proposed
        ],
        "typed": {"breach": request.POST.get("breach", "")},
        "longest": LONGEST_BREACH,
        "errors": errors,
        "problems": writing.summary(errors),
    }
    return page(request, office, "disqualify", context, status=422 if errors else 200)


def _do(request: OfficeRequest, found: EntryItem, answer: str) -> str:
    """Do what was pressed, and return what to say about it."""
    who: dict[str, Any] = {"acting": request.user, "now": request.received_at}
    if answer not in ("agree", "disagree"):
        actions.propose_disqualification(entry=found, breach=request.POST.get("breach", ""), **who)
        return _("Proposed. The entry is out when a second person agrees.")
    note = request.POST.get("note", "")
    actions.second_disqualification(entry=found, agree=answer == "agree", note=note, **who)
    if answer == "agree":
        return _("The entry is disqualified. The coordinator is told by e-mail.")
    return _("The proposal is off: the entry stays in the award.")
