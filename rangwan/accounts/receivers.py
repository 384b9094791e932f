"""What the sign-in library does to an account is recorded like every other change."""

from __future__ import annotations

from typing import Any

from allauth.account import signals
from allauth.mfa import signals as mfa_signals
from django.db import transaction
from django.dispatch import Signal

from rangwan.accounts.models import Person
from rangwan.kernel import audit, clock, events

_RECORDED: tuple[tuple[Signal, str], ...] = (
    (signals.password_changed, "person.password_changed"),
    (signals.password_set, "person.password_changed"),
    (signals.password_reset, "person.password_changed"),
    (signals.email_confirmed, "person.email_confirmed"),
    (signals.email_added, "person.email_added"),
    (signals.email_removed, "person.email_removed"),
    (signals.email_changed, "person.email_changed"),
    (mfa_signals.authenticator_added, "person.second_step_on"),
    (mfa_signals.authenticator_removed, "person.second_step_off"),
    (mfa_signals.authenticator_reset, "person.recovery_codes_made"),
)


def listen() -> None:
    """Connect; called once, when the app is ready."""
    for signal, act in _RECORDED:
        signal.connect(_recorder(act), weak=False, dispatch_uid=f"audit:{act}:{id(signal)}")


def _recorder(act: str) -> Any:
    def record(sender: Any, **about: Any) -> None:
        address = about.get("email_address") or about.get("to_email_address")
        person: Person = about["user"] if about.get("user") else about["email_address"].user
        after = {"email": str(getattr(address, "email", address))} if address else {}
        with transaction.atomic():
            now = clock.now()
            audit.record(act=act, thing="person", thing_id=person.pk, acting=person, now=now, after=after)
            events.emit(kind=act, subject=person.pk, now=now)

    return record
