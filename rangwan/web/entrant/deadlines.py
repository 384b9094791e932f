"""The closing that holds for whoever reads: on the clock of every page of this face, and where awards are listed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from rangwan.accounts.queries import memberships_of
from rangwan.entries.queries import EntryItem, closing_of, deadline_of
from rangwan.programmes.queries import NoSuchEdition, edition_by_slug
from rangwan.programmes.queries.calendar import Open, open_to
from rangwan.programmes.rules import Phase
from rangwan.web.kit.clocks import Clock
from rangwan.web.kit.requests import SignedIn


def clock(request: HttpRequest) -> dict[str, Any]:
    """Give templates `deadline_clock`: of the entry, else of the award, else of the award that closes next.

    Worked out where a template asks for it, and only for whom the door has let in.
    """
    if not getattr(request, "is_let_in", False):
        return {}
    return {"deadline_clock": SimpleLazyObject(lambda: _clock(request))}  # type: ignore[arg-type]


def _clock(request: SignedIn) -> Clock | None:
    places = request.resolver_match.kwargs if request.resolver_match else {}
    if "entry" in places:
        found = deadline_of(places["entry"])
        return Clock(found.opens_at, found.closes_at, found.grace_seconds, request.received_at) if found else None
    if "receipt" in places:
        return None
    takes = open_for(request)
    wanted = [each for each in takes if places.get("edition") in (None, each.edition.slug)]
    if wanted:
        edition = wanted[0].edition
        return Clock(edition.opens_at, wanted[0].closes_at, edition.grace_seconds, request.received_at)
    try:
        edition = edition_by_slug(places.get("edition", ""))
    except NoSuchEdition:
        return None
    return Clock(edition.opens_at, edition.closes_at, edition.grace_seconds, request.received_at)


def of_entry(entry: EntryItem, request: SignedIn) -> Clock:
    """Return the clock of an entry: its closing is its organisation's own."""
    edition = entry.edition
    return Clock(edition.opens_at, closing_of(entry), edition.grace_seconds, request.received_at)


def phase(clock: Clock) -> Phase:
    """Return whether entries are accepted, in the word of programmes.rules."""
    return {"before": "before", "closed": "closed"}.get(clock.stands, "open")  # type: ignore[return-value]


def open_for(request: SignedIn) -> list[Open]:
    """Return the awards that take new entries of an organisation of this person, the soonest closing first."""
    organisations = [item.organisation_id for item in memberships_of(request.user) if item.standing != "refused"]
    return open_to(organisations, request.received_at)
