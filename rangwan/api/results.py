"""Results: ranking, decision, release, and what the public reads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Router
from ninja.responses import Status

from rangwan.api import lists
from rangwan.api.auth import OptionalBearer, caller, received_at
from rangwan.api.awards import round_key
from rangwan.api.problems import coded, problem
from rangwan.api.shapes.base import Page, in_bangkok
from rangwan.api.shapes.results import DecisionIn, DecisionOut, RankIn, RankingOut, RankingRow, ResultsOut
from rangwan.programmes.permissions import NotAllowed
from rangwan.programmes.queries import edition_by_slug
from rangwan.results import actions, queries
from rangwan.results.permissions import may_rank

router = Router(tags=["results"])

_UNKNOWN = _("There is no such ranking.")


@router.post("/awards/{edition}/rankings", response={201: RankingOut}, summary="Rank by the weighted mean")
def rank(request: HttpRequest, edition: str, body: RankIn | None = None) -> Status[dict[str, Any]]:
    """Run a ranking over the finished scoresheets and keep it."""
    chosen = edition_by_slug(edition)
    key = round_key(chosen, body.round if body else None)
    run = actions.run_ranking(edition=chosen, round_key=key, acting=caller(request), now=received_at(request))
    return Status(201, _ranking(run))


@router.get("/awards/{edition}/rankings", response=Page[RankingRow], summary="Rankings so far")
def rankings(request: HttpRequest, edition: str) -> dict[str, Any]:
    """List the rankings of the edition, newest first (chair, organiser, auditor)."""
    person, chosen = caller(request), edition_by_slug(edition)
    if not queries.rankings_readable(person, chosen):
        raise NotAllowed
    return lists.whole([_row(run) for run in queries.rankings_of(person, chosen)])


@router.get("/rankings/{ranking_id}", response=RankingOut, summary="A ranking with every scoresheet behind it")
def ranking(request: HttpRequest, ranking_id: str) -> dict[str, Any]:
    """Show a ranking."""
    return _ranking(queries.ranking_for(caller(request), ranking_id))


def _row(run: queries.RankingItem) -> dict[str, Any]:
    return {"id": run.id, "round": run.round, "at": in_bangkok(run.at), "digest": run.digest}


def _ranking(run: queries.RankingItem) -> dict[str, Any]:
    return {**_row(run), "method": run.method, "rows": run.rows}


@router.post("/awards/{edition}/decision", response={201: DecisionOut}, summary="Record the decision")
def decide(request: HttpRequest, edition: str, body: DecisionIn) -> Status[dict[str, Any]] | HttpResponse:
    """Record the one decision, on a ranking, with its minute."""
    person, chosen = caller(request), edition_by_slug(edition)
    if not may_rank(person, chosen):
        raise NotAllowed
    try:
        run = queries.ranking_for(person, body.ranking)
    except queries.NoSuchRanking:
        return problem(request, 422, problems=coded([("ranking", "unknown")], lambda _code: _UNKNOWN))
    decision = actions.decide(
        edition=chosen, ranking=run, prizes=[(given.prize, given.entry) for given in body.prizes], minute=body.minute,
        acting=person, now=received_at(request),
    )  # fmt: skip
    return Status(201, _decision(decision))


def _decision(decision: queries.DecisionItem) -> dict[str, Any]:
    given = [{"prize": row["prize"], "entry": row["entry_id"]} for row in queries.prizes_given(decision)]
    return {"id": decision.id, "ranking": decision.ranking_id, "prizes": given, "minute": decision.minute}


@router.get("/awards/{edition}/decision", response=DecisionOut, summary="The decision")
def decision(request: HttpRequest, edition: str) -> dict[str, Any] | HttpResponse:
    """Show the decision (chair, organiser, auditor); 404 before there is one."""
    chosen = edition_by_slug(edition)
    if not queries.rankings_readable(caller(request), chosen):
        raise NotAllowed
    found = queries.decision_of(chosen)
    return _decision(found) if found else problem(request, 404)


@router.post("/awards/{edition}/release", response=ResultsOut, summary="Publish the result")
def release(request: HttpRequest, edition: str) -> dict[str, Any]:
    """Publish the decision, at once."""
    return _results(
        actions.release_results(edition=edition_by_slug(edition), acting=caller(request), now=received_at(request))
    )


@router.get(
    "/awards/{edition}/results", response=ResultsOut, auth=OptionalBearer(),
    summary="The published result (404 until released)",
)  # fmt: skip
def results(request: HttpRequest, edition: str) -> dict[str, Any]:
    """Show what was published: prizes, not marks."""
    return _results(queries.released(edition_by_slug(edition)))


def _results(found: queries.ReleaseItem) -> dict[str, Any]:
    return {**found.content, "digest": found.digest}
