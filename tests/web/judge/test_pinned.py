"""A judge is led to the pages that the entrant pinned."""

from __future__ import annotations

from rangwan.entries.models import Entry, Pin
from rangwan.files.models import Preview, StoredFile
from tests.builders import NOW
from tests.web.judge.conftest import FIRST, SECOND, World, attached, page


def pin(world: World, attachment, criterion: str, *pages: int) -> None:
    coordinator = Entry.objects.get(pk=attachment.entry_id).coordinator
    Pin.objects.create(
        attachment=attachment, criterion=criterion, pages=list(pages), pinned_by=coordinator, pinned_at=NOW
    )


def test_pages_of_a_drawn_file_and_of_a_pdf_are_links(world: World):
    entry = world.sheet.entry
    deck, plan, table = (
        attached(entry, kind, name)
        for kind, name in (("presentation", "สไลด์.pptx"), ("evidence", "แผน.pdf"), ("evidence", "ภาพ.jpg"))
    )
    Preview.objects.update_or_create(file=deck.file, defaults={"state": "ready", "asked_at": NOW})
    Preview.objects.exclude(file=deck.file).delete()
    pin(world, deck, FIRST, 4, 5, 6, 9)
    pin(world, plan, FIRST, 2)
    pin(world, table, SECOND, 1)
    html = page(world.client, world.url)
    assert f'href="{world.url}files/{deck.id}/pages/#page-4" target="_blank" rel="noopener">4–6</a>' in html
    assert f'{deck.id}/pages/#page-9"' in html
    assert f'href="{world.url}files/{plan.id}/#page=2"' in html
    assert '<span class="nowrap">1</span>' in html  # a picture has no page to go to
    assert html.count('class="sheet-pin"') == 3


def test_pins_of_files_that_are_gone_or_refused_are_not_shown(world: World):
    deck = attached(world.sheet.entry, "presentation", "สไลด์.pptx")
    pin(world, deck, FIRST, 4)
    StoredFile.objects.filter(pk=deck.file_id).update(status="refused", refusal_code="virus")
    assert "sheet-pin" not in page(world.client, world.url)


def test_another_entrys_pins_stay_there(world: World):
    deck = attached(world.entries[0], "presentation", "สไลด์.pptx")
    pin(world, deck, FIRST, 4)
    assert "sheet-pin" not in page(world.client, world.url)
