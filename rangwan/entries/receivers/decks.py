"""The worker reads a presentation as soon as it lies in its slot and may be opened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.db.models import Q

from rangwan.documents.deck_coverage import DeckPage
from rangwan.documents.deck_reading import Deck, UnableToRead, read_deck
from rangwan.entries.actions.decks import keep_deck_reading
from rangwan.entries.models import Attachment
from rangwan.files.models import StoredFile
from rangwan.files.queries import pages_of as drawn_pages
from rangwan.files.storage import storage
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.programmes import paper
from rangwan.programmes.queries import definition_of

_NOTHING = Deck(())


@receives("entry.file_attached", in_worker=True)
def read_deck_that_came(event: Event, now: dt.datetime) -> None:
    """Read a presentation that came; one that is still to be scanned is read when it is found clean."""
    _read(Q(pk=event.payload["attachment"]), now, drawn=False)


@receives("file.cleared", in_worker=True)
def read_cleared_deck(event: Event, now: dt.datetime) -> None:
    """Read a presentation that was found clean."""
    _read(Q(file=event.subject), now, drawn=False)


@receives("file.drawn", in_worker=True)
def read_drawn_deck(event: Event, now: dt.datetime) -> None:
    """Read a presentation that is no .pptx: the words on its pages are known once they were drawn."""
    _read(Q(file=event.subject), now, drawn=True)


def _read(which: Q, now: dt.datetime, *, drawn: bool) -> None:
    """Read the presentations among these; a .pptx at once and by itself, any other by its drawn pages."""
    found = Attachment.objects.select_related("entry", "file").filter(which, removed_at__isnull=True)
    for attachment in found.filter(file__status=StoredFile.Status.CLEAN):
        is_deck = attachment.kind == definition_of(attachment.entry.definition_id).entering.deck
        is_pptx = attachment.file.type == "pptx"
        if not is_deck or (drawn and is_pptx):
            continue
        if is_pptx:
            _keep_slides(attachment, now)
        else:
            _keep_pages(attachment, now)


def _keep_slides(attachment: Attachment, now: dt.datetime) -> None:
    try:
        with storage().local_path(attachment.file.storage_key) as path:
            deck = read_deck(path)
    except UnableToRead:
        deck = _NOTHING
    _keep(attachment, deck, paper.pages_of(deck), now)


def _keep_pages(attachment: Attachment, now: dt.datetime) -> None:
    drawn = drawn_pages(attachment.file)
    if drawn.state in ("ready", "failed"):
        _keep(attachment, _NOTHING, paper.pages_of_text([page.text for page in drawn.pages]), now)


def _keep(attachment: Attachment, deck: Deck, pages: Sequence[DeckPage], now: dt.datetime) -> None:
    """Write down what was found; a presentation without a word (pictures of pages, say) counts as not readable."""
    definition = definition_of(attachment.entry.definition_id)
    readable = any(page.title or page.text for page in pages)
    keep_deck_reading(
        attachment_id=attachment.id,
        on_template=deck.on_template,
        proposals=[asdict(one) | {"pages": list(one.pages)} for one in paper.proposals_of(definition, deck)],
        coverage=[
            {"criterion": one.topic, "pages": list(one.pages), "words": list(one.words)}
            for one in (paper.coverage_of(definition, pages) if readable else ())
        ],
        now=now,
    )
