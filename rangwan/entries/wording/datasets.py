"""Words for what the catalogue said of a data set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rangwan.entries.actions.errors import AskedTooSoon
from rangwan.entries.queries.datasets import DatasetItem

_RESULTS: dict[str, tuple[Promise, str]] = {
    "waiting": (gettext_lazy("To be checked"), "plain"),
    "meets": (gettext_lazy("Meets the requirements"), "success"),
    "fails": (gettext_lazy("Does not meet the requirements"), "error"),
    "unknown": (gettext_lazy("Could not be checked"), "warning"),
}

_REASONS: dict[str, Promise] = {
    # what the catalogue has does not meet the mark
    "private": gettext_lazy("The data set is not public."),
    "category": gettext_lazy("Its category is “%(category)s”, not public data."),
    "licence": gettext_lazy("Its licence, “%(licence)s”, does not let everybody use it freely."),
    "no_licence": gettext_lazy("It has no licence."),
    "no_files": gettext_lazy("It has no file that everybody can get."),
    "format": gettext_lazy("None of its formats (%(formats)s) is an open one that machines read."),
    "no_format": gettext_lazy("The formats of its files are not given."),
    "not_found": gettext_lazy("The catalogue has no such data set. See that the address is right."),
    # the catalogue could not be asked, or its answer says nothing
    "address": gettext_lazy("This is not the address of a data set in a catalogue (…/dataset/name)."),
    "host": gettext_lazy("This site is not among those that are checked. Staff look at it themselves."),
    "redirect": gettext_lazy("The catalogue sends us on to an address that is not asked."),
    "private_address": gettext_lazy("This site lies in a network that is not public, so it is not asked."),
    "no_name": gettext_lazy("There is no site of this name."),
    "timeout": gettext_lazy("The catalogue did not answer in time."),
    "network": gettext_lazy("The connection to the catalogue failed."),
    "too_large": gettext_lazy("The catalogue's answer is too large to be read."),
    "encoding": gettext_lazy("The catalogue's answer is packed in a way that is not read here."),
    "status": gettext_lazy("The catalogue answered with an error (%(status)s)."),
    "bad_answer": gettext_lazy("What answered is not a catalogue of data sets (CKAN)."),
    "demo": gettext_lazy("The demonstration asks no other site."),
}


def result_words(result: str) -> tuple[str, str]:
    """Return the name of a result in the active language, and the kind of tag that shows it."""
    words, kind = _RESULTS[result]
    return str(words), kind


def reason_words(reason: Mapping[str, Any]) -> str:
    """Return one reason ({"code", "params"}) in the active language."""
    params = dict(reason.get("params") or {})
    if isinstance(params.get("formats"), list):
        params["formats"] = ", ".join(params["formats"])
    return str(_REASONS[reason["code"]]) % params


@dataclass(frozen=True)
class DatasetRow:
    """One data set as a page shows it; `kind` is that of the tag with the result."""

    address: str
    result: str
    kind: str
    title: str
    reasons: tuple[str, ...]
    facts: str
    checked_at: dt.datetime | None
    is_waiting: bool


def dataset_rows(found: Iterable[DatasetItem]) -> list[DatasetRow]:
    """Return what was found of data sets in words, in the active language."""
    return [
        DatasetRow(
            item.address,
            *result_words(item.result),
            title=item.facts.get("title", ""),
            reasons=tuple(reason_words(reason) for reason in item.reasons),
            facts=_facts(item.facts),
            checked_at=item.checked_at,
            is_waiting=item.again or item.checked_at is None,
        )
        for item in found
    ]


def _facts(facts: Mapping[str, Any]) -> str:
    formats = ", ".join(facts.get("formats") or ())
    return " · ".join(
        words % {"value": value}
        for words, value in ((_("Licence: %(value)s"), facts.get("licence")), (_("Formats: %(value)s"), formats))
        if value
    )


def too_soon_words(error: AskedTooSoon) -> str:
    """Return when the catalogue may be asked again."""
    seconds = max(1, round(error.wait.total_seconds()))
    return ngettext(
        "The catalogue was asked a moment ago. You can have it asked again in %(seconds)s second.",
        "The catalogue was asked a moment ago. You can have it asked again in %(seconds)s seconds.",
        seconds,
    ) % {"seconds": seconds}
