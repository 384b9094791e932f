"""Mails about what screening found and what it asks. Called twice for one event, they write one message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.queries import definition_for
from rangwan.entries.rules import Act, State
from rangwan.entries.wording import what_next
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.thai_dates import format_closing
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import appointed
from rangwan.programmes.wording import letter
from rangwan.screening.models import Clarification, ScreeningVerdict
from rangwan.screening.permissions import may_screen
from rangwan.screening.rules import Verdict


@receives("entry.eligible")
def tell_eligible(event: Event, now: dt.datetime) -> None:
    """Say that the entry passed screening."""
    entry = _entry(event)
    _write(event, entry, now, "eligible")


@receives("entry.ineligible")
def tell_ineligible(event: Event, now: dt.datetime) -> None:
    """Say that the entry goes no further, and which rules or points were not in order."""
    entry = _entry(event)
    _write(event, entry, now, "ineligible")


@receives("entry.confirmed")
def tell_screened_again(event: Event, now: dt.datetime) -> None:
    """Say that a verdict was taken back, or that screening went on without a correction."""
    act = event.payload.get("act")
    if act in (Act.REVOKE, Act.END_RETURN):
        _write(event, _entry(event), now, str(act))


@receives("screening.clarification_asked", "screening.clarification_withdrawn")
def tell_question(event: Event, now: dt.datetime) -> None:
    """Tell the coordinator what staff ask and until when to answer, or that no answer is needed any more."""
    asked = _clarification(event)
    withdrawn = event.kind == "screening.clarification_withdrawn"
    if asked.answered_at is not None or (asked.withdrawn_at is not None and not withdrawn):
        return

    def subject() -> str:
        words = _("No answer needed any more: %(title)s") if withdrawn else _("Staff ask about your entry: %(title)s")
        return words % {"title": asked.entry.title}

    def body() -> str:
        if withdrawn:
            opening, ending = _("Staff no longer need an answer to this question about the entry “%(title)s”:"), ""
        else:
            opening = _("Staff ask this about the entry “%(title)s”:")
            ending = _("Please answer before %(when)s. The entry itself does not change.")
        return letter(
            definition_for(asked.entry),
            _("Dear coordinator,"),
            opening % {"title": asked.entry.title},
            asked.question,
            ending % {"when": format_closing(asked.due_at, get_language() or "th")},
            _("The question: %(address)s") % {"address": f"{settings.RANGWAN_BASE_URL}/my/clarifications/{asked.id}/"},
        )

    _send(event, asked.entry, asked.entry.coordinator, now, subject=subject, body=body)


@receives("screening.clarification_answered")
def tell_clarified(event: Event, now: dt.datetime) -> None:
    """Send the answer to who asked; to the organisers where that person screens the entry no more."""
    asked = _clarification(event)
    entry = asked.entry
    readers = [asked.asked_by] if may_screen(asked.asked_by, entry) else appointed(entry.edition, Role.ORGANISER)

    def subject() -> str:
        return _("Answered: %(reference)s %(title)s") % {"reference": entry.reference, "title": entry.title}

    def body() -> str:
        address = f"{settings.RANGWAN_BASE_URL}/office/{entry.edition.slug}/screening/{entry.id}/"
        return letter(
            definition_for(entry),
            _("The entrants have answered a question about the entry “%(title)s”.") % {"title": entry.title},
            _("Question: %(question)s") % {"question": asked.question},
            _("Answer: %(answer)s") % {"answer": asked.answer},
            _("The entry: %(address)s") % {"address": address},
        )

    for person in readers:
        _send(event, entry, person, now, subject=subject, body=body)


def _clarification(event: Event) -> Clarification:
    return Clarification.objects.select_related(
        "entry__edition", "entry__organisation", "entry__coordinator", "asked_by"
    ).get(pk=event.payload["clarification"])


def _send(
    event: Event, entry: Entry, to: Person, now: dt.datetime, *, subject: Callable[[], str], body: Callable[[], str]
) -> None:
    queue_message(
        to=to, kind=event.kind, edition=entry.edition_id, event=event.number, now=now,
        subject=in_both(subject), body=in_both(body),
    )  # fmt: skip


def _entry(event: Event) -> Entry:
    return Entry.objects.select_related("edition", "organisation", "coordinator").get(pk=event.subject)


def _subject(entry: Entry, what: str) -> str:
    subjects = {
        "eligible": _("Passed screening: %(reference)s %(title)s"),
        "ineligible": _("Did not pass screening: %(reference)s %(title)s"),
    }
    words = subjects.get(what, _("Being screened again: %(reference)s %(title)s"))
    return words % {"reference": entry.reference, "title": entry.title}


def _body(entry: Entry, what: str) -> str:
    """Return the mail in the active language."""
    said: dict[str, list[str | Promise]] = {
        "eligible": [_("The entry is eligible and complete."), what_next(State.ELIGIBLE)],
        "ineligible": [
            _("Screening found that the entry is not eligible, and a second person agreed."),
            _not_in_order(entry),
            what_next(State.INELIGIBLE),
        ],
        Act.REVOKE: [_("The verdict that the entry is not eligible was taken back. It is being screened again.")],
        Act.END_RETURN: [_("The time for the correction is over. Screening goes on with the entry as it stands.")],
    }
    address = f"{settings.RANGWAN_BASE_URL}/my/entries/{entry.id}/"
    return letter(
        definition_for(entry),
        _("Dear coordinator,"),
        _("About the entry “%(title)s” of %(organisation)s, reference %(reference)s.")
        % {
            "title": entry.title,
            "organisation": entry.organisation.name.pick(get_language()),
            "reference": entry.reference,
        },
        *said[what],
        _("Where the entry stands: %(address)s") % {"address": address},
    )


def _not_in_order(entry: Entry) -> str:
    """Return the rules and points that the standing verdict found not in order, with the notes on them."""
    verdict = (
        entry.verdicts.filter(verdict=Verdict.INELIGIBLE, standing=ScreeningVerdict.Standing.FINAL)
        .order_by("-at", "-pk")
        .first()
    )
    if verdict is None:
        return ""
    definition = definition_for(entry)
    labels = {rule.key: rule.label for rule in definition.eligibility}
    labels |= {check.key: check.label for check in definition.screening}
    lines = [
        f"- {labels[key].pick(get_language())}: {found['note']}"
        for key, found in verdict.findings.items()
        if found["ok"] is False and key in labels
    ]
    return "\n".join([_("Not in order:"), *lines]) if lines else ""


def _write(event: Event, entry: Entry, now: dt.datetime, what: str) -> None:
    queue_message(
        to=entry.coordinator, kind=f"screening.{what}", edition=entry.edition_id, event=event.number, now=now,
        subject=in_both(lambda: _subject(entry, what)), body=in_both(lambda: _body(entry, what)),
    )  # fmt: skip
