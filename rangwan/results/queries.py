"""Reads about rankings, the decision and the published result."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Avg, Count, F, Q

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.rules import RECEIVED, State
from rangwan.judging.models import Assignment
from rangwan.judging.rules import SheetState
from rangwan.kernel.text import search_key, storable
from rangwan.programmes.models import Edition
from rangwan.programmes.permissions import may_see_office
from rangwan.programmes.queries import definition_of
from rangwan.results.models import Decision, RankingRun, Release
from rangwan.results.permissions import may_see_ranking, rankings_visible_to

# What doors call a ranking, without touching its table.
RankingItem = RankingRun

TO_RANK = (State.ELIGIBLE, State.JUDGED, State.SHORTLISTED, State.NOT_SHORTLISTED, State.WINNER, State.NOT_SELECTED)


_MOST_WORDS = 8  # of a search; each is a condition

DecisionItem = Decision
ReleaseItem = Release


class NoSuchRanking(Exception):
    """There is no such ranking for this person."""


class NotReleased(Exception):
    """The result of the edition is not public yet."""


def entries_to_rank(edition: Edition) -> list[Entry]:
    """Return the entries that a ranking covers, without their answers, which no ranking reads."""
    found = Entry.objects.filter(edition=edition, state__in=TO_RANK).select_related("organisation")
    return list(found.defer("answers", "survey").order_by("reference", "pk"))


def rankings_of(person: Person, edition: Edition) -> list[RankingRun]:
    """Return the rankings of the edition, newest first, without their rows."""
    found = rankings_visible_to(RankingRun.objects.filter(edition=edition), person)
    return list(found.select_related("by").defer("rows").order_by("-at", "-pk"))


def ranking_for(person: Person, ranking_id: str) -> RankingRun:
    """Return a ranking with its rows. Raises NoSuchRanking."""
    ranking = RankingRun.objects.select_related("edition", "by").filter(pk=ranking_id).first()
    if ranking is None or not may_see_ranking(person, ranking):
        raise NoSuchRanking
    return ranking


def unfinished(edition: Edition) -> dict[str, int]:
    """Return {"sheets": open or begun ones, "entries": eligible entries without a finished sheet}."""
    open_sheets = Assignment.objects.filter(
        entry__edition=edition, state__in=(SheetState.OPEN, SheetState.DRAFT), entry__state=State.ELIGIBLE
    ).count()
    finished = Count("assignments", filter=Q(assignments__state=SheetState.FINISHED))
    bare = Entry.objects.filter(edition=edition, state=State.ELIGIBLE).annotate(n=finished).filter(n=0).count()
    return {"sheets": open_sheets, "entries": bare}


def sheets_changed_since(ranking: RankingRun) -> int:
    """Return how many scoresheets of the ranking's round were changed, finished or opened again after it was run."""
    of_round = Assignment.objects.filter(entry__edition=ranking.edition_id, round=ranking.round)
    return of_round.filter(Q(changed_at__gt=ranking.at) | Q(finished_at__gt=ranking.at)).count()


def decision_of(edition: Edition) -> Decision | None:
    """Return the decision, if one was made."""
    return Decision.objects.select_related("ranking", "by", "edition").filter(edition=edition).first()


def prizes_given(decision: Decision) -> list[dict[str, Any]]:
    """Return the prizes of a decision as plain rows."""
    rows = (
        decision.prizes.order_by("pk").values(
            "prize", "entry_id", "entry__reference", "entry__title", "entry__organisation__name_th",
            "entry__organisation__name_en",
        )
    )  # fmt: skip
    return [{**row} for row in rows]


def result_to_publish(decision: Decision, now: dt.datetime) -> dict[str, Any]:
    """Return what the public is told of a decision: prizes, and no marks."""
    edition = decision.edition
    names = {prize.key: prize.name.as_dict() for prize in definition_of(edition.version_id).prizes}
    return {
        "edition": edition.slug,
        "name": edition.name.as_dict(),
        "decided_at": decision.at.isoformat(),
        "released_at": now.isoformat(),
        "prizes": [
            {
                "prize": row["prize"],
                "name": names[row["prize"]],
                "entry": row["entry_id"],
                "reference": row["entry__reference"],
                "title": row["entry__title"],
                "organisation": {"th": row["entry__organisation__name_th"], "en": row["entry__organisation__name_en"]},
            }
            for row in prizes_given(decision)
        ],
    }


def released(edition: Edition) -> Release:
    """Return the published result. Raises NotReleased."""
    release = Release.objects.filter(edition=edition).first()
    if release is None:
        raise NotReleased
    return release


def entries_with_scores(
    person: Person,
    edition: Edition,
    *,
    offset: int = 0,
    limit: int = 100,
    search: str = "",
    state: str = "",
    round_key: str = "",
) -> tuple[list[dict[str, Any]], int]:
    """Return (rows, number of all) of the office's list: entries with mean total and sheets, of one round if named.

    Four queries whatever the rows. Staff without sight of scores (screeners) get None for the mean. Nothing for who
    has no place in the office.
    """
    if not may_see_office(person, edition):
        return [], 0
    found = Entry.objects.filter(Q(state__in=RECEIVED) | Q(reference__isnull=False), edition=edition)
    if state:
        found = found.filter(state=state)
    for word in storable(search).split()[:_MOST_WORDS]:
        found = found.filter(_holds(word) | _holds(search_key(word)))
    number = found.count()
    counted = Q(assignments__round=round_key) if round_key else Q()
    done = Q(assignments__state=SheetState.FINISHED) & counted
    with_scores = rankings_readable(person, edition)
    # The columns come first: else the database groups by all columns of an entry, its answers too: 20 times the cost.
    rows = (
        found.values(
            "id", "reference", "title", "state", "confirmed_at", "organisation__name_th", "organisation__name_en",
            "organisation__province_th", "organisation__province_en",
        )
        .annotate(
            sheets=Count("assignments", filter=~Q(assignments__state=SheetState.RECUSED) & counted),
            finished=Count("assignments", filter=done),
            mean=Avg("assignments__total", filter=done),
        )
        .order_by(F("mean").desc(nulls_last=True) if with_scores else "reference", "reference", "pk")
    )[offset : offset + limit]  # fmt: skip
    listed: list[dict[str, Any]] = [{**row} for row in rows]
    if not with_scores:
        for row in listed:
            row["mean"] = None
    return listed, number


def _holds(word: str) -> Q:
    return (
        Q(title__icontains=word)
        | Q(reference__icontains=word)
        | Q(organisation__name_th__icontains=word)
        | Q(organisation__name_en__icontains=word)
        | Q(organisation__province_th__icontains=word)
        | Q(organisation__province_en__icontains=word)
    )


def rankings_readable(person: Person, edition: Edition) -> bool:
    """Whether the person may see scores in this edition."""
    return may_see_ranking(person, RankingRun(edition=edition))
