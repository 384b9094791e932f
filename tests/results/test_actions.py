"""Ranking, the one decision, the one release."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.entries.actions import withdraw_entry
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.judging.actions import reopen_sheet
from rangwan.judging.models import Assignment
from rangwan.kernel.audit import verify
from rangwan.kernel.models import AuditRow
from rangwan.programmes.models import Edition
from rangwan.programmes.permissions import NotAllowed
from rangwan.results import actions
from rangwan.results.models import Decision, RankingRun, Release
from tests.builders import NOW, assignment, bare_entry, make_edition, pack
from tests.results.conftest import World

ROUND = pack().rounds[0].key
PRIZE = pack().prizes[0].key
LATER = NOW + dt.timedelta(hours=1)


def rank(world: World) -> RankingRun:
    return actions.run_ranking(edition=world.edition, round_key=ROUND, acting=world.staff.chair, now=NOW)


def decide(world: World, ranking: RankingRun | None = None, **more: Any) -> Decision:
    given: dict[str, Any] = {
        "edition": world.edition, "ranking": ranking or rank(world), "prizes": [(PRIZE, world.entry.id)],
        "minute": "มติเอกฉันท์", "acting": world.staff.chair, "now": LATER,
    }  # fmt: skip
    return actions.decide(**given | more)


def _acts() -> list[str]:
    return list(AuditRow.objects.order_by("number").values_list("act", flat=True))


def test_a_ranking_keeps_every_sheet_behind_it_and_names_the_missing(world: World):
    assignment(world.entries[0], world.staff.judges[1])
    run = rank(world)
    assert [(row["rank"], row["entry"], row["raw_mean"], row["judges"]) for row in run.rows] == [
        (1, world.entries[0].id, 90.0, 1), (2, world.entries[1].id, 60.0, 1), (None, world.entries[2].id, None, 0),
    ]  # fmt: skip
    sheet = run.rows[0]["sheets"][0]
    assert (sheet["judge"], sheet["judge_id"], sheet["total"]) == (world.judge.name, world.judge.id, 90.0)
    assert sheet["marks"] == {criterion.key: round(criterion.top * 0.9, 2) for criterion in pack().criteria}
    assert [row["missing"] for row in run.rows] == [[world.staff.judges[1].name], [], []]
    assert (_acts()[-1], verify()) == ("results.ranked", [])


def test_a_ranking_stays_as_it_came_out(world: World):
    first = rank(world)
    sheet = Assignment.objects.get(entry=world.entry)
    reopen_sheet(assignment=sheet, reason="แก้คะแนน", acting=world.staff.chair, now=NOW)
    second = rank(world)
    first.refresh_from_db()
    assert [row["raw_mean"] for row in first.rows] == [90.0, 60.0, None]
    assert [row["raw_mean"] for row in second.rows] == [60.0, None, None]


def test_nothing_to_rank(world: World):
    with pytest.raises(actions.UnableToRank, match="unknown_round"):
        actions.run_ranking(edition=world.edition, round_key="x", acting=world.staff.chair, now=NOW)
    other = make_edition(slug="empty")
    world.staff.chair.appointments.update(edition=other)
    with pytest.raises(actions.UnableToRank, match="nothing_to_rank"):
        actions.run_ranking(edition=other, round_key=ROUND, acting=world.staff.chair, now=NOW)


def test_the_decision_moves_every_entry_in_the_running(world: World):
    decision = decide(world)
    assert dict(Entry.objects.values_list("id", "state")) == {
        world.entries[0].id: State.WINNER,
        world.entries[1].id: State.NOT_SELECTED,
        world.entries[2].id: State.NOT_SELECTED,
    }
    assert list(decision.prizes.values_list("prize", "entry_id")) == [(PRIZE, world.entry.id)]
    assert Edition.objects.get(pk=world.edition.pk).state == "decided"
    assert (_acts()[-1], verify()) == ("results.decided", [])


def test_the_decision_locks_every_entry_before_it_writes_to_the_log(world: World):
    """Else a withdrawal that has its entry and waits for the log, and a decision that has the log and waits for the
    entry, would wait for each other for ever."""
    run = rank(world)
    with CaptureQueriesContext(connection) as captured:
        decide(world, run)
    said = [query["sql"] for query in captured.captured_queries]
    log = next(number for number, sql in enumerate(said) if "INSERT" in sql and '"kernel_auditrow"' in sql)
    locks = [
        number
        for number, sql in enumerate(said)
        if sql.startswith("SELECT") and all(f"'{entry.id}'" in sql for entry in world.entries)
    ]
    assert locks[0] < log
    if connection.vendor == "postgresql":
        assert said[locks[0]].endswith("FOR NO KEY UPDATE")


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({"minute": " \x00"}, {}),
        ({"minute": "  "}, {"minute": "required"}),
        ({"prizes": []}, {"prizes": "no_prize"}),
        ({"prizes": [("tin", 0)]}, {"prizes": "unknown_prize"}),
        ({"prizes": [(PRIZE, 0), (PRIZE, 1)]}, {"prizes": "too_many"}),
        ({"prizes": [(PRIZE, 2)]}, {"prizes": "not_ranked"}),
        ({"prizes": [(PRIZE, "nowhere")]}, {"prizes": "not_in_the_running"}),
    ],
)
def test_what_keeps_a_decision_from_being_made(world: World, change: dict[str, Any], problems: dict[str, str]):
    ranking = rank(world)
    if "prizes" in change:
        ids = {number: entry.id for number, entry in enumerate(world.entries)}
        change = {"prizes": [(prize, ids.get(entry, entry)) for prize, entry in change["prizes"]]}
    asked = {"prizes": [(PRIZE, world.entry.id)], "minute": "มติ", **change}
    found = actions.check_decision(edition=world.edition, ranking=ranking, acting=world.staff.chair, **asked)
    assert found == problems
    if problems:
        with pytest.raises(actions.UnableToDecide) as unable:
            decide(world, ranking, **change)
        assert unable.value.problems == problems
    assert Decision.objects.count() == 0
    assert set(Entry.objects.values_list("state", flat=True)) == {State.ELIGIBLE}


def test_an_entry_wins_once(world: World):
    assert actions.check_decision(
        edition=world.edition, ranking=rank(world), prizes=[(PRIZE, world.entry.id)] * 2, minute="มติ",
        acting=world.staff.chair,
    )["prizes"] == "twice"  # fmt: skip


def test_another_editions_ranking_decides_nothing(world: World):
    other = make_edition(slug="other")
    ranking = RankingRun.objects.create(
        edition=other, round=ROUND, definition_id=other.version_id or "", at=NOW, by=world.staff.chair, rows=[]
    )
    with pytest.raises(actions.UnableToDecide) as unable:
        decide(world, ranking)
    assert unable.value.problems == {"ranking": "other_edition", "prizes": "not_ranked"}


def test_there_is_one_decision_and_one_release(world: World):
    with pytest.raises(actions.UnableToRelease, match="not_decided"):
        actions.release_results(edition=world.edition, acting=world.staff.chair, now=LATER)
    ranking = rank(world)
    decide(world, ranking)
    with pytest.raises(actions.UnableToDecide) as unable:
        decide(world, ranking)
    assert unable.value.problems == {"edition": "decided"}
    release = actions.release_results(edition=world.edition, acting=world.staff.organiser, now=LATER)
    with pytest.raises(actions.UnableToRelease, match="released"):
        actions.release_results(edition=world.edition, acting=world.staff.chair, now=LATER)
    assert (Decision.objects.count(), Release.objects.get()) == (1, release)
    assert (_acts()[-1], verify()) == ("results.released", [])


def test_the_release_tells_prizes_and_no_marks(world: World):
    decide(world)
    content = actions.release_results(edition=world.edition, acting=world.staff.chair, now=LATER).content
    assert content["prizes"] == [
        {
            "prize": PRIZE, "name": pack().prizes[0].name.as_dict(), "entry": world.entry.id, "reference": "T0001",
            "title": "โครงการที่ 1", "organisation": {"th": "อบต.ที่ 1", "en": "อบต.ที่ 1 (en)"},
        }
    ]  # fmt: skip
    assert sorted(content) == ["decided_at", "edition", "name", "prizes", "released_at"]


def test_a_withdrawn_entry_is_out_of_the_running(world: World):
    ranking = rank(world)
    withdraw_entry(entry=world.entry, reason="ยุติ", acting=world.entry.coordinator, now=NOW)
    with pytest.raises(actions.UnableToDecide) as unable:
        decide(world, ranking)
    assert unable.value.problems == {"prizes": "not_in_the_running"}
    bystander = bare_entry(world.edition, State.CONFIRMED, 9)
    decide(world, ranking, prizes=[(PRIZE, world.entries[1].id)])
    bystander.refresh_from_db()
    assert bystander.state == State.CONFIRMED


@pytest.mark.parametrize("who", ["screener", "auditor", "judge", "coordinator"])
def test_only_chair_and_organiser_rank_decide_and_release(world: World, who: str):
    people = {"judge": world.judge, "coordinator": world.entry.coordinator}
    person = people.get(who) or getattr(world.staff, who)
    ranking = rank(world)
    decide_it: dict[str, Any] = {
        "edition": world.edition,
        "ranking": ranking,
        "prizes": [],
        "minute": "",
        "acting": person,
    }
    for call in (
        lambda: actions.run_ranking(edition=world.edition, round_key=ROUND, acting=person, now=NOW),
        lambda: actions.check_decision(**decide_it),
        lambda: actions.decide(**decide_it, now=NOW),
        lambda: actions.release_results(edition=world.edition, acting=person, now=NOW),
    ):
        with pytest.raises(NotAllowed):
            call()
