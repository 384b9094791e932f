"""Questions of the staff to the entrants, to be answered by a date. The entry itself does not change."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions.locking import locked, record
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.forms.rules import read_texts
from rangwan.kernel import events
from rangwan.programmes.permissions import NotAllowed
from rangwan.screening.actions.errors import UnableToClarify
from rangwan.screening.models import Clarification
from rangwan.screening.permissions import may_answer_clarification, may_screen

LONGEST_QUESTION, LONGEST_ANSWER = 2000, 4000  # characters
MOST_OPEN = 10  # open questions about one entry


@transaction.atomic
def ask_clarification(
    *, entry: Entry, question: str, due: dt.datetime | None, acting: Person, now: dt.datetime
) -> Clarification:
    """Ask the entrants something, to be answered before `due`. Raises NotAllowed, BadTexts, UnableToClarify."""
    entry = locked(entry)
    if not may_screen(acting, entry):
        raise NotAllowed
    if entry.state == State.DISQUALIFIED:
        raise UnableToClarify("entry_out")
    said = read_texts({"question": question}, {"question": LONGEST_QUESTION})
    if due is None:
        raise UnableToClarify("due_required_to_answer")
    if due <= now:
        raise UnableToClarify("due_passed_to_answer")
    waiting = entry.clarifications.filter(answered_at__isnull=True, withdrawn_at__isnull=True, due_at__gt=now)
    if waiting.count() >= MOST_OPEN:
        raise UnableToClarify("too_many_questions")
    made = Clarification.objects.create(
        entry=entry, question=said["question"], asked_by=acting, asked_at=now, due_at=due
    )
    _record(made, "screening.clarification_asked", acting, now, made.question)
    return made


@transaction.atomic
def answer_clarification(
    *, clarification: Clarification, answer: str, acting: Person, now: dt.datetime
) -> Clarification:
    """Answer for the entrants, once and before the date. Raises NotAllowed, BadTexts, UnableToClarify."""
    found = _locked(clarification)
    if not may_answer_clarification(acting, found):
        raise NotAllowed
    _require_open(found)
    if found.entry.state in (State.WITHDRAWN, State.DISQUALIFIED):
        raise UnableToClarify("entry_gone")
    if now >= found.due_at:
        raise UnableToClarify("too_late")
    said = read_texts({"answer": answer}, {"answer": LONGEST_ANSWER})
    found.answer, found.answered_by, found.answered_at = said["answer"], acting, now
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    _record(found, "screening.clarification_answered", acting, now, found.answer)
    return found


@transaction.atomic
def withdraw_clarification(*, clarification: Clarification, acting: Person, now: dt.datetime) -> Clarification:
    """Need no answer any more. Raises NotAllowed, UnableToClarify(answered, taken_back)."""
    found = _locked(clarification)
    if not may_screen(acting, found.entry):
        raise NotAllowed
    _require_open(found)
    found.withdrawn_at = now
    found.save(update_fields=["withdrawn_at"])
    _record(found, "screening.clarification_withdrawn", acting, now)
    return found


def _locked(clarification: Clarification) -> Clarification:
    """Return the clarification as it is now; its entry's row is what is locked, as in every change of an entry."""
    entry = locked(clarification.entry)
    found = Clarification.objects.select_related("asked_by").get(pk=clarification.pk)
    found.entry = entry
    return found


def _require_open(clarification: Clarification) -> None:
    if clarification.answered_at is not None:
        raise UnableToClarify("answered")
    if clarification.withdrawn_at is not None:
        raise UnableToClarify("taken_back")


def _record(clarification: Clarification, act: str, acting: Person, now: dt.datetime, said: str = "") -> None:
    after = {"clarification": clarification.id, "due": clarification.due_at.isoformat()}
    record(clarification.entry, act, acting, now, after=after, reason=said)
    events.emit(kind=act, subject=clarification.entry_id, now=now, payload={"clarification": clarification.id})
