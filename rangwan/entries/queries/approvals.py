"""Reads about the signatory's approval: what it would hold for, where it stands, and what waits for whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from rangwan.accounts.models import Person
from rangwan.entries.models import Approval, Entry, TeamMember
from rangwan.entries.rules import EDITABLE, TeamRole
from rangwan.entries.rules.approving import MISSING, Standing, content_digest, standing
from rangwan.forms.rules import Problem
from rangwan.programmes.queries import definition_of


@dataclass(frozen=True)
class ApprovalItem:
    """Where the approval of an entry stands. Without a request, all but `standing` and `signatories` is empty."""

    standing: Standing
    signatories: tuple[Person, ...]
    id: str = ""
    asked_by: Person | None = None
    asked_at: dt.datetime | None = None
    decided_by: Person | None = None
    decided_at: dt.datetime | None = None
    note: str = ""


def wants_approval(entry: Entry) -> bool:
    """Return whether the award asks for the signatory's approval in the system before ส่ง."""
    return definition_of(entry.definition_id).entering.approval


def approval_of(entry: Entry) -> ApprovalItem | None:
    """Return where the approval stands, with who may give it; None where the award asks for none."""
    if not wants_approval(entry):
        return None
    signatories, last = tuple(signatories_of(entry)), last_approval(entry)
    stands = _standing(entry, last)
    if last is None or stands == Standing.NEEDED:
        return ApprovalItem(stands, signatories)
    return ApprovalItem(
        stands, signatories, last.id, last.asked_by, last.asked_at, last.decided_by, last.decided_at, last.note
    )


def approval_problems(entry: Entry) -> list[Problem]:
    """Return what of the approval keeps the entry from being sent."""
    if not wants_approval(entry):
        return []
    stands = _standing(entry, last_approval(entry))
    return [Problem("approval", MISSING[stands])] if stands in MISSING else []


def _standing(entry: Entry, last: Approval | None) -> Standing:
    return standing(last.verdict if last else None, last.digest if last else "", content_of(entry) if last else "")


def last_approval(entry: Entry) -> Approval | None:
    """Return the newest request for approval, whatever became of it."""
    found = entry.approvals.select_related("asked_by", "decided_by")
    return found.order_by("-asked_at", "-pk").first()


def content_of(entry: Entry) -> str:
    """Return the digest of all that the signatory approves.

    The scan of the signed form is no part of it: the signatory's own hand made it, before or after.
    """
    signed_form = definition_of(entry.definition_id).entering.signed_form
    files = entry.attachments.filter(removed_at__isnull=True).exclude(kind=signed_form or "")
    return content_digest(entry.answers, files.values_list("kind", "file__sha256"))


def signatories_of(entry: Entry) -> list[Person]:
    """Return the authorised signatories in the team, by the time they came."""
    members = entry.team.filter(role=TeamRole.SIGNATORY, ended_at__isnull=True).select_related("person")
    return [member.person for member in members.order_by("since", "pk")]


def waiting_for(person: Person, entries: Iterable[Entry]) -> set[str]:
    """Return the ids of those entries in which the person's approval is asked for. Two queries at most."""
    open_ones = [entry.pk for entry in entries if entry.state in EDITABLE]
    mine = TeamMember.objects.filter(
        person_id=person.pk, role=TeamRole.SIGNATORY, ended_at__isnull=True, entry__in=open_ones
    )
    asked = Approval.objects.filter(verdict=Approval.Verdict.ASKED, entry__in=mine.values("entry"))
    return set(asked.values_list("entry_id", flat=True))
