"""Shapes of closings, reminders, entries alike, and mails that were given up."""

from __future__ import annotations

import datetime as dt

from rangwan.api.shapes.base import Given, Moment, Named, Shape, Words


class LaterIn(Given):
    """A later closing for one organisation, and why; the reason is for it and for staff."""

    organisation: str
    closes_at: Moment
    reason: str = ""


class LaterOut(Shape):
    """A later closing of one organisation."""

    organisation: Named
    closes_at: dt.datetime
    reason: str
    at: dt.datetime
    by: str


class GraceIn(Given):
    """Minutes after the closing in which a page that was open is accepted, and why."""

    minutes: int
    reason: str = ""


class ReminderRound(Shape):
    """A round of reminders, `days` days before the closing."""

    days: int
    closes_at: dt.datetime
    at: dt.datetime


class ReminderSentOut(ReminderRound):
    """A round that went out. `kind`: not_started, draft or unconfirmed."""

    kind: str
    people: int


class RemindersOut(Shape):
    """Rounds sent and planned; `today`: how many people each kind would reach today."""

    sent: list[ReminderSentOut]
    planned: list[ReminderRound]
    today: dict[str, int]


class DuplicateOut(Shape):
    """Another entry with the same title, or the same files (by their names here). `copied_from`: this began as it."""

    id: str
    edition: str
    title: str
    reference: str | None
    organisation: Named
    same_title: bool
    files: list[str]
    copied_from: bool


class FailedMail(Shape):
    """A mail that was given up; a secret one shows no subject."""

    id: str
    to: str
    kind: str
    subject: str
    failure: str
    created_at: dt.datetime


class HappenedOut(Shape):
    """One thing that happened to an entry."""

    act: str
    at: dt.datetime
    words: Words


class StageOut(Shape):
    """One thing that is to come: closing, correction, screening, round or result; `until` where the date is known."""

    stage: str
    now: bool
    until: dt.datetime | None
    name: Words
    words: Words


class StatusOut(Shape):
    """The way of an entry: what happened, the oldest first, and what comes next."""

    happened: list[HappenedOut]
    coming: list[StageOut]
