"""What the committee does: screening, assignments, marks, decision."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from rangwan.accounts.models import Person
from rangwan.config.demo.plan import Finished, PlannedEntry, SheetPlan
from rangwan.config.demo.world import World
from rangwan.entries.actions import (
    move_entry,
    propose_disqualification,
    second_disqualification,
    withdraw_entry,
)
from rangwan.entries.models import Entry
from rangwan.entries.rules import Act
from rangwan.judging.actions import assign_by_lot, finish_sheet, recuse, save_marks
from rangwan.judging.models import Assignment
from rangwan.kernel import events
from rangwan.programmes.definition import Criterion, Round
from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.queries import definition_of
from rangwan.results.actions import decide, release_results, run_ranking
from rangwan.screening.actions import screen_entry, second_verdict
from rangwan.screening.queries import points_of
from rangwan.screening.rules import Verdict

Role = Appointment.Role
# Entries in these states of the plan were found eligible on their way.
PASSED = ("eligible", "judged", "winner", "not_selected", "disqualified")
_DONE: SheetPlan = "finished"
_TO_CORRECT = dt.timedelta(days=14)


@dataclass
class Committee:
    """The committee of one edition, with the entries that it works on."""

    edition: Edition
    world: World
    entries: list[tuple[PlannedEntry, Entry]] = field(default_factory=list)

    @property
    def round(self) -> Round:
        """The first round of judging."""
        return definition_of(self.edition.version_id).rounds[0]

    def screen(self, planned: PlannedEntry, entry: Entry, now: dt.datetime) -> None:
        """Bring an entry through screening, or out of the award, as planned."""
        screener, second = self.world.with_role(Role.SCREENER)[:2]
        if planned.state == "withdrawn":
            withdraw_entry(entry=entry, reason=planned.note, acting=entry.coordinator, now=now)
        elif planned.state in PASSED:
            self._verdict(entry, Verdict.ELIGIBLE, screener, now)
        elif planned.state == "returned":
            self._verdict(entry, Verdict.RETURN, screener, now, planned)
        elif planned.state in ("ineligible", "proposed_ineligible"):
            self._verdict(entry, Verdict.INELIGIBLE, screener, now, planned)
            if planned.state == "ineligible":
                second_verdict(entry=entry, agree=True, acting=second, now=now + dt.timedelta(minutes=30))
        if planned.state == "disqualified":
            staff, other = self.world.with_role(Role.ORGANISER)[:2]
            later = now + dt.timedelta(minutes=40)
            propose_disqualification(entry=entry, breach=planned.note, acting=staff, now=later)
            second_disqualification(entry=entry, agree=True, acting=other, now=later)
        events.deliver_pending(now + dt.timedelta(minutes=45))

    def _verdict(
        self, entry: Entry, verdict: Verdict, by: Person, now: dt.datetime, planned: PlannedEntry | None = None
    ) -> None:
        failed = planned.failed if planned else ()
        note = planned.note if planned else ""
        findings = {
            point.key: {"ok": point.key not in failed, "note": note if point.key in failed else ""}
            for point in points_of(entry)
        }
        returned = verdict is Verdict.RETURN
        screen_entry(
            entry=entry, verdict=verdict, findings=findings, note=note, acting=by, now=now,
            parts=list(planned.parts) if planned and returned else None, due=now + _TO_CORRECT if returned else None,
        )  # fmt: skip

    # --- judging -----------------------------------------------------------------------------------------------------

    def assign(self, now: dt.datetime) -> None:
        """Draw judges for the entries that are eligible."""
        assign_by_lot(
            edition=self.edition, round_key=self.round.key, per_entry=self.round.per_entry,
            acting=self.world.first(Role.CHAIR), now=now, seed=1,
        )  # fmt: skip
        events.deliver_pending(now)

    def mark(self, start: dt.datetime, end: dt.datetime) -> None:
        """Let every judge work, from `start` to `end`, as far as the plan says."""
        work: list[tuple[PlannedEntry, Assignment, SheetPlan]] = []
        for planned, entry in self.entries:
            sheets = list(
                entry.assignments.filter(round=self.round.key).select_related("judge").order_by("judge__email")
            )
            wanted = (_DONE,) * len(sheets) if planned.sheets is None else planned.sheets
            work += [(planned, sheet, plan) for sheet, plan in zip(sheets, wanted, strict=False)]
        work.sort(key=lambda item: (item[1].judge.email, item[1].id))
        for number, (planned, sheet, plan) in enumerate(work):
            self._work(planned, sheet, plan, start + (end - start) * number / len(work))
        events.deliver_pending(end)

    def _work(self, planned: PlannedEntry, sheet: Assignment, plan: SheetPlan, now: dt.datetime) -> None:
        if plan == "open":
            return
        judge = sheet.judge
        if plan == "recused":
            recuse(assignment=sheet, reason=planned.recusal.reason, note=planned.recusal.note, acting=judge, now=now)
            return
        criteria = definition_of(sheet.entry.definition_id).criteria
        marked = criteria if plan == "finished" else criteria[: len(criteria) // 2]
        lot = random.Random(f"{planned.project} {judge.email}")  # noqa: S311 -- the same marks every time
        bias = random.Random(judge.email).gauss(0, 0.02)  # noqa: S311
        marks = {criterion.key: self._opinion(criterion, planned.quality + bias, lot) for criterion in marked}
        save_marks(assignment=sheet, marks=marks, acting=judge, now=now)
        if plan == "finished":
            finish_sheet(assignment=sheet, acting=judge, now=now + dt.timedelta(minutes=1))

    def _opinion(self, criterion: Criterion, quality: float, lot: random.Random) -> dict[str, float | str]:
        share = min(1.0, max(0.1, quality + lot.gauss(0, 0.06)))
        comments = self.world.plan.said.comments
        words = comments.high if share > 0.82 else comments.middle if share > 0.6 else comments.low
        comment = lot.choice(words) if lot.random() < 0.35 else ""
        return {"mark": round(share * criterion.top * 2) / 2, "comment": comment}

    def close(self, now: dt.datetime) -> None:
        """Close the judging of the entries that every judge has finished."""
        for planned, entry in self.entries:
            if planned.state == "judged":
                move_entry(entry=entry, act=Act.CLOSE_JUDGING, acting=self.world.first(Role.CHAIR), now=now)
        events.deliver_pending(now)

    # --- results -----------------------------------------------------------------------------------------------------

    def finish(self, finished: Finished, now: dt.datetime) -> None:
        """Rank, decide three days later and release after two weeks."""
        chair = self.world.first(Role.CHAIR)
        ranking = run_ranking(edition=self.edition, round_key=self.round.key, acting=chair, now=now)
        best = [row["entry"] for row in ranking.rows]
        prizes = []
        for prize, count in finished.prizes.items():
            prizes += [(prize, entry) for entry in best[:count]]
            best = best[count:]
        decided = now + dt.timedelta(days=3)
        decide(edition=self.edition, ranking=ranking, prizes=prizes, minute=finished.minute, acting=chair, now=decided)
        events.deliver_pending(decided)
        published = now + dt.timedelta(days=14)
        release_results(edition=self.edition, acting=chair, now=published)
        events.deliver_pending(published)
