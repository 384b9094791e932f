"""When entries are accepted, and who is eligible."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rangwan.kernel.thai_dates import BANGKOK, format_date
from rangwan.programmes.rules import last_day, outcome, outcomes, phase
from tests.builders import pack

RULES = {rule.key: rule for rule in pack().eligibility}
IN_USE = next(rule for rule in pack().eligibility if rule.test == "in_use")
LOCAL = next(rule for rule in pack().eligibility if rule.test == "organisation_type")
YES = next(rule for rule in pack().eligibility if rule.test == "yes")
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
    answers = {IN_USE.question: format_date(day, "th")}
    found = outcome(IN_USE, answers, organisation_type="MM", counted_from=MIDNIGHT)
    assert (found.latest_by_months, found.latest_by_date) == (dt.date(2021, 1, 31), dt.date(2021, 1, 31))
    assert found.met is (day <= dt.date(2021, 1, 31))


def test_the_first_leg_moves_with_the_closing_and_the_second_does_not():
    later = dt.datetime(2021, 9, 1, tzinfo=BANGKOK)
    found = outcome(IN_USE, {IN_USE.question: "28/02/2564"}, organisation_type="MM", counted_from=later)
    assert (found.met, found.latest_by_months, found.latest_by_date) == (
        True, dt.date(2021, 2, 28), dt.date(2021, 1, 31),
    )  # fmt: skip


@pytest.mark.parametrize("answer", [None, "", " ", "31/02/2564", "2021", 5, ["31/01/2564"]])
def test_a_date_that_cannot_be_read_decides_nothing(answer: Any):
    assert outcome(IN_USE, {IN_USE.question: answer}, organisation_type="MM", counted_from=MIDNIGHT).met is None


@pytest.mark.parametrize(("answer", "met"), [(True, True), (False, False), (None, None), ("yes", None), (1, None)])
def test_yes(answer: Any, met: bool | None):
    assert outcome(YES, {YES.question: answer}, organisation_type="MM", counted_from=MIDNIGHT).met is met


@pytest.mark.parametrize(
    ("kind", "answer", "met"),
    [("MM", True, True), ("MM", False, False), ("MM", None, None), ("university", True, False), ("", True, False)],
)
def test_only_local_governments(kind: str, answer: bool | None, met: bool | None):
    assert outcome(LOCAL, {LOCAL.question: answer}, organisation_type=kind, counted_from=MIDNIGHT).met is met


def test_all_rules_in_the_order_declared():
    found = outcomes(pack().eligibility, {}, organisation_type="MM", counted_from=MIDNIGHT)
    assert [each.rule.key for each in found] == list(RULES)
