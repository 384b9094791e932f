"""One person at one browser window: what they open, press, type and read, and what the browser complained of."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Response, ViewportSize, expect

from tests.e2e.site import Site

PATIENCE = 15_000  # milliseconds: two cores, and other tests beside this one
WIDE = ViewportSize(width=1440, height=900)
NARROW = ViewportSize(width=360, height=780)


@dataclass
class Desk:
    """A browser window of its own (its own cookies), in Thai unless `language` says otherwise."""

    site: Site
    page: Page
    troubles: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, browser: Browser, site: Site, *, language: str = "th", scripts: bool = True, **options: Any) -> Desk:
        """Open a window; `scripts=False` turns JavaScript off."""
        context = browser.new_context(
            base_url=site.url, locale="th-TH", timezone_id="Asia/Bangkok", java_script_enabled=scripts,
            viewport=options.pop("viewport", WIDE), reduced_motion="reduce", **options,
        )  # fmt: skip
        context.add_cookies([{"name": "rangwan_language", "value": language, "url": site.url}])
        context.set_default_timeout(PATIENCE)
        desk = cls(site, context.new_page())
        desk.page.on("console", desk._console)
        desk.page.on("pageerror", lambda error: desk.troubles.append(f"{desk.page.url}: {error}"))
        desk.page.on("response", desk._response)
        return desk

    def _console(self, message: ConsoleMessage) -> None:
        # "Failed to load resource" says again, without the address, what _response says.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.troubles.append(f"{self.page.url}: {message.text}")

    def _response(self, response: Response) -> None:
        foreign = not response.url.startswith((self.site.url, "data:"))
        if (
            foreign
            or response.status >= 500
            or (response.status >= 400 and response.request.resource_type != "document")
        ):
            self.troubles.append(f"{self.page.url}: {response.status} {response.url}")

    # --- what a person does -----------------------------------------------------------------------------------------

    def visit(self, path: str, status: int = 200) -> None:
        """Open a page by its address."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"

    def follow(self, name: str) -> None:
        """Follow the first link of this name."""
        self.page.get_by_role("link", name=name).first.click()

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press the first button of this name."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()

    def type_into(self, label: str, text: str) -> None:
        """Type into the field with this label."""
        self.page.get_by_label(label).first.fill(text)

    def named(self, name: str) -> Locator:
        """Return the fields that a form posts under this name."""
        return self.page.locator(f'[name="{name}"]')

    def sign_in(self, email: str, password: str, path: str = "/account/") -> None:
        """Sign in through the page, and go on to `path`."""
        self.visit(f"/account/login/?next={path}")
        self.named("login").fill(email)
        self.named("password").fill(password)
        self.page.get_by_role("main").get_by_role("button").first.click()
        self.at(re.compile(re.escape(path) + "$"))

    # --- what a person reads ----------------------------------------------------------------------------------------

    def at(self, address: str | re.Pattern[str]) -> None:
        """Wait until the address ends with this."""
        expect(self.page).to_have_url(
            address if isinstance(address, re.Pattern) else re.compile(re.escape(address) + "$")
        )

    def reads(self, *texts: str) -> None:
        """Wait until the main part of the page says all these texts."""
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)

    def heading(self, text: str) -> None:
        """Wait until the page's first heading says this."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    @contextmanager
    def saving(self, text: str) -> Iterator[None]:
        """Wait until the page has saved this text by itself, and says so."""

        def holds(response: Response) -> bool:
            sent = response.request.post_data_buffer or b""
            return "x-autosave" in response.request.headers and text.encode() in sent and response.ok

        with self.page.expect_response(holds):
            yield
        expect(self.page.locator("[data-autosave-status]")).to_contain_text("บันทึกแล้ว")

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """Expect the server to refuse what a script asks for meanwhile, with this status."""
        before = len(self.troubles)
        yield
        told = self.troubles[before:]
        assert told
        assert [trouble for trouble in told if f": {status} " not in trouble] == []
        del self.troubles[before:]

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until this holds; it may look at a page anew (for what the worker does in its own time)."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not holds():
            assert time.monotonic() < deadline, f"{self.page.url}: {self.page.get_by_role('main').inner_text()[:2000]}"
            self.page.wait_for_timeout(200)

    def download(self, name: str, folder: Path) -> Path:
        """Follow a link that gives a file; return where it was put, under the name that the site gave it."""
        with self.page.expect_download() as started:
            self.follow(name)
        path = folder / started.value.suggested_filename
        started.value.save_as(path)
        return path
