"""Events: written with the change, delivered after it, again and again until it worked, each receiver for itself."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction

from rangwan.entries.actions import withdraw_entry
from rangwan.judging.actions import assign_by_hand, recuse
from rangwan.kernel import events
from rangwan.kernel.models import AuditRow, Delivery, Event
from rangwan.notices.models import Message
from rangwan.programmes.queries import definition_of
from rangwan.screening.actions import screen_entry
from rangwan.screening.rules import Verdict
from tests.builders import (
    NOW,
    all_in_order,
    confirmed_entry,
    make_committee,
    make_edition,
    make_organisation,
    make_person,
)

LATER = NOW + dt.timedelta(days=400)
Seen = list[tuple[str, str]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Two receivers of "test.happened", and what they were given."""
    monkeypatch.setattr(events, "_receivers", defaultdict(dict))
    calls: Seen = []

    @events.receives("test.happened")
    def first(event: Event, now: dt.datetime) -> None:
        calls.append(("first", event.subject))

    @events.receives("test.happened", "test.other")
    def second(event: Event, now: dt.datetime) -> None:
        calls.append(("second", event.subject))

    return calls


def failing(error: BaseException) -> None:
    """Register a receiver of "test.happened" that writes something, then fails."""

    @events.receives("test.happened")
    def third(event: Event, now: dt.datetime) -> None:
        Event.objects.create(at=now, kind="half-written", subject="")
        raise error


def happen(kind: str = "test.happened", subject: str = "s1") -> Event:
    """Emit an event, as an action does."""
    with transaction.atomic():
        return events.emit(kind=kind, subject=subject, now=NOW, payload={"คำ": "น้ำ"})


@pytest.mark.django_db(transaction=True)
def test_delivery_comes_after_the_commit(seen: Seen):
    with time_machine.travel(NOW, tick=False):
        with transaction.atomic():
            event = events.emit(kind="test.happened", subject="s1", now=NOW)
            assert seen == []
        assert sorted(seen) == [("first", "s1"), ("second", "s1")]
    assert set(event.deliveries.values_list("done_at", flat=True)) == {NOW}


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_never_happened(seen: Seen):
    @transaction.atomic
    def fail() -> None:
        events.emit(kind="test.happened", subject="s1", now=NOW)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (seen, Event.objects.count(), Delivery.objects.count()) == ([], 0, 0)


@pytest.mark.django_db(transaction=True)
def test_an_event_belongs_into_the_transaction_of_its_change(seen: Seen):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        events.emit(kind="test.happened", subject="s1", now=NOW)
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_failing_receiver_spoils_neither_the_change_nor_the_others(seen: Seen):
    failing(ValueError("ฝนตก"))
    with time_machine.travel(NOW, tick=False):
        event = happen()
    assert sorted(seen) == [("first", "s1"), ("second", "s1")]
    left = event.deliveries.get(done_at__isnull=True)
    assert (left.attempts, left.failure, left.next_at) == (1, "ValueError('ฝนตก')", NOW + dt.timedelta(seconds=10))
    assert Event.objects.filter(kind="half-written").count() == 0


def test_the_backoff_ends_in_every_two_hours(db: None, seen: Seen):
    failing(ValueError("ฝนตก"))
    event = happen()
    waits, now = [], NOW
    for _ in range(7):
        events.deliver_pending(now)
        left = event.deliveries.get(done_at__isnull=True)
        waits.append((left.next_at - now).total_seconds())
        assert events.deliver_pending(left.next_at - dt.timedelta(microseconds=1)) == 0
        now = left.next_at
    assert waits == [10, 60, 300, 1800, 7200, 7200, 7200]


def test_what_failed_once_is_done_later_and_then_rests(db: None, seen: Seen):
    failing(ValueError("ฝนตก"))
    event = happen()
    assert events.deliver_pending(NOW) == 2

    @events.receives("test.happened")
    def third(event: Event, now: dt.datetime) -> None:
        seen.append(("third", event.subject))

    left = event.deliveries.get(done_at__isnull=True)
    Delivery.objects.filter(pk=left.pk).update(receiver=f"{__name__}.{third.__qualname__}")
    assert events.deliver_pending(LATER) == 1
    assert seen[-1] == ("third", "s1")
    assert events.deliver_pending(LATER) == 0
    assert len(seen) == 3


@pytest.mark.django_db(transaction=True)
def test_a_process_that_dies_in_between_leaves_the_delivery_to_the_next(seen: Seen):
    happen("test.other", "s0")
    seen.clear()
    failing(SystemExit())
    with time_machine.travel(NOW, tick=False), pytest.raises(SystemExit):
        happen()
    left = Delivery.objects.filter(done_at__isnull=True)
    assert [(delivery.attempts, delivery.next_at) for delivery in left] == [(0, NOW)]
    assert Event.objects.filter(kind="half-written").count() == 0


def test_what_was_left_behind_is_delivered_oldest_first(db: None, seen: Seen):
    for number in range(5):
        happen("test.other", f"s{number}")
    assert seen == []  # the test's transaction is not committed: nothing was delivered by itself
    assert events.deliver_pending(NOW, limit=3) == 3
    assert events.deliver_pending(NOW) == 2
    assert [subject for _, subject in seen] == ["s0", "s1", "s2", "s3", "s4"]


