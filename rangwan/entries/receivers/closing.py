"""Mails about the closing: reminders before it, and a later one for one organisation. Written twice, they are one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from rangwan.accounts.models import Membership, Person
from rangwan.entries.models import Entry
from rangwan.entries.queries import problems_before_sending
from rangwan.entries.queries.reminding import DRAFT, NOT_STARTED, Recipient, closing_at, recipients_of
from rangwan.entries.rules import State
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.thai_dates import BANGKOK, format_closing
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message
from rangwan.programmes.models import Edition, Extension
from rangwan.programmes.queries import definition_of
from rangwan.programmes.rules import last_day
from rangwan.programmes.wording import letter

_AT_ONCE = 50  # mails in one transaction: others must be able to write meanwhile


@receives("edition.reminded", in_worker=True)
def remind(event: Event, now: dt.datetime) -> None:
    """Write the mails of a round, a few at a time, to whom they concern by now; none once the closing was moved."""
    edition = _edition(event)
    closing = closing_at(edition, dt.datetime.fromisoformat(event.payload["closes_at"]))
    if closing is None or now >= closing.closes_at:
        return
    waiting = recipients_of(edition, event.payload["kind"], closing)
    for start in range(0, len(waiting), _AT_ONCE):
        with transaction.atomic():
            for recipient in waiting[start : start + _AT_ONCE]:
                _remind(event, edition, recipient, closing.closes_at, now=now)


def _remind(event: Event, edition: Edition, to: Recipient, closes_at: dt.datetime, *, now: dt.datetime) -> None:
    kind = event.payload["kind"]
    queue_message(
        to=to.person, kind=f"reminder.{kind}", edition=edition.id, event=event.number, now=now,
        subject=in_both(lambda: _subject(edition, kind, closes_at, now)),
        body=in_both(lambda: _body(edition, to, closes_at, now)),
    )  # fmt: skip


def _subject(edition: Edition, kind: str, closes_at: dt.datetime, now: dt.datetime) -> str:
    facts = {"left": _left(closes_at, now), "award": edition.name.pick(get_language())}
    if kind == NOT_STARTED:
        return _("%(left)s: entries for %(award)s") % facts
    if kind == DRAFT:
        return _("%(left)s: your entry for %(award)s has not been sent") % facts
    return _("%(left)s: your entry for %(award)s has not been confirmed") % facts


def _left(closes_at: dt.datetime, now: dt.datetime) -> str:
    days = (last_day(closes_at) - now.astimezone(BANGKOK).date()).days
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days} if days else _("Last day")


def _body(edition: Edition, to: Recipient, closes_at: dt.datetime, now: dt.datetime) -> str:
    closing = _("Entries close on %(when)s (Bangkok time).") % {
        "when": format_closing(closes_at, get_language() or "th")
    }
    if not to.entries:
        said = [
            _("Your organisation has not begun an entry for %(award)s.") % {"award": edition.name.pick(get_language())},
            _("Begin here: %(address)s") % {"address": f"{settings.RANGWAN_BASE_URL}/my/start/{edition.slug}/"},
        ]
    else:
        said = [_about(entry, now) for entry in to.entries]
    stop = _("If you do not want such reminders: %(address)s") % {
        "address": f"{settings.RANGWAN_BASE_URL}/account/profile/"
    }
    return letter(definition_of(edition.version_id), _("Dear Sir or Madam,"), closing, *said, stop)


def _about(entry: Entry, now: dt.datetime) -> str:
    facts = {"title": entry.title or _("a project without a name yet")}
    if entry.state == State.SUBMITTED:
        said = _("“%(title)s” was sent but is not confirmed, so it does not count yet.") % facts
    else:
        missing = len(problems_before_sending(entry, now))
        said = _("“%(title)s” is a draft and has not been sent.") % facts
        if missing:
            said += " " + ngettext(
                "%(n)s thing is missing or has to be corrected.",
                "%(n)s things are missing or have to be corrected.",
                missing,
            ) % {"n": missing}
        else:
            said += " " + _("Nothing is missing: it can be sent.")
    return f"{said}\n{settings.RANGWAN_BASE_URL}/my/entries/{entry.id}/"


@receives("edition.extended_for")
def tell_extended(event: Event, now: dt.datetime) -> None:
    """Tell the members of the organisation, and who works on its entries, that it may enter until later, and why."""
    extension = Extension.objects.select_related("edition__programme__organiser", "organisation").get(
        pk=event.payload["extension"]
    )
    edition, organisation = extension.edition, extension.organisation
    confirmed = Q(memberships__organisation=organisation, memberships__standing=Membership.Standing.CONFIRMED)
    at_work = Entry.objects.filter(edition=edition, organisation=organisation).exclude(state=State.WITHDRAWN)
    people = Person.objects.filter(
        confirmed | Q(pk__in=at_work.values("coordinator")) | Q(teams__entry__in=at_work, teams__ended_at__isnull=True),
        is_active=True,
    )

    def facts() -> dict[str, str]:
        language = get_language() or "th"
        return {
            "organisation": organisation.name.pick(language),
            "award": edition.name.pick(language),
            "when": format_closing(extension.closes_at, language),
            "reason": extension.reason,
        }

    def subject() -> str:
        return _("A later closing for %(organisation)s: %(when)s") % facts()

    def body() -> str:
        return letter(
            definition_of(edition.version_id),
            _("Dear Sir or Madam,"),
            _("%(organisation)s may enter projects for %(award)s until %(when)s (Bangkok time).") % facts(),
            _("Reason given: %(reason)s") % facts(),
            _("This holds at once, for this organisation alone."),
            _("Your projects: %(address)s") % {"address": f"{settings.RANGWAN_BASE_URL}/my/"},
        )

    _write(event, people.order_by("pk").distinct(), subject, body, now=now)


def _write(
    event: Event, people: Iterable[Person], subject: Callable[[], str], body: Callable[[], str], *, now: dt.datetime
) -> None:
    with transaction.atomic():
        for person in people:
            queue_message(
                to=person, kind=event.kind, subject=in_both(subject), body=in_both(body), edition=event.subject,
                event=event.number, now=now,
            )  # fmt: skip


def _edition(event: Event) -> Edition:
    return Edition.objects.select_related("programme__organiser").get(pk=event.subject)
