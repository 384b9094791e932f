from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.kernel.text import Text
from rangwan.notices import actions, queries
from rangwan.notices.models import Message
from tests.notices.conftest import NOW


@pytest.mark.django_db(transaction=True)
def test_a_message_needs_the_transaction_of_its_reason():
    with pytest.raises(RuntimeError):
        actions.queue_message(to="a@example.com", kind="x", subject="s", body="b", now=NOW)
    with transaction.atomic():
        actions.queue_message(to="a@example.com", kind="x", subject="s", body="b", now=NOW)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_a_message_is_in_both_languages_the_readers_first(alice: Person):
    subject, body = Text(th="เรื่อง", en="Subject"), Text(th="เนื้อความ", en="Body")
    thai = actions.queue_message(to=alice, kind="x", subject=subject, body=body, edition="e1", now=NOW)
    assert (thai.subject, thai.to_address, thai.to_person, thai.edition, thai.state) == (
        "เรื่อง", "alice@example.go.th", alice, "e1", "waiting",
    )  # fmt: skip
    assert thai.body_text.index("เนื้อความ") < thai.body_text.index("Body")
    english = actions.queue_message(to="x@y.example", kind="x", subject=subject, body=body, language="en", now=NOW)
    assert (english.subject, english.to_person) == ("Subject", None)
    assert english.body_text.index("Body") < english.body_text.index("เนื้อความ")


def test_one_event_writes_one_message(alice: Person):
    first = actions.queue_message(to=alice, kind="x", subject="s", body="b", event=7, now=NOW)
    assert actions.queue_message(to=alice, kind="x", subject="s", body="b", event=7, now=NOW) == first
    actions.queue_message(to=alice, kind="y", subject="s", body="b", event=7, now=NOW)
    actions.queue_message(to="other@example.com", kind="x", subject="s", body="b", event=7, now=NOW)
    assert Message.objects.count() == 3


def test_nothing_in_a_subject_becomes_a_header(alice: Person):
    message = actions.queue_message(
        to=alice, kind="x", subject="hello\r\nBcc: all@example.com\x00", body="a\x00b\r\nc", now=NOW
    )
    assert message.subject == "hello Bcc: all@example.com\ufffd"
    assert message.body_text == "a\ufffdb\nc"


def test_a_message_that_was_given_up_can_be_tried_again(alice: Person):
    message = actions.queue_message(to=alice, kind="x", subject="s", body="b", now=NOW)
    Message.objects.update(state="failed", attempts=8)
    assert [row["id"] for row in queries.failed_messages()] == [message.id]
    later = NOW + dt.timedelta(days=1)
    actions.retry(message=message, now=later)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.next_at) == ("waiting", 0, later)
