"""What the entrant finds on the desk of an entry beside its task list: one link for each further thing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rangwan.accounts.queries import PersonItem
from rangwan.entries.permissions import is_coordinator
from rangwan.entries.queries import EntryItem, approval_of, definition_for, is_correctable, proposals_waiting, team_size
from rangwan.entries.rules import EDITABLE
from rangwan.entries.wording.team import standing_name
from rangwan.programmes.queries.advice import waiting_about


@dataclass(frozen=True)
class Link:
    """One line: where it leads, what it is called, a short word about how it stands there (may be empty)."""

    url: str
    title: str
    hint: str = ""


Files = Mapping[str, list[str]]  # {file slot: names of the files in it}
Maker = Callable[[EntryItem, PersonItem, Files], Link | None]


def _history(entry: EntryItem, _person: PersonItem, _files: Files) -> Link | None:
    version = _("version %(version)s") % {"version": entry.version}
    return Link(reverse("entrant:history", args=[entry.id]), _("History of the answers"), version)


def _self_check(entry: EntryItem, _person: PersonItem, _files: Files) -> Link | None:
    return Link(reverse("entrant:self_check", args=[entry.id]), _("Check yourselves against the rubric"))


def _correction(entry: EntryItem, person: PersonItem, _files: Files) -> Link | None:
    if not (is_coordinator(person, entry) and is_correctable(entry)):
        return None
    hint = _("judges read the note beside your answers")
    return Link(reverse("entrant:correction", args=[entry.id]), _("Correct a factual error"), hint)


def _questions(entry: EntryItem, person: PersonItem, _files: Files) -> Link | None:
    waiting = waiting_about(person, entry.id)
    hint = _("%(n)s waiting for an answer") % {"n": waiting} if waiting else ""
    return Link(reverse("entrant:ask_about", args=[entry.id]), _("Ask the organiser"), hint)


def _team(entry: EntryItem, _person: PersonItem, _files: Files) -> Link | None:
    number = team_size(entry)
    hint = ngettext("%(n)s person", "%(n)s people", number) % {"n": number}
    return Link(reverse("entrant:team", args=[entry.id]), _("Team of the entry"), hint)


def _approval(entry: EntryItem, _person: PersonItem, _files: Files) -> Link | None:
    found = approval_of(entry)
    if found is None:
        return None
    url = reverse("entrant:approval", args=[entry.id])
    return Link(url, _("Approval of the signatory"), str(standing_name(found.standing)))


def _memo(entry: EntryItem, _person: PersonItem, _files: Files) -> Link | None:
    if entry.state not in EDITABLE:
        return None
    hint = _("what is to be signed, and by when")
    return Link(reverse("entrant:memo", args=[entry.id]), _("Memorandum to the signatory"), hint)


def _deck(entry: EntryItem, _person: PersonItem, files: Files) -> Link | None:
    slot = definition_for(entry).entering.deck
    if slot is None:
        return None
    waiting = proposals_waiting(entry) if slot in files else 0
    words = ngettext("%(n)s answer found on the slides", "%(n)s answers found on the slides", waiting)
    hint = words % {"n": waiting} if waiting else ""
    return Link(reverse("entrant:deck", args=[entry.id]), _("Presentation and answers: write once"), hint)


def _pins(entry: EntryItem, _person: PersonItem, _files: Files) -> Link | None:
    return Link(reverse("entrant:pins", args=[entry.id]), _("Where judges find each criterion in your files"))


# In the order in which they stand on the page. A maker returns None where its thing is of no use to this person now.
_MAKERS: tuple[Maker, ...] = (_deck, _pins, _team, _approval, _memo, _history, _self_check, _questions, _correction)


def links_of(entry: EntryItem, person: PersonItem, files: Files) -> Iterator[Link]:
    """Yield the links of the entry's desk for this person."""
    for maker in _MAKERS:
        link = maker(entry, person, files)
        if link is not None:
            yield link
