"""Ranking, decision and result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rangwan.programmes.queries import definition_of
from rangwan.results import actions
from rangwan.results.queries import (
    DecisionItem,
    NoSuchRanking,
    NotReleased,
    RankingItem,
    decision_of,
    ranking_for,
    rankings_of,
    released,
    result_to_publish,
)
from rangwan.results.wording import explain
from rangwan.web.office import decisions
from rangwan.web.office.door import READERS, Office, OfficeRequest, door, page, refused

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@door(*READERS)
def rankings(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List the rankings that were run; a POST runs one."""
    rounds = definition_of(office.edition.version_id).rounds
    error = ""
    if request.method == "POST":
        try:
            run = actions.run_ranking(
                edition=office.edition, round_key=request.POST.get("round", ""), acting=request.user,
                now=request.received_at,
            )  # fmt: skip
        except actions.UnableToRank as unable:
            error = str(explain(unable.code))
        else:
            return redirect("office:ranking", office.edition.slug, run.id)
    context = {
        "rounds": [{"key": item.key, "label": item.name} for item in rounds],
        "round_names": {item.key: item.name for item in rounds},
        "runs": rankings_of(request.user, office.edition),
        "problems": [{"message": error, "id": "run"}] if error else [],
    }
    return page(request, office, "rankings", context, status=422 if error else 200)


def _ranking(request: OfficeRequest, office: Office, ranking_id: str) -> RankingItem:
    found = ranking_for(request.user, ranking_id)
    if found.edition_id != office.edition.pk:
        raise NoSuchRanking
    return found


@require_safe
@door(*READERS)
def ranking(request: OfficeRequest, office: Office, ranking: str) -> HttpResponseBase:
    """Show a ranking: place, mean, and how many scoresheets made it; missing ones are named."""
    found = _ranking(request, office, ranking)
    context = {
        "ranking": found,
        "ranked": [row for row in found.rows if row["rank"] is not None],
        "unranked": [row for row in found.rows if row["rank"] is None],
        "decided": office.edition.state != "running",
    }
    return page(request, office, "ranking", context)


@require_safe
@door(*READERS)
def marks(request: OfficeRequest, office: Office, ranking: str, entry: str) -> HttpResponseBase:
    """Show every judge's marks behind one place of a ranking."""
    found = _ranking(request, office, ranking)
    behind = decisions.marks_behind(found, entry, definition_of(found.definition_id))
    if behind is None:
        raise Http404
    return page(request, office, "marks", {"ranking": found, **behind})


@get_or_post
@door(*READERS)
def decision(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Show the decision; before there is one, its form: chosen, then checked on a second page, then recorded."""
    made = decision_of(office.edition)
    if made is not None:
        if request.method == "POST":
            return refused(request, office, explain("decided"))
        return _made(request, office, made)
    if not office.may_lead:
        return page(request, office, "decision", {"undecided": True})
    asked = request.POST.get("ranking") or request.GET.get("ranking", "")
    runs = rankings_of(request.user, office.edition)
    if not asked and not runs:
        return page(request, office, "decision", {"undecided": True})
    found = _ranking(request, office, asked or runs[0].id)
    typed = decisions.typed_in(request.POST)
    if request.method != "POST" or request.POST.get("step") == "change":
        return _form(request, office, found, typed)
    return _decide(request, office, found, typed)


def _decide(request: OfficeRequest, office: Office, found: RankingItem, typed: decisions.Typed) -> HttpResponseBase:
    what: dict[str, Any] = {
        "edition": office.edition, "ranking": found, "prizes": typed.pairs, "minute": typed.minute,
        "acting": request.user,
    }  # fmt: skip
    typed.refuse(actions.check_decision(**what))
    if typed.errors:
        return _form(request, office, found, typed)
    if request.POST.get("step") != "decide":
        definition = definition_of(office.edition.version_id)
        context = {
            "ranking": found,
            "typed": typed,
            "winners": decisions.chosen(found, typed, definition),
            "warnings": decisions.warnings(office.edition, found, request.received_at),
        }
        return page(request, office, "decision_check", context)
    try:
        actions.decide(**what, now=request.received_at)
    except actions.UnableToDecide as unable:
        if "edition" in unable.problems:
            return refused(request, office, explain("decided"))
        typed.refuse(unable.problems)
        return _form(request, office, found, typed)
    messages.success(request, _("The decision is recorded. The public sees it when you publish it."))
    return redirect("office:release", office.edition.slug)


def _form(request: OfficeRequest, office: Office, found: RankingItem, typed: decisions.Typed) -> HttpResponseBase:
    definition = definition_of(office.edition.version_id)
    context = {
        "ranking": found,
        "rows": decisions.candidates(found, typed),
        "prizes": definition.prizes,
        "typed": typed,
        "problems": typed.problems,
        "warnings": decisions.warnings(office.edition, found, request.received_at),
    }
    return page(request, office, "decision_form", context, status=422 if typed.errors else 200)


def _made(request: OfficeRequest, office: Office, made: DecisionItem) -> HttpResponseBase:
    content = result_to_publish(made, request.received_at)
    return page(request, office, "decision", {"decision": made, "prizes": content["prizes"]})


@get_or_post
@door(*READERS)
def release(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """Show what the public will see; a POST publishes it."""
    made = decision_of(office.edition)
    if request.method == "POST":
        try:
            actions.release_results(edition=office.edition, acting=request.user, now=request.received_at)
        except actions.UnableToRelease as unable:
            return refused(request, office, explain(unable.code))
        messages.success(request, _("The result is published. Every coordinator is told by mail."))
        return redirect("office:release", office.edition.slug)
    try:
        published = released(office.edition)
    except NotReleased:
        published = None
    content = published.content if published else result_to_publish(made, request.received_at) if made else None
    context = {"decision": made, "published": published, "prizes": content["prizes"] if content else []}
    return page(request, office, "release", context)
