"""What every change of an entry asks first: the row's lock, the right person, the right state, the right time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rangwan.accounts.models import Organisation, Person
from rangwan.entries.actions.errors import DeadlinePassed, Frozen, NotAllowed, NotOpenYet
from rangwan.entries.models import Entry
from rangwan.entries.permissions import is_coordinator, may_write
from rangwan.entries.rules import State
from rangwan.kernel import audit
from rangwan.kernel.thai_dates import BANGKOK
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import closing_for, phase_for
from rangwan.programmes.queries.calendar import may_begin


def locked(entry: Entry) -> Entry:
    """Return the entry as it is now, its row locked until the transaction ends."""
    return (
        Entry.objects.select_for_update(of=("self",), no_key=True)
        .select_related("edition", "organisation")
        .get(pk=entry.pk)
    )


def require_coordinator(entry: Entry, acting: Person) -> None:
    """Raise NotAllowed unless the person coordinates the entry."""
    if not is_coordinator(acting, entry):
        raise NotAllowed


def require_writer(entry: Entry, acting: Person) -> None:
    """Raise NotAllowed unless the person may change answers and files: the coordinator or an invited editor."""
    if not may_write(acting, entry):
        raise NotAllowed


def require_open(edition: Edition, organisation: Organisation, now: dt.datetime) -> None:
    """Raise NotOpenYet or DeadlinePassed unless entries of the organisation are accepted at `now`."""
    phase = phase_for(edition, organisation, now)
    if phase == "before":
        raise NotOpenYet(edition.opens_at)
    if phase == "closed":
        raise DeadlinePassed(closing_for(edition, organisation))


def require_open_for_new(edition: Edition, organisation: Organisation, now: dt.datetime) -> None:
    """Raise NotOpenYet or DeadlinePassed unless something may be begun at `now`: the grace period is for what is."""
    if not may_begin(edition, organisation, now):
        require_open(edition, organisation, now)
        raise DeadlinePassed(closing_for(edition, organisation))


def require_editable(entry: Entry, now: dt.datetime) -> None:
    """Raise unless answers and files may change: a draft before closing, a returned entry until its date."""
    if entry.state == State.RETURNED:
        if entry.return_due is not None and now >= entry.return_due:
            raise DeadlinePassed(entry.return_due)
        return
    if entry.state != State.DRAFT:
        raise Frozen(State(entry.state))
    require_open(entry.edition, entry.organisation, now)


def require_alive(entry: Entry) -> None:
    """Raise Frozen for an entry that is out of the award: nobody works on it any more."""
    if entry.state in (State.WITHDRAWN, State.DISQUALIFIED):
        raise Frozen(State(entry.state))


def day(now: dt.datetime) -> dt.date:
    """Return the day in Bangkok."""
    return now.astimezone(BANGKOK).date()


def record(
    entry: Entry,
    act: str,
    acting: Person | None,
    now: dt.datetime,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    """Write the audit row of a change to this entry."""
    audit.record(
        act=act, thing="entry", thing_id=entry.id, edition=entry.edition_id, acting=acting, now=now,
        before=before, after=after, reason=reason,
    )  # fmt: skip
