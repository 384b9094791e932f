"""Background work of this stage: reminders before closing."""

from __future__ import annotations

import datetime as dt

from rangwan.entries.actions.reminding import begin_round
from rangwan.entries.queries.reminding import rounds_due


def send_reminders(now: dt.datetime) -> int:
    """Begin every round of reminders that is due; return how many were begun. Cheap where nothing is."""
    begun = 0
    for due in rounds_due(now):
        begun += (
            begin_round(edition=due.edition, kind=due.kind, days=due.days, closing=due.closing, now=now) is not None
        )
    return begun
