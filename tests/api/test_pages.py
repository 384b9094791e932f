"""The pages of a file over the API."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.entries.models import Attachment
from rangwan.files.rules import Warned
from tests.api.calling import refused
from tests.api.conftest import World
from tests.builders import attach, draft_entry
from tests.files import drawn


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.RANGWAN_FILES_DIR = tmp_path


@pytest.fixture
def slides(world: World) -> Attachment:
    """A presentation in a draft."""
    return attach(draft_entry(world.edition, world.office, world.somchai), "presentation", "นำเสนอ.pptx")


def _base(slides: Attachment) -> str:
    return f"entries/{slides.entry_id}/files/{slides.id}/pages"


def test_pages_with_their_warnings_and_addresses(world: World, slides: Attachment):
    drawn.draw(slides.file, "ระบบน้ำดี", "", warnings=(Warned("dark", (2,)),))

    found = world.alice.get(_base(slides)).json()

    assert (found["state"], found["problem"], found["pdf_url"]) == ("ready", None, f"/api/v1/{_base(slides)}.pdf")
    assert [(page["number"], page["width"], page["text"]) for page in found["pages"]] == [
        (1, 160, "ระบบน้ำดี"), (2, 160, ""),
    ]  # fmt: skip
    (warning,) = found["warnings"]
    assert (warning["code"], warning["pages"]) == ("dark", [2])
    assert warning["message"]["en"] == "Page 2: The scan is so dark that it is hard to read. Scan it again, brighter."
    picture = world.alice.get(found["pages"][1]["url"])
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
    assert world.alice.get(found["pdf_url"])["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "99999999999999999999"])
def test_a_page_that_is_not_there(world: World, slides: Attachment, number: str):
    drawn.draw(slides.file, "a")
    refused(world.alice.get(f"{_base(slides)}/{number}"), 404)


def test_pages_that_wait_or_failed_and_kinds_without_any(world: World, slides: Attachment):
    assert world.alice.get(_base(slides)).json() == {
        "state": "waiting", "problem": None, "warnings": [], "pages": [], "pdf_url": None,
    }  # fmt: skip
    drawn.fail(slides.file, "timeout")
    found = world.alice.get(_base(slides)).json()
    assert (found["state"], found["problem"]["en"][:30]) == ("failed", "Drawing the pages took too lon")


def test_a_file_that_is_being_checked(world: World, slides: Attachment):
    drawn.draw(slides.file, "a")
    drawn.set_status(slides.file, "received")
    for path in (_base(slides), f"{_base(slides)}/1", f"{_base(slides)}.pdf", _base(slides).removesuffix("/pages")):
        problem = refused(world.alice.get(path), 409)
        assert (problem["code"], problem["message"]["th"][:12]) == ("being_checked", "ได้รับไฟล์ น")
    listed = world.alice.get(f"entries/{slides.entry_id}/files").json()["items"]
    assert [item["status"] for item in listed] == ["received"]


def test_a_file_that_was_refused(world: World, slides: Attachment):
    drawn.set_status(slides.file, "refused")
    assert refused(world.alice.get(_base(slides)), 422)["code"] == "infected"
    problems = world.alice.get(f"entries/{slides.entry_id}").json()["problems"]
    mine = [problem for problem in problems if problem["key"] == "file:presentation"]
    assert [(problem["code"], "Win.Test" in problem["message"]["en"]) for problem in mine] == [("file_refused", True)]


def test_strangers_find_nothing(world: World, slides: Attachment):
    drawn.draw(slides.file, "a")
    for path in (_base(slides), f"{_base(slides)}/1", f"{_base(slides)}.pdf"):
        refused(world.bob.get(path), 404)
