"""The lot, assigning by hand, and single scoresheets."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from rangwan.entries.rules import State
from rangwan.judging import actions
from rangwan.judging.models import Assignment
from rangwan.kernel.models import AuditRow
from tests.builders import NOW, assignment, bare_entry, finished_sheet, member, pack
from tests.web.office.conftest import BASE, World, browser

ROUND = pack().rounds[0].key
JUDGING = BASE + "judging/"


@pytest.fixture
def client(world: World) -> Client:
    """The chair's browser."""
    return browser(world.staff.chair, "en")


def _sheet(url: str, **posted: Any) -> tuple[str, dict[str, Any]]:
    return f"{JUDGING}sheets/{url}/", posted


def test_the_lot_is_drawn_and_its_seed_shown(world: World, client: Client):
    assert 'value="3"' in client.get(JUDGING + "lot/").content.decode()
    page = client.post(JUDGING + "lot/", {"round": ROUND, "per_entry": "๒"}, follow=True)
    seed = AuditRow.objects.get(act="judging.assigned_by_lot").after["seed"]
    text = page.content.decode()
    assert f"4 scoresheets were given out by lot. Seed: {seed}" in text
    assert [(lot["seed"], lot["made"], lot["per_entry"]) for lot in page.context["lots"]] == [(seed, 4, 2)]
    assert Assignment.objects.count() == 4
    client.post(JUDGING + "lot/", {"round": ROUND, "per_entry": "2"})
    assert Assignment.objects.count() == 4


@pytest.mark.parametrize(
    ("posted", "words", "where"),
    [
        ({"per_entry": "0"}, "The number of judges per entry must be 1 or more.", "per_entry"),
        ({"per_entry": "many"}, "The number of judges per entry must be 1 or more.", "per_entry"),
        ({"per_entry": "9" * 50}, "The number of judges per entry must be 1 or more.", "per_entry"),
        ({"round": "x"}, "The award has no such round of judging.", "round"),
    ],
)
def test_a_lot_that_cannot_be(client: Client, world: World, posted: dict[str, str], words: str, where: str):
    answer = client.post(JUDGING + "lot/", {"round": ROUND, "per_entry": "2"} | posted)
    assert (answer.status_code, answer.content.decode().count(words)) == (422, 2)
    assert answer.context["problems"] == [{"message": words, "id": where}]


def test_by_hand(world: World, client: Client):
    judge, entry = world.staff.judges[0], world.eligible[0]
    posted = {"round": ROUND, "entry": entry.id, "judge": judge.id}
    for _ in range(2):
        assert client.post(JUDGING + "by-hand/", posted).status_code == 302
    assert [(sheet.entry, sheet.judge) for sheet in Assignment.objects.all()] == [(entry, judge)]


def test_by_hand_is_refused_beside_the_field(world: World, client: Client):
    judge, entry = world.staff.judges[0], world.eligible[0]
    member(judge, entry.organisation)
    refusals = []
    for posted in (
        {"entry": entry.id, "judge": judge.id},
        {"entry": world.waiting[0].id, "judge": judge.id},
        {"entry": entry.id, "judge": world.staff.chair.id},
        {"entry": "", "judge": ""},
    ):
        answer = client.post(JUDGING + "by-hand/", {"round": ROUND, **posted})
        refusals.append((answer.status_code, answer.context["problems"]))
    assert refusals == [
        (422, [{"message": "This judge has a conflict of interest with the entry.", "id": "judge"}]),
        (422, [{"message": "Only an eligible entry can be assigned.", "id": "entry"}]),
        (422, [{"message": "This person is not a judge of this edition.", "id": "judge"}]),
        (422, [{"message": "Choose one.", "id": "entry"}, {"message": "Choose one.", "id": "judge"}]),
    ]
    assert client.post(JUDGING + "by-hand/", {"round": ROUND, "entry": "x", "judge": judge.id}).status_code == 404


