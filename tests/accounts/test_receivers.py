"""What the sign-in library tells, as it tells it, becomes a row of the audit log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account import signals
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.dispatch import Signal

from rangwan.accounts.models import Person
from rangwan.kernel import audit
from rangwan.kernel.models import AuditRow


@pytest.mark.parametrize(
    ("signal", "says", "act", "after"),
    [
        (signals.password_changed, ("user",), "person.password_changed", {}),
        (signals.password_reset, ("user",), "person.password_changed", {}),
        (signals.email_confirmed, ("email_address",), "person.email_confirmed", {"email": "alice@example.com"}),
        (signals.email_added, ("user", "email_address"), "person.email_added", {"email": "alice@example.com"}),
        (signals.email_removed, ("user", "email_address"), "person.email_removed", {"email": "alice@example.com"}),
        (signals.email_changed, ("user", "to_email_address"), "person.email_changed", {"email": "alice@example.com"}),
        (mfa_signals.authenticator_added, ("user", "authenticator"), "person.second_step_on", {}),
        (mfa_signals.authenticator_removed, ("user", "authenticator"), "person.second_step_off", {}),
        (mfa_signals.authenticator_reset, ("user", "authenticator"), "person.recovery_codes_made", {}),
    ],
)
def test_it_is_recorded(
    person: Callable[..., Person], signal: Signal, says: tuple[str, ...], act: str, after: dict[str, Any]
):
    alice = person("alice")
    address = EmailAddress.objects.get(user=alice)
    about = {"user": alice, "email_address": address, "to_email_address": address, "authenticator": Authenticator()}
    signal.send(sender=Person, request=None, **{name: about[name] for name in says})
    row = AuditRow.objects.get(act=act)
    assert (row.actor, row.thing, row.thing_id, row.after) == (alice.id, "person", alice.id, after)
    assert audit.verify() == []
