"""The pages of a file for staff, and how a file list in the office says how each file stands."""

from __future__ import annotations

from typing import Any

import pytest

from rangwan.entries.models import Attachment, Entry
from rangwan.entries.rules import State
from tests.builders import attach, make_edition
from tests.files import drawn
from tests.web.office.conftest import BASE, World, browser


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.RANGWAN_FILES_DIR = tmp_path


def _slides(entry: Entry) -> Attachment:
    """Put a presentation into an entry that was received, as if it had come with the draft."""
    state = entry.state
    Entry.objects.filter(pk=entry.pk).update(state=State.DRAFT)
    slides = attach(entry, "presentation", "นำเสนอ น้ำ.pptx")
    Entry.objects.filter(pk=entry.pk).update(state=state)
    return slides


def test_staff_see_the_pages(world: World):
    slides = _slides(world.waiting[0])
    drawn.draw(slides.file, "ระบบน้ำดี")
    entry = f"{BASE}entries/{slides.entry_id}/"
    base = f"{entry}files/{slides.id}/pages/"
    client = browser(world.staff.screener)

    assert f'<a href="{base}">' in client.get(entry).content.decode()
    assert f'<a href="{base}">' in client.get(f"{BASE}screening/{slides.entry_id}/").content.decode()
    assert client.get(base).content.decode().count('<img class="file-page__picture"') == 1
    assert client.get(f"{base}1/")["Content-Type"] == "image/webp"
    assert client.get(f"{base}pdf/")["Content-Type"] == "application/pdf"
    for address in ("", "1/", "pdf/"):
        assert browser(world.staff.judges[0]).get(f"{base}{address}").status_code == 404
        assert browser(slides.entry.coordinator).get(f"{base}{address}").status_code == 404


def test_pages_of_another_edition_are_not_here(world: World):
    slides = _slides(world.waiting[0])
    drawn.draw(slides.file, "a")
    make_edition(slug="another")
    address = f"/office/another/entries/{slides.entry_id}/files/{slides.id}/pages/1/"
    assert browser(world.staff.organiser).get(address).status_code == 404


@pytest.mark.parametrize(("status", "said"), [("received", "กำลังตรวจไวรัส"), ("refused", "ไม่ผ่านการตรวจ")])
def test_staff_see_that_a_file_is_being_checked_or_was_refused(world: World, status: str, said: str):
    slides = _slides(world.waiting[0])
    drawn.draw(slides.file, "a")
    drawn.set_status(slides.file, status)
    entry = f"{BASE}entries/{slides.entry_id}/"
    client = browser(world.staff.screener)

    content = client.get(entry).content.decode()
    assert said in content
    assert f"files/{slides.id}/pages/" not in content
    for address in ("", "?download=1", "pages/1/", "pages/pdf/"):
        answer = client.get(f"{entry}files/{slides.id}/{address}")
        assert answer.status_code == 409
        assert f'<a href="{entry}">' in answer.content.decode()
