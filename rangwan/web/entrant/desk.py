"""What the entrant finds on the desk of an entry beside its task list: one link for each further thing to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rangwan.accounts.queries import PersonItem
from rangwan.entries.queries import EntryItem


@dataclass(frozen=True)
class Link:
    """One line: where it leads, what it is called, a short word about how it stands there (may be empty)."""

    url: str
    title: str
    hint: str = ""


Maker = Callable[[EntryItem, PersonItem, dt.datetime], Link | None]

# In the order in which they stand on the page. A maker returns None where its thing is of no use to this person now.
_MAKERS: tuple[Maker, ...] = ()


def links_of(entry: EntryItem, person: PersonItem, now: dt.datetime) -> Iterator[Link]:
    """Yield the links of the entry's desk for this person."""
    for maker in _MAKERS:
        link = maker(entry, person, now)
        if link is not None:
            yield link
