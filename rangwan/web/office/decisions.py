"""Rankings and the decision between actions and pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rangwan.entries.queries import counts_by_state
from rangwan.entries.rules import State
from rangwan.programmes.definition import Definition
from rangwan.programmes.queries import EditionItem, phase_of
from rangwan.programmes.queries.calendar import later_closings
from rangwan.results.queries import RankingItem, sheets_changed_since, unfinished
from rangwan.results.wording import explain

_FIELD = "prize-"


@dataclass
class Typed:
    """The decision's form as it was typed, and what is wrong with it, by field."""

    prizes: dict[str, str] = field(default_factory=dict)  # entry: prize
    minute: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What was chosen, as the action takes it: (prize, entry)."""
        return [(prize, entry) for entry, prize in self.prizes.items()]

    @property
    def problems(self) -> list[dict[str, str]]:
        """The problems for the error summary."""
        return [{"message": words, "id": name} for name, words in self.errors.items()]

    def refuse(self, problems: dict[str, str]) -> None:
        """Note why the decision cannot be recorded."""
        self.errors = {name: str(explain(code)) for name, code in problems.items()}


def typed_in(post: QueryDict) -> Typed:
    """Return what was posted."""
    prizes = {key.removeprefix(_FIELD): post.get(key, "") for key in post if key.startswith(_FIELD) and post.get(key)}
    return Typed(prizes, post.get("minute", ""))


def candidates(ranking: RankingItem, typed: Typed) -> list[dict[str, Any]]:
    """Return the ranked entries, each with the prize chosen for it."""
    return [
        {**row, "field": _FIELD + row["entry"], "chosen": typed.prizes.get(row["entry"], "")}
        for row in ranking.rows
        if row["rank"] is not None
    ]


def chosen(ranking: RankingItem, typed: Typed, definition: Definition) -> list[dict[str, Any]]:
    """Return who would win what, in the order of the prizes, then of the ranking."""
    places = {prize.key: place for place, prize in enumerate(definition.prizes)}
    names = {prize.key: prize.name for prize in definition.prizes}
    won = [{**row, "prize": typed.prizes[row["entry"]]} for row in ranking.rows if row["entry"] in typed.prizes]
    return [
        {**row, "prize_name": names[row["prize"]], "field": _FIELD + row["entry"]}
        for row in sorted(won, key=lambda row: places[row["prize"]])
    ]


def warnings(edition: EditionItem, ranking: RankingItem, now: dt.datetime) -> list[str]:
    """Return what speaks for waiting; none of it forbids the decision."""
    found = []
    if phase_of(edition, now) != "closed":
        found.append(_("Entries are still accepted: the calendar has not closed."))
    elif later := sum(closes_at > now for closes_at in later_closings(edition).values()):
        words = ngettext(
            "%(n)s organisation may still send: its closing was extended.",
            "%(n)s organisations may still send: their closing was extended.",
            later,
        )
        found.append(words % {"n": later})
    counts = counts_by_state(edition)
    screening = counts.get(State.CONFIRMED, 0) + counts.get(State.RETURNED, 0)
    left = unfinished(edition)
    changed = sheets_changed_since(ranking)
    for number, words in (
        (screening, ngettext("%(n)s entry is not screened yet.", "%(n)s entries are not screened yet.", screening)),
        (
            left["sheets"],
            ngettext("%(n)s scoresheet is not finished.", "%(n)s scoresheets are not finished.", left["sheets"]),
        ),
        (
            left["entries"],
            ngettext(
                "%(n)s eligible entry has no finished scoresheet.",
                "%(n)s eligible entries have no finished scoresheet.",
                left["entries"],
            ),
        ),
        (
            changed,
            ngettext(
                "%(n)s scoresheet changed after this ranking was run. Run it again.",
                "%(n)s scoresheets changed after this ranking was run. Run it again.",
                changed,
            ),
        ),
    ):
        if number:
            found.append(words % {"n": number})
    return found


def marks_behind(ranking: RankingItem, entry_id: str, definition: Definition) -> dict[str, Any] | None:
    """Return one row of a ranking with its table of criteria and judges; None where it has no such row."""
    row = next((row for row in ranking.rows if row["entry"] == entry_id), None)
    if row is None:
        return None
    lines = []
    for criterion in definition.criteria:
        marks = [sheet["marks"].get(criterion.key) for sheet in row["sheets"]]
        given = [mark for mark in marks if mark is not None]
        lines.append({"criterion": criterion, "marks": marks, "mean": sum(given) / len(given) if given else None})
    return {"row": row, "lines": lines}
