"""The one clock: the server's time, the closing, and what is left until then, as a line at the head of a page.

The page ticks on from the server's time, never from the clock of the device; static/kit/js/clock.js says the same
words.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rangwan.kernel.thai_dates import BANGKOK, format_date
from rangwan.web.kit.languages import active

Stands = Literal["before", "open", "near", "grace", "closed"]

NEAR = dt.timedelta(days=1)
_UNITS = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
_WITH_SECONDS = 600  # seconds before the end


@dataclass(frozen=True)
class Clock:
    """When entries open and close, for whom the page is; `now` is None on a page that is kept for everybody."""

    opens_at: dt.datetime
    closes_at: dt.datetime
    grace_seconds: int
    now: dt.datetime | None

    @property
    def stands(self) -> Stands:
        """Where the calendar stands at `now`; a kept page is drawn as open and corrected by the browser."""
        if self.now is None:
            return "open"
        if self.now < self.opens_at:
            return "before"
        if self.now < self.closes_at:
            return "near" if self.closes_at - self.now <= NEAR else "open"
        return "grace" if self.now < self.ends_at else "closed"

    @property
    def takes_new(self) -> bool:
        """Whether something may be begun: the grace period is for what was begun before."""
        return self.stands in ("open", "near")

    @property
    def ends_at(self) -> dt.datetime:
        """Until when a page that was open at the closing is accepted."""
        return self.closes_at + dt.timedelta(seconds=self.grace_seconds)

    @property
    def says_now(self) -> str:
        """The time of the server in words; "" on a kept page."""
        if self.now is None:
            return ""
        local = self.now.astimezone(BANGKOK)
        words = self._words["now"].replace("DATE", format_date(local.date(), active()))
        return words.replace("TIME", local.strftime("%H:%M" if active() == "en" else "%H.%M"))

    @property
    def says_left(self) -> str:
        """What is left in words; "" before the opening and on a kept page."""
        if self.now is None or self.stands == "before":
            return ""
        end = self.ends_at if self.stands == "grace" else self.closes_at
        kind = self.stands if self.stands in ("grace", "closed") else "left"
        return self._words[kind].replace("LEFT", left(int((end - self.now).total_seconds())))

    @property
    def epoch(self) -> dict[str, int]:
        """The moments in milliseconds, as the page's script counts them."""
        moments = {"now": self.now, "opens": self.opens_at, "closes": self.closes_at, "ends": self.ends_at}
        return {name: int(moment.timestamp() * 1000) for name, moment in moments.items() if moment is not None}

    @cached_property
    def _words(self) -> dict[str, str]:
        return {
            "now": _("It is TIME on DATE (Thailand time)"),
            "left": _("LEFT left"),
            "grace": _("Entries have closed; a page that was open is accepted for another LEFT"),
            "closed": _("Entries have closed"),
        }

    @property
    def words(self) -> str:
        """The words for the page's script, as JSON."""
        units = {unit: [_count(unit, 1).replace("1", "N"), _count(unit, 2).replace("2", "N")] for unit, _size in _UNITS}
        return json.dumps({**self._words, "units": units}, ensure_ascii=False)


def left(seconds: int) -> str:
    """Return a length of time in its largest unit and the next, seconds only under ten minutes: 3 days 4 hours."""
    seconds = total = max(seconds, 0)
    first = next((place for place, (_unit, size) in enumerate(_UNITS) if seconds >= size), len(_UNITS) - 1)
    said: list[tuple[str, int]] = []
    for unit, size in _UNITS[first : first + 2]:
        number, rest = divmod(seconds, size)
        if not said or (number and (unit != "second" or total < _WITH_SECONDS)):
            said.append((unit, number))
        seconds = rest
    return " ".join(_count(unit, number) for unit, number in said)


def _count(unit: str, number: int) -> str:
    words = {
        "day": ngettext("%(n)s day", "%(n)s days", number),
        "hour": ngettext("%(n)s hour", "%(n)s hours", number),
        "minute": ngettext("%(n)s minute", "%(n)s minutes", number),
        "second": ngettext("%(n)s second", "%(n)s seconds", number),
    }
    return words[unit] % {"n": number}
