"""Shapes of people, organisations and claims."""

from __future__ import annotations

import datetime as dt

from rangwan.api.shapes.base import Given, Named, Shape, Words


class OrganisationOut(Named):
    """An organisation; names repeat, so it is shown with its place."""

    code: str | None
    type: str
    province: Words
    amphoe: Words
    tambon: str
    standing: str


class Belonging(Named):
    """An organisation of the caller's, and how far the claim to it has come."""

    standing: str
    claim: str


class Me(Shape):
    """Who calls."""

    id: str
    email: str
    name: str
    phone: str
    position: str
    language: str
    reminders: bool
    roles: list[str]
    organisations: list[Belonging]


class ProfileIn(Given):
    """What a person says of themselves, and whether they want reminders; what is left out stays as it is."""

    name: str | None = None
    phone: str | None = None
    position: str | None = None
    language: str | None = None
    reminders: bool | None = None


class ClaimIn(Given):
    """What speaks for the claim, in words. A letter can be added as a file."""

    note: str = ""


class ClaimOut(Shape):
    """A claim to belong to an organisation. `grounds`: domain, letter, or nothing yet."""

    id: str
    organisation: Named
    person: str
    email: str
    standing: str
    grounds: str
    note: str
    claimed_at: dt.datetime


class RequestIn(Given):
    """An organisation that is not in the register; `type` is the key of a type, names are Thai."""

    name: str
    type: str
    province: str
    amphoe: str = ""
    tambon: str = ""
    name_en: str = ""


class RequestOut(Named):
    """An organisation that was asked for and waits for a decision."""

    type: str
    province: Words
    amphoe: Words
    requested_by: str
    requested_at: dt.datetime | None


class DecisionOnClaim(Given):
    """Yes or no; a refusal says why in `note`."""

    confirm: bool
    note: str = ""


class MessageRow(Shape):
    """A message that was sent to the caller."""

    id: str
    kind: str
    subject: str
    state: str
    created_at: dt.datetime


class MessageOut(MessageRow):
    """A message with its text."""

    body: str
