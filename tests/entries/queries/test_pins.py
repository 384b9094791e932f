"""Pins and what suggests them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.entries import actions
from rangwan.entries.actions import PinAsked
from rangwan.entries.models import Entry
from rangwan.entries.queries import pinnable_files, pins_of, suggested_pins
from rangwan.files.models import Preview, PreviewPage, StoredFile
from tests.builders import NOW, attach, draft_entry, make_edition, make_organisation, make_person
from tests.entries.decks import attach_deck, criteria_of, read_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    office = make_organisation()
    return draft_entry(make_edition(), office, make_person("สมชาย", office))


def pin(entry, *pins):
    asked = [PinAsked(criterion, file.id, pages) for criterion, file, pages in pins]
    actions.set_pins(entry=entry, pins=asked, acting=entry.coordinator, now=NOW)


def suggested(entry):
    return {key: [(one.file, one.shown) for one in pins] for key, pins in suggested_pins(entry).items()}


def test_the_presentation_stands_first_and_the_signed_form_is_not_among_them(entry):
    evidence = attach(entry, "evidence", "แผน.pdf")
    attach(entry, "submission_form", "ใบส่ง.pdf")
    deck = attach_deck(entry)
    assert [(file.id, file.pages, file.drawn) for file in pinnable_files(entry)] == [
        (deck.id, 1, False), (evidence.id, 1, False),
    ]  # fmt: skip


def test_pages_that_were_drawn_are_counted_by_their_pictures(entry):
    deck = attach_deck(entry)
    preview, _made = Preview.objects.update_or_create(file=deck.file, defaults={"state": "ready", "asked_at": NOW})
    for number in (1, 2, 3):
        PreviewPage.objects.create(preview=preview, number=number, image_key="x", width=1, height=1)
    (file,) = pinnable_files(entry)
    assert (file.pages, file.drawn) == (3, True)


def test_what_the_slides_seem_to_say_is_suggested_where_nothing_is_pinned(entry):
    deck = read_into(entry, {"problem": "น้ำไม่ไหล", "objectives": "ให้น้ำไหล"})
    assert suggested(entry) == {"problem": [(deck.id, "2")], "objectives": [(deck.id, "7")]}
    pin(entry, ("problem", deck, "3"))
    assert suggested(entry) == {"objectives": [(deck.id, "7")]}


def test_pins_of_a_file_that_was_replaced_are_asked_about_again(entry):
    old = attach_deck(entry)
    StoredFile.objects.filter(pk=old.file_id).update(pages=9)
    pin(entry, ("problem", old, "1, 8"), ("policy", old, "9"))
    new = attach_deck(entry)
    StoredFile.objects.filter(pk=new.file_id).update(pages=5)
    assert pins_of(entry) == {}  # nothing is shown on the new file before somebody said so
    assert suggested(entry) == {"problem": [(new.id, "1")]}  # page 8 and 9 are not there any more
    pin(entry, ("policy", new, "2"))
    assert suggested(entry) == {}


def test_the_same_number_of_queries_for_one_pin_and_for_many(entry, django_assert_num_queries):
    deck = read_into(entry, {"problem": "น้ำไม่ไหล"})
    pin(entry, ("problem", deck, "2"))
    with CaptureQueriesContext(connection) as few:
        pins_of(entry), suggested_pins(entry)
    for _number in range(4):
        attach(entry, "evidence", "แผน.pdf")
    pin(entry, *((key, deck, "2") for key in criteria_of(entry)))
    with django_assert_num_queries(len(few)):
        pins_of(entry), suggested_pins(entry)
