"""The log in words."""

from __future__ import annotations

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from rangwan.kernel.models import AuditRow
from rangwan.screening.actions import screen_entry
from rangwan.screening.rules import Verdict
from tests.builders import NOW, all_in_order, finished_sheet, make_edition
from tests.web.office.conftest import BASE, World, browser


def _screen(world: World) -> None:
    screen_entry(
        entry=world.waiting[0], verdict=Verdict.ELIGIBLE, findings=all_in_order(world.waiting[0]), now=NOW,
        acting=world.staff.screener,
    )  # fmt: skip


@pytest.mark.parametrize(("language", "words"), [("th", "ผ่านคุณสมบัติ"), ("en", "Found eligible")])
def test_who_did_what_to_which_entry(world: World, language: str, words: str):
    _screen(world)
    page = browser(world.staff.auditor, language).get(BASE + "log/")
    line = page.context["lines"][0]
    assert (line["who"], line["about"]) == (world.staff.screener.name, "T0001 โครงการที่ 1")
    assert words in page.content.decode()


def test_a_sheet_names_entry_and_judge_and_a_role_its_person(world: World):
    finished_sheet(world.eligible[0], world.staff.judges[0])
    lines = browser(world.staff.organiser).get(BASE + "log/").context["lines"]
    assert lines[0]["about"] == "T0003 โครงการที่ 3 · กรรมการ 1"
    assert [line["about"] for line in lines if line["about"].startswith("ประเสริฐ")] == [
        "ประเสริฐ ประธาน · ประธานกรรมการ"
    ]


def test_another_editions_log_is_elsewhere(world: World):
    numbers = {line["number"] for line in browser(world.staff.auditor).get(BASE + "log/").context["lines"]}
    make_edition(slug="other")
    assert {line["number"] for line in browser(world.staff.auditor).get(BASE + "log/").context["lines"]} == numbers


def test_pages_go_back_without_a_gap(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("rangwan.web.office.views.audit._ROWS", 5)
    finished_sheet(world.eligible[0], world.staff.judges[0])
    client = browser(world.staff.auditor)
    url, numbers = "?", []
    while url:
        page = client.get(BASE + "log/" + url).context
        numbers += [line["number"] for line in page["lines"]]
        url = page["next_url"]
    assert numbers == sorted(AuditRow.objects.filter(edition=world.edition.id).values_list("number", flat=True))[::-1]


def test_the_log_costs_the_same_for_few_and_many_rows(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    client = browser(world.staff.auditor)
    for judge in world.staff.judges:
        finished_sheet(world.eligible[0], judge)
        with django_assert_num_queries(7):
            client.get(BASE + "log/")


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "%00", "๑"])
def test_nonsense_is_the_newest_page(world: World, before: str):
    page = browser(world.staff.auditor).get(f"{BASE}log/?before={before}")
    assert (page.status_code, len(page.context["lines"]) > 0) == (200, True)
