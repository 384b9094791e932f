"""When entries are accepted, and who is eligible."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.thai_dates import BANGKOK, format_date
from rangwan.programmes.rules import (
    Legs,
    last_day,
    legs,
    outcome,
    outcomes,
    phase,
    reminder_at,
    reminder_due,
    takes_new,
)
from tests.builders import pack

RULES = {rule.key: rule for rule in pack().eligibility}
IN_USE = next(rule for rule in pack().eligibility if rule.test == "in_use")
LOCAL = next(rule for rule in pack().eligibility if rule.test == "organisation_type")
YES = next(rule for rule in pack().eligibility if rule.test == "yes")
IN_USE_QUESTION, YES_QUESTION, LOCAL_QUESTION = (str(rule.question) for rule in (IN_USE, YES, LOCAL))
MIDNIGHT = dt.datetime(2021, 8, 1, tzinfo=BANGKOK)  # 31 July 2564, 24.00
OPENS = dt.datetime(2021, 7, 1, tzinfo=BANGKOK)
TIMES = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2022, 1, 1), timezones=st.just(dt.UTC))  # noqa: DTZ001


@given(TIMES, st.integers(0, 100_000))
def test_the_phase(now: dt.datetime, grace: int):
    found = phase(opens_at=OPENS, closes_at=MIDNIGHT, grace_seconds=grace, now=now)
    is_open = OPENS <= now < MIDNIGHT + dt.timedelta(seconds=grace)
    assert found == ("open" if is_open else "before" if now < OPENS else "closed")


def test_the_last_second_is_open_and_the_next_is_closed():
    seconds = [
        phase(opens_at=OPENS, closes_at=MIDNIGHT, grace_seconds=0, now=MIDNIGHT + dt.timedelta(seconds=n))
        for n in (-1, 0)
    ]
    assert seconds == ["open", "closed"]


def test_midnight_belongs_to_the_day_before():
    assert last_day(MIDNIGHT) == dt.date(2021, 7, 31)
    assert last_day(MIDNIGHT + dt.timedelta(seconds=1)) == dt.date(2021, 8, 1)


@given(st.dates(dt.date(2019, 1, 1), dt.date(2021, 12, 31)))
def test_in_use_by_either_leg(day: dt.date):
    answers = {IN_USE_QUESTION: format_date(day, "th")}
    found = outcome(IN_USE, answers, organisation_type="MM", counted_from=MIDNIGHT)
    assert (found.latest_by_months, found.latest_by_date) == (dt.date(2021, 1, 31), dt.date(2021, 1, 31))
    assert found.met is (day <= dt.date(2021, 1, 31))


def test_the_first_leg_moves_with_the_closing_and_the_second_does_not():
    later = dt.datetime(2021, 9, 1, tzinfo=BANGKOK)
    found = outcome(IN_USE, {IN_USE_QUESTION: "28/02/2564"}, organisation_type="MM", counted_from=later)
    assert (found.met, found.latest_by_months, found.latest_by_date) == (
        True, dt.date(2021, 2, 28), dt.date(2021, 1, 31),
    )  # fmt: skip


@pytest.mark.parametrize("answer", [None, "", " ", "31/02/2564", "2021", 5, ["31/01/2564"]])
def test_a_date_that_cannot_be_read_decides_nothing(answer: Any):
    assert outcome(IN_USE, {IN_USE_QUESTION: answer}, organisation_type="MM", counted_from=MIDNIGHT).met is None


@pytest.mark.parametrize(("answer", "met"), [(True, True), (False, False), (None, None), ("yes", None), (1, None)])
def test_yes(answer: Any, met: bool | None):
    assert outcome(YES, {YES_QUESTION: answer}, organisation_type="MM", counted_from=MIDNIGHT).met is met


@pytest.mark.parametrize(
    ("kind", "answer", "met"),
    [("MM", True, True), ("MM", False, False), ("MM", None, None), ("university", True, False), ("", True, False)],
)
def test_only_local_governments(kind: str, answer: bool | None, met: bool | None):
    assert outcome(LOCAL, {LOCAL_QUESTION: answer}, organisation_type=kind, counted_from=MIDNIGHT).met is met


def test_all_rules_in_the_order_declared():
    found = outcomes(pack().eligibility, {}, organisation_type="MM", counted_from=MIDNIGHT)
    assert [each.rule.key for each in found] == list(RULES)


@given(st.integers(-3, 3), st.integers(0, 5))
def test_the_closing_is_exact_to_the_microsecond(away: int, grace: int):
    now = MIDNIGHT + dt.timedelta(seconds=grace, microseconds=away)
    found = phase(opens_at=OPENS, closes_at=MIDNIGHT, grace_seconds=grace, now=now)
    assert found == ("open" if away < 0 else "closed")


@given(st.integers(-3, 3))
def test_the_opening_is_exact_to_the_microsecond(away: int):
    now = OPENS + dt.timedelta(microseconds=away)
    assert phase(opens_at=OPENS, closes_at=MIDNIGHT, grace_seconds=0, now=now) == ("before" if away < 0 else "open")


@given(TIMES, st.integers(0, 200), st.dates(dt.date(2019, 1, 1), dt.date(2022, 12, 31)))
def test_an_extension_helps_only_where_it_moves_the_first_leg(closing: dt.datetime, days: int, used: dt.date):
    later = closing + dt.timedelta(days=days)
    still, moved = legs(IN_USE, closing), legs(IN_USE, later)
    assert still.by_date == moved.by_date == dt.date(2021, 1, 31)
    assert still.by_months is not None
    assert moved.by_months is not None
    assert still.by_months <= moved.by_months
    answers = {str(IN_USE.question): used.isoformat()}
    before = outcome(IN_USE, answers, organisation_type="MM", counted_from=closing).met
    after = outcome(IN_USE, answers, organisation_type="MM", counted_from=later).met
    assert (before, after) == (
        used <= max(still.by_months, dt.date(2021, 1, 31)),
        used <= max(moved.by_months, dt.date(2021, 1, 31)),
    )
    assert after is True or before is False  # nobody loses by an extension


@pytest.mark.parametrize(
    ("months", "date", "latest"),
    [
        (None, None, None), (6, None, dt.date(2021, 1, 31)), (None, dt.date(2021, 2, 1), dt.date(2021, 1, 31)),
        (6, dt.date(2021, 5, 1), dt.date(2021, 4, 30)), (3, dt.date(2021, 2, 1), dt.date(2021, 4, 30)),
    ],
)  # fmt: skip
def test_the_later_leg_decides(months: int | None, date: dt.date | None, latest: dt.date | None):
    rule = IN_USE.model_copy(update={"months_before_closing": months, "or_before": date})
    assert legs(rule, MIDNIGHT).latest == latest


def test_a_rule_without_legs_is_met_by_nobody():
    assert Legs(None, None).latest is None
    rule = IN_USE.model_copy(update={"months_before_closing": None, "or_before": None})
    answers = {str(rule.question): "1/1/2540"}
    assert outcome(rule, answers, organisation_type="MM", counted_from=MIDNIGHT).met is False


@given(TIMES, st.integers(0, 100_000))
def test_new_entries_are_a_part_of_what_is_accepted(now: dt.datetime, grace: int):
    new = takes_new(opens_at=OPENS, closes_at=MIDNIGHT, now=now)
    accepted = phase(opens_at=OPENS, closes_at=MIDNIGHT, grace_seconds=grace, now=now) == "open"
    assert new <= accepted
    assert (accepted and not new) is (MIDNIGHT <= now < MIDNIGHT + dt.timedelta(seconds=grace))


def test_reminders_go_out_at_eight_counted_from_the_last_day():
    assert [reminder_at(MIDNIGHT, days) for days in (1, 7)] == [
        dt.datetime(2021, 7, 30, 8, tzinfo=BANGKOK), dt.datetime(2021, 7, 24, 8, tzinfo=BANGKOK),
    ]  # fmt: skip
    afternoon = dt.datetime(2021, 7, 31, 16, 30, tzinfo=BANGKOK)
    assert reminder_at(afternoon, 1) == dt.datetime(2021, 7, 30, 8, tzinfo=BANGKOK)


DAYS = st.lists(st.integers(0, 40), max_size=6).map(tuple)


@given(TIMES, TIMES, DAYS)
def test_the_reminder_that_is_due(since: dt.datetime, now: dt.datetime, days: tuple[int, ...]):
    due = reminder_due(MIDNIGHT, days, since=since, now=now)
    come = {each for each in days if since <= reminder_at(MIDNIGHT, each) <= now}
    assert due == (min(come) if come and now < MIDNIGHT else None)


@given(DAYS)
def test_hour_after_hour_each_reminder_is_due_once_and_in_order(days: tuple[int, ...]):
    hours = [MIDNIGHT + dt.timedelta(hours=n) for n in range(-41 * 24, 24)]
    found = [reminder_due(MIDNIGHT, days, since=OPENS - dt.timedelta(days=20), now=now) for now in hours]
    seen = [due for place, due in enumerate(found) if due is not None and due not in found[:place]]
    assert seen == sorted(set(days), reverse=True)
