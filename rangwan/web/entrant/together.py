"""Several people in one entry: who else is there, and what somebody else wrote in the same question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from rangwan.accounts.queries import PersonItem
from rangwan.entries import queries
from rangwan.entries.actions import Merged
from rangwan.entries.queries import EntryItem, Present
from rangwan.forms.definition import Section
from rangwan.forms.rules import readable
from rangwan.web.entrant import presenter
from rangwan.web.entrant.door import clock_time
from rangwan.web.entrant.presenter import Conflict
from rangwan.web.kit import languages
from rangwan.web.kit.requests import SignedIn


@dataclass(frozen=True)
class Company:
    """Who else is at the entry, in words: who holds this very section, who came to it later, who is elsewhere.

    `held` says of every section who holds it: {section key: words}.
    """

    holder: str = ""
    beside: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    held: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nobody else."""
        return not (self.holder or self.beside or self.elsewhere)


def company_of(entry: EntryItem, person: PersonItem, section: str, people: Iterable[Present]) -> Company:
    """Return who else is at the entry, of these; `section` is the one that the person has open, "" for none."""
    others = [present for present in people if present.person_id != person.pk]
    if not others:
        return Company()
    form = queries.definition_for(entry).form
    titles = {part.key: part.title.pick(languages.active()) for part in form.sections}
    here = [present for present in others if section and present.section == section]
    held = {present.section: present for present in others if present.holds and present.section in titles}
    return Company(
        holder=next((_editing(present) for present in here if present.holds), ""),
        beside=tuple(_beside(present) for present in here if not present.holds),
        elsewhere=tuple(
            _elsewhere(present, titles.get(present.section, "")) for present in others if present not in here
        ),
        held={key: _holding(present) for key, present in held.items()},
    )


def _editing(present: Present) -> str:
    return _("%(name)s is editing this page since %(time)s.") % _named(present)


def _beside(present: Present) -> str:
    return _("%(name)s has this page open too, since %(time)s.") % _named(present)


def _holding(present: Present) -> str:
    return _("%(name)s is editing this part since %(time)s.") % _named(present)


def _elsewhere(present: Present, title: str) -> str:
    if title:
        return _("%(name)s is at “%(section)s” since %(time)s.") % {**_named(present), "section": title}
    return _("%(name)s is at this entry since %(time)s.") % _named(present)


def _named(present: Present) -> dict[str, str]:
    return {"name": present.name, "time": clock_time(present.since)}


def texts_of_others(request: SignedIn, merged: Merged, part: Section) -> dict[str, Any]:
    """Return, for the autosave, what others wrote: beside the person's own text where both changed the same question
    (`conflicts`), in its place where the person had not touched it (`newer`)."""
    entry = merged.entry
    definition = queries.definition_for(entry)
    keys = merged.conflicts | merged.newer
    savers = queries.last_savers(entry, keys)
    drawn = presenter.fields_of(part, definition, entry.answers, merged.problems)
    found: dict[str, list[dict[str, str]]] = {"conflicts": [], "newer": []}
    for item in drawn:
        key = item.question.key
        if key not in keys:
            continue
        context: dict[str, Any] = {"field": item, "saver": savers.get(key)}
        if key in merged.conflicts:
            shown = readable(item.question, entry.answers.get(key))
            context |= {"conflict": Conflict(shown, savers.get(key)), "version": merged.version}
            html = render_to_string("entrant/_conflict_here.html", context, request)
            found["conflicts"].append({"key": key, "html": html})
        else:
            html = render_to_string("entrant/_newer.html", context, request)
            found["newer"].append({"key": key, "html": html})
    return found
