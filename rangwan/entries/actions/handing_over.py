"""The entry changes hands: its coordinator gives it away, or has left and the organiser of the award does."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import NotAllowed, TeamRefused
from rangwan.entries.models import Entry, HandOverRequest, TeamMember
from rangwan.entries.permissions import (
    is_coordinator,
    may_ask_hand_over,
    may_decide_hand_over,
    may_hand_over,
    may_take_over,
)
from rangwan.entries.queries import NoSuchEntry
from rangwan.entries.rules import TeamRole
from rangwan.kernel import events
from rangwan.kernel.text import storable

LONGEST_REASON = 2000
_ASKED = HandOverRequest.Verdict.ASKED


@transaction.atomic
def hand_over(
    *, entry: Entry, to_id: str, acting: Person, now: dt.datetime, reason: str = "", stay: bool = False
) -> Entry:
    """Make another person coordinator; with `stay` the one before goes on as an editor.

    A coordinator needs no reason, an organiser of the edition gives one.
    Raises NotAllowed, Frozen, TeamRefused: no_reason, too_long, nobody_chosen, cannot_take_over.
    """
    entry = locking.locked(entry)
    if not may_hand_over(acting, entry):
        raise NotAllowed
    locking.require_alive(entry)
    said = _words("reason", reason, wanted=not is_coordinator(acting, entry))
    _give(entry, _taker(entry, to_id), acting, now, reason=said, stay=stay)
    return entry


def _taker(entry: Entry, person_id: str) -> Person:
    if not person_id:
        raise TeamRefused("person", "nobody_chosen")
    person = Person.objects.filter(pk=storable(person_id), is_active=True).first()
    if person is None or not may_take_over(person, entry):
        raise TeamRefused("person", "cannot_take_over")
    return person


def _give(entry: Entry, to: Person, acting: Person, now: dt.datetime, *, reason: str, stay: bool) -> None:
    before = entry.coordinator
    TeamMember.objects.filter(entry=entry, person=to, ended_at__isnull=True).update(ended_at=now)
    if stay:
        TeamMember.objects.create(entry=entry, person=before, role=TeamRole.EDIT, since=now, added_by=acting)
    entry.coordinator = to
    entry.save(update_fields=["coordinator"])
    asked = entry.hand_over_requests.filter(verdict=_ASKED)
    answered = {"decided_by": acting, "decided_at": now}
    asked.filter(asked_by=to).update(verdict=HandOverRequest.Verdict.AGREED, **answered)
    asked.update(verdict=HandOverRequest.Verdict.OVERTAKEN, **answered)
    locking.record(
        entry, "entry.handed_over", acting, now, before={"coordinator": before.id},
        after={"coordinator": to.id, "stays": stay}, reason=reason,
    )  # fmt: skip
    payload = {"from": before.id, "to": to.id, "by": acting.id, "reason": reason}
    events.emit(kind="entry.handed_over", subject=entry.id, now=now, payload=payload)


@transaction.atomic
def ask_hand_over(*, entry: Entry, reason: str, acting: Person, now: dt.datetime) -> HandOverRequest:
    """Ask for an entry whose coordinator cannot be reached: coordinator and organisers are told, one of them decides.

    A second press changes nothing. Raises NotAllowed, Frozen, TeamRefused: no_reason, too_long, asked_already.
    """
    entry = locking.locked(entry)
    if not may_ask_hand_over(acting, entry):
        raise NotAllowed
    locking.require_alive(entry)
    said = _words("reason", reason, wanted=True)
    waiting = entry.hand_over_requests.filter(verdict=_ASKED).first()
    if waiting is not None:
        if waiting.asked_by_id != acting.pk:
            raise TeamRefused("reason", "asked_already")
        return waiting
    request = HandOverRequest.objects.create(entry=entry, asked_by=acting, asked_at=now, reason=said)
    locking.record(entry, "entry.hand_over_asked", acting, now, after={"request": request.id}, reason=said)
    events.emit(kind="entry.hand_over_asked", subject=entry.id, now=now, payload={"request": request.id})
    return request


@transaction.atomic
def decide_hand_over(*, request_id: str, agree: bool, note: str, acting: Person, now: dt.datetime) -> HandOverRequest:
    """Give the entry to who asked for it, or refuse and say why.

    Raises NoSuchEntry, NotAllowed, Frozen, TeamRefused: no_note, too_long, decided_already, cannot_take_over.
    """
    found = HandOverRequest.objects.select_related("entry").filter(pk=storable(request_id)).first()
    if found is None:
        raise NoSuchEntry
    entry = locking.locked(found.entry)
    request = HandOverRequest.objects.select_related("asked_by").get(pk=found.pk)
    request.entry = entry
    if not may_decide_hand_over(acting, request):
        raise NotAllowed
    if request.verdict != _ASKED:
        raise TeamRefused("decision", "decided_already")
    said = _words("note", note, wanted=not agree)
    request.note = said
    if agree:
        locking.require_alive(entry)
        request.save(update_fields=["note"])
        _give(entry, _taker(entry, request.asked_by_id), acting, now, reason=said or request.reason, stay=False)
        request.refresh_from_db()
        return request
    request.verdict, request.decided_by, request.decided_at = HandOverRequest.Verdict.REFUSED, acting, now
    request.save(update_fields=["verdict", "decided_by", "decided_at", "note"])
    locking.record(entry, "entry.hand_over_refused", acting, now, after={"request": request.id}, reason=said)
    events.emit(kind="entry.hand_over_refused", subject=entry.id, now=now, payload={"request": request.id})
    return request


def _words(field: str, typed: str, *, wanted: bool) -> str:
    said = storable(typed).strip()
    if wanted and not said:
        raise TeamRefused(field, f"no_{field}")
    if len(said) > LONGEST_REASON:
        raise TeamRefused(field, "too_long", limit=LONGEST_REASON, length=len(said))
    return said
