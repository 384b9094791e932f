from __future__ import annotations

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction

from rangwan.accounts.models import Person
from rangwan.notices.models import Message


def test_what_a_library_sends_is_a_message(alice: Person):
    mail = EmailMultiAlternatives(
        "Confirm", "Text", "from@example.com", ["ALICE@example.go.th", "other@example.com"],
        headers={"X-Rangwan-Kind": "account/email/email_confirmation", "Content-Language": "en"},
    )  # fmt: skip
    mail.attach_alternative("<p>Text</p>", "text/html")
    assert mail.send() == 1
    rows = Message.objects.order_by("to_address").values_list("to_address", "to_person", "kind", "language", "secret")
    kind = "account/email/email_confirmation"
    assert sorted(rows) == sorted(
        [("alice@example.go.th", alice.id, kind, "en", True), ("other@example.com", None, kind, "en", True)]
    )
    assert set(Message.objects.values_list("subject", "body_text", "body_html")) == {("Confirm", "Text", "<p>Text</p>")}


@pytest.mark.django_db(transaction=True)
def test_it_goes_back_with_its_transaction():
    with transaction.atomic():
        send_mail("s", "b", None, ["a@example.com"])
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    send_mail("s", "b", None, ["a@example.com"])
    assert Message.objects.get().kind == "account"
