"""Mails to the coordinator about what happened to an entry. Called twice for one event, they write one message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.entries.actions.letters import letter as _letter
from rangwan.entries.models import Entry, Receipt
from rangwan.entries.queries import closing_of, definition_for
from rangwan.entries.rules import Act, State
from rangwan.entries.wording import part_names, what_next
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.thai_dates import format_closing, format_moment
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message


@receives("entry.confirmed")
def tell_received(event: Event, now: dt.datetime) -> None:
    """Send the reference, the time and every file's hash, after ยืนยัน and after a correction was sent back."""
    entry = _entry(event)
    if event.payload.get("act") not in (Act.CONFIRM, Act.ANSWER_RETURN):
        return
    receipt = entry.receipts.filter(received_at=event.at).order_by("-number").first()
    if receipt is None:
        return

    def subject() -> str:
        return _("Received: %(reference)s %(title)s") % {"reference": entry.reference, "title": receipt.title}

    def body() -> str:
        return _letter(
            entry,
            _("We have received the entry “%(title)s” of %(organisation)s.")
            % {"title": receipt.title, "organisation": entry.organisation.name.pick(get_language())},
            _("Reference: %(reference)s") % {"reference": entry.reference},
            _("Received: %(when)s") % {"when": format_moment(receipt.received_at, _language())},
            _files(receipt),
            str(what_next(State.CONFIRMED)),
        )

    _write(event, entry, subject, body, now)


@receives("entry.returned")
def tell_returned(event: Event, now: dt.datetime) -> None:
    """Say which parts are to be corrected, by when, and what staff wrote."""
    entry = _entry(event)
    if entry.state != State.RETURNED or entry.return_due is None:
        return
    due = entry.return_due

    def subject() -> str:
        return _("Please correct: %(reference)s %(title)s") % {"reference": entry.reference, "title": entry.title}

    def body() -> str:
        names = "\n".join(
            f"- {name.pick(get_language())}" for name in part_names(entry.return_parts, definition_for(entry))
        )
        return _letter(
            entry,
            _("Staff ask you to correct these parts of the entry “%(title)s”:") % {"title": entry.title} + f"\n{names}",
            _("Note from the staff: %(note)s") % {"note": entry.return_note} if entry.return_note else "",
            _("Please send it back before %(when)s.") % {"when": format_closing(due, _language())},
        )

    _write(event, entry, subject, body, now)


@receives("entry.draft")
def tell_reopened(event: Event, now: dt.datetime) -> None:
    """Warn that a reopened entry does not count until it is sent and confirmed again."""
    entry = _entry(event)
    if event.payload.get("from") != State.CONFIRMED:
        return
    closes_at = closing_of(entry)

    def subject() -> str:
        return _("Reopened: %(reference)s %(title)s") % {"reference": entry.reference, "title": entry.title}

    def body() -> str:
        return _letter(
            entry,
            _("The entry “%(title)s” is open for changes again.") % {"title": entry.title},
            _("It does not count until you have sent and confirmed it again, before %(when)s.")
            % {"when": format_closing(closes_at, _language())},
        )

    _write(event, entry, subject, body, now)


@receives("entry.withdrawn")
def tell_withdrawn(event: Event, now: dt.datetime) -> None:
    """Confirm that the entry was taken out of the award."""
    entry = _entry(event)

    def subject() -> str:
        return _("Withdrawn: %(title)s") % {"title": entry.title}

    def body() -> str:
        return _letter(
            entry,
            _("The entry “%(title)s” of %(organisation)s is withdrawn.")
            % {"title": entry.title, "organisation": entry.organisation.name.pick(get_language())},
            _("Reason given: %(reason)s") % {"reason": entry.closing_note},
        )

    _write(event, entry, subject, body, now)


def _entry(event: Event) -> Entry:
    return Entry.objects.select_related("edition", "organisation", "coordinator").get(pk=event.subject)


def _language() -> str:
    return get_language() or "th"


def _files(receipt: Receipt) -> str:
    lines = [
        _("%(name)s (%(size)s bytes)") % {"name": file["name"], "size": f"{file['size']:,}"}
        + f"\n  SHA-256 {file['sha256']}"
        for file in receipt.files
    ]
    return "\n".join([_("Files received:"), *lines])


def _write(event: Event, entry: Entry, subject: Callable[[], str], body: Callable[[], str], now: dt.datetime) -> None:
    with transaction.atomic():
        queue_message(
            to=entry.coordinator,
            kind=event.kind,
            subject=in_both(subject),
            body=in_both(body),
            edition=entry.edition_id,
            event=event.number,
            now=now,
        )
