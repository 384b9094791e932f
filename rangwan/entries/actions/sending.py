"""Sending in: ส่ง, the on-screen questions, ยืนยัน with its receipt, and taking it back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import DeadlinePassed, NotAllowed, NotReady
from rangwan.entries.actions.moving import step
from rangwan.entries.models import Entry, Receipt
from rangwan.entries.permissions import may_withdraw
from rangwan.entries.queries import files_of, problems_before_sending
from rangwan.entries.rules import Act, State, UnableToMove, reference
from rangwan.forms import rules as forms
from rangwan.kernel.text import storable, storable_value
from rangwan.programmes.models import Edition
from rangwan.programmes.queries import definition_of


@transaction.atomic
def submit_entry(*, entry: Entry, acting: Person, now: dt.datetime) -> Entry:
    """ส่ง: answers and files freeze, and the on-screen questions open. A second press changes nothing.

    Raises NotAllowed, NotReady(problems), NotOpenYet, DeadlinePassed, UnableToMove.
    """
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    if entry.state == State.SUBMITTED:
        return entry
    locking.require_open(entry.edition, entry.organisation, now)
    problems = problems_before_sending(entry, now)
    if problems:
        raise NotReady(problems)
    entry.submitted_at = now
    entry.save(update_fields=["submitted_at"])
    return step(entry, Act.SUBMIT, acting, now)


@transaction.atomic
def save_survey(*, entry: Entry, survey: dict[str, Any], acting: Person, now: dt.datetime) -> Entry:
    """Keep what was ticked on the screen: {question key: {"chosen": [keys], "other": text}}.

    Raises NotAllowed, NotReady(problems), DeadlinePassed, UnableToMove (these questions are open in a submitted entry
    only).
    """
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    if entry.state != State.SUBMITTED:
        raise UnableToMove(State(entry.state), Act.CONFIRM)
    locking.require_open(entry.edition, entry.organisation, now)
    questions = definition_of(entry.definition_id).survey
    merged = entry.survey | {
        question.key: storable_value(survey[question.key]) for question in questions if question.key in survey
    }
    answered = tuple(question for question in questions if question.key in survey)
    problems = forms.survey_problems(answered, merged)
    if problems:
        raise NotReady(problems)
    before = entry.survey
    entry.survey, entry.changed_at = merged, now
    entry.save(update_fields=["survey", "changed_at"])
    locking.record(entry, "entry.survey_saved", acting, now, before=before, after=merged)
    return entry


@transaction.atomic
def confirm_entry(*, entry: Entry, acting: Person, now: dt.datetime, idempotency_key: str = "") -> Receipt:
    """ยืนยัน: the entry is received. Gives it a reference (once), a receipt that freezes everything, and a mail.

    A second press gives the receipt already made; the receipt keeps `idempotency_key`, by which the API finds it later.
    Raises NotAllowed, NotReady(problems of the on-screen questions), NotOpenYet, DeadlinePassed, UnableToMove.
    """
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    if entry.state == State.CONFIRMED:
        return entry.receipts.order_by("-number")[0]
    if entry.state != State.SUBMITTED:
        raise UnableToMove(State(entry.state), Act.CONFIRM)
    locking.require_open(entry.edition, entry.organisation, now)
    problems = forms.survey_problems(definition_of(entry.definition_id).survey, entry.survey)
    if problems:
        raise NotReady(problems)
    if entry.reference is None:
        entry.reference = _next_reference(entry)
    entry.confirmed_at = now
    entry.save(update_fields=["reference", "confirmed_at"])
    receipt = make_receipt(entry, acting, now, idempotency_key)
    step(entry, Act.CONFIRM, acting, now, noted={"reference": entry.reference, "receipt": receipt.digest})
    return receipt


def _next_reference(entry: Entry) -> str:
    edition = Edition.objects.select_for_update(no_key=True).get(pk=entry.edition_id)
    edition.last_reference += 1
    edition.save(update_fields=["last_reference"])
    return reference(definition_of(entry.definition_id).reference_prefix, edition.last_reference)


def make_receipt(entry: Entry, acting: Person, now: dt.datetime, idempotency_key: str = "") -> Receipt:
    """Freeze the entry as it stands. The digest covers everything that the receipt holds."""
    files = [
        {"id": item.id, "kind": item.kind, "name": item.name, "size": item.size, "sha256": item.sha256}
        for item in files_of(entry)
    ]
    content = {
        "reference": entry.reference, "title": entry.title, "answers": entry.answers, "survey": entry.survey,
        "files": files, "received_at": now.isoformat(),
    }  # fmt: skip
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Receipt.objects.create(
        entry=entry, number=entry.receipts.count() + 1, received_at=now, received_by=acting,
        entry_version=entry.version, definition_id=entry.definition_id, title=entry.title, answers=entry.answers,
        survey=entry.survey, files=files, digest=hashlib.sha256(canonical.encode()).hexdigest(),
        idempotency_key=storable(idempotency_key)[:200],
    )  # fmt: skip


@transaction.atomic
def reopen_entry(*, entry: Entry, acting: Person, now: dt.datetime) -> Entry:
    """Back to a draft, before the deadline (never in the grace period); it must be sent and confirmed again.

    Raises NotAllowed, DeadlinePassed, UnableToMove.
    """
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    if entry.state == State.DRAFT:
        return entry
    locking.require_open_for_new(entry.edition, entry.organisation, now)
    return step(entry, Act.REOPEN, acting, now)


@transaction.atomic
def answer_return(*, entry: Entry, acting: Person, now: dt.datetime) -> Receipt:
    """Send back what screening asked for, before its date; a new receipt freezes the corrected entry.

    Raises NotAllowed, NotReady(problems), DeadlinePassed, UnableToMove.
    """
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    if entry.state != State.RETURNED:
        raise UnableToMove(State(entry.state), Act.ANSWER_RETURN)
    if entry.return_due is not None and now >= entry.return_due:
        raise DeadlinePassed(entry.return_due)
    problems = problems_before_sending(entry, now)
    if problems:
        raise NotReady(problems)
    entry.return_parts, entry.return_due, entry.return_note = [], None, ""
    entry.save(update_fields=["return_parts", "return_due", "return_note"])
    receipt = make_receipt(entry, acting, now)
    step(entry, Act.ANSWER_RETURN, acting, now, noted={"receipt": receipt.digest})
    return receipt


@transaction.atomic
def withdraw_entry(*, entry: Entry, reason: str, acting: Person, now: dt.datetime) -> Entry:
    """Take the entry out of the award, with a reason, at any time before the decision: coordinator or signatory.

    Raises NotAllowed, NotReady (no reason), UnableToMove.
    """
    entry = locking.locked(entry)
    if not may_withdraw(acting, entry):
        raise NotAllowed
    reason = storable(reason).strip()
    if not reason:
        raise NotReady([forms.Problem("reason", "required", {})])
    entry.closing_note = reason
    entry.save(update_fields=["closing_note"])
    return step(entry, Act.WITHDRAW, acting, now, reason=reason)
