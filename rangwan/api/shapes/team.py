"""Shapes of an entry's team, invitations, hand-overs and approvals."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from rangwan.api.shapes.base import Given, Named, Shape, Words


class Someone(Shape):
    """A person, as colleagues see one another."""

    id: str
    name: str
    position: str
    email: str


class ColleagueOut(Shape):
    """A place in the team; `role` is coordinator, edit, view or signatory. The coordinator's has no id.

    `belongs`: whether the person is a confirmed member of the organisation.
    """

    id: str | None
    person: Someone
    role: str
    role_name: Words
    since: dt.datetime
    belongs: bool


class InvitationOut(Shape):
    """A letter under way: nobody has answered it."""

    id: str
    address: str
    role: str
    invited_at: dt.datetime
    expires_at: dt.datetime


class TeamOut(Shape):
    """Who works on an entry. Invitations are told to the coordinator alone."""

    team: list[ColleagueOut]
    invitations: list[InvitationOut]


class InviteIn(Given):
    """Whom to invite: an e-mail address, and edit, view or signatory."""

    address: str = ""
    role: str = ""


class RoleIn(Given):
    """Another part: edit, view or signatory."""

    role: str = ""


class OwnInvitation(Shape):
    """A letter to one of the caller's verified addresses."""

    id: str
    entry: str
    title: str
    edition: str
    organisation: Named
    role: str
    invited_by: str
    expires_at: dt.datetime


class Joined(Shape):
    """The entry whose team the caller is in now."""

    entry: str
    role: str


class HandOverRequestOut(Shape):
    """A colleague asks to coordinate an entry. `verdict`: asked, agreed, refused or overtaken."""

    id: str
    entry: str
    title: str
    organisation: Named
    coordinator: Someone
    asked_by: Someone
    asked_at: dt.datetime
    reason: str
    verdict: str
    note: str


class HandOverOut(Shape):
    """Who could take the entry over (told to who hands it over), and the request that waits, if there is one."""

    candidates: list[Someone]
    request: HandOverRequestOut | None


class HandOverIn(Given):
    """To whom (a person's id); staff give a reason. With `stay` the coordinator goes on as an editor."""

    person: str = ""
    reason: str = ""
    stay: bool = False


class AskHandOverIn(Given):
    """Why the coordinator cannot hand the entry over."""

    reason: str = ""


class DecideHandOverIn(Given):
    """Yes or no; a refusal says why in `note`."""

    agree: bool
    note: str = ""


class ApprovalOut(Shape):
    """Where the approval stands: needed, waiting, refused, outdated or given. `id` is that of the last request."""

    standing: str
    standing_name: Words
    signatories: list[Someone]
    id: str | None
    asked_by: str | None
    asked_at: dt.datetime | None
    decided_by: str | None
    decided_at: dt.datetime | None
    note: str


class DecideApprovalIn(Given):
    """The request that was read, and what the signatory says of it; a refusal says why in `note`."""

    approval: str
    decision: Literal["approve", "refuse"]
    note: str = ""
