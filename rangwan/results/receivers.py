"""Mails on the day of the release: winners and those not selected each get their own words."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.entries.models import Entry
from rangwan.entries.queries import definition_for
from rangwan.entries.rules import State
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.text import Text
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message
from rangwan.programmes.wording import letter
from rangwan.results.models import Release

TOLD = (State.WINNER, State.NOT_SELECTED, State.NOT_SHORTLISTED)


@receives("edition.released")
def tell_entrants(event: Event, now: dt.datetime) -> None:
    """Send the coordinator of every entry that was in the running one mail."""
    release = Release.objects.select_related("edition").get(edition=event.subject)
    won = {prize["entry"]: Text(**prize["name"]) for prize in release.content["prizes"]}
    entries = Entry.objects.filter(edition=release.edition, state__in=TOLD)
    for entry in entries.select_related("edition", "organisation", "coordinator").order_by("reference", "pk"):
        _tell(event, entry, won.get(entry.pk), now)


def _tell(event: Event, entry: Entry, prize: Text | None, now: dt.datetime) -> None:
    def subject() -> str:
        words = _("The result: %(reference)s %(title)s")
        if prize is not None:
            words = _("Congratulations: %(reference)s %(title)s")
        return words % {"reference": entry.reference, "title": entry.title}

    # One coordinator may have entered several projects: the kind names the entry, so that each gets its mail.
    queue_message(
        to=entry.coordinator, kind=f"result.{entry.pk}", subject=in_both(subject),
        body=in_both(lambda: _body(entry, prize)), edition=entry.edition_id, event=event.number, now=now,
    )  # fmt: skip


def _body(entry: Entry, prize: Text | None) -> str:
    """Return the mail in the active language."""
    language = get_language()
    named = {"title": entry.title, "organisation": entry.organisation.name.pick(language)}
    if prize is not None:
        said = [
            _("The entry “%(title)s” of %(organisation)s wins: %(prize)s.") % {**named, "prize": prize.pick(language)},
            _("Congratulations. We will contact you about the prize."),
        ]
    else:
        said = [
            _("The committee has decided. The entry “%(title)s” of %(organisation)s was not selected this time.")
            % named,
            _("Thank you for your work for the people you serve, and for entering. We hope to see your next project."),
        ]
    results = f"{settings.RANGWAN_BASE_URL}/awards/{entry.edition.slug}/results/"
    return letter(
        definition_for(entry),
        _("Dear coordinator,"),
        *said,
        _("The result: %(address)s") % {"address": results},
    )
