"""Who is reminded before closing, of what, and when: those who have not begun, have a draft, or have not confirmed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet

from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.entries.models import Entry, ReminderSent, TeamMember
from rangwan.entries.rules import State, TeamRole
from rangwan.programmes.models import Appointment, Edition
from rangwan.programmes.queries import calendar_changes, definition_of
from rangwan.programmes.queries.calendar import extensions_of, later_closings
from rangwan.programmes.rules import reminder_at, reminder_due

NOT_STARTED, DRAFT, UNCONFIRMED = "not_started", "draft", "unconfirmed"
KINDS = (NOT_STARTED, DRAFT, UNCONFIRMED)
_STATES = {DRAFT: State.DRAFT, UNCONFIRMED: State.SUBMITTED}


@dataclass(frozen=True)
class Closing:
    """One closing of an edition: of the organisations `only`, or of all but `others`; `since` it came to be."""

    closes_at: dt.datetime
    since: dt.datetime
    only: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def of_these(self, rows: QuerySet[Any], column: str = "organisation") -> QuerySet[Any]:
        """Return the rows whose organisation closes then."""
        if self.only:
            return rows.filter(**{f"{column}__in": self.only})
        return rows.exclude(**{f"{column}__in": self.others}) if self.others else rows


def closings_of(edition: Edition) -> list[Closing]:
    """Return every closing of the edition: its own, then the later ones of single organisations, by time."""
    later = later_closings(edition)
    moved = calendar_changes(edition)
    own = Closing(edition.closes_at, max([edition.opens_at, *(change.at for change in moved)]), others=frozenset(later))
    since: dict[dt.datetime, dt.datetime] = {}
    only: dict[dt.datetime, set[str]] = {}
    for extension in extensions_of(edition):
        closes_at = later.get(extension.organisation_id)
        if closes_at is not None and extension.closes_at == closes_at:
            only.setdefault(closes_at, set()).add(extension.organisation_id)
            since[closes_at] = max(extension.at, since.get(closes_at, extension.at))
    return [own, *(Closing(when, since[when], only=frozenset(only[when])) for when in sorted(only))]


def closing_at(edition: Edition, closes_at: dt.datetime) -> Closing | None:
    """Return the closing of the edition at this time, or None where it closes then no more."""
    return next((closing for closing in closings_of(edition) if closing.closes_at == closes_at), None)


@dataclass(frozen=True)
class Due:
    """A round of reminders whose time has come."""

    edition: Edition
    closing: Closing
    kind: str
    days: int


def rounds_due(now: dt.datetime) -> list[Due]:
    """Return the rounds that are to go out at `now`."""
    found = []
    running = Edition.objects.filter(state=Edition.State.RUNNING, version__isnull=False, opens_at__lte=now)
    for edition in running.select_related("programme__organiser").order_by("pk"):
        days = definition_of(edition.version_id).entering.reminder_days
        sent = None
        for closing in closings_of(edition):
            due = reminder_due(closing.closes_at, days, since=closing.since, now=now)
            if due is None:
                continue
            sent = _sent(edition) if sent is None else sent
            found += [Due(edition, closing, kind, due) for kind in KINDS if (kind, due, closing.closes_at) not in sent]
    return found


def _sent(edition: Edition) -> set[tuple[str, int, dt.datetime]]:
    return set(ReminderSent.objects.filter(edition=edition).values_list("kind", "days", "closes_at"))


@dataclass
class Recipient:
    """Somebody who is reminded, and the entries that it is about (none, where nothing was begun)."""

    person: Person
    entries: list[Entry] = field(default_factory=list)


def recipients_of(edition: Edition, kind: str, closing: Closing) -> list[Recipient]:
    """Return who is reminded, by id. A few queries, whatever the number; who wants no reminders is left out."""
    if kind == NOT_STARTED:
        return [Recipient(person) for person in _idle(edition, closing)]
    entries = closing.of_these(Entry.objects.filter(edition=edition, state=_STATES[kind]))
    found: dict[str, Recipient] = {}
    for entry, person in _workers(entries.select_related("edition", "organisation", "coordinator"), kind):
        if person.reminders and person.is_active:
            found.setdefault(person.pk, Recipient(person)).entries.append(entry)
    return [found[pk] for pk in sorted(found)]


def _workers(entries: QuerySet[Entry], kind: str) -> Iterable[tuple[Entry, Person]]:
    """Yield who can do something about each entry: the coordinator, and of a draft those who write in it."""
    by_id = {entry.pk: entry for entry in entries.order_by("created_at", "pk")}
    yield from ((entry, entry.coordinator) for entry in by_id.values())
    if kind == DRAFT:
        team = TeamMember.objects.filter(entry__in=entries, role=TeamRole.EDIT, ended_at__isnull=True)
        yield from ((by_id[member.entry_id], member.person) for member in team.select_related("person").order_by("pk"))


def _idle(edition: Edition, closing: Closing) -> QuerySet[Person]:
    """People with a place in an organisation that has entered nothing here, who work in no entry and no office."""
    places = closing.of_these(Membership.objects.filter(person=OuterRef("pk"))).filter(
        ~Exists(Entry.objects.filter(edition=edition, organisation=OuterRef("organisation")))
    )
    places = places.exclude(standing=Membership.Standing.REFUSED).exclude(
        organisation__standing=Organisation.Standing.REFUSED
    )
    at_work = Entry.objects.filter(edition=edition).filter(
        Q(coordinator=OuterRef("pk")) | Q(team__person=OuterRef("pk"), team__ended_at__isnull=True)
    )
    staff = Appointment.objects.filter(edition=edition, person=OuterRef("pk"), ended_at__isnull=True)
    verified = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
    people = Person.objects.filter(Exists(places), Exists(verified), reminders=True, is_active=True)
    return people.exclude(Exists(at_work)).exclude(Exists(staff)).order_by("pk")


@dataclass(frozen=True)
class Planned:
    """One round as staff read it: sent at `at` to `count` people, or to be sent then."""

    kind: str
    days: int
    closes_at: dt.datetime
    at: dt.datetime
    count: int | None = None


def reminders_sent(edition: Edition) -> list[Planned]:
    """Return the rounds that went out, the last one first."""
    rows = ReminderSent.objects.filter(edition=edition).order_by("-sent_at", "-pk")
    return [Planned(row.kind, row.days, row.closes_at, row.sent_at, row.count) for row in rows]


def reminders_planned(edition: Edition, now: dt.datetime) -> list[Planned]:
    """Return the rounds to come, by time, each for all three kinds (`kind` is "")."""
    days = definition_of(edition.version_id).entering.reminder_days
    coming = [
        Planned("", each, closing.closes_at, reminder_at(closing.closes_at, each))
        for closing in closings_of(edition)
        for each in days
        if max(now, closing.since) < reminder_at(closing.closes_at, each) < closing.closes_at
    ]
    return sorted(coming, key=lambda planned: planned.at)


def reminded_today(edition: Edition) -> dict[str, int]:
    """Return {kind: how many people a round would reach today}, over all closings."""
    closings = closings_of(edition)
    return {kind: sum(len(recipients_of(edition, kind, closing)) for closing in closings) for kind in KINDS}
