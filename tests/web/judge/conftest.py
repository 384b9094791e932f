"""A judge at work: three entries to judge, a committee, and a browser in which the first judge is signed in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from rangwan.accounts.models import Person
from rangwan.entries.models import Attachment, Entry
from rangwan.entries.rules import State
from rangwan.judging.models import Assignment
from rangwan.programmes.models import Edition
from tests.builders import NOW, Committee, assignment, attach, bare_entry, make_committee, make_edition, pack

CRITERIA = pack().criteria
FIRST, SECOND = (criterion.key for criterion in CRITERIA[:2])
AUTOSAVE = {"X-Autosave": "1"}


@dataclass
class World:
    """What the tests of this folder share."""

    edition: Edition
    entries: list[Entry]
    staff: Committee
    sheets: list[Assignment]  # of the first judge, one for each entry
    client: Client

    @property
    def judge(self) -> Person:
        """The first judge."""
        return self.staff.judges[0]

    @property
    def sheet(self) -> Assignment:
        """The second sheet: it has one before it and one after it."""
        return self.sheets[1]

    @property
    def url(self) -> str:
        """The address of that sheet."""
        return f"/judge/{self.sheet.id}/"

    def marks(self) -> dict[str, tuple[float | None, str]]:
        """Return what that sheet holds."""
        return {row.criterion: (row.mark, row.comment) for row in self.sheet.marks.all()}


def browser(person: Person, language: str = "th") -> Client:
    """Return a browser in which the person is signed in."""
    client = Client()
    client.force_login(person)
    client.cookies["rangwan_language"] = language
    return client


def page(client: Client, url: str, status: int = 200) -> str:
    """Return the page at this address."""
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def fields(part: float = 0.5, **other: str) -> dict[str, str]:
    """Return the fields of the whole page: each criterion gets this part of its highest mark; `other` goes over it."""
    marks = {f"mark-{criterion.key}": f"{criterion.top * part:g}" for criterion in CRITERIA}
    comments = {f"comment-{criterion.key}": "" for criterion in CRITERIA}
    return marks | comments | other


def blank(**other: str) -> dict[str, str]:
    """Return the fields of a page on which nothing has been marked but `other`."""
    return {f"{part}-{criterion.key}": "" for criterion in CRITERIA for part in ("mark", "comment")} | other


def attached(entry: Entry, kind: str, name: str, question: str = "") -> Attachment:
    """Put a file into an entry that is being judged, as if it had come with the draft."""
    entry.state = State.DRAFT
    entry.save(update_fields=["state"])
    item = attach(entry, kind, name, question=question)
    Entry.objects.filter(pk=entry.pk).update(state=State.ELIGIBLE)
    return item


@pytest.fixture(autouse=True)
def _stand_still(now: time_machine.Traveller) -> None:
    """Every test of this folder stands still at NOW."""


@pytest.fixture
def world(db: None) -> World:
    """Three entries are given to the first judge, in this order."""
    edition = make_edition()
    staff = make_committee(edition)
    entries = [bare_entry(edition, State.ELIGIBLE, number) for number in (1, 2, 3)]
    sheets = [
        assignment(entry, staff.judges[0], NOW + dt.timedelta(minutes=number - 60))
        for number, entry in enumerate(entries)
    ]
    return World(edition, entries, staff, sheets, browser(staff.judges[0]))
