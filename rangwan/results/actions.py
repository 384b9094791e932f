"""Ranking, decision, release."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import lock_entries, move_entry
from rangwan.entries.models import Entry
from rangwan.entries.rules import Act, State
from rangwan.judging.queries import finished_totals, marks_of_round, unfinished_judges
from rangwan.kernel import audit, events
from rangwan.kernel.text import storable
from rangwan.programmes.models import Edition
from rangwan.programmes.permissions import NotAllowed
from rangwan.programmes.queries import definition_of
from rangwan.results import rules
from rangwan.results.models import Decision, PrizeGiven, RankingRun, Release
from rangwan.results.permissions import may_rank
from rangwan.results.queries import entries_to_rank, result_to_publish


class UnableToRank(Exception):
    """`code`: unknown_round, nothing_to_rank."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class UnableToDecide(Exception):
    """`problems` is {field: code}: ranking other_edition; minute required; prizes no_prize, unknown_prize, too_many,
    unknown_entry, not_ranked, twice, not_in_the_running; edition decided."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(repr(problems))
        self.problems = problems


class UnableToRelease(Exception):
    """`code`: not_decided, released."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def run_ranking(*, edition: Edition, round_key: str, acting: Person, now: dt.datetime) -> RankingRun:
    """Rank by the mean of the finished sheets' weighted totals and keep the run with every sheet behind it.

    Raises NotAllowed, UnableToRank.
    """
    if not may_rank(acting, edition):
        raise NotAllowed
    definition = definition_of(edition.version_id)
    if round_key not in {item.key for item in definition.rounds}:
        raise UnableToRank("unknown_round")
    entries = {entry.pk: entry for entry in entries_to_rank(edition)}
    sheets: dict[str, list[dict[str, Any]]] = {entry: [] for entry in entries}
    marks = marks_of_round(edition, round_key)
    for row in finished_totals(edition, round_key):
        if row["entry_id"] in sheets:
            sheets[row["entry_id"]].append(
                {
                    "judge": row["judge__name"] or row["judge__email"], "judge_id": row["judge_id"],
                    "total": row["total"], "marks": marks.get(row["id"], {}),
                }
            )  # fmt: skip
    if not any(sheets.values()):
        raise UnableToRank("nothing_to_rank")
    standings = rules.rank_by_mean({entry: [sheet["total"] for sheet in given] for entry, given in sheets.items()})
    missing = unfinished_judges(edition, round_key)
    rows = [
        _row(standing, entries[standing.entry], sheets[standing.entry], missing.get(standing.entry, []))
        for standing in standings
    ]
    run = RankingRun.objects.create(
        edition=edition, round=round_key, definition_id=edition.version_id or "", at=now, by=acting, rows=rows,
        digest=_digest(rows),
    )  # fmt: skip
    audit.record(
        act="results.ranked", thing="ranking", thing_id=run.id, edition=edition.id, acting=acting, now=now,
        after={"round": round_key, "digest": run.digest, "entries": len(rows)},
    )  # fmt: skip
    return run


def _row(standing: rules.Standing, entry: Entry, sheets: list[dict[str, Any]], missing: list[str]) -> dict[str, Any]:
    return {
        "rank": standing.rank, "entry": entry.id, "reference": entry.reference, "title": entry.title,
        "organisation": entry.organisation.name.as_dict(), "raw_mean": standing.raw_mean, "judges": standing.sheets,
        "sheets": sheets, "missing": missing,
    }  # fmt: skip


