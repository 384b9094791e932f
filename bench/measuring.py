"""One row after the other: warm up, drive the load, and see what it cost the server and the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench import files, processes
from bench.budgets import PAGES, Budget
from bench.load import Load, Run
from bench.scenarios import Scenario
from bench.server import WORKERS, Server

# How often at most, and for how many seconds: enough for two steady digits, and all of it within three minutes.
_MOST = {"announcement_uncached": 600, "announcement_cached": 3000, "announcement_304": 3000, "whole_entry": 40}
_USUAL = 400
_SECONDS = 9.0


@dataclass(frozen=True)
class Row:
    """What one row of the table came to. Milliseconds are for each unit."""

    budget: Budget
    run: Run
    server_cpu: float
    database_cpu: float | None  # None: it is inside the server's (SQLite)
    queries: int
    yardstick: float  # ms of the processor that the fixed work took around this row (processes.yardstick)

    @property
    def over(self) -> bool:
        """Whether it costs more than it may."""
        too_many = self.budget.queries is not None and self.queries > self.budget.queries
        return self.server_cpu > self.budget.cpu or too_many


@dataclass(frozen=True)
class Measured:
    """All that was measured. `process` goes by the keys of budgets.PROCESS."""

    rows: list[Row]
    process: dict[str, float]

    def busy(self, row: Row) -> float:
        """Return how many times more processor time this row's moment took for the same work than the quietest one."""
        return row.yardstick / min(other.yardstick for other in self.rows)


@dataclass(frozen=True)
class Target:
    """What is measured: the server, and who its database is (None for SQLite)."""

    server: Server
    database: Callable[[], list[int]] | None

    def spent(self) -> tuple[float, float]:
        """Return the seconds of the processor that server and database took so far."""
        database = self.database() if self.database else []
        return processes.cpu_seconds(self.server.pids), processes.cpu_seconds(database)


def measure(scenarios: dict[str, Scenario], queries: dict[str, int], target: Target) -> Measured:
    """Drive every scenario that has its queries counted against the server."""
    server = target.server
    started = processes.cpu_seconds(server.pids[:1]) + max(processes.cpu_seconds([pid]) for pid in server.web)
    load = Load(server.port)
    rows, written = [], 0.0
    try:
        for budget in (budget for budget in PAGES if budget.key in queries):
            before = processes.bytes_written(server.pids)
            row = _row(budget, scenarios[budget.key], queries[budget.key], load, target)
            rows.append(row)
            if budget.key == "whole_entry":
                units = row.run.units + _warm_up(budget)
                written = (processes.bytes_written(server.pids) - before) / units / len(files.deck())
        memory = max(processes.memory(pid) for pid in server.web)
    finally:
        load.close()
    figures = {"memory": memory, "start": started, "disk": written}
    return Measured(rows, figures)


def _row(budget: Budget, scenario: Scenario, queries: int, load: Load, target: Target) -> Row:
    load.run(scenario, most=_warm_up(budget), seconds=30)
    quiet, before = processes.yardstick(), target.spent()
    run = load.run(scenario, most=_MOST.get(budget.key, _USUAL), seconds=_SECONDS)
    server, database = (now - then for now, then in zip(target.spent(), before, strict=True))
    return Row(
        budget=budget, run=run, queries=queries, server_cpu=server * 1000 / run.units,
        database_cpu=database * 1000 / run.units if target.database else None,
        yardstick=(quiet + processes.yardstick()) / 2,
    )  # fmt: skip


def _warm_up(budget: Budget) -> int:
    return 4 * WORKERS if budget.key == "whole_entry" else 20 * WORKERS
