"""The data sets that an entry names, with what the catalogue said of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from rangwan.accounts.models import Person
from rangwan.entries.models import DatasetCheck, Entry
from rangwan.entries.permissions import may_write
from rangwan.entries.rules.datasets import addresses_in
from rangwan.programmes.queries import definition_of

DatasetResult = Literal["waiting", "meets", "fails", "unknown"]
# How long an answer of the catalogue holds; one that could not be had is asked for again sooner.
HOLDS = dt.timedelta(days=1)
HOLDS_UNKNOWN = dt.timedelta(minutes=10)
ASK_EVERY = dt.timedelta(minutes=1)  # by hand


@dataclass(frozen=True)
class DatasetItem:
    """One address and what was found. `again`: it is about to be asked once more; `result` is the last one known."""

    address: str
    result: DatasetResult = "waiting"
    reasons: list[dict[str, Any]] = field(default_factory=list)
    facts: Mapping[str, Any] = field(default_factory=dict)
    checked_at: dt.datetime | None = None
    again: bool = False


def datasets_of(entry: Entry) -> list[DatasetItem]:
    """Return the addresses in the data-set question, in its order; empty where the award looks nothing up."""
    wanted = addresses_in(definition_of(entry.definition_id).entering.catalogue, entry.answers)
    known = {check.address: check for check in entry.dataset_checks.all()} if wanted else {}
    return [_item(known[address]) if address in known else DatasetItem(address) for address in wanted]


def _item(check: DatasetCheck) -> DatasetItem:
    return DatasetItem(
        address=check.address,
        result=check.result,  # type: ignore[arg-type]  # the table's results are these
        reasons=check.reasons,
        facts=check.facts,
        checked_at=check.checked_at,
        again=check.checked_at is not None and _waits(check),
    )


def addresses_to_ask(entry: Entry, now: dt.datetime) -> list[str]:
    """Return the addresses that the catalogue has to be asked about: new ones, asked for by hand, or out of date."""
    wanted = addresses_in(definition_of(entry.definition_id).entering.catalogue, entry.answers)
    known = {check.address: check for check in entry.dataset_checks.all()}
    return [address for address in wanted if address not in known or _is_due(known[address], now)]


def may_ask_datasets(person: Person, entry: Entry) -> bool:
    """Whether the person may have the catalogue asked again: whoever may write in the entry, at any time."""
    return may_write(person, entry)


def _is_due(check: DatasetCheck, now: dt.datetime) -> bool:
    holds = HOLDS_UNKNOWN if check.result == DatasetCheck.Result.UNKNOWN else HOLDS
    return _waits(check) or (check.checked_at is not None and now - check.checked_at >= holds)


def _waits(check: DatasetCheck) -> bool:
    return check.checked_at is None or check.asked_at > check.checked_at
