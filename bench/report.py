"""The table, on the screen and in bench/README.md."""

from __future__ import annotations

import re
from pathlib import Path

from bench.budgets import PROCESS
from bench.measuring import Measured, Row

README = Path(__file__).resolve().parent / "README.md"
_HEAD = (
    "| page | requests/s | p50 ms | p95 ms | server CPU ms | database CPU | machine | queries | budget | | pretalx |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|",
)
_HEAD_OF_PROCESS = ("| process | measured | budget | | pretalx |", "|---|--:|--:|---|--:|")


def table(measured: Measured) -> str:
    """Return both tables as Markdown, which reads well on a terminal too."""
    lines = [*_HEAD, *(_line(row, measured.busy(row)) for row in measured.rows), "", *_HEAD_OF_PROCESS]
    for ceiling in (ceiling for ceiling in PROCESS if ceiling.key in measured.process):
        found = measured.process[ceiling.key]
        verdict = "ok" if found <= ceiling.most else "**over**"
        most = f"{ceiling.most:g} {ceiling.unit}"
        lines.append(f"| {ceiling.what} | {_figure(found)} {ceiling.unit} | {most} | {verdict} | {ceiling.others} |")
    return "\n".join(lines)


def _line(row: Row, busy: float) -> str:
    budget = f"{row.budget.cpu:g} ms" + (f", {row.budget.queries} queries" if row.budget.queries else "")
    database = "inside" if row.database_cpu is None else _figure(row.database_cpu)
    times = f"{_figure(row.run.rate)} | {_figure(row.run.quantile(0.5))} | {_figure(row.run.quantile(0.95))}"
    verdict = "**over**" if row.over else "ok"
    return (
        f"| {row.budget.what} | {times} | {_figure(row.server_cpu)} | {database} | ×{busy:.1f} | {row.queries} "
        f"| {budget} | {verdict} | {row.budget.others} |"
    )


def _figure(number: float) -> str:
    """Return two digits that mean something, and no more."""
    return f"{number:,.0f}" if number >= 20 else f"{number:.1f}" if number >= 2 else f"{number:.2f}"


def write(measured: Measured, database: str, path: Path = README) -> None:
    """Put the tables into the page, between the marks of this database. Raises ValueError when they are not there."""
    page = path.read_text(encoding="utf-8")
    marks = rf"(<!-- {database} -->\n).*?(<!-- end of {database} -->)"
    fresh, count = re.subn(marks, lambda found: f"{found[1]}{table(measured)}\n{found[2]}", page, flags=re.DOTALL)
    if count != 1:
        raise ValueError(f"{path.name} has no place for {database}")
    path.write_text(fresh, encoding="utf-8")
