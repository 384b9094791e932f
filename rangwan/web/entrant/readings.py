"""What was read in an entry for its entrants to see: the code on the signed form, the catalogue's word on data sets."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rangwan.accounts.queries import PersonItem
from rangwan.entries import queries
from rangwan.entries.queries import EntryItem
from rangwan.entries.wording.datasets import dataset_rows
from rangwan.entries.wording.signed_form import form_notice
from rangwan.forms.definition import Section

_ASK = "ask-datasets"  # id of the form that the button belongs to; the button stands inside another form
_PRINT_AGAIN = frozenset({"changed", "other_entry", "bad_signature"})


def of_form(item: EntryItem, *, is_editable: bool) -> dict[str, Any]:
    """Return what a page needs to say how the signed form stands to the answers, and the way to print it again."""
    reading = queries.form_reading(item)
    found: dict[str, Any] = {
        "form_slot": queries.definition_for(item).entering.signed_form,
        "form_notice": form_notice(reading),
    }
    if reading is not None and is_editable and reading.standing in _PRINT_AGAIN:
        url = reverse("entrant:form_page", args=[item.id])
        found |= {"form_url": url, "form_link": _("Open the page to print")}
    return found


def of_datasets(item: EntryItem, person: PersonItem, section: Section | None = None) -> dict[str, Any]:
    """Return what a page needs to show the catalogue's word, of this section or of the whole entry."""
    catalogue = queries.definition_for(item).entering.catalogue
    if catalogue is None or (section and catalogue.question not in {asked.key for asked in section.questions}):
        return {}
    rows = dataset_rows(queries.datasets_of(item))
    return {
        "datasets": rows,
        "datasets_of": catalogue.question,
        "datasets_form": _ASK if rows and queries.may_ask_datasets(person, item) else "",
    }


def of_deck(item: EntryItem) -> dict[str, Any]:
    """Return what a page needs to hint at the criteria that the presentation does not seem to speak of."""
    covers = queries.coverage_of(item)
    return {"covers": covers, "uncovered": [one for one in covers if one.is_missing]}
