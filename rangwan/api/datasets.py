"""Data sets of an entry: what the data catalogue says of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest
from ninja import Router

from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.shapes.base import Page, in_bangkok_or_none
from rangwan.api.shapes.entries import DatasetOut
from rangwan.entries import actions, queries
from rangwan.entries.queries import DatasetItem
from rangwan.entries.wording.datasets import reason_words
from rangwan.kernel.tongues import in_both

router = Router(tags=["entries"])


@router.get(
    "/entries/{entry_id}/datasets", response=Page[DatasetOut], summary="The data sets, as the catalogue has them"
)
def datasets(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List the addresses in the data-set question with what was found. It is a hint: staff judge them themselves."""
    return _listed(queries.entry_for(caller(request), entry_id))


@router.post("/entries/{entry_id}/datasets", response=Page[DatasetOut], summary="Have the catalogue asked again")
def ask_datasets(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Have every address looked up again, at most every minute; the results come later."""
    found = queries.entry_for(caller(request), entry_id)
    actions.ask_datasets(entry=found, acting=caller(request), now=received_at(request))
    return _listed(found)


def _listed(found: queries.EntryItem) -> dict[str, Any]:
    return lists.whole([_out(item) for item in queries.datasets_of(found)])


def _out(item: DatasetItem) -> dict[str, Any]:
    return {
        "address": item.address, "result": item.result, "title": item.facts.get("title", ""),
        "licence": item.facts.get("licence", ""), "formats": item.facts.get("formats", []),
        "reasons": [
            {"code": reason["code"], "message": in_both(partial(reason_words, reason)).as_dict()}
            for reason in item.reasons
        ],
        "checked_at": in_bangkok_or_none(item.checked_at), "asked_again": item.again,
    }  # fmt: skip
