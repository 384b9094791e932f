"""Every list costs the same number of queries for 1 row and for 50, and pages on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.accounts.models import Membership, Organisation
from rangwan.entries.models import Entry
from rangwan.entries.rules import State
from rangwan.judging.models import Assignment
from rangwan.notices.models import Message
from rangwan.programmes.models import Appointment, Edition
from rangwan.results.models import RankingRun
from tests.api.calling import Caller, ok
from tests.api.conftest import World
from tests.builders import NOW, PACK, attach, draft_entry, make_edition, make_organisation, make_person

Grow = Callable[[World, int], object]


def _entries(world: World, number: int) -> list[Entry]:
    """Make received entries, quickly: rows as they stand after screening."""
    offset = Entry.objects.count()
    return Entry.objects.bulk_create(
        Entry(
            edition=world.edition, definition_id=world.edition.version_id or "", organisation=world.office,
            coordinator=world.somchai, title=f"โครงการ {place}", state=State.ELIGIBLE,
            reference=f"X-{offset + place:04d}", created_at=NOW, changed_at=NOW, confirmed_at=NOW,
        )
        for place in range(number)
    )  # fmt: skip


def _sheets(world: World, number: int) -> None:
    for entry in _entries(world, number):
        Assignment.objects.create(
            entry=entry, judge=world.judge_person, round="judging", assigned_at=NOW, changed_at=NOW
        )


def _files(world: World, number: int) -> None:
    draft = Entry.objects.filter(state=State.DRAFT).first() or draft_entry(world.edition, world.office, world.somchai)
    for _place in range(min(number, 10)):
        attach(draft, "evidence", "a.pdf")


def _editions(_world: World, number: int) -> None:
    for _place in range(number):
        make_edition(slug=f"edition-{Edition.objects.count()}", closes=dt.timedelta(days=Edition.objects.count() + 1))


def _claims(world: World, number: int) -> None:
    for place in range(number):
        Membership.objects.create(
            person=make_person(f"ดาว {place}"), organisation=world.office, claimed_at=NOW, standing="claimed"
        )


def _requests(world: World, number: int) -> None:
    for place in range(number):
        make_organisation(
            f"เทศบาลใหม่ {place}", standing=Organisation.Standing.REQUESTED, requested_by=world.somchai,
            requested_at=NOW,
        )  # fmt: skip


def _messages(world: World, number: int) -> None:
    Message.objects.bulk_create(
        Message(
            to_person=world.somchai, to_address=world.somchai.email, kind="x", subject="x", body_text="x",
            created_at=NOW, next_at=NOW,
        )
        for _place in range(number)
    )  # fmt: skip


def _rankings(world: World, number: int) -> None:
    RankingRun.objects.bulk_create(
        RankingRun(
            edition=world.edition, round="judging", definition_id=world.edition.version_id or "", at=NOW,
            by=world.somchai, rows=[], digest="",
        )
        for _place in range(number)
    )  # fmt: skip


def _appointments(world: World, number: int) -> None:
    for place in range(number):
        Appointment.objects.create(
            person=make_person(f"กรรมการ {place}"), edition=world.edition, role="judge", appointed_at=NOW
        )


LISTS: dict[str, tuple[str, str, Grow]] = {
    "awards": ("alice", "awards", _editions),
    "organisations": ("alice", "organisations", lambda _w, n: [make_organisation(f"ก {x}") for x in range(n)]),
    "entries of an entrant": ("alice", "entries", _entries),
    "entries of staff": ("organiser", f"entries?edition={PACK}", _entries),
    "files": ("alice", "entries/{draft}/files", _files),
    "queue": ("screener", f"awards/{PACK}/screening", _entries),
    "own sheets": ("judge", "judging/assignments", _sheets),
    "assignments": ("chair", f"awards/{PACK}/assignments", _sheets),
    "progress": ("chair", f"awards/{PACK}/progress", _sheets),
    "received": ("chair", f"awards/{PACK}/entries", _sheets),
    "rankings": ("chair", f"awards/{PACK}/rankings", _rankings),
    "appointments": ("organiser", f"awards/{PACK}/appointments", _appointments),
    "claims": ("alice", "organisations/claims", _claims),
    "requests": ("staff", "organisations/requests", _requests),
    "me": ("alice", "me", _requests),
    "messages": ("alice", "me/messages", _messages),
}


def _cost(caller: Caller, path: str) -> tuple[int, int]:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        body = ok(caller.get(path))
    return len(seen), len(body.get("items", []))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_fifty(world: World, name: str):
    who, path, grow = LISTS[name]
    grow(world, 1)
    drafts = Entry.objects.filter(state=State.DRAFT).values_list("id", flat=True)
    path = path.format(draft=drafts[0] if "{draft}" in path else "")
    caller: Caller = getattr(world, who)
    _cost(caller, path)  # what is read once for all is read now
    few, rows = _cost(caller, path)
    grow(world, 49)
    many, more_rows = _cost(caller, path)
    assert many == few
    assert more_rows >= rows


def test_a_long_list_pages_on_to_its_end(world: World):
    made = {entry.id for entry in _entries(world, 230)}
    seen: list[str] = []
    address: str | None = "entries"
    while address:
        page = ok(world.alice.get(address))
        assert len(page["items"]) <= 100
        seen += [item["id"] for item in page["items"]]
        address = page["next"]
    assert (len(seen), set(seen)) == (230, made)


def test_the_office_list_pages_on_too(world: World):
    _entries(world, 101)
    first = ok(world.organiser.get(f"awards/{PACK}/entries?q=โครงการ&state=eligible"))
    last = ok(world.organiser.get(first["next"]))
    assert (len(first["items"]), len(last["items"]), last["next"]) == (100, 1, None)
    assert {item["id"] for item in first["items"]}.isdisjoint(item["id"] for item in last["items"])
