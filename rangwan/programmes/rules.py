"""Rules of an edition: when it accepts entries, and who is eligible. Plain Python."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from rangwan.kernel.thai_dates import BANGKOK, BadDate, months_before, parse_date
from rangwan.programmes.definition import EligibilityRule

Phase = Literal["before", "open", "closed"]

LONGEST_GRACE = 3600  # seconds
_MORNING = dt.time(8)  # when reminders go out, in Bangkok


def phase(*, opens_at: dt.datetime, closes_at: dt.datetime, grace_seconds: int, now: dt.datetime) -> Phase:
    """Return whether entries are accepted at `now`: from opens_at on, and before closes_at plus the grace period."""
    if now < opens_at:
        return "before"
    return "open" if now < closes_at + dt.timedelta(seconds=grace_seconds) else "closed"


def takes_new(*, opens_at: dt.datetime, closes_at: dt.datetime, now: dt.datetime) -> bool:
    """Return whether something may be begun at `now`: the grace period is for what was begun before the closing."""
    return opens_at <= now < closes_at


def reminder_at(closes_at: dt.datetime, days: int) -> dt.datetime:
    """Return when the reminder goes out that comes `days` days before closing: at 8.00 in Bangkok of that day."""
    return dt.datetime.combine(last_day(closes_at) - dt.timedelta(days=days), _MORNING, BANGKOK)


def reminder_due(closes_at: dt.datetime, days: tuple[int, ...], *, since: dt.datetime, now: dt.datetime) -> int | None:
    """Return which of the reminders (days before closing) is due at `now`, or None.

    Of those whose moment has come it is the last one: what a stopped worker missed is not sent after it. `since` is
    when this closing came to be; a reminder whose moment lies before it is none.
    """
    if now >= closes_at:
        return None
    return min((each for each in days if since <= reminder_at(closes_at, each) <= now), default=None)


def last_day(closes_at: dt.datetime) -> dt.date:
    """Return the last day on which entries are accepted (31 July for a closing on 31 July, 24:00)."""
    return (closes_at - dt.timedelta(microseconds=1)).astimezone(BANGKOK).date()


@dataclass(frozen=True)
class Legs:
    """The two ways to have been in use for long enough: either is enough, and a leg not declared is None."""

    by_months: dt.date | None  # last date of first use that is the declared months before closing
    by_date: dt.date | None  # … and the last one before the declared date

    @property
    def latest(self) -> dt.date | None:
        """The last date of first use that satisfies either leg."""
        return max((leg for leg in (self.by_months, self.by_date) if leg is not None), default=None)


def legs(rule: EligibilityRule, counted_from: dt.datetime) -> Legs:
    """Return the legs of a rule; months count back from the last day of the closing `counted_from`."""
    months = rule.months_before_closing
    return Legs(
        by_months=None if months is None else months_before(last_day(counted_from), months),
        by_date=None if rule.or_before is None else rule.or_before - dt.timedelta(days=1),
    )


@dataclass(frozen=True)
class Outcome:
    """What a rule says of an entry: met, not met, or None while the answer is missing or cannot be read."""

    rule: EligibilityRule
    met: bool | None
    latest_by_months: dt.date | None = None  # last date of first use that satisfies the first leg
    latest_by_date: dt.date | None = None  # … and the second leg


def outcome(
    rule: EligibilityRule, answers: dict[str, Any], *, organisation_type: str, counted_from: dt.datetime
) -> Outcome:
    """Apply one eligibility rule to an entry's answers and its organisation's type."""
    answer = answers.get(rule.question) if rule.question else None
    if rule.test == "in_use":
        return _in_use(rule, answer, counted_from)
    if rule.test == "yes":
        return Outcome(rule, answer if isinstance(answer, bool) else None)
    if organisation_type not in rule.organisation_types:
        return Outcome(rule, False)
    if rule.question is None:
        return Outcome(rule, True)
    return Outcome(rule, answer if isinstance(answer, bool) else None)


def _in_use(rule: EligibilityRule, answer: Any, counted_from: dt.datetime) -> Outcome:
    allowed = legs(rule, counted_from)
    try:
        first_use = parse_date(answer) if isinstance(answer, str) and answer.strip() else None
    except BadDate:
        first_use = None
    met = None if first_use is None else allowed.latest is not None and first_use <= allowed.latest
    return Outcome(rule, met, allowed.by_months, allowed.by_date)


def outcomes(
    rules: tuple[EligibilityRule, ...],
    answers: dict[str, Any],
    *,
    organisation_type: str,
    counted_from: dt.datetime,
) -> list[Outcome]:
    """Apply every rule, in the order declared."""
    return [outcome(rule, answers, organisation_type=organisation_type, counted_from=counted_from) for rule in rules]
