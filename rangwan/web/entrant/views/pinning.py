"""Pins: the entrant says on which pages of which file each criterion is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.entries import actions, queries, wording
from rangwan.entries.queries import EntryItem, PinItem, PinnableFile
from rangwan.entries.wording.decks import pin_words
from rangwan.kernel.text import storable
from rangwan.programmes.definition import Criterion
from rangwan.web.entrant import presenter
from rangwan.web.entrant.door import door
from rangwan.web.entrant.views.home import nav
from rangwan.web.kit.requests import SignedIn

Where = tuple[str, str]  # criterion, file


@dataclass(frozen=True)
class Box:
    """The box for the pages of one file under a criterion. `suggested`: what stands in it is not saved yet."""

    file: PinnableFile
    name: str
    value: str
    suggested: bool
    pick_url: str
    error: str = ""


@dataclass(frozen=True)
class Card:
    """A criterion with its boxes, and the files that have none yet."""

    criterion: Criterion
    boxes: list[Box]
    others: list[PinnableFile] = field(default_factory=list)


@door
def pins(request: SignedIn, entry: str) -> HttpResponseBase:
    """Show, for each criterion, the pages on which it is shown; keep what is posted."""
    item = queries.entrant_entry(request.user, entry)
    if request.method != "POST":
        return _page(request, item)
    typed = _typed(request)
    asked = [actions.PinAsked(criterion, file, pages) for (criterion, file), pages in typed.items()]
    try:
        actions.set_pins(entry=item, pins=asked, acting=request.user, now=request.received_at)
    except actions.BadPins as bad:
        return _page(request, item, typed=typed, bad=bad, status=422)
    messages.success(request, _("Saved. Judges are led to these pages."))
    return redirect("entrant:pins", entry=item.id)


def _typed(request: SignedIn) -> dict[Where, str]:
    """Return {(criterion, file): pages as typed}; pages for a further file are added to what its own box says."""
    typed: dict[Where, str] = {}
    for name, value in request.POST.items():
        kind, _dash, rest = name.partition("-")
        criterion, _dash, file = rest.rpartition("-")
        if kind == "pages":
            typed[storable(criterion), storable(file)] = storable(str(value))
    for name, value in request.POST.items():
        criterion = storable(name.removeprefix("more-"))
        pages = storable(request.POST.get(f"extra-{criterion}", ""))
        if name.startswith("more-") and (value or pages.strip()):
            where = criterion, storable(str(value))
            typed[where] = ", ".join(part for part in (typed.get(where, ""), pages) if part.strip())
    return typed


def _page(
    request: SignedIn,
    item: EntryItem,
    *,
    typed: dict[Where, str] | None = None,
    bad: actions.BadPins | None = None,
    status: int = 200,
) -> HttpResponse:
    files = queries.pinnable_files(item)
    parts = queries.open_parts(item, request.user, request.received_at)
    is_open = any(part.startswith("file:") for part in parts)
    cards = _cards(item, files, typed, bad, suggest=is_open)
    context: dict[str, Any] = {
        "entry": item,
        "cards": cards,
        "files": files,
        "is_open": is_open,
        "suggested": any(box.suggested for card in cards for box in card.boxes),
        "problems": _summary(bad, cards),
        "has_errors": bad is not None,
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/pins.html", context, status=status)


def _cards(
    item: EntryItem,
    files: list[PinnableFile],
    typed: dict[Where, str] | None,
    bad: actions.BadPins | None,
    *,
    suggest: bool,
) -> list[Card]:
    saved = _values(queries.pins_of(item))
    ideas = _values(queries.suggested_pins(item)) if suggest and typed is None else {}
    errors = {where: pin_words(code, params) for *where_, code, params in (bad.problems if bad else ())
              for where in [(where_[0], where_[1])]}  # fmt: skip
    cards = []
    for criterion in queries.definition_for(item).in_guidance_order:
        boxes = []
        for place, file in enumerate(files):
            where = criterion.key, file.id
            value = (saved | ideas).get(where, "") if typed is None else typed.get(where, "")
            if place == 0 or value or where in errors:
                boxes.append(_box(item, criterion, file, value, errors.get(where, ""), suggested=where in ideas))
        shown = {box.file.id for box in boxes}
        cards.append(Card(criterion, boxes, [file for file in files if file.id not in shown]))
    return cards


def _values(pins: dict[str, list[PinItem]]) -> dict[Where, str]:
    return {(pin.criterion, pin.file): pin.shown for each in pins.values() for pin in each}


def _box(item: EntryItem, criterion: Criterion, file: PinnableFile, value: str, error: str, *, suggested: bool) -> Box:
    pick = f"{reverse('entrant:pick', args=[item.id, criterion.key])}?file={file.id}" if file.drawn else ""
    return Box(file, f"pages-{criterion.key}-{file.id}", value, suggested, pick, error)


def _summary(bad: actions.BadPins | None, cards: Iterable[Card]) -> list[presenter.Said]:
    if bad is None:
        return []
    boxes = {box.name for card in cards for box in card.boxes}
    said = [
        presenter.Said(pin_words(code, params), f"#{name}" if (name := f"pages-{criterion}-{file}") in boxes else "")
        for criterion, file, code, params in bad.problems
    ]
    return said or [presenter.Said(wording.explain(bad))]


@door
def pick(request: SignedIn, entry: str, criterion: str) -> HttpResponseBase:
    """Choose the pages of one file by their pictures, for one criterion."""
    item = queries.entrant_entry(request.user, entry)
    chosen = queries.definition_for(item).criteria_by_key.get(criterion)
    files = [file for file in queries.pinnable_files(item) if file.drawn]
    asked = storable(request.POST.get("file") or request.GET.get("file", ""))
    file = next((file for file in files if file.id == asked), files[0] if files and not asked else None)
    if chosen is None or file is None:
        raise Http404
    saved = queries.pins_of(item)
    if request.method != "POST":
        return _pictures(request, item, chosen, file, saved)
    others = [
        actions.PinAsked(pin.criterion, pin.file, pin.pages)
        for each in saved.values()
        for pin in each
        if (pin.criterion, pin.file) != (chosen.key, file.id)
    ]
    shown = {str(page): page for page in range(1, (file.pages or 0) + 1)}
    pages = [shown[page] for page in request.POST.getlist("page") if page in shown]
    actions.set_pins(
        entry=item,
        pins=[*others, actions.PinAsked(chosen.key, file.id, pages)],
        acting=request.user,
        now=request.received_at,
    )
    messages.success(request, _("Saved. Judges are led to these pages."))
    return redirect(f"{reverse('entrant:pins', args=[item.id])}#criterion-{chosen.key}")


def _pictures(
    request: SignedIn, item: EntryItem, criterion: Criterion, file: PinnableFile, saved: dict[str, list[PinItem]]
) -> HttpResponse:
    pins = saved.get(criterion.key) or queries.suggested_pins(item).get(criterion.key, [])
    ticked = {page for pin in pins if pin.file == file.id for page in pin.pages}
    context: dict[str, Any] = {
        "entry": item,
        "criterion": criterion,
        "file": file,
        "pages": [{"number": number, "ticked": number in ticked} for number in range(1, (file.pages or 0) + 1)],
        "suggested": criterion.key not in saved and bool(ticked),
        "is_open": f"file:{file.kind}" in queries.open_parts(item, request.user, request.received_at),
        "service": item.edition.name,
        "nav": nav(""),
    }
    return render(request, "entrant/pick.html", context)
