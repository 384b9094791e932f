"""People: making them, what they say of themselves, and who works for an organiser."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from rangwan.accounts.models import Organiser, OrganiserMember, Person
from rangwan.accounts.rules import Refused, optional, required
from rangwan.kernel import audit, events
from rangwan.kernel.text import LANGUAGES


@transaction.atomic
def create_person(
    *,
    email: str,
    name: str,
    password: str | None,
    verified: bool,
    acting: Person | None,
    now: dt.datetime,
    position: str = "",
    phone: str = "",
    language: str = "th",
) -> Person:
    """Make a person with an address, for the command line and the demonstration; `verified` says it is known as theirs.

    Raises Refused: required, too_long, unusable_character, email_invalid, email_taken, language_unknown.
    """
    address = optional("email", email).lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused("email", "email_invalid") from None
    if Person.objects.filter(email=address).exists():
        raise Refused("email", "email_taken")
    person = Person(
        email=address, name=required("name", name), position=optional("position", position),
        phone=optional("phone", phone), language=_language(language),
    )  # fmt: skip
    person.set_password(password)
    person.save(force_insert=True)
    EmailAddress.objects.create(user=person, email=address, primary=True, verified=verified)
    _record_joining(person, act="person.created", acting=acting, now=now)
    return person


@transaction.atomic
def sign_up(*, person: Person, now: dt.datetime) -> Person:
    """Store a person who signed up (address and password already set by the sign-in library); they act themselves.

    Raises Refused: required, too_long, unusable_character, language_unknown.
    """
    person.name = required("name", person.name)
    person.position, person.phone = optional("position", person.position), optional("phone", person.phone)
    person.language = _language(person.language)
    person.save(force_insert=True)
    _record_joining(person, act="person.signed_up", acting=person, now=now)
    return person


@transaction.atomic
def update_profile(
    *,
    person: Person,
    name: str,
    position: str,
    phone: str,
    language: str,
    acting: Person,
    now: dt.datetime,
    reminders: bool | None = None,
) -> Person:
    """Change what a person says of themselves, and whether they want mails before closing.

    Raises Refused as above, or not_yours for somebody else's profile.
    """
    if acting.pk != person.pk:
        raise Refused("name", "not_yours")
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    before = _said(person)
    person.name = required("name", name)
    person.position, person.phone = optional("position", position), optional("phone", phone)
    person.language = _language(language)
    person.reminders = person.reminders if reminders is None else reminders
    after = _said(person)
    changed = {key for key in after if before[key] != after[key]}
    if changed:
        person.save(update_fields=sorted(changed))
        audit.record(
            act="person.changed", thing="person", thing_id=person.id, acting=acting, now=now,
            before={key: before[key] for key in changed}, after={key: after[key] for key in changed},
        )  # fmt: skip
        events.emit(kind="person.changed", subject=person.id, now=now)
    return person


@transaction.atomic
def add_organiser_member(
    *, person: Person, organiser: Organiser, acting: Person | None, now: dt.datetime
) -> OrganiserMember:
    """Make a person staff of an organiser; nothing changes for one who is. The caller has seen that `acting` may."""
    member, made = OrganiserMember.objects.get_or_create(
        person=person, organiser=organiser, ended_at=None, defaults={"since": now}
    )
    if made:
        audit.record(
            act="organiser.member_added", thing="organiser", thing_id=organiser.id, acting=acting, now=now,
            after={"person": person.id},
        )  # fmt: skip
        events.emit(kind="organiser.member_added", subject=organiser.id, now=now, payload={"person": person.id})
    return member


@transaction.atomic
def end_organiser_member(*, person: Person, organiser: Organiser, acting: Person | None, now: dt.datetime) -> None:
    """End a person's work for an organiser. The caller has seen that `acting` may."""
    ended = OrganiserMember.objects.filter(person=person, organiser=organiser, ended_at=None).update(ended_at=now)
    if ended:
        audit.record(
            act="organiser.member_ended", thing="organiser", thing_id=organiser.id, acting=acting, now=now,
            after={"person": person.id},
        )  # fmt: skip
        events.emit(kind="organiser.member_ended", subject=organiser.id, now=now, payload={"person": person.id})


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise Refused("language", "language_unknown")
    return language


def _said(person: Person) -> dict[str, str | bool]:
    return {
        "name": person.name, "position": person.position, "phone": person.phone, "language": person.language,
        "reminders": person.reminders,
    }  # fmt: skip


def _record_joining(person: Person, *, act: str, acting: Person | None, now: dt.datetime) -> None:
    audit.record(act=act, thing="person", thing_id=person.id, acting=acting, now=now, after={"email": person.email})
    events.emit(kind=act, subject=person.id, now=now)
