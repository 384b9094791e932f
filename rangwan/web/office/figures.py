"""Figures of an edition: how many entries stand where. Each figure is the way to its list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rangwan.entries.rules import RECEIVED, State
from rangwan.entries.wording import state_name
from rangwan.programmes.queries import EditionItem
from rangwan.programmes.rules import Phase

NOT_RECEIVED = (State.DRAFT, State.SUBMITTED)

PHASES: Mapping[str, str | Promise] = {
    "before": _("Not open yet"),
    "open": _("Entries are accepted"),
    "closed": _("Closed for entries"),
    "decided": _("Decided, not published"),
    "released": _("Result published"),
}


def stands(edition: EditionItem, phase: Phase) -> str | Promise:
    """Return in words where the edition stands."""
    return PHASES[edition.state if edition.state in PHASES else phase]


def by_state(edition: EditionItem, counts: Mapping[str, int], phase: Phase) -> list[dict[str, Any]]:
    """Return a figure for each state that has entries; drafts lead somewhere once the calendar has closed."""
    return [
        {"value": counts[state], "label": state_name(state, staff=True), "url": _list_of(edition, state, phase)}
        for state in State
        if counts.get(state)
    ]


def received(counts: Mapping[str, int]) -> int:
    """Return how many entries count as received."""
    return sum(number for state, number in counts.items() if state in RECEIVED)


def _list_of(edition: EditionItem, state: State, phase: Phase) -> str:
    if state in NOT_RECEIVED:
        return reverse("office:unconfirmed", args=[edition.slug]) if phase == "closed" else ""
    return reverse("office:entries", args=[edition.slug]) + "?" + urlencode({"state": state})
