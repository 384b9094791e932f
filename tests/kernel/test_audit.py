"""The audit log: one row per change, in its transaction, chained; whatever is done to it is found."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from rangwan.kernel import audit
from rangwan.kernel.models import AuditRow

NOW = dt.datetime(2026, 11, 20, 3, 0, 0, 123456, tzinfo=dt.UTC)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "at": st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1), timezones=st.just(dt.UTC)),  # noqa: DTZ001
    "actor": st.text("abc", max_size=5),
    "act": st.text("abc", min_size=1, max_size=5),
    "thing": st.text("abc", min_size=1, max_size=5),
    "thing_id": st.text("abc", min_size=1, max_size=5),
    "edition": st.text("abc", max_size=5),
    "before": st.dictionaries(st.just("n"), st.integers(0, 3)),
    "after": st.dictionaries(st.just("n"), st.integers(0, 3)),
    "reason": st.text("กขค", max_size=5),
    "previous": st.text("0123456789abcdef", min_size=64, max_size=64),
    "digest": st.text("0123456789abcdef", min_size=64, max_size=64),
}


def chain(length: int) -> list[AuditRow]:
    """Record some changes of one thing."""
    return [
        audit.record(
            act="thing.changed", thing="thing", thing_id="t1", edition="e1", acting=None, now=NOW,
            before={"n": number}, after={"n": number + 1}, reason=f"เหตุผล {number}",
        )
        for number in range(length)
    ]  # fmt: skip


def test_rows_hang_on_each_other(db: None):
    rows = chain(3)
    assert [row.previous for row in rows] == ["", rows[0].digest, rows[1].digest]
    assert [row.number for row in audit.history_of("thing", "t1")] == [row.number for row in rows]
    assert audit.last_number() == rows[-1].number
    assert audit.verify() == []


def test_nothing_is_recorded_yet(db: None):
    assert (audit.last_number(), audit.verify()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_a_row_belongs_into_the_transaction_of_its_change():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        chain(1)
    assert AuditRow.objects.count() == 0


def test_what_fails_leaves_no_row(db: None):
    rows = chain(1)

    @transaction.atomic
    def fail() -> None:
        chain(1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(AuditRow.objects.values_list("number", flat=True)) == [rows[0].number]
    chain(1)
    assert audit.verify() == []


def test_the_log_is_read_page_by_page_newest_first(db: None):
    rows = chain(5)
    audit.record(act="other", thing="thing", thing_id="t2", edition="e2", acting=None, now=NOW)
    numbers = [row.number for row in rows]
    first = audit.rows_of("e1", limit=2)
    assert [row.number for row in first] == [numbers[4], numbers[3]]
    assert [row.number for row in audit.rows_of("e1", before=first[-1].number)] == numbers[2::-1]
    assert audit.rows_of("e1", act="other") == []


def test_whatever_is_recorded_can_be_verified(db: None):
    @settings(max_examples=100, deadline=None)
    @given(JSON, JSON, st.text(max_size=20))
    def check(before: Any, after: Any, reason: str) -> None:
        audit.record(
            act="a",
            thing="t",
            thing_id="1",
            acting=None,
            now=NOW,
            before={"v": before},
            after={"v": after},
            reason=reason,
        )
        assert audit.verify() == []

    check()


def test_any_change_of_a_row_is_found(disarmed: None):
    rows = chain(6)

    @settings(max_examples=120, deadline=None)
    @given(st.integers(0, 5), st.sampled_from(sorted(FIELDS)), st.data())
    def check(place: int, field: str, data: st.DataObject) -> None:
        row = AuditRow.objects.get(pk=rows[place].pk)
        kept = getattr(row, field)
        changed = data.draw(FIELDS[field].filter(lambda value: value != kept))
        AuditRow.objects.filter(pk=row.pk).update(**{field: changed})
        assert row.number in audit.verify()
        AuditRow.objects.filter(pk=row.pk).update(**{field: kept})
        assert audit.verify() == []

    check()


@pytest.mark.parametrize("place", range(4))
def test_a_row_taken_out_of_the_middle_is_found(disarmed: None, place: int):
    rows = chain(5)
    AuditRow.objects.filter(pk=rows[place].pk).delete()
    assert audit.verify() == [rows[place + 1].number]


def test_a_row_put_in_between_is_found(disarmed: None):
    rows = chain(2)
    forged = AuditRow(at=NOW, act="x", thing="t", thing_id="1", previous=rows[1].digest, digest="f" * 64)
    forged.save(force_insert=True)
    assert audit.verify() == [forged.number]


def test_a_row_rewritten_with_a_right_digest_is_found_by_the_next(disarmed: None):
    rows = chain(3)
    rows[1].reason = "อีกเหตุผลหนึ่ง"
    rows[1].digest = audit._digest(rows[1])
    rows[1].save()
    assert audit.verify() == [rows[2].number]