def test_only_the_event_asked_for(db: None, seen: Seen):
    happen("test.other", "s0")
    wanted = happen("test.other", "s1")
    assert events.deliver_pending(NOW, event=wanted) == 1
    assert seen == [("second", "s1")]


def test_nobody_listens(db: None, seen: Seen):
    happen("test.nobody")
    assert (events.deliver_pending(NOW), Delivery.objects.count()) == (0, 0)


def test_a_receiver_that_is_no_more_is_told_of_and_holds_nothing_up(
    db: None, seen: Seen, caplog: pytest.LogCaptureFixture
):
    event = happen("test.other")
    event.deliveries.update(receiver="rangwan.gone.receivers.tell")
    assert events.deliver_pending(NOW) == 1
    assert f"event {event.number}: there is no receiver rangwan.gone.receivers.tell any more" in caplog.text


def test_the_payload_comes_as_it_went(db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(events, "_receivers", defaultdict(dict))
    given = []

    @events.receives("test.happened")
    def receiver(event: Event, now: dt.datetime) -> None:
        given.append((event.kind, event.subject, event.payload, event.at, now))

    happen()
    events.deliver_pending(LATER)
    assert given == [("test.happened", "s1", {"คำ": "น้ำ"}, NOW, LATER)]


def test_receivers_called_twice_do_once(db: None):
    """Every receiver of the award gets real events, and the same ones again."""
    edition = make_edition()
    staff = make_committee(edition)
    round_key = definition_of(edition.version_id).rounds[0].key
    for number, verdict in enumerate((Verdict.ELIGIBLE, Verdict.INELIGIBLE, Verdict.RETURN)):
        office = make_organisation(f"อบต.ที่ {number}")
        entry = confirmed_entry(edition, office, make_person(f"ผู้ประสานงาน {number}", office), NOW).entry
        findings = all_in_order(entry)
        if verdict is not Verdict.ELIGIBLE:
            findings[next(iter(findings))] = {"ok": False, "note": "ไม่ชัด"}
        screen_entry(
            entry=entry, verdict=verdict, findings=findings, acting=staff.screener, now=NOW, note="เหตุผล",
            parts=["project"], due=NOW + dt.timedelta(days=3),
        )  # fmt: skip
        entry.refresh_from_db()
        if verdict is Verdict.ELIGIBLE:
            sheets = [
                assign_by_hand(entry=entry, judge=judge, round_key=round_key, acting=staff.chair, now=NOW)
                for judge in staff.judges
            ]
            recuse(assignment=sheets[0], reason="relative", note="", acting=staff.judges[0], now=NOW)
            withdraw_entry(entry=entry, reason="เปลี่ยนแผน", acting=entry.coordinator, now=NOW)
    while events.deliver_pending(LATER):
        pass
    short = Delivery.objects.exclude(receiver__in=events._long)
    assert short.filter(done_at__isnull=True).count() == 0
    before = _what_stands()
    again = short.update(done_at=None)
    assert events.deliver_pending(LATER, limit=again) == again
    assert _what_stands() == before


def _what_stands() -> dict[str, int]:
    """Count the rows of every table."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()} | {
        "mails": Message.objects.values("to_address", "kind", "subject").distinct().count(),
        "audit": AuditRow.objects.count(),
    }


@pytest.fixture
def long_work(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """A receiver of "test.long" for the worker; each call notes whether it was inside a transaction."""
    monkeypatch.setattr(events, "_receivers", defaultdict(dict))
    monkeypatch.setattr(events, "_long", set())
    calls: list[bool] = []

    @events.receives("test.long", in_worker=True)
    def convert(event: Event, now: dt.datetime) -> None:
        calls.append(connection.in_atomic_block)
        if event.subject == "broken":
            raise ValueError("no such font")

    return calls


@pytest.mark.django_db(transaction=True)
def test_long_work_waits_for_the_worker_and_holds_no_transaction(long_work: list[bool]):
    event = happen("test.long")
    assert events.deliver_pending(NOW) == 0
    assert long_work == []
    assert events.work_pending(NOW)
    assert long_work == [False]
    assert event.deliveries.get().done_at == NOW
    assert not events.work_pending(LATER)


@pytest.mark.django_db(transaction=True)
def test_long_work_that_fails_is_tried_again_later(long_work: list[bool]):
    delivery = happen("test.long", "broken").deliveries.get()
    assert events.work_pending(NOW)
    assert not events.work_pending(NOW)
    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.failure, delivery.done_at) == (1, "ValueError('no such font')", None)
    assert events.work_pending(NOW + dt.timedelta(seconds=10))
    assert long_work == [False, False]


@pytest.mark.django_db(transaction=True)
def test_what_a_dead_worker_had_is_somebody_elses_after_a_while(long_work: list[bool], monkeypatch: pytest.MonkeyPatch):
    happen("test.long")

    def killed(event: Event, now: dt.datetime) -> None:
        raise KeyboardInterrupt

    [name] = events._receivers["test.long"]
    alive = events._receivers["test.long"][name]
    monkeypatch.setitem(events._receivers["test.long"], name, killed)
    with pytest.raises(KeyboardInterrupt):
        events.work_pending(NOW)
    monkeypatch.setitem(events._receivers["test.long"], name, alive)
    assert not events.work_pending(NOW + dt.timedelta(minutes=9))
    assert events.work_pending(NOW + dt.timedelta(minutes=11))
    assert long_work == [False]
