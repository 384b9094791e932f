"""Putting an entry out for the breach of a rule: one of the staff proposes it, a second one agrees."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import NotAllowed, UnableToDisqualify
from rangwan.entries.actions.moving import step
from rangwan.entries.models import DisqualificationProposal, Entry
from rangwan.entries.permissions import may_disqualify
from rangwan.entries.queries import proposed_disqualification
from rangwan.entries.rules import Act, State, after
from rangwan.forms.rules import read_texts
from rangwan.kernel import events
from rangwan.kernel.text import storable

LONGEST_BREACH = 2000  # characters

Standing = DisqualificationProposal.Standing
_OFF = {
    Standing.REJECTED: "entry.disqualification_rejected", Standing.TAKEN_BACK: "entry.disqualification_taken_back",
}  # fmt: skip


@transaction.atomic
def propose_disqualification(
    *, entry: Entry, breach: str, acting: Person, now: dt.datetime
) -> DisqualificationProposal:
    """Name the rule that was broken (false statement, another's work); nothing happens before a second person agrees.

    Raises NotAllowed, BadTexts, UnableToDisqualify(already_proposed), UnableToMove.
    """
    entry = _locked(entry, acting)
    after(State(entry.state), Act.DISQUALIFY)
    if proposed_disqualification(entry) is not None:
        raise UnableToDisqualify("already_proposed")
    said = read_texts({"breach": breach}, {"breach": LONGEST_BREACH})
    proposal = DisqualificationProposal.objects.create(entry=entry, breach=said["breach"], proposed_by=acting, at=now)
    locking.record(
        entry, "entry.disqualification_proposed", acting, now, after={"proposal": proposal.id}, reason=proposal.breach
    )
    events.emit(kind="entry.disqualification_proposed", subject=entry.id, now=now, payload={"proposal": proposal.id})
    return proposal


@transaction.atomic
def second_disqualification(
    *, entry: Entry, agree: bool, acting: Person, now: dt.datetime, note: str = ""
) -> DisqualificationProposal:
    """Agree as the second person, and the entry is out; or do not, and it stays. Who proposed it can only take it back.

    Raises NotAllowed, UnableToDisqualify(nothing_proposed, second_person_needed), UnableToMove.
    """
    entry = _locked(entry, acting)
    proposal = proposed_disqualification(entry)
    if proposal is None:
        raise UnableToDisqualify("nothing_proposed")
    mine = proposal.proposed_by_id == acting.pk
    if mine and agree:
        raise UnableToDisqualify("second_person_needed")
    proposal.standing = Standing.AGREED if agree else Standing.TAKEN_BACK if mine else Standing.REJECTED
    proposal.seconded_by = None if mine else acting
    proposal.seconded_at, proposal.note = now, storable(note).strip()[:LONGEST_BREACH]
    proposal.save(update_fields=["standing", "seconded_by", "seconded_at", "note"])
    if agree:
        entry.closing_note = proposal.breach
        entry.save(update_fields=["closing_note"])
        noted = {"proposal": proposal.id, "proposed_by": proposal.proposed_by_id}
        step(entry, Act.DISQUALIFY, acting, now, reason=proposal.breach, noted=noted)
    else:
        locking.record(
            entry, _OFF[proposal.standing], acting, now, after={"proposal": proposal.id}, reason=proposal.note,
        )  # fmt: skip
    return proposal


def _locked(entry: Entry, acting: Person) -> Entry:
    entry = locking.locked(entry)
    if not may_disqualify(acting, entry):
        raise NotAllowed
    return entry
