"""The way in: every edition in which the person has an office, and one edition at a glance."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from rangwan.accounts.permissions import may_decide_claims
from rangwan.accounts.queries import claims_waiting, requested_organisations
from rangwan.entries.queries import counts_by_state, counts_in, hand_overs_waiting
from rangwan.judging.queries import progress
from rangwan.programmes.queries import offices_of, phase_of, roles_by_edition
from rangwan.programmes.queries.advice import enquiry_counts
from rangwan.programmes.wording import ROLES
from rangwan.results.queries import decision_of, rankings_of
from rangwan.screening.queries import queue
from rangwan.web.office import figures
from rangwan.web.office.door import Office, OfficeRequest, door, page, signed_in


@require_safe
@signed_in
def home(request: OfficeRequest) -> HttpResponseBase:
    """List the editions whose office the person sees, with what waits there."""
    editions = offices_of(request.user)
    counts, roles = counts_in(editions), roles_by_edition(request.user)
    offices = []
    for edition in editions:
        phase = phase_of(edition, request.received_at)
        numbers = counts.get(edition.id, {})
        offices.append(
            {
                "edition": edition,
                "stands": figures.stands(edition, phase),
                "roles": [ROLES[role] for role in ROLES if role in roles.get(edition.id, set())],
                "figures": figures.by_state(edition, numbers, phase),
            }
        )
    context = {"offices": offices, "waiting": waiting_claims(request)}
    return render(request, "office/home.html", context, status=200 if offices or context["waiting"] else 403)


def waiting_claims(request: OfficeRequest) -> dict[str, int] | None:
    """Return how many claims and requested organisations wait for this person; None where they decide none."""
    if not may_decide_claims(request.user):
        return None
    return {
        "claims": len(claims_waiting(decided_by=request.user)),
        "organisations": len(requested_organisations()),
    }


@require_safe
@door()
def edition(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Show one edition at a glance: counts by state, and what waits for this person."""
    phase = phase_of(office.edition, request.received_at)
    counts = counts_by_state(office.edition)
    context = {
        "stands": figures.stands(office.edition, phase),
        "roles": [ROLES[role] for role in ROLES if role in office.roles],
        "figures": figures.by_state(office.edition, counts, phase),
        "received": figures.received(counts),
        "tasks": _tasks(request, office),
        "waiting": waiting_claims(request) if office.may_organise else None,
        "hand_overs": len(hand_overs_waiting(office.edition, request.user)) if office.may_organise else 0,
    }
    return page(request, office, "edition", context)


def _tasks(request: OfficeRequest, office: Office) -> list[dict[str, Any]]:
    """Return what the person's roles let them do here, and how far each thing has come."""
    tasks = []
    if office.may_screen:
        tasks += [_screening(request, office), _questions(office)]
    if office.may_read_marks:
        tasks += [_judging(office), _deciding(request, office)]
    return tasks


def _screening(request: OfficeRequest, office: Office) -> dict[str, Any]:
    rows = queue(request.user, office.edition)
    waiting = sum(1 for row in rows if row["state"] == "confirmed")
    second = sum(1 for row in rows if row["proposed"] and not row["proposed_by_me"])
    hints = [ngettext("%(n)s entry to screen", "%(n)s entries to screen", waiting) % {"n": waiting}]
    if second:
        hints.append(ngettext("%(n)s waits for you as second person", "%(n)s wait for you as second person", second) % {
            "n": second
        })  # fmt: skip
    return _task(office, "queue", _("Screening"), " · ".join(hints), done=not waiting and bool(rows), begun=bool(rows))


def _questions(office: Office) -> dict[str, Any]:
    asked, waiting = enquiry_counts(office.edition)
    hint = ngettext("%(n)s question waits for an answer", "%(n)s questions wait for an answer", waiting)
    hint %= {"n": waiting}
    return _task(office, "questions", _("Questions"), hint, done=bool(asked) and not waiting, begun=bool(asked))


def _judging(office: Office) -> dict[str, Any]:
    judges = progress(office.edition)
    finished = sum(row["finished"] for row in judges)
    due = sum(row["open"] + row["draft"] + row["finished"] for row in judges)
    hint = _("%(finished)s of %(due)s scoresheets finished") % {"finished": finished, "due": due}
    return _task(office, "judging", _("Judging"), hint, done=bool(due) and finished == due, begun=bool(due))


def _deciding(request: OfficeRequest, office: Office) -> dict[str, Any]:
    runs = rankings_of(request.user, office.edition)
    decision = decision_of(office.edition)
    if office.edition.state == "released":
        hint = _("The result is published")
    elif decision is not None:
        hint = _("Decided, to be published")
    else:
        hint = ngettext("%(n)s ranking run", "%(n)s ranking runs", len(runs)) % {"n": len(runs)}
    name = "release" if decision is not None else "rankings"
    done = office.edition.state == "released"
    return _task(office, name, _("Ranking, decision and result"), hint, done=done, begun=bool(runs))


def _task(office: Office, name: str, title: str | Promise, hint: str, *, done: bool, begun: bool) -> dict[str, Any]:
    state = "complete" if done else "in_progress" if begun else "not_started"
    url = reverse(f"office:{name}", args=[office.edition.slug])
    return {"title": title, "url": url, "hint": hint, "state": state, "id": name}
