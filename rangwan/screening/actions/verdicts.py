"""Verdicts of screening: given, seconded, taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.accounts.permissions import belongs_to
from rangwan.entries.actions import UnableToMove, end_return, move_entry, return_entry
from rangwan.entries.actions.locking import locked
from rangwan.entries.models import Entry
from rangwan.entries.queries import definition_for
from rangwan.entries.rules import Act, State
from rangwan.kernel import audit
from rangwan.kernel.text import storable
from rangwan.programmes.permissions import NotAllowed, Role, require
from rangwan.screening import rules
from rangwan.screening.actions.errors import UnableToJudge
from rangwan.screening.models import ScreeningVerdict
from rangwan.screening.permissions import may_screen
from rangwan.screening.queries import points_of, proposed_verdict
from rangwan.screening.rules import Verdict

Standing = ScreeningVerdict.Standing


@transaction.atomic
def screen_entry(
    *,
    entry: Entry,
    verdict: Verdict,
    findings: dict[str, Any],
    acting: Person,
    now: dt.datetime,
    note: str = "",
    parts: list[str] | None = None,
    due: dt.datetime | None = None,
    partial: bool = False,
) -> ScreeningVerdict:
    """Give a verdict: eligible takes effect, return opens parts until `due`, ineligible waits for a second person.

    `findings` is {rule or check key: {"ok": bool|None, "note": str}}. An ineligible verdict by a second person on an
    entry where one is proposed seconds it. `partial` lets an eligible verdict leave points unlooked at, recorded as
    such (the API's short form).
    Raises NotAllowed, UnableToJudge, UnableToMove.
    """
    entry = locked(entry)
    if not may_screen(acting, entry):
        raise NotAllowed
    if entry.state != State.CONFIRMED:
        raise UnableToMove(State(entry.state), Act.ACCEPT)
    # What was proposed before the entry was reopened and confirmed again was about other answers.
    outdated = entry.verdicts.filter(standing=Standing.PROPOSED, at__lt=entry.confirmed_at or now)
    outdated.update(standing=Standing.REVOKED)
    proposed = proposed_verdict(entry)
    if verdict is Verdict.INELIGIBLE and proposed is not None:
        return second_verdict(entry=entry, agree=True, acting=acting, now=now, note=note)
    try:
        found = rules.read_findings(findings, [point.key for point in points_of(entry)])
    except ValueError:
        raise UnableToJudge([("", "unknown_point")]) from None
    missing = rules.missing_for(verdict, found, partial=partial) + _missing_of_return(
        entry, verdict, parts or [], due, now
    )
    if verdict is Verdict.ELIGIBLE and not belongs_to(entry.coordinator, entry.organisation):
        missing.append(("", "membership_waiting"))
    if missing:
        raise UnableToJudge(missing)
    if proposed is not None:
        _settle(proposed, Standing.REJECTED, acting, now)
    row = ScreeningVerdict.objects.create(
        entry=entry, verdict=verdict, by=acting, at=now, note=storable(note),
        standing=Standing.PROPOSED if verdict is Verdict.INELIGIBLE else Standing.FINAL,
        findings={key: {"ok": finding.ok, "note": storable(finding.note)} for key, finding in found.items()},
        parts=parts or [], due=due,
    )  # fmt: skip
    _record(row, "screening.proposed" if verdict is Verdict.INELIGIBLE else "screening.verdict", acting, now)
    if verdict is Verdict.ELIGIBLE:
        move_entry(entry=entry, act=Act.ACCEPT, acting=acting, now=now)
    elif verdict is Verdict.RETURN and due is not None:
        return_entry(entry=entry, parts=parts or [], note=storable(note), due=due, acting=acting, now=now)
    return row


def _missing_of_return(
    entry: Entry, verdict: Verdict, parts: list[str], due: dt.datetime | None, now: dt.datetime
) -> list[tuple[str, str]]:
    if verdict is not Verdict.RETURN:
        return []
    missing = []
    if due is None:
        missing.append(("due", "due_required"))
    elif due <= now:
        missing.append(("due", "due_passed"))
    if not parts:
        missing.append(("parts", "parts_required"))
    form = definition_for(entry).form
    known = {section.key for section in form.sections} | {f"file:{slot.key}" for slot in form.files}
    return missing + [("parts", "unknown_part") for part in parts if part not in known]


@transaction.atomic
def second_verdict(*, entry: Entry, agree: bool, acting: Person, now: dt.datetime, note: str = "") -> ScreeningVerdict:
    """A second person agrees that the entry is ineligible, and it is; or does not, and it stays in the queue.

    Raises NotAllowed, UnableToJudge(nothing_proposed | same_person), UnableToMove.
    """
    entry = locked(entry)
    if not may_screen(acting, entry):
        raise NotAllowed
    proposed = proposed_verdict(entry)
    if proposed is None:
        raise UnableToJudge([("", "nothing_proposed")])
    if proposed.by_id == acting.pk:
        raise UnableToJudge([("", "same_person")])
    _settle(proposed, Standing.FINAL if agree else Standing.REJECTED, acting, now)
    _record(proposed, "screening.seconded" if agree else "screening.not_seconded", acting, now, reason=storable(note))
    if agree:
        move_entry(entry=entry, act=Act.REJECT, acting=acting, now=now, reason=proposed.note)
    return proposed


@transaction.atomic
def revoke_ineligible(*, entry: Entry, reason: str, acting: Person, now: dt.datetime) -> Entry:
    """Take an ineligible entry back into screening, with a reason. Raises NotAllowed, UnableToJudge, UnableToMove."""
    entry = locked(entry)
    require(acting, entry.edition, Role.ORGANISER, Role.SCREENER)
    if not may_screen(acting, entry):
        raise NotAllowed
    reason = storable(reason).strip()
    if not reason:
        raise UnableToJudge([("reason", "reason_required")])
    entry.verdicts.filter(verdict=Verdict.INELIGIBLE, standing=Standing.FINAL).update(standing=Standing.REVOKED)
    return move_entry(entry=entry, act=Act.REVOKE, acting=acting, now=now, reason=reason)


@transaction.atomic
def take_back(*, entry: Entry, acting: Person, now: dt.datetime) -> Entry:
    """Go on screening a returned entry as it stands, once the date for corrections has passed.

    Raises NotAllowed, UnableToJudge(not_due_yet), UnableToMove.
    """
    entry = locked(entry)
    if not may_screen(acting, entry):
        raise NotAllowed
    if entry.state == State.RETURNED and entry.return_due is not None and now < entry.return_due:
        raise UnableToJudge([("", "not_due_yet")])
    return end_return(entry=entry, acting=acting, now=now)


def _settle(row: ScreeningVerdict, standing: Standing, acting: Person, now: dt.datetime) -> None:
    row.standing = standing
    # Whoever proposed a verdict may think again; that makes no second person of them.
    row.seconded_by = acting if acting.pk != row.by_id else None
    row.seconded_at = now
    row.save(update_fields=["standing", "seconded_by", "seconded_at"])


def _record(row: ScreeningVerdict, act: str, acting: Person, now: dt.datetime, reason: str = "") -> None:
    audit.record(
        act=act, thing="entry", thing_id=row.entry_id, edition=row.entry.edition_id, acting=acting, now=now,
        reason=reason or row.note,
        after={"verdict": row.verdict, "standing": row.standing, "findings": row.findings},
    )  # fmt: skip
