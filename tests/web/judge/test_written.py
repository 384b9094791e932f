"""What an entry says is written once for all its judges, and never shown when it is out of date."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from rangwan.entries.models import Entry
from rangwan.entries.queries import files_of
from rangwan.judging.queries import Sheet, sheet_of
from rangwan.web.judge import written as module
from rangwan.web.judge.written import Written, written
from tests.builders import assignment, pack
from tests.web.judge.conftest import World, attached

QUESTION = next(
    question for question in pack().form.by_key.values() if question.type == "longtext" and question.criterion
)
CRITERION = str(QUESTION.criterion)


def _said(sheet: Sheet, files_url: str = "/judge/x/files/") -> Written:
    return written(sheet, files_of(sheet.entry), files_url)


def _answer(entry: Entry, text: str) -> None:
    entry.answers[QUESTION.key] = text
    entry.version += 1
    entry.save(update_fields=["answers", "version"])


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    module._kept.clear()


def test_two_judges_read_the_same_words_and_each_their_own_files(world: World):
    entry = world.entries[0]
    _answer(entry, "น้ำประปาไหลตลอดวัน")
    attached(entry, "evidence", "แผน.pdf", question=QUESTION.key)
    entry = Entry.objects.get(pk=entry.pk)
    sheets = [sheet_of(item) for item in (world.sheets[0], assignment(entry, world.staff.judges[1]))]
    first, second = (_said(sheet, f"/judge/{sheet.assignment.id}/files/") for sheet in sheets)
    for sheet, said in zip(sheets, (first, second), strict=True):
        html = said.serving[CRITERION]
        assert html.count("น้ำประปาไหลตลอดวัน") == 1
        assert html.count(f'href="/judge/{sheet.assignment.id}/files/') == 1
    assert first.background == second.background
    assert len(module._kept) == 1


def test_a_changed_answer_is_written_anew(world: World):
    entry = world.entries[0]
    for text in ("ฉบับแรก", "ฉบับที่สอง"):
        _answer(entry, text)
        sheet = sheet_of(world.sheets[0])
        sheet.entry.refresh_from_db()
        assert text in _said(sheet).serving[CRITERION]


def test_each_language_has_its_own(world: World):
    sheet = sheet_of(world.sheets[0])
    thai = _said(sheet).serving[CRITERION]
    with override("en"):
        english = _said(sheet).serving[CRITERION]
    assert QUESTION.label.th in thai
    assert QUESTION.label.en in english


def test_no_more_than_some_entries_are_kept(world: World, monkeypatch):
    monkeypatch.setattr(module, "_MOST", 2)
    for sheet in world.sheets:
        _said(sheet_of(sheet))
    assert len(module._kept) == 2
