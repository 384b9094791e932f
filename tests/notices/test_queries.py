from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rangwan.accounts import actions as accounts
from rangwan.accounts.models import Person
from rangwan.notices import actions, permissions, queries
from rangwan.notices.models import Message
from tests.notices.conftest import NOW


def queue(to: Person | str, number: int, **more: Any) -> Message:
    when = NOW + dt.timedelta(minutes=number)
    body = f"https://rangwan.example/{number}/"
    return actions.queue_message(to=to, kind="x", subject=f"{number}", body=body, now=when, **more)


def test_people_read_their_own_messages_but_no_secret_ones(alice: Person):
    bob = accounts.create_person(
        email="bob@example.com", name="บ๊อบ", password=None, verified=True, acting=None, now=NOW
    )
    hers, secret, his = queue(alice, 1), queue(alice, 2, secret=True), queue(bob, 3)
    assert [row["id"] for row in queries.messages_for(alice)] == [hers.id]
    assert queries.message_for(alice, hers.id) == hers
    for message in (secret, his):
        with pytest.raises(queries.NoSuchMessage):
            queries.message_for(alice, message.id)
    for person in (alice, bob):
        assert set(permissions.visible_to(Message.objects.all(), person)) == {
            message for message in (hers, secret, his) if permissions.may_read(person, message)
        }


def test_the_outbox_shows_all_newest_first_with_links(alice: Person):
    for number in range(5):
        queue(alice if number % 2 else "x@example.com", number, secret=True)
    assert [row["subject"] for row in queries.outbox(limit=2)] == ["4", "3"]
    assert [row["subject"] for row in queries.outbox(limit=2, page=3)] == ["0"]
    assert [row["subject"] for row in queries.outbox(address="ALICE@example.go.th ")] == ["3", "1"]
    assert queries.outbox(limit=1)[0]["links"] == ["https://rangwan.example/4/"]
    assert (queries.outbox_count(), queries.outbox_count(address="x@example.com")) == (5, 3)
    assert queries.waiting_count() == 5


def test_lists_cost_one_query_for_one_and_for_many(alice: Person):
    for rows in (1, 40):
        for number in range(rows):
            queue(alice, number)
        for read in (queries.messages_for(alice), queries.outbox()):
            assert len(read) > 0
        for name in ("messages_for", "outbox"):
            with CaptureQueriesContext(connection) as context:
                len(queries.messages_for(alice) if name == "messages_for" else queries.outbox())
            assert len(context) == 1
