"""Pins: on which pages of which file each criterion is shown."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F

from rangwan.entries.models import Attachment, Entry, Pin
from rangwan.entries.queries.content import definition_for
from rangwan.entries.queries.decks import coverage_of
from rangwan.entries.rules.pinning import shown_pages


@dataclass(frozen=True)
class PinItem:
    """One pin. `shown`: the pages as people write them; `file` is the id of the attachment."""

    criterion: str
    file: str
    pages: tuple[int, ...]

    @property
    def shown(self) -> str:
        """The pages: 4–6, 9."""
        return shown_pages(self.pages)


@dataclass(frozen=True)
class PinnableFile:
    """A file that can be pinned. `pages`: how many it has, None where they were not counted; `drawn`: there are
    pictures of them. `replaces`: the attachment whose place it took."""

    id: str
    kind: str
    name: str
    type: str
    pages: int | None
    drawn: bool
    replaces: str | None = None


def pins_of(entry: Entry) -> dict[str, list[PinItem]]:
    """Return {criterion: pins} on the files that are in place, in guidance order, then as the files came. One query."""
    rows = (
        Pin.objects.filter(attachment__entry=entry, attachment__removed_at__isnull=True)
        .exclude(attachment__file__status="refused")
        .order_by("attachment__attached_at", "attachment_id", "pk")
        .values_list("criterion", "attachment_id", "pages")
    )
    found: dict[str, list[PinItem]] = {}
    for criterion, file, pages in rows:
        found.setdefault(criterion, []).append(PinItem(criterion, file, tuple(pages)))
    return {one.key: found[one.key] for one in definition_for(entry).in_guidance_order if one.key in found}


def pinnable_files(entry: Entry) -> list[PinnableFile]:
    """Return the files that pages can be pinned of, the presentation first: all but the signed form. Two queries."""
    definition = definition_for(entry)
    slots = {slot.key: place for place, slot in enumerate(definition.form.files)}
    present = (
        entry.attachments.filter(removed_at__isnull=True)
        .exclude(kind=definition.entering.signed_form or "")
        .exclude(file__status="refused")
        .annotate(drawn=Count("file__preview__pages"))
        .values("id", "kind", "drawn", name=F("file__original_name"), type=F("file__type"), pages=F("file__pages"))
    )
    before = _removed(entry)
    files = [
        PinnableFile(
            id=row["id"], kind=row["kind"], name=row["name"], type=row["type"],
            pages=row["drawn"] or row["pages"], drawn=bool(row["drawn"]), replaces=before.get(row["kind"]),
        )
        for row in present.order_by("attached_at", "pk")
    ]  # fmt: skip
    deck = definition.entering.deck
    return sorted(files, key=lambda file: (file.kind != deck, slots.get(file.kind, len(slots))))


def _removed(entry: Entry) -> dict[str, str]:
    """Return {slot: attachment that was last taken out of it, with pins}, for slots of one file."""
    single = [slot.key for slot in definition_for(entry).form.files if slot.max_files == 1]
    rows = Attachment.objects.filter(entry=entry, kind__in=single, removed_at__isnull=False, pins__isnull=False)
    return dict(rows.order_by("removed_at", "attached_at").values_list("kind", "id"))


def _carried_pins(files: list[PinnableFile]) -> dict[str, list[PinItem]]:
    """Return the pins of files that were replaced, as they would be on the new file, where that has none yet.

    They are a suggestion: a new file may have its pages elsewhere. Pages that it has not are left out.
    """
    heirs = {file.replaces: file for file in files if file.replaces}
    if not heirs:
        return {}
    new = [file.id for file in heirs.values()]
    taken = set(Pin.objects.filter(attachment__in=new).values_list("attachment_id", flat=True))
    found: dict[str, list[PinItem]] = {}
    rows = Pin.objects.filter(attachment__in=list(heirs)).order_by("pk")
    for criterion, old, pages in rows.values_list("criterion", "attachment_id", "pages"):
        heir = heirs[old]
        left = tuple(page for page in pages if heir.pages is None or page <= heir.pages)
        if left and heir.id not in taken:
            found.setdefault(criterion, []).append(PinItem(criterion, heir.id, left))
    return found


def suggested_pins(entry: Entry) -> dict[str, list[PinItem]]:
    """Return {criterion: pins} to be looked at, for criteria without one: from the file that was replaced, else from
    what the presentation seems to speak of. Nothing of it counts before it is pinned."""
    files = pinnable_files(entry)
    pinned = pins_of(entry)
    found = {key: pins for key, pins in _carried_pins(files).items() if key not in pinned}
    deck = next((file for file in files if file.kind == definition_for(entry).entering.deck), None)
    if deck is None:
        return found
    for one in coverage_of(entry):
        key = one.criterion.key
        pages = tuple(page for page in one.pages if deck.pages is None or page <= deck.pages)
        if pages and key not in pinned and key not in found:
            found[key] = [PinItem(key, deck.id, pages)]
    return found
