"""Mails about the team, hand-overs and approvals. Called twice for one event, each writes its mails once.

The letter of invitation is not here: it holds a secret, so the action writes it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.accounts.models import Person
from rangwan.entries.actions.letters import framed, letter
from rangwan.entries.models import Approval, Entry, HandOverRequest
from rangwan.entries.permissions import takes_part
from rangwan.entries.queries.approvals import signatories_of
from rangwan.entries.rules import TeamRole
from rangwan.entries.wording.team import role_does, role_name
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.thai_dates import format_closing
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import appointed, closing_for

Words = Callable[[], str]


@receives("entry.colleague_joined", "entry.role_changed", "entry.colleague_left")
def tell_team(event: Event, now: dt.datetime) -> None:
    """Tell whoever did not do it: the coordinator of who came or left, a colleague of a new part or of the end."""
    entry = _entry(event)
    person = Person.objects.get(pk=event.payload["person"])
    by_coordinator = event.payload["by"] != person.pk
    role = TeamRole(event.payload["role"])

    def subject() -> str:
        return _team_subject(event.kind) % {"title": _title(entry)}

    def body() -> str:
        facts = {"who": str(person), "title": _title(entry), "role": role_name(role), "does": role_does(role)}
        if event.kind == "entry.colleague_joined":
            return letter(entry, _("%(who)s accepted the invitation to “%(title)s” (%(role)s).") % facts, page="team/")
        if event.kind == "entry.role_changed":
            said = _("Your part in the entry “%(title)s” is now: %(role)s. %(does)s") % facts
            return letter(entry, said)
        if by_coordinator:
            return framed(entry, _("You no longer work on the entry “%(title)s”.") % facts)
        return letter(entry, _("%(who)s no longer works on the entry “%(title)s”.") % facts, page="team/")

    to = entry.coordinator if event.kind == "entry.colleague_joined" or not by_coordinator else person
    _write(event, entry, [to], (subject, body), now)


def _team_subject(kind: str) -> str:
    if kind == "entry.colleague_joined":
        return _("Accepted: invitation to %(title)s")
    if kind == "entry.role_changed":
        return _("Your part has changed: %(title)s")
    return _("A place in the team has ended: %(title)s")


@receives("entry.handed_over")
def tell_handed_over(event: Event, now: dt.datetime) -> None:
    """Tell the new coordinator and the one before, with the reason that was given."""
    entry = _entry(event)
    new, old = Person.objects.get(pk=event.payload["to"]), Person.objects.get(pk=event.payload["from"])
    reason = _("Reason given: %(reason)s") % {"reason": event.payload["reason"]} if event.payload["reason"] else ""

    def subject() -> str:
        return _("New coordinator: %(title)s") % {"title": _title(entry)}

    def to_new() -> str:
        said = _("You now coordinate the entry “%(title)s” of %(organisation)s: %(does)s")
        return letter(entry, said % {**_facts(entry), "does": role_does(None)}, reason)

    def to_old() -> str:
        said = _("%(who)s now coordinates the entry “%(title)s” of %(organisation)s.")
        return framed(entry, said % {**_facts(entry), "who": str(new)}, reason)

    _write(event, entry, [new], (subject, to_new), now)
    _write(event, entry, [old], (subject, to_old), now)


@receives("entry.hand_over_asked")
def tell_hand_over_asked(event: Event, now: dt.datetime) -> None:
    """Tell the coordinator and the organisers that a colleague asks for the entry."""
    request = HandOverRequest.objects.select_related("asked_by").get(pk=event.payload["request"])
    entry = _entry(event)

    def subject() -> str:
        return _("Request to take over: %(title)s") % {"title": _title(entry)}

    def said() -> list[str]:
        asks = _("%(who)s, a confirmed member of %(organisation)s, asks to coordinate the entry “%(title)s”.")
        reason = _("Reason given: %(reason)s") % {"reason": request.reason}
        return [asks % {**_facts(entry), "who": str(request.asked_by)}, reason]

    def to_coordinator() -> str:
        what = _("You can agree or refuse on the page of the team. If you do not answer, the organiser decides.")
        return letter(entry, *said(), what, page="team/")

    def to_staff() -> str:
        address = f"{settings.RANGWAN_BASE_URL}/office/{entry.edition.slug}/hand-overs/{request.id}/"
        return framed(entry, *said(), _("Decide here: %(address)s") % {"address": address})

    organisers = [person for person in appointed(entry.edition, Role.ORGANISER) if not takes_part(person, entry)]
    _write(event, entry, [entry.coordinator], (subject, to_coordinator), now)
    _write(event, entry, organisers, (subject, to_staff), now)


@receives("entry.hand_over_refused")
def tell_hand_over_refused(event: Event, now: dt.datetime) -> None:
    """Tell who asked that the entry stays with its coordinator, and why."""
    request = HandOverRequest.objects.select_related("asked_by").get(pk=event.payload["request"])
    entry = _entry(event)

    def subject() -> str:
        return _("Not handed over: %(title)s") % {"title": _title(entry)}

    def body() -> str:
        said = _("Your request to coordinate the entry “%(title)s” was refused.") % _facts(entry)
        return letter(entry, said, _("Reason given: %(reason)s") % {"reason": request.note})

    _write(event, entry, [request.asked_by], (subject, body), now)


@receives("entry.approval_asked")
def tell_approval_asked(event: Event, now: dt.datetime) -> None:
    """Ask the signatories to read and decide, and say by when."""
    approval = Approval.objects.select_related("asked_by").get(pk=event.payload["approval"])
    entry = _entry(event)
    if approval.verdict != Approval.Verdict.ASKED:
        return

    def subject() -> str:
        return _("Please approve: %(title)s") % {"title": _title(entry)}

    def body() -> str:
        asks = _("%(who)s asks you to approve the entry “%(title)s” of %(organisation)s before it is sent.")
        due = entry.return_due or closing_for(entry.edition, entry.organisation)
        until = _("It has to be sent before %(when)s.") % {"when": format_closing(due, get_language() or "th")}
        what = _("Read the answers and files there, then approve or refuse.")
        return letter(entry, asks % {**_facts(entry), "who": str(approval.asked_by)}, until, what, page="approval/")

    _write(event, entry, signatories_of(entry), (subject, body), now)


@receives("entry.approved", "entry.approval_refused")
def tell_decided(event: Event, now: dt.datetime) -> None:
    """Tell who asked, and the coordinator, what the signatory decided."""
    approval = Approval.objects.select_related("asked_by", "decided_by").get(pk=event.payload["approval"])
    entry = _entry(event)
    approved = event.kind == "entry.approved"

    def subject() -> str:
        return (_("Approved: %(title)s") if approved else _("Not approved: %(title)s")) % {"title": _title(entry)}

    def body() -> str:
        said = (
            _("%(who)s approved the entry “%(title)s”. It can be sent as it stands; a change needs a new approval.")
            if approved
            else _("%(who)s did not approve the entry “%(title)s”. Correct it and ask again.")
        )
        note = _("Note of the signatory: %(note)s") % {"note": approval.note} if approval.note else ""
        return letter(entry, said % {**_facts(entry), "who": str(approval.decided_by)}, note, page="approval/")

    _write(event, entry, [approval.asked_by, entry.coordinator], (subject, body), now)


def _entry(event: Event) -> Entry:
    return Entry.objects.select_related("edition", "organisation", "coordinator").get(pk=event.subject)


def _title(entry: Entry) -> str:
    return entry.title or _("a project without a name yet")


def _facts(entry: Entry) -> dict[str, str]:
    return {"title": _title(entry), "organisation": entry.organisation.name.pick(get_language())}


def _write(event: Event, entry: Entry, people: Iterable[Person], said: tuple[Words, Words], now: dt.datetime) -> None:
    subject, body = (in_both(words) for words in said)
    for person in {person.pk: person for person in people}.values():
        queue_message(
            to=person, kind=event.kind, subject=subject, body=body, edition=entry.edition_id,
            event=event.number, now=now,
        )  # fmt: skip
