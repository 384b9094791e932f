"""Who works on an entry: colleagues are invited by letter, come in, change their part and leave."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rangwan.accounts.models import Person
from rangwan.accounts.queries import person_by_verified_address, verified_addresses
from rangwan.accounts.rules import token_digest
from rangwan.entries.actions import locking
from rangwan.entries.actions.errors import NotAllowed, TeamRefused
from rangwan.entries.actions.letters import framed
from rangwan.entries.models import Entry, Invitation, TeamMember
from rangwan.entries.permissions import is_coordinator
from rangwan.entries.queries import NoSuchEntry
from rangwan.entries.queries.team import find_invitation, why_void
from rangwan.entries.rules import TeamRole
from rangwan.kernel import events
from rangwan.kernel.ids import new_secret
from rangwan.kernel.text import storable
from rangwan.kernel.thai_dates import format_moment
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import queue_message

LIVES = dt.timedelta(days=14)  # a letter of invitation
_MOST = 50  # people in a team and letters under way
_MOST_LETTERS = 40  # of one entry, in a day: whoever is invited is somebody's inbox
_DAY = dt.timedelta(days=1)

_INVITED_TO = {
    TeamRole.VIEW: gettext_lazy("%(who)s invites you to read the entry “%(title)s” of %(organisation)s."),
    TeamRole.EDIT: gettext_lazy("%(who)s invites you to work on the entry “%(title)s” of %(organisation)s."),
    TeamRole.SIGNATORY: gettext_lazy(
        "%(who)s invites you to approve the entry “%(title)s” as the authorised signatory of %(organisation)s."
    ),
}


@transaction.atomic
def invite_colleague(*, entry: Entry, address: str, role: str, acting: Person, now: dt.datetime) -> Invitation:
    """Send a letter with a secret link that lets the owner of this address into the team.

    A letter under way to the same address is void from then on: the newest counts.
    Raises NotAllowed, Frozen, TeamRefused: address_invalid, role_unknown, is_coordinator, already_in_team, too_many,
    too_many_letters.
    """
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    locking.require_alive(entry)
    return _invite(entry, _address(address), _role(role), acting, now)


@transaction.atomic
def resend_invitation(*, entry: Entry, invitation_id: str, acting: Person, now: dt.datetime) -> Invitation:
    """Send the same letter again, with a new link and a new date. Raises as `invite_colleague`, and NoSuchEntry."""
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    locking.require_alive(entry)
    waiting = entry.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True)
    earlier = waiting.filter(pk=storable(invitation_id)).first()
    if earlier is None:
        raise NoSuchEntry
    return _invite(entry, earlier.address, TeamRole(earlier.role), acting, now)


def _invite(entry: Entry, address: str, role: TeamRole, acting: Person, now: dt.datetime) -> Invitation:
    invited = person_by_verified_address(address)
    if invited is not None and is_coordinator(invited, entry):
        raise TeamRefused("address", "is_coordinator")
    if invited is not None and _member(entry, invited) is not None:
        raise TeamRefused("address", "already_in_team")
    waiting = entry.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True)
    waiting.filter(address=address).update(revoked_at=now)
    if waiting.filter(expires_at__gt=now).count() + entry.team.filter(ended_at__isnull=True).count() >= _MOST:
        raise TeamRefused("address", "too_many", limit=_MOST)
    if entry.invitations.filter(invited_at__gt=now - _DAY).count() >= _MOST_LETTERS:
        raise TeamRefused("address", "too_many_letters", limit=_MOST_LETTERS)
    secret = new_secret()
    invitation = Invitation.objects.create(
        entry=entry, address=address, role=role, digest=token_digest(secret), invited_by=acting, invited_at=now,
        expires_at=now + LIVES,
    )  # fmt: skip
    _send(invitation, secret, acting, now, language=invited.language if invited else acting.language)
    _tell(entry, "entry.colleague_invited", acting, now, invitation=invitation.id, address=address, role=role)
    return invitation


def _send(invitation: Invitation, secret: str, acting: Person, now: dt.datetime, *, language: str) -> None:
    entry = invitation.entry
    link = f"{settings.RANGWAN_BASE_URL}/my/invitations/{secret}/"

    def facts() -> dict[str, str]:
        title = entry.title or _("a project without a name yet")
        return {"who": str(acting), "title": title, "organisation": entry.organisation.name.pick(get_language())}

    def subject() -> str:
        return _("Invitation: %(title)s") % facts()

    def body() -> str:
        until = format_moment(invitation.expires_at, get_language() or "th")
        return framed(
            entry,
            str(_INVITED_TO[TeamRole(invitation.role)]) % facts(),
            entry.edition.name.pick(get_language()),
            _("Open this link and sign in with the address %(address)s:") % {"address": invitation.address}
            + f"\n{link}",
            _("The link is good until %(when)s. If you do not know what this is about, you need do nothing.")
            % {"when": until},
        )

    queue_message(
        to=invitation.address, kind="entry.colleague_invited", subject=in_both(subject), body=in_both(body),
        edition=entry.edition_id, language=language, secret=True, now=now,
    )  # fmt: skip


@transaction.atomic
def revoke_invitation(*, entry: Entry, invitation_id: str, acting: Person, now: dt.datetime) -> None:
    """Make a letter void; one that is void already stays so. Raises NotAllowed, NoSuchEntry, TeamRefused: used."""
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    invitation = entry.invitations.filter(pk=storable(invitation_id)).first()
    if invitation is None:
        raise NoSuchEntry
    if invitation.accepted_at is not None:
        raise TeamRefused("invitation", "used")
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        _tell(entry, "entry.invitation_revoked", acting, now, invitation=invitation.id, address=invitation.address)


@transaction.atomic
def accept_invitation(*, key: str, acting: Person, now: dt.datetime) -> Entry:
    """Come into the team: with the letter's secret, or its id. Either way the letter's address must be one's own.

    A second press changes nothing. Raises NoSuchEntry, Frozen, TeamRefused: other_address, revoked, expired, used,
    is_coordinator.
    """
    found = find_invitation(key, verified_addresses(acting))
    if found is None:
        raise NoSuchEntry
    entry = locking.locked(found.entry)
    invitation = Invitation.objects.get(pk=found.pk)  # as it is now that the entry is locked
    if invitation.address not in {address.lower() for address in verified_addresses(acting)}:
        raise TeamRefused("invitation", "other_address", address=invitation.address)
    member = _member(entry, acting)
    if invitation.accepted_at is not None and member is not None:
        return entry
    if void := why_void(invitation, now):
        raise TeamRefused("invitation", void)
    locking.require_alive(entry)
    if is_coordinator(acting, entry):
        raise TeamRefused("invitation", "is_coordinator")
    if member is None:
        TeamMember.objects.create(
            entry=entry, person=acting, role=invitation.role, since=now, added_by=invitation.invited_by
        )
    else:  # invited under another address meanwhile: the newest word on the role counts
        member.role = invitation.role
        member.save(update_fields=["role"])
    invitation.accepted_at, invitation.accepted_by = now, acting
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    _tell(entry, "entry.colleague_joined", acting, now, person=acting.id, role=str(invitation.role))
    return entry


@transaction.atomic
def change_role(*, entry: Entry, member_id: str, role: str, acting: Person, now: dt.datetime) -> TeamMember:
    """Give a colleague another part. Raises NotAllowed, NoSuchEntry (no such colleague), TeamRefused: role_unknown."""
    entry = locking.locked(entry)
    locking.require_coordinator(entry, acting)
    member = _member_by_id(entry, member_id)
    before, after = member.role, _role(role)
    if before != after:
        member.role = after
        member.save(update_fields=["role"])
        _tell(
            entry, "entry.role_changed", acting, now, before={"role": str(before)}, person=member.person_id, role=after
        )
    return member


@transaction.atomic
def end_membership(*, entry: Entry, member_id: str, acting: Person, now: dt.datetime) -> None:
    """Let a colleague go, or leave oneself. Raises NotAllowed, NoSuchEntry (no such colleague)."""
    entry = locking.locked(entry)
    member = _member_by_id(entry, member_id)
    if not is_coordinator(acting, entry) and member.person_id != acting.pk:
        raise NotAllowed
    member.ended_at = now
    member.save(update_fields=["ended_at"])
    _tell(entry, "entry.colleague_left", acting, now, person=member.person_id, role=str(member.role))


def _address(typed: str) -> str:
    address = storable(typed).strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise TeamRefused("address", "address_invalid") from None
    if len(address) > 254:
        raise TeamRefused("address", "address_invalid")
    return address


def _role(typed: str) -> TeamRole:
    if typed not in set(TeamRole):
        raise TeamRefused("role", "role_unknown")
    return TeamRole(typed)


def _member(entry: Entry, person: Person) -> TeamMember | None:
    return TeamMember.objects.filter(entry=entry, person=person, ended_at__isnull=True).first()


def _member_by_id(entry: Entry, member_id: str) -> TeamMember:
    member = TeamMember.objects.filter(pk=storable(member_id), entry=entry, ended_at__isnull=True).first()
    if member is None:
        raise NoSuchEntry
    return member


def _tell(
    entry: Entry, act: str, acting: Person, now: dt.datetime, *, before: dict[str, Any] | None = None, **after: Any
) -> None:
    locking.record(entry, act, acting, now, before=before, after=after)
    events.emit(kind=act, subject=entry.id, now=now, payload={"by": acting.id, **after})
