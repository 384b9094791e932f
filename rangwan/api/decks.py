"""The presentation made from the answers, what was read in the one that came, and pins."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from rangwan.api.auth import caller, received_at
from rangwan.api.entries import pins_out, version_meant
from rangwan.api.problems import listed, problem
from rangwan.api.shapes.base import in_bangkok_or_none
from rangwan.api.shapes.decks import DeckOut, DeckTake, PinsIn, PinsOut
from rangwan.api.shapes.entries import Saved
from rangwan.documents.presentation import presentation_pptx
from rangwan.entries import actions, paper, queries
from rangwan.entries.queries import EntryItem
from rangwan.files.kinds import KINDS
from rangwan.files.names import content_disposition
from rangwan.kernel.text import Language, storable

router = Router(tags=["entries"])


@router.get("/entries/{entry_id}/presentation.pptx", summary="The presentation made from the answers")
def presentation(request: HttpRequest, entry_id: str, language: Language = "th") -> HttpResponse:
    """Send the answers as slides on the award's template, to be edited further; what is missing is marked there."""
    found = queries.entry_for(caller(request), entry_id)
    name = f"{found.title[:60].strip() or found.id}.pptx"
    return HttpResponse(
        presentation_pptx(paper.presentation(found, language)),
        content_type=KINDS["pptx"].media_type,
        headers={"Content-Disposition": content_disposition(name, inline=False)},
    )


@router.get("/entries/{entry_id}/deck", response=DeckOut, summary="What was read in the presentation")
def deck(request: HttpRequest, entry_id: str, response: HttpResponse) -> dict[str, Any]:
    """Show the answers that could be taken over, and the criteria that the slides seem to speak of."""
    person = caller(request)
    found = queries.entrant_entry(person, entry_id)
    response.headers["ETag"] = f'"{found.version}"'
    read = queries.deck_of(found, person, received_at(request)) or queries.DeckItem("none")
    return {
        "state": read.standing,
        "file": read.file or None,
        "read_at": in_bangkok_or_none(read.read_at),
        "on_template": read.on_template,
        "version": found.version,
        "proposals": [
            {
                "question": one.question.key, "label": one.question.label.as_dict(), "value": one.value,
                "said": one.said, "pages": one.pages, "same": one.same, "looked_at": one.looked_at,
                "can_take": one.can_take,
            }
            for one in read.proposals
        ],
        "coverage": [
            {
                "criterion": one.criterion.key, "name": one.criterion.name.as_dict(), "pages": one.pages,
                "words": one.words, "on_screen": one.on_screen,
            }
            for one in read.coverage
        ],
    }  # fmt: skip


@router.post("/entries/{entry_id}/deck/take", response=Saved, summary="Take answers over (If-Match: the version seen)")
def take_from_deck(
    request: HttpRequest, entry_id: str, body: DeckTake, response: HttpResponse
) -> dict[str, Any] | HttpResponse:
    """Take answers over from the presentation as a new version. What somebody changed meanwhile is not overwritten."""
    person = caller(request)
    found = queries.entrant_entry(person, entry_id)
    given = request.headers.get("If-Match", "").strip()
    if not given:
        return problem(request, 428)
    saved = actions.take_from_deck(
        entry=found, attachment_id=storable(body.file), take=body.take, leave=body.leave,
        base_version=version_meant(given, found.version), acting=person, now=received_at(request),
    )  # fmt: skip
    response.headers["ETag"] = f'"{saved.version}"'
    return {"version": saved.version, "problems": listed(saved.problems, queries.definition_for(found))}


@router.get("/entries/{entry_id}/pins", response=PinsOut, summary="Where each criterion is shown")
def pins(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List on which pages of which files each criterion is shown, and what the slides themselves suggest."""
    return _pins(queries.entry_for(caller(request), entry_id))


@router.put("/entries/{entry_id}/pins", response=PinsOut, summary="Say where each criterion is shown")
def set_pins(request: HttpRequest, entry_id: str, body: PinsIn) -> dict[str, Any]:
    """Make these all the pins of the entry."""
    person = caller(request)
    found = queries.entry_for(person, entry_id)
    asked = [actions.PinAsked(storable(pin.criterion), storable(pin.file), pin.pages) for pin in body.items]
    return _pins(actions.set_pins(entry=found, pins=asked, acting=person, now=received_at(request)))


def _pins(found: EntryItem) -> dict[str, Any]:
    return {
        "items": pins_out(queries.pins_of(found)),
        "suggested": pins_out(queries.suggested_pins(found)),
    }
