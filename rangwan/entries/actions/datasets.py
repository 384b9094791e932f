"""Data sets are looked up in the catalogue: asked for here, done by the worker, and written down here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import AskedTooSoon, NotAllowed
from rangwan.entries.models import DatasetCheck, Entry
from rangwan.entries.queries.datasets import ASK_EVERY, may_ask_datasets
from rangwan.entries.rules.datasets import Finding, addresses_in
from rangwan.kernel import events
from rangwan.programmes.queries import definition_of


def tell_of_datasets(entry: Entry, changed: Collection[str], now: dt.datetime) -> None:
    """Tell the worker where the data-set question is among those that changed. Part of the save's transaction."""
    catalogue = definition_of(entry.definition_id).entering.catalogue
    if catalogue is not None and catalogue.question in changed and addresses_in(catalogue, entry.answers):
        events.emit(kind="entry.datasets_changed", subject=entry.id, now=now)


@transaction.atomic
def ask_datasets(*, entry: Entry, acting: Person, now: dt.datetime) -> None:
    """Have the catalogue asked again about every data set of the entry, at most every minute.

    Raises NotAllowed, AskedTooSoon.
    """
    entry = locking.locked(entry)
    if not may_ask_datasets(acting, entry):
        raise NotAllowed
    wanted = addresses_in(definition_of(entry.definition_id).entering.catalogue, entry.answers)
    if not wanted:
        return
    last = entry.dataset_checks.filter(address__in=wanted).aggregate(at=Max("asked_at"))["at"]
    if last is not None and now - last < ASK_EVERY:
        raise AskedTooSoon(last + ASK_EVERY - now)
    known = entry.dataset_checks.filter(address__in=wanted)
    known.update(asked_at=now)
    missing = set(wanted) - set(known.values_list("address", flat=True))
    DatasetCheck.objects.bulk_create([DatasetCheck(entry=entry, address=one, asked_at=now) for one in sorted(missing)])
    locking.record(entry, "entry.datasets_asked", acting, now, after={"addresses": wanted})
    events.emit(kind="entry.datasets_changed", subject=entry.id, now=now)


@transaction.atomic
def ask_rest(*, entry: Entry, now: dt.datetime) -> None:
    """Have the worker go on with the data sets that one turn did not come to."""
    events.emit(kind="entry.datasets_changed", subject=entry.id, now=now)


@transaction.atomic
def keep_dataset_finding(*, entry: Entry, address: str, finding: Finding, asked_at: dt.datetime) -> None:
    """Keep what the catalogue said of one address, as asked at that time; rows of addresses that are gone go too.

    Nobody acts here but the worker. What was asked for by hand meanwhile is still to be done.
    """
    entry = locking.locked(entry)
    wanted = addresses_in(definition_of(entry.definition_id).entering.catalogue, entry.answers)
    entry.dataset_checks.exclude(address__in=wanted).delete()
    if address not in wanted:
        return
    reasons = [{"code": reason.code, "params": dict(reason.params)} for reason in finding.reasons]
    found = {"result": finding.result, "reasons": reasons, "facts": dict(finding.facts), "checked_at": asked_at}
    DatasetCheck.objects.update_or_create(
        entry=entry, address=address, defaults=found, create_defaults={**found, "asked_at": asked_at}
    )
    after = {"address": address, "result": finding.result, "reasons": [reason.code for reason in finding.reasons]}
    locking.record(entry, "entry.dataset_checked", None, asked_at, after=after)
