"""Changes to an edition's calendar and to who holds which role."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.actions import add_organiser_member, end_organiser_member
from rangwan.accounts.models import Person
from rangwan.kernel import audit, events
from rangwan.kernel.text import Text
from rangwan.programmes.models import Appointment, CalendarChange, Edition
from rangwan.programmes.permissions import Role, require


class UnableToChangeCalendar(Exception):
    """The calendar cannot be so; `code`: not_later, in_the_past, no_reason, reason, decided, closed, bad_grace."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def extend_closing(
    *, edition: Edition, closes_at: dt.datetime, moves_count: bool, reason: Text, acting: Person, now: dt.datetime
) -> CalendarChange:
    """Move the closing later, at once and for all; the reason and what it does to the months of use are published.

    Raises NotAllowed, UnableToChangeCalendar.
    """
    require(acting, edition, Role.ORGANISER)
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if edition.state != Edition.State.RUNNING:
        raise UnableToChangeCalendar("decided")
    if closes_at <= edition.closes_at:
        raise UnableToChangeCalendar("not_later")
    if closes_at <= now:
        raise UnableToChangeCalendar("in_the_past")
    if not (reason.th.strip() and reason.en.strip()):
        raise UnableToChangeCalendar("no_reason")
    change = CalendarChange.objects.create(
        edition=edition, at=now, by=acting, closed_before=edition.closes_at, closes_at=closes_at,
        moves_count=moves_count, reason_th=reason.th, reason_en=reason.en,
    )  # fmt: skip
    before = {"closes_at": edition.closes_at.isoformat(), "counted_from": edition.counted_from.isoformat()}
    edition.closes_at = closes_at
    if moves_count:
        edition.counted_from = closes_at
    edition.save(update_fields=["closes_at", "counted_from"])
    audit.record(
        act="edition.extended", thing="edition", thing_id=edition.id, edition=edition.id, acting=acting, now=now,
        before=before, reason=reason.th,
        after={"closes_at": closes_at.isoformat(), "counted_from": edition.counted_from.isoformat()},
    )  # fmt: skip
    events.emit(kind="edition.extended", subject=edition.id, now=now, payload={"change": change.pk})
    return change


class UnableToDismiss(Exception):
    """The last organiser of an edition cannot be dismissed: nobody could appoint another."""


@transaction.atomic
def shift_calendar(
    *, edition: Edition, opens_at: dt.datetime, closes_at: dt.datetime, acting: Person | None, now: dt.datetime
) -> None:
    """Move the whole calendar of a demonstration; the page says that it is not the declared one.

    The months of use are counted from the shifted closing, as in a real edition they are from the real one.
    """
    before = {"opens_at": edition.opens_at.isoformat(), "closes_at": edition.closes_at.isoformat()}
    edition.opens_at, edition.closes_at, edition.counted_from, edition.shifted = opens_at, closes_at, closes_at, True
    edition.save(update_fields=["opens_at", "closes_at", "counted_from", "shifted"])
    audit.record(
        act="edition.calendar_shifted", thing="edition", thing_id=edition.id, edition=edition.id, acting=acting,
        now=now, before=before, after={"opens_at": opens_at.isoformat(), "closes_at": closes_at.isoformat()},
    )  # fmt: skip


@transaction.atomic
def appoint(
    *, person: Person, edition: Edition, role: Appointment.Role, acting: Person | None, now: dt.datetime
) -> Appointment:
    """Give a person a role in an edition; by an organiser of it, or by the command line (acting None).

    An organiser of an edition becomes staff of the agency that owns it, and so may decide claims.
    """
    if acting is not None:
        require(acting, edition, Role.ORGANISER)
    appointment, made = Appointment.objects.get_or_create(
        person=person, edition=edition, role=role, ended_at=None, defaults={"appointed_at": now}
    )
    if made:
        audit.record(
            act="person.appointed", thing="person", thing_id=person.id, edition=edition.id, acting=acting, now=now,
            after={"role": role},
        )  # fmt: skip
        if role == Role.ORGANISER:
            add_organiser_member(person=person, organiser=edition.programme.organiser, acting=acting, now=now)
    return appointment


@transaction.atomic
def dismiss(*, appointment: Appointment, acting: Person, now: dt.datetime) -> None:
    """End a role; its row stays. A second press changes nothing. Raises NotAllowed, UnableToDismiss."""
    require(acting, appointment.edition, Role.ORGANISER)
    Edition.objects.select_for_update(no_key=True).get(pk=appointment.edition_id)
    appointment = Appointment.objects.select_related("edition").get(pk=appointment.pk)
    if appointment.ended_at is not None:
        return
    living = Appointment.objects.filter(edition_id=appointment.edition_id, role=Role.ORGANISER, ended_at__isnull=True)
    if appointment.role == Role.ORGANISER and living.count() == 1:
        raise UnableToDismiss
    appointment.ended_at = now
    appointment.save(update_fields=["ended_at"])
    audit.record(
        act="person.dismissed", thing="person", thing_id=appointment.person_id, edition=appointment.edition_id,
        acting=acting, now=now, before={"role": appointment.role},
    )  # fmt: skip
    organiser = appointment.edition.programme.organiser
    others = Appointment.objects.filter(
        person_id=appointment.person_id, role=Role.ORGANISER, ended_at__isnull=True,
        edition__programme__organiser=organiser,
    )  # fmt: skip
    if appointment.role == Role.ORGANISER and not others.exists():
        end_organiser_member(person=appointment.person, organiser=organiser, acting=acting, now=now)
