"""Pinning: “this criterion is shown on slides 4–6”, so that a judge can go there at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import BadPins, NotTheParts
from rangwan.entries.models import Entry, Pin
from rangwan.entries.queries.pins import PinnableFile, pinnable_files
from rangwan.entries.rules import State
from rangwan.entries.rules.pinning import BadPages, checked_pages, parse_pages
from rangwan.programmes.queries import definition_of

Pinned = dict[tuple[str, str], tuple[int, ...]]  # {(criterion, attachment): pages}


@dataclass(frozen=True)
class PinAsked:
    """One pin as asked for: the pages as typed (“4-6, 9”), or as numbers."""

    criterion: str
    file: str
    pages: str | Sequence[Any]


@transaction.atomic
def set_pins(*, entry: Entry, pins: Sequence[PinAsked], acting: Person, now: dt.datetime) -> Entry:
    """Make these the pins of the entry; what is not among them is taken away. No pages mean no pin.

    Several pins of one file for one criterion become one. In a returned entry only the pins of files that staff asked
    for change.
    Raises NotAllowed, BadPins(problems), NotTheParts, NotOpenYet, DeadlinePassed, Frozen.
    """
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    locking.require_editable(entry, now)
    files = {file.id: file for file in pinnable_files(entry)}
    wanted = _read(entry, files, pins)
    present = {
        (pin.criterion, pin.attachment_id): pin
        for pin in Pin.objects.filter(attachment__entry=entry, attachment__removed_at__isnull=True)
    }
    before: Pinned = {where: tuple(pin.pages) for where, pin in present.items() if where[1] in files}
    changed = {where for where in wanted.keys() | before.keys() if wanted.get(where) != before.get(where)}
    if not changed:
        return entry
    _require_parts(entry, {files[file].kind for _criterion, file in changed})
    for where in changed:
        _set(present.get(where), where, wanted.get(where, ()), acting, now)
    entry.changed_at = now
    entry.save(update_fields=["changed_at"])
    locking.record(entry, "entry.pinned", acting, now, before=_listed(before), after=_listed(wanted))
    return entry


def _read(entry: Entry, files: dict[str, PinnableFile], pins: Sequence[PinAsked]) -> Pinned:
    """Return the pins as they are to be. Raises BadPins with everything that is wrong."""
    criteria = definition_of(entry.definition_id).criteria_by_key
    problems: list[tuple[str, str, str, dict[str, Any]]] = []
    wanted: Pinned = {}
    for pin in pins:
        where = (pin.criterion, pin.file)
        if pin.criterion not in criteria:
            problems.append((*where, "unknown_criterion", {}))
        elif pin.file not in files:
            problems.append((*where, "unknown_file", {}))
        else:
            count = files[pin.file].pages
            try:
                pages = parse_pages(pin.pages, count) if isinstance(pin.pages, str) else checked_pages(pin.pages, count)
            except BadPages as bad:
                problems.append((*where, bad.code, bad.params))
            else:
                if pages:
                    wanted[where] = tuple(sorted({*wanted.get(where, ()), *pages}))
    if problems:
        raise BadPins(problems)
    return wanted


def _require_parts(entry: Entry, kinds: set[str]) -> None:
    outside = sorted(f"file:{kind}" for kind in kinds if f"file:{kind}" not in entry.return_parts)
    if entry.state == State.RETURNED and outside:
        raise NotTheParts(outside)


def _set(pin: Pin | None, where: tuple[str, str], pages: tuple[int, ...], acting: Person, now: dt.datetime) -> None:
    if not pages:
        if pin is not None:
            pin.delete()
        return
    values = {"pages": list(pages), "pinned_by": acting, "pinned_at": now}
    Pin.objects.update_or_create(criterion=where[0], attachment_id=where[1], defaults=values)


def _listed(pins: Pinned) -> dict[str, Any]:
    found: dict[str, dict[str, list[int]]] = {}
    for (criterion, file), pages in sorted(pins.items()):
        found.setdefault(criterion, {})[file] = list(pages)
    return {"pins": found}
