"""The frame of every letter about an entry: to whom, the way to the entry, and whom to ask."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.entries.models import Entry
from rangwan.entries.queries import definition_for


def letter(entry: Entry, *paragraphs: str, page: str = "") -> str:
    """Return a letter in the active language; `page` is one under the entry's own address. Empty paragraphs go."""
    address = f"{settings.RANGWAN_BASE_URL}/my/entries/{entry.id}/{page}"
    return framed(entry, *paragraphs, _("Where the entry stands: %(address)s") % {"address": address})


def framed(entry: Entry, *paragraphs: str) -> str:
    """Return a letter to somebody who may not see the entry (yet): the paragraphs, and whom to ask."""
    organiser = definition_for(entry).organiser
    contact = " · ".join(part for part in (organiser.phone, organiser.email, organiser.site) if part)
    signed = f"{organiser.name.pick(get_language())}\n{contact}"
    return "\n\n".join(part for part in (_("Dear Sir or Madam,"), *paragraphs, signed) if part)
