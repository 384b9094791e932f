"""A presentation was read: what was found is written down; the entrant takes answers over, or leaves them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.drafting import Saved, save_answers
from rangwan.entries.actions.errors import DeckChanged
from rangwan.entries.models import Attachment, DeckReading, Entry
from rangwan.forms import rules as forms
from rangwan.programmes.queries import definition_of

TAKEN, LEFT = "taken", "left"


@transaction.atomic
def keep_deck_reading(
    *,
    attachment_id: str,
    on_template: bool,
    proposals: Sequence[dict[str, Any]],
    coverage: Sequence[dict[str, Any]],
    now: dt.datetime,
) -> DeckReading | None:
    """Keep what was found in a presentation; None for one that is gone. No coverage means that it could not be read.

    A second reading of the same file takes the place of the first; what was looked at stays looked at.
    Nobody acts here but the worker.
    """
    attachment = Attachment.objects.select_related("entry").filter(pk=attachment_id, removed_at__isnull=True).first()
    if attachment is None:
        return None
    entry = locking.locked(attachment.entry)
    reading, _created = DeckReading.objects.update_or_create(
        attachment=attachment,
        defaults={
            "read_at": now, "on_template": on_template, "proposals": list(proposals), "coverage": list(coverage),
        },
    )  # fmt: skip
    found = {"attachment": attachment.id, "proposals": len(proposals), "on_template": on_template}
    locking.record(entry, "entry.deck_read", None, now, after=found)
    return reading


@transaction.atomic
def take_from_deck(
    *,
    entry: Entry,
    attachment_id: str,
    take: Collection[str],
    leave: Collection[str],
    base_version: int,
    acting: Person,
    now: dt.datetime,
) -> Saved:
    """Take answers of these questions over from the presentation, as a revision; note those that were left as they are.

    `base_version` is the version of the answers that the person saw beside the slides: where somebody answered one of
    the questions since, nothing is overwritten.
    Raises NotAllowed, DeckChanged, Stale, NotTheParts, NotOpenYet, DeadlinePassed, Frozen.
    """
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    locking.require_editable(entry, now)
    reading = _reading(entry, attachment_id)
    found = {row["question"]: row["value"] for row in reading.proposals}
    wanted = {key: found[key] for key in take if found.get(key) is not None}
    if len(wanted) != len(set(take)) or not set(leave) <= set(found):
        raise DeckChanged
    if wanted:
        saved = save_answers(entry=entry, answers=wanted, base_version=base_version, acting=acting, now=now, merge=True)
    else:
        form = definition_of(entry.definition_id).form
        saved = Saved(entry.version, forms.problems_of(form, entry.answers, today=locking.day(now), complete=False))
    looked_at = dict.fromkeys(leave, LEFT) | dict.fromkeys(wanted, TAKEN)
    reading.looked_at = reading.looked_at | looked_at
    reading.save(update_fields=["looked_at"])
    after = {"attachment": attachment_id, "version": saved.version, **_listed(looked_at)}
    locking.record(entry, "entry.deck_taken", acting, now, after=after)
    return saved


def _reading(entry: Entry, attachment_id: str) -> DeckReading:
    reading = DeckReading.objects.filter(
        attachment=attachment_id, attachment__entry=entry, attachment__removed_at__isnull=True
    ).first()
    if reading is None:
        raise DeckChanged
    return reading


def _listed(looked_at: dict[str, str]) -> dict[str, list[str]]:
    return {word: sorted(key for key, said in looked_at.items() if said == word) for word in (TAKEN, LEFT)}
