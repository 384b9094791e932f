"""The worker asks the catalogue about the data sets of an entry, one at a time."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import urlsplit

from rangwan.entries.actions.datasets import ask_rest, keep_dataset_finding
from rangwan.entries.models import Entry
from rangwan.entries.queries.datasets import addresses_to_ask
from rangwan.entries.rules.datasets import Finding, Reason, question_address, read_answer
from rangwan.kernel import outside
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.programmes.definition import Catalogue
from rangwan.programmes.queries import definition_of

_ASKED_AT_ONCE = 12  # addresses; what is left has its turn after other work
_NO_ANSWER = frozenset({"timeout", "network", "no_name"})


@receives("entry.datasets_changed", "entry.confirmed", in_worker=True)
def check_datasets(event: Event, now: dt.datetime) -> None:
    """Ask about the addresses that are new or out of date, and keep each answer as it comes.

    A host that gave no answer is not asked again in the same turn.
    """
    entry = Entry.objects.select_related("edition", "organisation").get(pk=event.subject)
    catalogue = definition_of(entry.definition_id).entering.catalogue
    if catalogue is None:
        return
    waiting = addresses_to_ask(entry, now)
    silent: dict[str, Finding] = {}
    for address in waiting[:_ASKED_AT_ONCE]:
        host = _host(address)
        finding = silent.get(host) or ask(address, catalogue)
        if any(reason.code in _NO_ANSWER for reason in finding.reasons):
            silent[host] = finding
        keep_dataset_finding(entry=entry, address=address, finding=finding, asked_at=now)
    if len(waiting) > _ASKED_AT_ONCE:
        ask_rest(entry=entry, now=now)


def ask(
    address: str,
    catalogue: Catalogue,
    *,
    limits: outside.Limits | None = None,
    resolve: outside.Resolve = outside.looked_up,
) -> Finding:
    """Ask the catalogue about one data set; whatever goes wrong is a finding, too."""
    question = question_address(address)
    if question is None:
        elsewhere = bool(_host(address)) and not outside.is_allowed(_host(address), catalogue.hosts)
        return Finding("unknown", (Reason("host" if elsewhere else "address"),))
    try:
        answer = outside.fetch(question, hosts=catalogue.hosts, limits=limits, resolve=resolve)
    except outside.NotFetched as failure:
        return Finding("unknown", (Reason(failure.code),))
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        body = None
    return read_answer(answer.status, body, catalogue)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
