"""A question to the organiser about an entry."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.entries.actions.errors import NotAllowed
from rangwan.entries.models import Entry
from rangwan.entries.permissions import is_entrant
from rangwan.programmes.actions import begin_enquiry
from rangwan.programmes.models import Enquiry


@transaction.atomic
def ask_about_entry(*, entry: Entry, subject: str, text: str, acting: Person, now: dt.datetime) -> Enquiry:
    """Ask about an entry, as one of its entrants; confirmed members of its organisation read along.

    Raises NotAllowed, BadTexts, UnableToAsk.
    """
    if not is_entrant(acting, entry):
        raise NotAllowed
    return begin_enquiry(
        edition=entry.edition, organisation=entry.organisation, entry=entry.id, subject=subject, text=text,
        acting=acting, now=now,
    )  # fmt: skip
