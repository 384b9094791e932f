"""Ranking, decision and release through their pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.results.models import Decision, RankingRun, Release
from tests.builders import assignment, finished_sheet, pack
from tests.web.office.conftest import BASE, World, browser, close

ROUND = pack().rounds[0].key
PRIZE = pack().prizes[0].key


@pytest.fixture
def client(world: World) -> Client:
    """The chair's browser; two entries have marks, one of them a sheet that is not finished."""
    finished_sheet(world.eligible[0], world.staff.judges[0], 0.8)
    finished_sheet(world.eligible[0], world.staff.judges[1], 0.7)
    finished_sheet(world.eligible[1], world.staff.judges[0], 0.6)
    assignment(world.eligible[1], world.staff.judges[1])
    return browser(world.staff.chair, "en")


def run(client: Client) -> RankingRun:
    """Run a ranking through its page."""
    answer = client.post(BASE + "rankings/", {"round": ROUND})
    assert answer.status_code == 302
    return RankingRun.objects.get(pk=answer["Location"].split("/")[-2])


def fields(world: World, ranking: RankingRun, **change: Any) -> dict[str, Any]:
    """Return the decision's form: the first entry wins."""
    return {
        "ranking": ranking.id, f"prize-{world.eligible[0].id}": PRIZE, "minute": "มติเอกฉันท์ ครั้งที่ 1/2569", **change,
    }  # fmt: skip


def test_a_ranking_and_every_mark_behind_it(world: World, client: Client):
    ranking = run(client)
    page = client.get(f"{BASE}rankings/{ranking.id}/")
    text = page.content.decode()
    assert [(row["rank"], row["reference"]) for row in page.context["ranked"]] == [(1, "T0003"), (2, "T0004")]
    assert ("75.00" in text, f"Not finished: {world.staff.judges[1].name}" in text) == (True, True)
    behind = client.get(f"{BASE}rankings/{ranking.id}/{world.eligible[0].id}/")
    assert [line["marks"] for line in behind.context["lines"]] == [
        [round(criterion.top * 0.8, 2), round(criterion.top * 0.7, 2)] for criterion in pack().criteria
    ]
    assert client.get(f"{BASE}rankings/{ranking.id}/{world.waiting[0].id}/").status_code == 404


def test_nothing_to_rank_yet(world: World):
    answer = browser(world.staff.chair, "en").post(BASE + "rankings/", {"round": ROUND})
    assert (answer.status_code, "No scoresheet is finished yet" in answer.content.decode()) == (422, True)
    assert "There is no decision yet" in browser(world.staff.chair, "en").get(BASE + "decision/").content.decode()


def test_warnings_before_the_decision(world: World, client: Client):
    run(client)
    assert client.get(BASE + "decision/").context["warnings"] == [
        "Entries are still accepted: the calendar has not closed.",
        "2 entries are not screened yet.",
        "1 scoresheet is not finished.",
    ]
    close(world.edition)
    Entry.objects.filter(pk__in=[entry.pk for entry in world.waiting]).update(state=State.ELIGIBLE)
    assert client.get(BASE + "decision/").context["warnings"] == [
        "1 scoresheet is not finished.",
        "2 eligible entries have no finished scoresheet.",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"minute": " "}, "Write the minute: what was decided, by whom, and why."),
        ({"prize": ""}, "Choose at least one entry that wins a prize."),
        ({"prize": "tin"}, "The award has no such prize."),
        ({"both": True}, "More entries are chosen than the award has prizes."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    world: World, client: Client, change: dict[str, Any], words: str
):
    posted = fields(world, run(client))
    if "both" in change:
        posted[f"prize-{world.eligible[1].id}"] = PRIZE
    elif "prize" in change:
        posted[f"prize-{world.eligible[0].id}"] = change["prize"]
    else:
        posted |= change
    answer = client.post(BASE + "decision/", posted)
    text = answer.content.decode()
    assert (answer.status_code, text.count(words), Decision.objects.count()) == (422, 2, 0)
    assert (posted["minute"].strip() in text, text.count(" selected>")) == (
        True, {"both": 2, "minute": 1}.get(next(iter(change)), 0),
    )  # fmt: skip


def test_choose_check_record_and_publish(world: World, client: Client):
    ranking = run(client)
    check = client.post(BASE + "decision/", fields(world, ranking))
    assert ("Check the decision" in check.content.decode(), Decision.objects.count()) == (True, 0)
    assert [row["entry"] for row in check.context["winners"]] == [world.eligible[0].id]
    changed = client.post(BASE + "decision/", fields(world, ranking, step="change"))
    assert (changed.status_code, "มติเอกฉันท์" in changed.content.decode()) == (200, True)
    assert client.post(BASE + "release/").status_code == 409
    assert client.post(BASE + "decision/", fields(world, ranking, step="decide"))["Location"] == BASE + "release/"
    assert [Entry.objects.get(pk=entry.pk).state for entry in world.eligible] == [State.WINNER, State.NOT_SELECTED]
    preview = client.get(BASE + "release/").content.decode()
    assert ("โครงการที่ 3" in preview, "75.00" in preview, Release.objects.count()) == (True, False, 0)
    published = client.post(BASE + "release/", follow=True)
    assert "The result is published." in published.content.decode()
    assert Release.objects.get().content["prizes"][0]["entry"] == world.eligible[0].id


def test_a_second_press_says_so(world: World, client: Client):
    ranking = run(client)
    for path, posted, words in (
        ("decision/", fields(world, ranking, step="decide"), "There is one decision, and it stands."),
        ("release/", {}, "The result has been published already."),
    ):
        first, second = (client.post(BASE + path, posted) for _ in range(2))
        assert (first.status_code, second.status_code, words in second.content.decode()) == (302, 409, True)
    assert (Decision.objects.count(), Release.objects.count()) == (1, 1)


def test_an_entry_that_left_while_the_page_was_open(world: World, client: Client):
    ranking = run(client)
    Entry.objects.filter(pk=world.eligible[0].pk).update(state=State.WITHDRAWN)
    answer = client.post(BASE + "decision/", fields(world, ranking, step="decide"))
    assert (answer.status_code, "not in the running" in answer.content.decode()) == (422, True)


def test_the_auditor_reads_everything_and_presses_nothing(world: World, client: Client):
    ranking = run(client)
    auditor = browser(world.staff.auditor)
    for path, posted in (
        ("rankings/", {"round": ROUND}), ("decision/", fields(world, ranking, step="decide")), ("release/", {}),
    ):  # fmt: skip
        auditor.post(BASE + path, posted)
        assert "<button" not in auditor.get(BASE + path).content.decode().split("<main")[1]
    assert (RankingRun.objects.count(), Decision.objects.count(), Release.objects.count()) == (1, 0, 0)
    assert auditor.get(f"{BASE}rankings/{ranking.id}/").status_code == 200


def test_after_the_decision_it_is_shown(world: World, client: Client):
    client.post(BASE + "decision/", fields(world, run(client), step="decide"))
    text = client.get(BASE + "decision/").content.decode()
    assert ("มติเอกฉันท์ ครั้งที่ 1/2569" in text, "โครงการที่ 3" in text) == (True, True)
