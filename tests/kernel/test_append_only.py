"""The database itself refuses to change what is append-only."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.state import StateApps

from rangwan.kernel import audit
from rangwan.kernel.append_only import append_only
from rangwan.kernel.models import AuditRow

APPEND_ONLY = {
    "entries_correctionnote", "entries_receipt", "entries_revision", "judging_markevent", "kernel_auditrow",
    "programmes_definitionversion",
    "results_rankingrun", "results_release",
}  # fmt: skip


def guarded_tables() -> set[str]:
    """Return the tables that have triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT DISTINCT event_object_table FROM information_schema.triggers")
        return {name for (name,) in cursor.fetchall()}


def test_what_is_append_only(db: None):
    assert guarded_tables() == APPEND_ONLY


@pytest.mark.parametrize("change", ["update", "delete"])
def test_a_row_is_neither_changed_nor_deleted(db: None, change: str):
    row = audit.record(act="a", thing="t", thing_id="1", acting=None, now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    rows = AuditRow.objects.filter(pk=row.pk)
    tamper = {"update": lambda: rows.update(reason="ไม่มีเหตุผล"), "delete": rows.delete}[change]
    with pytest.raises(DatabaseError, match="kernel_auditrow is append-only"), transaction.atomic():
        tamper()
    assert rows.get().reason == ""


@pytest.mark.django_db(transaction=True)
def test_backwards_takes_the_triggers_off_and_forwards_puts_them_on():
    operation = append_only("kernel_event")
    assert operation.reverse_code is not None
    before = guarded_tables()
    with connection.schema_editor() as editor:
        operation.code(StateApps([], {}), editor)
    assert guarded_tables() == before | {"kernel_event"}
    with connection.schema_editor() as editor:
        operation.reverse_code(StateApps([], {}), editor)
    assert guarded_tables() == before
