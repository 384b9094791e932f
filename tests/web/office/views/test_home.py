"""The way in."""

from __future__ import annotations

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from rangwan.accounts.models import Membership
from rangwan.entries.rules import State
from rangwan.programmes.models import Appointment
from tests.builders import NOW, bare_entry, make_edition, make_person, member
from tests.web.office.conftest import BASE, World, browser, close


def test_home_lists_the_editions_with_figures_that_lead_to_their_lists(world: World):
    make_edition(slug="not-mine")
    page = browser(world.staff.chair).get("/office/")
    (office,) = page.context["offices"]
    assert (office["edition"], [str(role) for role in office["roles"]]) == (world.edition, ["ประธานกรรมการ"])
    assert [(figure["value"], figure["url"]) for figure in office["figures"]] == [
        (2, BASE + "entries/?state=confirmed"), (2, BASE + "entries/?state=eligible"),
    ]  # fmt: skip


def test_drafts_lead_somewhere_once_the_calendar_has_closed(world: World):
    bare_entry(world.edition, State.DRAFT, 9)
    urls = []
    for _ in range(2):
        figures = browser(world.staff.chair).get("/office/").context["offices"][0]["figures"]
        urls.append(figures[0]["url"])
        close(world.edition)
    assert urls == ["", BASE + "unconfirmed/"]


def test_who_has_no_office_is_told_what_this_is(world: World):
    page = browser(make_person("คนนอก"), "en").get("/office/")
    assert (page.status_code, "You have no role in an edition" in page.content.decode()) == (403, True)
    assert Client().get("/office/").status_code == 302


def test_claims_are_counted_for_who_decides_them(world: World):
    member(make_person("ผู้ขอ"), world.waiting[0].organisation, standing=Membership.Standing.CLAIMED)
    assert browser(world.staff.chair).get("/office/").context["waiting"] is None
    page = browser(world.staff.organiser).get("/office/")
    assert page.context["waiting"] == {"claims": 1, "organisations": 0}
    assert 'href="/account/claims/"' in page.content.decode()


def test_the_overview_says_what_waits(world: World):
    hints = {task["id"]: task["hint"] for task in browser(world.staff.organiser, "en").get(BASE).context["tasks"]}
    assert hints == {
        "queue": "2 entries to screen", "questions": "0 questions wait for an answer",
        "judging": "0 of 0 scoresheets finished", "rankings": "0 ranking runs",
    }  # fmt: skip
    assert [task["id"] for task in browser(world.staff.screener).get(BASE).context["tasks"]] == [
        "queue", "questions",
    ]  # fmt: skip


def test_home_costs_the_same_for_1_and_50_editions(world: World, django_assert_num_queries: DjangoAssertNumQueries):
    client = browser(world.staff.chair)
    for number in (1, 50):
        for extra in range(1, number):
            edition = make_edition(slug=f"edition-{extra}")
            Appointment.objects.create(person=world.staff.chair, edition=edition, role="chair", appointed_at=NOW)
        with django_assert_num_queries(6):
            assert len(client.get("/office/").context["offices"]) == number