def _digest(content: Any) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def decide(
    *,
    edition: Edition,
    ranking: RankingRun,
    prizes: list[tuple[str, str]],
    minute: str,
    acting: Person,
    now: dt.datetime,
) -> Decision:
    """Record the one decision: `prizes` is [(prize key, entry id)], `minute` what was decided and why.

    Every entry in the running becomes winner or not selected. Raises NotAllowed, UnableToDecide.
    """
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not may_rank(acting, edition):
        raise NotAllowed
    minute = storable(minute).strip()
    lock_entries(entry.pk for entry in entries_to_rank(edition))
    running = {entry.pk: entry for entry in entries_to_rank(edition)}  # as they are, now that they are locked
    problems = _problems(edition, ranking, prizes, minute, running)
    if problems:
        raise UnableToDecide(problems)
    decision = Decision.objects.create(edition=edition, ranking=ranking, minute=minute, at=now, by=acting)
    PrizeGiven.objects.bulk_create(
        [PrizeGiven(decision=decision, prize=prize, entry_id=entry) for prize, entry in prizes]
    )
    winners = {entry for _, entry in prizes}
    for entry in running.values():
        if entry.state == State.ELIGIBLE:
            entry = move_entry(entry=entry, act=Act.CLOSE_JUDGING, acting=acting, now=now)  # noqa: PLW2901
        if entry.state in (State.JUDGED, State.SHORTLISTED):
            move_entry(entry=entry, act=Act.AWARD if entry.pk in winners else Act.PASS_OVER, acting=acting, now=now)
    edition.state = Edition.State.DECIDED
    edition.save(update_fields=["state"])
    audit.record(
        act="results.decided", thing="edition", thing_id=edition.id, edition=edition.id, acting=acting, now=now,
        reason=minute, after={"ranking": ranking.id, "digest": ranking.digest, "prizes": [list(p) for p in prizes]},
    )  # fmt: skip
    events.emit(kind="edition.decided", subject=edition.id, now=now, payload={"decision": decision.id})
    return decision


def check_decision(
    *, edition: Edition, ranking: RankingRun, prizes: list[tuple[str, str]], minute: str, acting: Person
) -> dict[str, str]:
    """Return {field: code} of what a decision would be refused for; nothing is changed. Raises NotAllowed."""
    if not may_rank(acting, edition):
        raise NotAllowed
    running = {entry.pk: entry for entry in entries_to_rank(edition)}
    return _problems(edition, ranking, prizes, storable(minute).strip(), running)


def _problems(
    edition: Edition, ranking: RankingRun, prizes: list[tuple[str, str]], minute: str, running: dict[str, Entry]
) -> dict[str, str]:
    problems: dict[str, str] = {}
    if edition.state != Edition.State.RUNNING:
        return {"edition": "decided"}
    if ranking.edition_id != edition.pk:
        problems["ranking"] = "other_edition"
    if not minute:
        problems["minute"] = "required"
    if not prizes:
        problems["prizes"] = "no_prize"
    allowed = {prize.key: prize.count for prize in definition_of(edition.version_id).prizes}
    for code in rules.over_given((prize for prize, _ in prizes), allowed).values():
        problems["prizes"] = code
    if len({entry for _, entry in prizes}) < len(prizes):
        problems["prizes"] = "twice"
    ranked = {row["entry"] for row in ranking.rows if row["rank"] is not None}
    for _, entry in prizes:
        if entry not in running or running[entry].state not in (State.ELIGIBLE, State.JUDGED, State.SHORTLISTED):
            problems["prizes"] = "not_in_the_running"
        elif entry not in ranked:
            problems["prizes"] = "not_ranked"
    return problems


@transaction.atomic
def release_results(*, edition: Edition, acting: Person, now: dt.datetime) -> Release:
    """Publish the decision: the public page is frozen here, prizes and no marks. Raises NotAllowed, UnableToRelease."""
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if not may_rank(acting, edition):
        raise NotAllowed
    if edition.state != Edition.State.DECIDED:
        raise UnableToRelease("released" if edition.state == Edition.State.RELEASED else "not_decided")
    content = result_to_publish(Decision.objects.get(edition=edition), now)
    release = Release.objects.create(edition=edition, at=now, by=acting, content=content, digest=_digest(content))
    edition.state = Edition.State.RELEASED
    edition.save(update_fields=["state"])
    audit.record(
        act="results.released", thing="edition", thing_id=edition.id, edition=edition.id, acting=acting, now=now,
        after={"digest": release.digest},
    )  # fmt: skip
    events.emit(kind="edition.released", subject=edition.id, now=now, payload={"digest": release.digest})
    return release
