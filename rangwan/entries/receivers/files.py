"""A file that a check refused after it had come: its coordinator is told, and what to do."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.entries.actions.letters import letter
from rangwan.entries.models import Attachment
from rangwan.entries.rules import EDITABLE
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.text import Text
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message


@receives("file.refused")
def tell_refused(event: Event, now: dt.datetime) -> None:
    """Say why nobody can open the file, and whether another can be sent at once or only in an entry reopened."""
    found = Attachment.objects.filter(file_id=event.subject, removed_at__isnull=True)
    for attachment in found.select_related("entry__edition", "entry__organisation", "entry__coordinator"):
        entry, why = attachment.entry, Text(**event.payload["words"])

        def subject(title: str = entry.title) -> str:
            return _("A file cannot be opened: %(name)s (%(title)s)") % {"name": event.payload["name"], "title": title}

        def body(attachment: Attachment = attachment, why: Text = why) -> str:
            is_open = attachment.entry.state in EDITABLE
            return letter(
                attachment.entry,
                _("The entry “%(title)s” holds a file that nobody can open.") % {"title": attachment.entry.title},
                why.pick(get_language()),
                _("You can send another file in its place.")
                if is_open
                else _(
                    "Before the closing time, reopen the entry to send another file; "
                    "after it, please ask the organiser."
                ),
                page="files/" if is_open else "",
            )

        with transaction.atomic():
            queue_message(
                to=entry.coordinator, kind=event.kind, subject=in_both(subject), body=in_both(body),
                edition=entry.edition_id, event=event.number, now=now,
            )  # fmt: skip
