from __future__ import annotations

import pytest

from bench.budgets import PAGES, PROCESS
from bench.load import Run
from bench.measuring import Measured, Row
from bench.report import README, table, write


def _measured(cpu: float, queries: int = 3) -> Measured:
    run = Run(seconds=2.0, taken=[10.0, 20.0])
    rows = [Row(budget, run, server_cpu=cpu, database_cpu=None, queries=queries, yardstick=9.0) for budget in PAGES]
    return Measured(rows, {ceiling.key: ceiling.most for ceiling in PROCESS})


def test_a_row_says_what_was_measured_beside_its_budget():
    line = next(line for line in table(_measured(29.6)).splitlines() if line.startswith("| judge's screen"))
    assert line == "| judge's screen | 1.00 | 10.0 | 20 | 30 | inside | ×1.0 | 3 | 30 ms | ok | 104 |"


@pytest.mark.parametrize(("cpu", "queries", "over"), [(30, 15, False), (30.5, 15, True), (30, 16, True)])
def test_a_row_is_over_by_its_processor_time_or_by_its_queries(cpu, queries, over):
    row = next(row for row in _measured(cpu, queries).rows if row.budget.key == "office_50")
    assert row.over == over


def test_the_page_has_a_place_for_both_databases(tmp_path):
    page = tmp_path / "README.md"
    page.write_text(README.read_text(encoding="utf-8"), encoding="utf-8")
    for database in ("sqlite", "postgres"):
        write(_measured(1.0), database, page)
        write(_measured(2.0), database, page)
    text = page.read_text(encoding="utf-8")
    assert text.count(table(_measured(2.0))) == 2
    with pytest.raises(ValueError, match="oracle"):
        write(_measured(1.0), "oracle", page)
