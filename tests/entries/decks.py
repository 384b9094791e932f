"""Presentations of an entry: made from answers, put into their slot, read as the worker reads them."""

from __future__ import annotations

from typing import Any

from rangwan.documents.presentation import presentation_pptx
from rangwan.entries import actions
from rangwan.entries.models import Attachment, Entry
from rangwan.entries.receivers.decks import read_deck_that_came
from rangwan.kernel.models import Event
from rangwan.programmes import paper
from rangwan.programmes.queries import definition_of
from tests.builders import NOW, upload

SLOT = "presentation"


def deck_with(answers: dict[str, Any]) -> bytes:
    """Return a deck on the award's template that holds these answers."""
    from tests.builders import pack

    made = paper.presentation(
        pack(), "th", NOW, answers=answers, survey={}, title="ระบบน้ำดี", organisation="เทศบาลเมืองทดสอบ",
        edition="digital-local-2564",
    )  # fmt: skip
    return presentation_pptx(made)


def attach_deck(entry: Entry, content: bytes | None = None, name: str = "นำเสนอ.pptx") -> Attachment:
    """Put a presentation into its slot; a small one without a word where no content is given."""
    return actions.add_file(entry=entry, kind=SLOT, upload=upload(name, content), acting=entry.coordinator, now=NOW)


def came(attachment: Attachment) -> Event:
    """Return the event that this file came."""
    return Event.objects.get(kind="entry.file_attached", payload__attachment=attachment.id)


def read_into(entry: Entry, answers: dict[str, Any]) -> Attachment:
    """Attach a deck that holds these answers and read it."""
    attachment = attach_deck(entry, deck_with(answers))
    read_deck_that_came(came(attachment), NOW)
    entry.refresh_from_db()
    return attachment


def answered(entry: Entry, **answers: Any) -> None:
    """Answer in the form."""
    entry.refresh_from_db()
    actions.save_answers(entry=entry, answers=answers, base_version=entry.version, acting=entry.coordinator, now=NOW)
    entry.refresh_from_db()


def criteria_of(entry: Entry) -> list[str]:
    """Return the keys of the criteria, in the order of the guidance."""
    return [criterion.key for criterion in definition_of(entry.definition_id).in_guidance_order]
