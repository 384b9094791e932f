"""A new closing as an organiser types it: a day of the Buddhist Era and a time, 24.00 being the end of the day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rangwan.kernel.text import Text, arabic_digits, storable
from rangwan.kernel.thai_dates import BANGKOK, BadDate, parse_date

_TIME = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})(?: ?น\.?)?")

BAD_DATES: Mapping[str, str | Promise] = {
    "unreadable": gettext_lazy("This is not a date. Write it as 31/07/2564."),
    "no_such_day": gettext_lazy("There is no such day in the calendar."),
    "not_buddhist_era": gettext_lazy("Write the year in the Buddhist Era, for example 2564."),
}


class BadTime(ValueError):
    """A typed time that is none."""


def parse_time(text: str) -> dt.timedelta:
    """Return how long after midnight "16.30", "16:30 น." or "24.00" is. Raises BadTime."""
    found = _TIME.fullmatch(arabic_digits(text).strip())
    if found is None:
        raise BadTime
    hours, minutes = int(found[1]), int(found[2])
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise BadTime
    return dt.timedelta(hours=hours, minutes=minutes)


def end_of(day: dt.date) -> dt.datetime:
    """Return the end of a day in Bangkok: 24.00."""
    return dt.datetime.combine(day, dt.time(), BANGKOK) + dt.timedelta(days=1)


@dataclass
class Typed:
    """The form as it was typed, and what is wrong with it, by field."""

    day: str = ""
    time: str = "24.00"
    moves: str = ""
    reason_th: str = ""
    reason_en: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> list[dict[str, str]]:
        """The problems for the error summary."""
        return [{"message": words, "id": name} for name, words in self.errors.items()]

    @property
    def reason(self) -> Text:
        """The reason, in both languages."""
        return Text(th=storable(self.reason_th).strip(), en=storable(self.reason_en).strip())

    def closes_at(self) -> dt.datetime | None:
        """Return the moment that was typed; notes what is wrong and returns None where it cannot be read."""
        try:
            since = parse_time(self.time)
        except BadTime:
            self.errors["time"] = _("This is not a time. Write it as 16.30; 24.00 is the end of the day.")
            since = dt.timedelta()
        try:
            moment = dt.datetime.combine(parse_date(self.day), dt.time(), BANGKOK) + since
        except BadDate as bad:
            self.errors["day"] = str(BAD_DATES[bad.code])
            return None
        return None if self.errors else moment

    def check(self) -> None:
        """Note what is missing beside the moment itself."""
        if self.moves not in ("yes", "no"):
            self.errors["moves"] = _("Say whether the first leg moves too.")
        for name, words in (("reason_th", self.reason.th), ("reason_en", self.reason.en)):
            if not words:
                self.errors[name] = _("Write the reason; it is published.")


def typed_in(post: QueryDict) -> Typed:
    """Return what was posted."""
    return Typed(
        day=post.get("day", ""),
        time=post.get("time", ""),
        moves=post.get("moves", ""),
        reason_th=post.get("reason_th", ""),
        reason_en=post.get("reason_en", ""),
    )