def test_progress_who_judges_what_and_why_not(world: World, client: Client):
    done = finished_sheet(world.eligible[0], world.staff.judges[0])
    gone = assignment(world.eligible[0], world.staff.judges[1])
    actions.recuse(assignment=gone, reason="other", note="เคยเป็นที่ปรึกษา", acting=world.staff.judges[1], now=NOW)
    page = client.get(JUDGING)
    assert [(row["finished"], row["recused"]) for row in page.context["judges"]] == [(1, 0), (0, 1)]
    assert [row["id"] for row in page.context["bare"]] == [world.eligible[1].id]
    assert [row["id"] for row in page.context["recused"]] == [gone.id]
    text = page.content.decode()
    assert ("เคยเป็นที่ปรึกษา" in text, f"{JUDGING}sheets/{done.id}/" in text) == (True, True)


def test_marks_stay_the_judges_own_until_they_are_finished(world: World, client: Client):
    sheet = assignment(world.eligible[0], world.staff.judges[0])
    marks = {pack().criteria[0].key: {"mark": 7.25, "comment": "ยังคิดอยู่"}}
    actions.save_marks(assignment=sheet, marks=marks, acting=world.staff.judges[0], now=NOW)
    text = client.get(_sheet(sheet.id)[0]).content.decode()
    assert ("7.25" in text, "ยังคิดอยู่" in text, "until the scoresheet is finished" in text) == (False, False, True)
    for criterion in pack().criteria[1:]:
        actions.save_marks(assignment=sheet, marks={criterion.key: {"mark": 1}}, acting=world.staff.judges[0], now=NOW)
    actions.finish_sheet(assignment=sheet, acting=world.staff.judges[0], now=NOW)
    text = client.get(_sheet(sheet.id)[0]).content.decode()
    assert ("7.25" in text, "ยังคิดอยู่" in text) == (True, True)


def test_a_finished_sheet_is_opened_again_with_a_reason(world: World, client: Client):
    sheet = finished_sheet(world.eligible[0], world.staff.judges[0])
    url, posted = _sheet(sheet.id, act="reopen", reason=" ")
    answer = client.post(url, posted)
    assert (answer.status_code, answer.content.decode().count("Write the reason.")) == (422, 2)
    assert client.post(url, posted | {"reason": "แก้คะแนน"}).status_code == 302
    sheet.refresh_from_db()
    assert sheet.state == "draft"
    again = client.post(url, posted | {"reason": "แก้คะแนน"})
    assert (again.status_code, "Only a finished scoresheet can be opened again" in again.content.decode()) == (
        409,
        True,
    )


def test_an_untouched_sheet_is_taken_back(world: World, client: Client):
    sheet = assignment(world.eligible[0], world.staff.judges[0])
    url, posted = _sheet(sheet.id, act="take_back", reason="\x00ผิดคน")
    assert client.post(url, posted).status_code == 302
    assert (client.post(url, posted).status_code, Assignment.objects.count()) == (404, 0)
    begun = finished_sheet(world.eligible[0], world.staff.judges[0])
    answer = client.post(_sheet(begun.id)[0], posted)
    assert (answer.status_code, "has already begun" in answer.content.decode()) == (409, True)


def test_the_auditor_reads_and_changes_nothing(world: World):
    sheet = finished_sheet(world.eligible[0], world.staff.judges[0])
    client = browser(world.staff.auditor)
    url, posted = _sheet(sheet.id, act="reopen", reason="x")
    text = client.post(url, posted).content.decode()
    sheet.refresh_from_db()
    assert (sheet.state, 'name="act"' in text) == ("finished", False)


def test_the_page_costs_the_same_for_1_and_50_sheets(
    world: World, client: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    client.get(JUDGING)
    for number in (1, 50):
        for extra in range(Assignment.objects.count(), number):
            assignment(bare_entry(world.edition, State.ELIGIBLE, 100 + extra), world.staff.judges[0])
        with django_assert_num_queries(8):
            assert len(client.get(JUDGING).context["entries"]) == number
