"""What tests of the kit share: a browser, and the demo's flag."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.harness.chromium import chromium_path


@pytest.fixture
def browser_page(live_server: object) -> Iterator[Page]:
    """Open a page in Chromium, 360 px wide; a fault in a script fails the test."""
    faults: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 800}, reduced_motion="reduce")
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        yield page
        browser.close()
    assert faults == []
