"""The browser, and a site with the award of 2564 that is open today."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.camera import Camera
from tests.e2e.desk import PATIENCE, Desk
from tests.e2e.site import ROOT, Site
from tests.e2e.steps import PACK
from tests.harness.chromium import chromium_path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that serves the award, with a register of five organisations and the award's staff, but no entry."""
    made = Site(tmp_path_factory.mktemp("site"))
    made.run("award", "load", str(ROOT / "awards" / PACK))
    made.run("organisations", "import", str(Path(__file__).with_name("register.csv")))
    made.staff = made.prepare("award")
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, with its people as staff: organiser1, judge3, entrant2 …"""
    made = Site(tmp_path_factory.mktemp("demo"))
    for person in json.loads(made.run("demo", "--prepare-only"))["people"]:
        number = sum(key.rstrip("0123456789") == person["role"] for key in made.staff) + 1
        made.staff |= {f"{person['role']}{number}": person["email"], "password": person["password"]}
    made.start()
    yield made
    made.stop()


@pytest.fixture
def desk(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Desk]]:
    """Open windows: `desk()`, or `desk("organiser")` for somebody of the staff who is signed in.

    Whatever a browser complained of (an error of a script or of the content security policy, a missing or a foreign
    file) fails the test.
    """
    site: Site = request.getfixturevalue("demo" if "demo" in request.fixturenames else "site")
    opened: list[Desk] = []

    def open_one(who: str = "", path: str = "/account/", **options: Any) -> Desk:
        window = Desk.open(browser, site, **options)
        opened.append(window)
        if who:
            window.sign_in(site.staff[who], site.staff["password"], path)
        return window

    yield open_one
    troubles = [trouble for window in opened for trouble in window.troubles]
    for window in opened:
        window.page.context.close()
    assert troubles == []


@pytest.fixture
def camera() -> Camera:
    """Take pictures of pages, if they are asked for."""
    return Camera.ready()
