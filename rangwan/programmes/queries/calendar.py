"""Reads about closings: which awards take new entries, of whom, and where one organisation closes later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rangwan.accounts.models import Organisation
from rangwan.programmes import rules
from rangwan.programmes.models import Edition, Extension
from rangwan.programmes.queries import closing_for


def may_begin(edition: Edition, organisation: Organisation, now: dt.datetime) -> bool:
    """Return whether the organisation may begin an entry at `now`: never in the grace period."""
    if rules.takes_new(opens_at=edition.opens_at, closes_at=edition.closes_at, now=now):
        return True
    closes_at = closing_for(edition, organisation) if now >= edition.opens_at else edition.closes_at
    return rules.takes_new(opens_at=edition.opens_at, closes_at=closes_at, now=now)


@dataclass(frozen=True)
class Open:
    """An edition that takes new entries, and until when it does for who asked."""

    edition: Edition
    closes_at: dt.datetime


def open_to(organisations: Iterable[str], now: dt.datetime) -> list[Open]:
    """Return the editions that take new entries of one of these organisations (ids), the soonest closing first.

    Two queries, whatever the number.
    """
    later: dict[str, dt.datetime] = {}
    for (edition_id, _organisation), closes_at in extended_for(organisations).items():
        later[edition_id] = max(closes_at, later.get(edition_id, closes_at))
    found = [
        Open(edition, max(edition.closes_at, later.get(edition.pk, edition.closes_at)))
        for edition in Edition.objects.select_related("programme__organiser").filter(opens_at__lte=now)
        if edition.version_id is not None
    ]
    takes = [each for each in found if now < each.closes_at]
    return sorted(takes, key=lambda each: (each.closes_at, each.edition.slug))


def later_closings(edition: Edition) -> dict[str, dt.datetime]:
    """Return {organisation id: its closing} where it closes later than the edition. One query."""
    found = {organisation: closes_at for (_edition, organisation), closes_at in _later(edition=edition).items()}
    return {organisation: closes_at for organisation, closes_at in found.items() if closes_at > edition.closes_at}


def extended_for(organisations: Iterable[str]) -> dict[tuple[str, str], dt.datetime]:
    """Return {(edition id, organisation id): the closing staff gave it} of these organisations. One query."""
    return _later(organisation__in=set(organisations))


def _later(**wanted: Any) -> dict[tuple[str, str], dt.datetime]:
    """Return {(edition, organisation): the closing of the newest extension}."""
    rows = Extension.objects.filter(**wanted).order_by("at", "pk")
    return {(each[0], each[1]): each[2] for each in rows.values_list("edition_id", "organisation_id", "closes_at")}


def extensions_of(edition: Edition) -> list[Extension]:
    """Return the closings that were extended for one organisation, the last one first."""
    return list(edition.extensions.select_related("organisation", "by").order_by("-at", "-pk"))
