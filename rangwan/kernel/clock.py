"""The one clock. Doors ask it once per request and hand the answer in as `now`; nothing else asks the time."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return the present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)
