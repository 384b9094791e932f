"""The small scripts, in a real browser."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata

import pytest
from django.utils import translation
from playwright.sync_api import FilePayload, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from rangwan.kernel import graphemes
from rangwan.kernel.text import length
from rangwan.kernel.thai_dates import BANGKOK, format_date
from rangwan.web.kit import clocks
from tests.web.kit import addresses

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.web.kit.addresses"),
]


@pytest.fixture
def kit_page(live_server: LiveServer, settings: Settings, browser_page: Page) -> Page:
    settings.RANGWAN_DEMO = True
    browser_page.goto(f"{live_server.url}/kit/?lang=en")
    return browser_page


def test_the_error_summary_has_the_focus(kit_page: Page):
    expect(kit_page.locator(".error-summary")).to_be_focused()
    kit_page.get_by_role("link", name="There is no day 31/02/2564").click()
    expect(kit_page.locator("#first_use_bad")).to_be_focused()


def test_characters_are_counted_as_the_server_counts_them(kit_page: Page):
    box, says = kit_page.locator("#problem"), kit_page.locator("#problem-count")
    box.fill("น้ำ")  # one to whoever reads it
    expect(says).to_have_text("1,999 characters left")
    box.fill("ก\nข😀")  # a line end is one, a character outside the first plane is one
    expect(says).to_have_text("1,996 characters left")
    box.fill("ก" * 2003)
    expect(says).to_have_text("3 characters too many")
    assert len(box.input_value()) == 2003


def test_rows_come_and_go(kit_page: Page):
    group = kit_page.locator("[data-rows=team]")
    rows = group.locator("[data-row]")
    expect(rows).to_have_count(2)
    group.get_by_role("button", name="Add another row").click()
    expect(rows).to_have_count(3)
    expect(kit_page.locator("[name=team-2-name]")).to_be_focused()
    rows.nth(1).get_by_role("button", name="Remove this row").click()
    expect(rows).to_have_count(2)
    expect(rows.nth(1).locator("legend")).to_have_text("Row 2")
    expect(kit_page.locator("[name=team-2-name]")).to_be_focused()
    for _more in range(8):
        group.get_by_role("button", name="Add another row").click()
    expect(rows).to_have_count(10)
    expect(group.get_by_text("Add another row")).to_be_hidden()


def test_a_file_that_is_too_large_is_named_at_once(kit_page: Page):
    kit_page.locator("#presentation").evaluate("box => { box.dataset.maxBytes = 10; }")
    for buffer, is_named in ((b"%PDF-1.4 more than ten", True), (b"%PDF", False)):
        chosen = FilePayload(name="ผลงาน.pdf", mimeType="application/pdf", buffer=buffer)
        kit_page.locator("#presentation").set_input_files(chosen)
        expect(kit_page.get_by_text("larger than 50 MB")).to_be_visible(visible=is_named)


def test_the_box_for_other_words_opens_with_its_choice(kit_page: Page):
    box = kit_page.locator("#developed-other")
    expect(box).to_be_hidden()
    kit_page.get_by_label("With another body").check()
    expect(box).to_be_visible()


def test_what_is_typed_is_saved_and_a_fault_is_tried_again(live_server: LiveServer, browser_page: Page):
    addresses.saved.clear()
    browser_page.goto(f"{live_server.url}/form/")
    status, box = browser_page.locator("[data-autosave-status]"), browser_page.locator("textarea")
    box.fill("ปัญหา!")
    expect(status).to_have_text("failed")
    assert box.input_value() == "ปัญหา!"
    expect(status).to_have_text("saved 14.03")
    assert addresses.saved == ["ปัญหา!", "ปัญหา!"]
    expect(browser_page.locator("[name=version]")).to_have_value("2")
    box.fill("อีกคนแก้แล้ว?")
    expect(status).to_have_text("somebody else changed it")
    assert box.input_value() == "อีกคนแก้แล้ว?"


def test_a_second_press_sends_nothing(live_server: LiveServer, browser_page: Page):
    browser_page.goto(f"{live_server.url}/form/")
    sent = browser_page.evaluate(
        """() => {
            const form = document.getElementById("twice"), seen = [];
            form.addEventListener("submit", (event) => { seen.push(event.defaultPrevented); event.preventDefault(); });
            form.querySelector("button").click();
            form.querySelector("button").click();
            return [seen, form.querySelector("button").getAttribute("aria-disabled")];
        }"""
    )
    assert sent == [[False, True], "true"]


# Letters of many scripts, marks, joiners, flags, syllables: what Unicode said of them years ago and says now.
_ALPHABET = "กขงนำ่ิีู้์ ะาเ\n\u200b1aé\u0301ñ😀👍🏽👩🔬❤\ufe0f\u200d🇹🇭🇱🇦한ᄀ각ᆨक्षिকাကျខ្មែរລາວຳא\u05b4ع\u0651漢゙\u0600\u00ad\t"


def _corpus() -> list[str]:
    chance = random.Random(2564)
    words = ["น้ำ", "ที่นี่", "ผู้ใหญ่บ้าน", "👨‍👩‍👧‍👦", "🏳️‍🌈", "🇹🇭🇹", "한국어", "a\r\nb", "", "ก" + "\u0e49" * 400]
    return words + ["".join(chance.choices(_ALPHABET, k=chance.randrange(1, 40))) for _ in range(3000)]


def test_server_browser_and_older_browser_count_alike(kit_page: Page):
    corpus = _corpus()
    in_browser, in_older = kit_page.evaluate(
        """async (corpus) => {
            const { characters } = await import("/static/kit/js/count.js");
            const { graphemes } = await import("/static/kit/js/graphemes.js");
            return [corpus.map(characters), corpus.map((text) => graphemes(text))];
        }""",
        corpus,
    )
    plain = [unicodedata.normalize("NFC", text.replace("\r\n", "\n")) for text in corpus]
    wrong = [
        (text, length(text), browser)
        for text, browser in zip(plain, in_browser, strict=True)
        if length(text) != browser
    ]
    assert wrong == []
    assert [graphemes.count(text) for text in corpus] == in_older


def test_what_is_left_is_said_as_the_server_says_it(kit_page: Page):
    seconds = [0, 1, 59, 60, 61, 599, 600, 601, 3599, 3600, 3661, 86399, 86400, 90061, 172800, 900000]
    said = kit_page.evaluate(
        """async (seconds) => {
            const { left } = await import("/static/kit/js/clock.js");
            const units = JSON.parse(document.querySelector("[data-clock]").dataset.words).units;
            return seconds.map((each) => left(each * 1000 + 400, units));
        }""",
        seconds,
    )
    with translation.override("en"):
        assert said == [clocks.left(each) for each in seconds]


def test_the_clock_goes_by_the_server_and_not_by_the_device(
    live_server: LiveServer, settings: Settings, browser_page: Page
):
    settings.RANGWAN_DEMO = True
    browser_page.clock.install(time=dt.datetime(2031, 1, 1, tzinfo=dt.UTC))  # a device years ahead
    browser_page.goto(f"{live_server.url}/kit/?lang=th")
    line = browser_page.locator("[data-clock]")
    written = line.get_attribute("data-now")
    assert written is not None
    browser_page.clock.run_for(65_000)
    later = dt.datetime.fromtimestamp(int(written) / 1000, BANGKOK) + dt.timedelta(seconds=65)
    expect(line.locator("[data-clock-now]")).to_contain_text(f"{later:%H.%M} น. วันที่ {format_date(later.date(), 'th')}")
    assert line.evaluate("line => [line.getAttribute('role'), line.getAttribute('aria-live')]") == [None, None]
