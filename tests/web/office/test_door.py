"""Which page opens to whom."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.builders import finished_sheet, make_person
from tests.web.office.conftest import BASE, World, browser

EVERYBODY = {"organiser", "screener", "chair", "auditor"}
PAGES = {
    "": EVERYBODY,
    "entries/": EVERYBODY,
    "unconfirmed/": EVERYBODY,
    "entries/{eligible}/": EVERYBODY,
    "screening/": {"organiser", "screener"},
    "screening/{waiting}/": {"organiser", "screener"},
    "screening/{waiting}/revoke/": {"organiser", "screener"},
    "judging/": {"organiser", "chair", "auditor"},
    "judging/lot/": {"organiser", "chair"},
    "judging/by-hand/": {"organiser", "chair"},
    "judging/sheets/{sheet}/": {"organiser", "chair", "auditor"},
    "rankings/": {"organiser", "chair", "auditor"},
    "decision/": {"organiser", "chair", "auditor"},
    "release/": {"organiser", "chair", "auditor"},
    "settings/": {"organiser"},
    "settings/closing/": {"organiser"},
    "settings/form/": {"organiser"},
    "settings/versions/1/": {"organiser"},
    "people/": {"organiser"},
    "log/": {"organiser", "auditor"},
}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_to_its_roles_alone(world: World, path: str):
    sheet = finished_sheet(world.eligible[0], world.staff.judges[0])
    url = BASE + path.format(eligible=world.eligible[0].id, waiting=world.waiting[0].id, sheet=sheet.id)
    answers = {role: browser(getattr(world.staff, role)).get(url).status_code for role in EVERYBODY}
    assert answers == {role: 200 if role in PAGES[path] else 403 for role in EVERYBODY}
    for stranger in (world.staff.judges[0], world.eligible[0].coordinator, make_person("คนนอก")):
        assert browser(stranger).get(url).status_code == 404
    anonymous = Client().get(url)
    assert (anonymous.status_code, anonymous["Location"]) == (302, f"/account/login/?next={url}")


@pytest.mark.parametrize(
    ("language", "words"), [("th", "หน้านี้เป็นของบทบาทอื่น"), ("en", "This page belongs to another role")]
)
def test_a_page_of_another_role_says_so(world: World, language: str, words: str):
    answer = browser(world.staff.screener, language).get(BASE + "settings/")
    assert words in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "entries/nowhere/", "screening/nowhere/", "judging/sheets/nowhere/", "rankings/nowhere/",
        "rankings/nowhere/nowhere/", "decision/?ranking=nowhere", "settings/versions/9/", "people/nowhere/dismiss/",
        "entries/{eligible}/files/nowhere/",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(world: World, path: str):
    url = BASE + path.format(eligible=world.eligible[0].id)
    assert browser(world.staff.organiser).get(url).status_code == 404


def test_the_menu_has_what_the_roles_open(world: World):
    for person, lines in ((world.staff.screener, 4), (world.staff.chair, 5), (world.staff.organiser, 10)):
        context = browser(person).get(BASE).context
        assert len(context["nav"]) == lines
        assert [line["current"] for line in context["nav"]] == [True] + [False] * (lines - 1)


def test_pages_are_nobody_elses_to_keep(world: World):
    assert browser(world.staff.chair).get(BASE)["Cache-Control"] == "private, no-store"
