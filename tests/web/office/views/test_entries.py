"""Lists of entries, and one entry whole."""

from __future__ import annotations

import re

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from tests.builders import bare_entry, confirmed_entry, finished_sheet, make_edition, make_organisation, make_person
from tests.web.office.conftest import BASE, World, browser, close


def test_the_list_with_scores(world: World):
    finished_sheet(world.eligible[0], world.staff.judges[0], 0.5)
    page = browser(world.staff.chair).get(BASE + "entries/")
    rows = [(row["reference"], row["state"], row["finished"], row["mean"]) for row in page.context["rows"]]
    assert rows == [
        ("T0003", "ผ่านคุณสมบัติ", 1, "50.00"), ("T0001", "รอตรวจคุณสมบัติ", 0, "–"),
        ("T0002", "รอตรวจคุณสมบัติ", 0, "–"), ("T0004", "ผ่านคุณสมบัติ", 0, "–"),
    ]  # fmt: skip
    assert "50.00" not in browser(world.staff.screener).get(BASE + "entries/").content.decode()


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("?q=โครงการที่ 2", ["T0002"]), ("?state=eligible", ["T0003", "T0004"]), ("?state=nonsense", None),
        ("?q=ไม่มีอยู่", []), ("?page=7", []), ("?rows=500", None), ("?q=%00", []),
    ],
)  # fmt: skip
def test_search_state_and_pages(world: World, query: str, references: list[str] | None):
    page = browser(world.staff.organiser).get(BASE + "entries/" + query)
    everything = ["T0001", "T0002", "T0003", "T0004"]
    assert [row["reference"] for row in page.context["rows"]] == (everything if references is None else references)


def test_the_list_costs_the_same_for_1_and_50_rows(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    client = browser(world.staff.chair)
    client.get(BASE + "entries/")
    for number in (4, 50):
        for extra in range(4, number):
            finished_sheet(bare_entry(world.edition, State.ELIGIBLE, 100 + extra), world.staff.judges[0])
        with django_assert_num_queries(8):
            assert len(client.get(BASE + "entries/").context["rows"]) == number


def test_the_next_page(world: World):
    for extra in range(47):
        bare_entry(world.edition, State.CONFIRMED, 100 + extra)
    page = browser(world.staff.chair).get(BASE + "entries/?state=&q=")
    assert (len(page.context["rows"]), page.context["next_url"]) == (50, "?state=&q=&page=2")
    assert len(browser(world.staff.chair).get(BASE + "entries/?page=2").context["rows"]) == 1


def test_what_was_not_confirmed_is_listed_after_the_closing(world: World):
    bare_entry(world.edition, State.DRAFT, 8)
    bare_entry(world.edition, State.SUBMITTED, 9)
    client = browser(world.staff.screener)
    before = client.get(BASE + "unconfirmed/")
    assert "โครงการที่ 8" not in before.content.decode()
    close(world.edition)
    groups = client.get(BASE + "unconfirmed/").context["groups"]
    assert [(group["state"], [row["title"] for row in group["rows"]]) for group in groups] == [
        (State.SUBMITTED, ["โครงการที่ 9"]), (State.DRAFT, ["โครงการที่ 8"]),
    ]  # fmt: skip


def test_one_entry_whole(world: World):
    office = make_organisation("เทศบาลนครยะลา")
    entry = confirmed_entry(world.edition, office, make_person("สมชาย", office), title="ระบบน้ำดี").entry
    Entry.objects.filter(pk=entry.pk).update(answers={**entry.answers, "objectives": ""})
    client = browser(world.staff.auditor, "en")
    page = client.get(BASE + f"entries/{entry.id}/")
    text = page.content.decode()
    assert "Not given here, see slides" in text
    assert re.findall(r"Entry begun|Sent|Confirmed and received|Answers saved", text[text.index('id="history"') :]) == [
        "Entry begun", "Sent", "Confirmed and received",
    ]  # fmt: skip
    files = re.findall(rf'href="({BASE}entries/{entry.id}/files/[a-z0-9]+/)"', text)
    assert len(files) == 2
    shown = [client.get(url) for url in files]
    assert [answer["Content-Disposition"].split(";")[0] for answer in shown] == ["attachment", "inline"]
    assert client.get(files[1] + "?download=1")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED])
def test_drafts_are_not_opened(world: World, state: State):
    entry = bare_entry(world.edition, state, 9)
    assert browser(world.staff.organiser).get(BASE + f"entries/{entry.id}/").status_code == 404


def test_an_entry_of_another_edition_is_not_here(world: World):
    elsewhere = bare_entry(make_edition(slug="other"), State.CONFIRMED, 9)
    for path in (f"entries/{elsewhere.id}/", f"screening/{elsewhere.id}/"):
        assert browser(world.staff.organiser).get(BASE + path).status_code == 404
