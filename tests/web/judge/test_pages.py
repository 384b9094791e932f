"""The pages of a file beside the scoresheet: to the judge of the entry, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.files import drawn
from tests.web.judge.conftest import World, attached, browser, page


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.RANGWAN_FILES_DIR = tmp_path


def test_a_judge_sees_the_pages_of_an_entry_of_theirs(world: World):
    slides = attached(world.entries[1], "presentation", "นำเสนอ.pptx")
    drawn.draw(slides.file, "ระบบน้ำดี", "ผลลัพธ์")
    base = f"{world.url}files/{slides.id}/pages/"

    assert f'<a href="{base}">' in page(world.client, world.url)
    shown = world.client.get(base)
    assert shown.content.decode().count('<img class="file-page__picture"') == 2
    assert shown["Cache-Control"] == "private, no-store"
    assert world.client.get(f"{base}2/")["Content-Type"] == "image/webp"
    assert world.client.get(f"{base}pdf/")["Content-Type"] == "application/pdf"
    for address in ("", "2/", "pdf/"):
        assert browser(world.staff.judges[1]).get(f"{base}{address}").status_code == 404


def test_a_file_that_is_being_checked_is_not_given_to_judges(world: World):
    paper = attached(world.entries[1], "submission_form", "ใบส่ง.pdf")
    drawn.draw(paper.file, "a", pdf=False)
    drawn.set_status(paper.file, "received")

    content = page(world.client, world.url)

    assert "กำลังตรวจไวรัส จะเปิดไฟล์ได้ในอีกไม่กี่นาที" in content
    assert "<iframe" not in content
    assert f"files/{paper.id}/pages/" not in content
    for address in ("", "pages/1/", "pages/pdf/"):
        assert world.client.get(f"{world.url}files/{paper.id}/{address}").status_code == 409
