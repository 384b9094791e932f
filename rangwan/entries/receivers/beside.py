"""Mails about notes of correction and disqualifications. Called twice for one event, each writes its mails once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.accounts.models import Person
from rangwan.entries.actions.letters import letter
from rangwan.entries.models import CorrectionNote, DisqualificationProposal, Entry
from rangwan.entries.permissions import DECIDING_STAFF, takes_part
from rangwan.entries.queries import definition_for
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import appointed
from rangwan.programmes.wording import letter as letter_to_staff


@receives("entry.correction_noted")
def tell_note(event: Event, now: dt.datetime) -> None:
    """Tell screeners and organisers what the entrants correct."""
    note = CorrectionNote.objects.select_related("entry__edition", "entry__organisation").get(pk=event.payload["note"])
    entry = note.entry

    def subject() -> str:
        return _("Note of correction: %(reference)s %(title)s") % _named(entry)

    def body() -> str:
        question = definition_for(entry).form.by_key.get(note.question)
        return _to_staff(
            entry,
            _("The coordinator of the entry “%(title)s” corrects a factual error. The answers stay as they are.")
            % {"title": entry.title},
            _("Question: %(question)s") % {"question": question.label.pick(get_language())} if question else "",
            note.text,
        )

    for person in _staff(entry, Role.ORGANISER, Role.SCREENER):
        _write(event, entry, person, now, subject=subject, body=body)


@receives("entry.disqualification_proposed")
def tell_second_person(event: Event, now: dt.datetime) -> None:
    """Ask the colleagues of who proposed to put an entry out for a second person."""
    proposals = DisqualificationProposal.objects.select_related("entry__edition", "entry__organisation", "proposed_by")
    proposal = proposals.get(pk=event.payload["proposal"])
    entry = proposal.entry

    def subject() -> str:
        return _("Second person needed: %(reference)s %(title)s") % _named(entry)

    def body() -> str:
        return _to_staff(
            entry,
            _("%(person)s proposes to disqualify the entry “%(title)s”. It is out when a second person agrees.")
            % {"person": proposal.proposed_by, "title": entry.title},
            _("The rule that was broken: %(breach)s") % {"breach": proposal.breach},
        )

    for person in _staff(entry, *DECIDING_STAFF):
        if person.pk != proposal.proposed_by_id:
            _write(event, entry, person, now, subject=subject, body=body)


@receives("entry.disqualified")
def tell_disqualified(event: Event, now: dt.datetime) -> None:
    """Tell the coordinator that the entry is out, and for which breach."""
    entry = Entry.objects.select_related("edition", "organisation", "coordinator").get(pk=event.subject)

    def subject() -> str:
        return _("Disqualified: %(reference)s %(title)s") % _named(entry)

    def body() -> str:
        return letter(
            entry,
            _("The entry “%(title)s” of %(organisation)s is disqualified. Two of the staff have decided so.")
            % {"title": entry.title, "organisation": entry.organisation.name.pick(get_language())},
            _("The rule that was broken: %(breach)s") % {"breach": entry.closing_note},
            _("If you have a question about this, please contact the organiser."),
        )

    _write(event, entry, entry.coordinator, now, subject=subject, body=body)


def _named(entry: Entry) -> dict[str, str]:
    return {"reference": entry.reference or "", "title": entry.title}


def _staff(entry: Entry, *roles: Role) -> list[Person]:
    """Return who holds one of the roles, each once, those who take part in the entry left out."""
    people = {person.pk: person for role in roles for person in appointed(entry.edition, role)}
    return [person for person in people.values() if not takes_part(person, entry)]


def _to_staff(entry: Entry, *paragraphs: str) -> str:
    address = f"{settings.RANGWAN_BASE_URL}/office/{entry.edition.slug}/entries/{entry.id}/"
    way = _("The entry: %(address)s") % {"address": address}
    return letter_to_staff(definition_for(entry), _("Dear colleague,"), *paragraphs, way)


def _write(
    event: Event, entry: Entry, to: Person, now: dt.datetime, *, subject: Callable[[], str], body: Callable[[], str]
) -> None:
    queue_message(
        to=to, kind=event.kind, subject=in_both(subject), body=in_both(body), edition=entry.edition_id,
        event=event.number, now=now,
    )  # fmt: skip
