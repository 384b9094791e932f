"""The drafter asks, the authorised signatory approves or refuses: what is sent is what was approved."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import NotAllowed, NotReady, TeamRefused
from rangwan.entries.models import Approval, Entry
from rangwan.entries.permissions import may_sign
from rangwan.entries.queries.approvals import content_of, last_approval, signatories_of
from rangwan.entries.queries.content import problems_before_asking
from rangwan.entries.rules.approving import Standing, standing
from rangwan.kernel import events
from rangwan.kernel.text import storable
from rangwan.programmes.queries import definition_of

LONGEST_NOTE = 2000
_ASKED = Approval.Verdict.ASKED


@transaction.atomic
def ask_approval(*, entry: Entry, acting: Person, now: dt.datetime) -> Approval:
    """Ask the signatory to approve the entry as it stands; a request for an earlier state is taken back by this.

    A second press changes nothing. Raises NotAllowed, NotOpenYet, DeadlinePassed, Frozen, NotReady(problems: an entry
    is asked for when it could be sent but for this), TeamRefused: not_wanted, no_signatory, given_already.
    """
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    _require_wanted(entry)
    locking.require_editable(entry, now)
    if not signatories_of(entry):
        raise TeamRefused("approval", "no_signatory")
    content, last = content_of(entry), last_approval(entry)
    stands = standing(last.verdict if last else None, last.digest if last else "", content)
    if last is not None and stands == Standing.WAITING:
        return last
    if stands == Standing.GIVEN:
        raise TeamRefused("approval", "given_already")
    problems = problems_before_asking(entry, now)
    if problems:
        raise NotReady(problems)
    entry.approvals.filter(verdict=_ASKED).update(verdict=Approval.Verdict.TAKEN_BACK, decided_at=now)
    approval = Approval.objects.create(
        entry=entry, asked_by=acting, asked_at=now, version=entry.version, digest=content
    )
    _tell(approval, "entry.approval_asked", acting, now)
    return approval


@transaction.atomic
def take_back_approval(*, entry: Entry, acting: Person, now: dt.datetime) -> None:
    """Ask no longer. Raises NotAllowed, TeamRefused: not_wanted, nothing_asked."""
    entry = locking.locked(entry)
    locking.require_writer(entry, acting)
    _require_wanted(entry)
    approval = entry.approvals.filter(verdict=_ASKED).first()
    if approval is None:
        raise TeamRefused("approval", "nothing_asked")
    approval.verdict, approval.decided_at = Approval.Verdict.TAKEN_BACK, now
    approval.save(update_fields=["verdict", "decided_at"])
    _tell(approval, "entry.approval_taken_back", acting, now)


@transaction.atomic
def decide_approval(
    *, entry: Entry, approval_id: str, approve: bool, note: str, acting: Person, now: dt.datetime
) -> Approval:
    """Approve what was asked for, or refuse it and say why. `approval_id` is the request that the signatory read.

    Raises NotAllowed, NotOpenYet, DeadlinePassed, Frozen, TeamRefused: not_wanted, asked_anew, outdated, no_note,
    too_long.
    """
    entry = locking.locked(entry)
    if not may_sign(acting, entry):
        raise NotAllowed
    _require_wanted(entry)
    locking.require_editable(entry, now)
    approval = entry.approvals.filter(pk=storable(approval_id), verdict=_ASKED).first()
    if approval is None:
        raise TeamRefused("decision", "asked_anew")
    said = storable(note).strip()
    if len(said) > LONGEST_NOTE:
        raise TeamRefused("note", "too_long", limit=LONGEST_NOTE, length=len(said))
    if not approve and not said:
        raise TeamRefused("note", "no_note")
    if approve and approval.digest != content_of(entry):
        raise TeamRefused("decision", "outdated")
    approval.verdict = Approval.Verdict.APPROVED if approve else Approval.Verdict.REFUSED
    approval.decided_by, approval.decided_at, approval.note = acting, now, said
    approval.save(update_fields=["verdict", "decided_by", "decided_at", "note"])
    _tell(approval, "entry.approved" if approve else "entry.approval_refused", acting, now, reason=said)
    return approval


def _require_wanted(entry: Entry) -> None:
    if not definition_of(entry.definition_id).entering.approval:
        raise TeamRefused("approval", "not_wanted")


def _tell(approval: Approval, act: str, acting: Person, now: dt.datetime, *, reason: str = "") -> None:
    entry = approval.entry
    said = {"approval": approval.id, "version": approval.version, "digest": approval.digest}
    locking.record(entry, act, acting, now, after=said, reason=reason)
    events.emit(kind=act, subject=entry.id, now=now, payload={"approval": approval.id, "by": acting.id})
