"""Mails about judging: new entries for a judge, a judge who steps back, an entry that left while it was judged.

Called twice for one event, they write one message to each.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rangwan.accounts.models import Person
from rangwan.entries.models import Entry
from rangwan.entries.queries import definition_for
from rangwan.judging.models import Assignment
from rangwan.judging.rules import SheetState
from rangwan.judging.wording import RECUSALS
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message
from rangwan.programmes.models import Edition
from rangwan.programmes.permissions import Role
from rangwan.programmes.queries import appointed, definition_of
from rangwan.programmes.wording import letter


@receives("judging.assigned")
def tell_judges(event: Event, now: dt.datetime) -> None:
    """Send every judge with new scoresheets one mail that names them."""
    edition = Edition.objects.get(pk=event.subject)
    new = Assignment.objects.filter(
        entry__edition=edition, round=event.payload["round"], assigned_at=event.at, state=SheetState.OPEN
    ).select_related("judge", "entry")
    sheets: dict[Person, list[Entry]] = {}
    for assignment in new.order_by("entry__reference", "pk"):
        sheets.setdefault(assignment.judge, []).append(assignment.entry)
    for judge, entries in sheets.items():
        _tell_judge(event, edition, judge, entries, now)


def _tell_judge(event: Event, edition: Edition, judge: Person, entries: list[Entry], now: dt.datetime) -> None:
    count = {"n": len(entries)}

    def subject() -> str:
        return ngettext("%(n)s entry to judge", "%(n)s entries to judge", len(entries)) % count

    def body() -> str:
        return letter(
            definition_of(edition.version_id),
            _("Dear judge,"),
            _("These entries are yours to judge:") + "\n" + "\n".join(f"- {_name(entry)}" for entry in entries),
            _("If you have a conflict of interest with one of them, please say so on its page before you read on."),
            _("Your entries: %(address)s") % {"address": f"{settings.RANGWAN_BASE_URL}/judge/"},
        )

    queue_message(
        to=judge, kind="judging.assigned", subject=in_both(subject), body=in_both(body), edition=edition.id,
        event=event.number, now=now,
    )  # fmt: skip


@receives("judging.recused")
def tell_leaders(event: Event, now: dt.datetime) -> None:
    """Tell chairs and organisers that a judge stepped back, and why, so that they can find another."""
    assignment = Assignment.objects.select_related("entry__edition", "judge").get(pk=event.subject)
    entry, judge = assignment.entry, assignment.judge

    def subject() -> str:
        return _("A judge steps back: %(entry)s") % {"entry": _name(entry)}

    def body() -> str:
        why = " – ".join(part for part in (str(RECUSALS[assignment.recusal]), assignment.recusal_note) if part)
        address = f"{settings.RANGWAN_BASE_URL}/office/{entry.edition.slug}/judging/"
        return letter(
            definition_for(entry),
            _("Dear colleague,"),
            _("%(judge)s does not judge %(entry)s.") % {"judge": judge.name or judge.email, "entry": _name(entry)},
            _("Reason: %(why)s") % {"why": why},
            _("Assign another judge: %(address)s") % {"address": address},
        )

    leaders = {person.pk: person for role in (Role.CHAIR, Role.ORGANISER) for person in appointed(entry.edition, role)}
    for leader in leaders.values():
        queue_message(
            to=leader, kind="judging.recused", subject=in_both(subject), body=in_both(body),
            edition=entry.edition_id, event=event.number, now=now,
        )  # fmt: skip


@receives("entry.withdrawn", "entry.disqualified")
def tell_nothing_left(event: Event, now: dt.datetime) -> None:
    """Tell judges who were not done that the entry left the award: it has left their list as well."""
    entry = Entry.objects.select_related("edition").get(pk=event.subject)

    def subject() -> str:
        return _("No longer to be judged: %(entry)s") % {"entry": _name(entry)}

    def body() -> str:
        return letter(
            definition_for(entry),
            _("Dear judge,"),
            _("The entry %(entry)s has left the award. You have nothing more to do for it.") % {"entry": _name(entry)},
            _("Your entries: %(address)s") % {"address": f"{settings.RANGWAN_BASE_URL}/judge/"},
        )

    open_sheets = entry.assignments.filter(state__in=(SheetState.OPEN, SheetState.DRAFT)).select_related("judge")
    for assignment in open_sheets.order_by("pk"):
        queue_message(
            to=assignment.judge, kind="judging.left", subject=in_both(subject), body=in_both(body),
            edition=entry.edition_id, event=event.number, now=now,
        )  # fmt: skip


def _name(entry: Entry) -> str:
    return " ".join(part for part in (entry.reference, entry.title) if part)
