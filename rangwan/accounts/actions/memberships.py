"""Who belongs to which organisation: claimed by a person, confirmed or refused by staff or a confirmed colleague."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts import permissions, queries
from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.accounts.rules import Refused, optional, required
from rangwan.kernel import audit, events

_MOST_WAITING = 20  # claims of one person that nobody has decided


@transaction.atomic
def claim_membership(
    *, organisation: Organisation, acting: Person, now: dt.datetime, letter: str = "", note: str = ""
) -> Membership:
    """Claim to belong to an organisation. What speaks for it is found here: `domain`, else `letter`, else nothing yet.

    `letter` is the id of a stored file. A claim that waits or was refused is made again with what is given now; a
    confirmed one stays as it is. Raises NotAllowed (no verified address), Refused: organisation_refused,
    too_many_claims, too_long, unusable_character.
    """
    if not queries.has_verified_email(acting):
        raise permissions.NotAllowed
    if not permissions.may_see_organisation(acting, organisation):
        raise permissions.NotAllowed
    if organisation.standing == Organisation.Standing.REFUSED:
        raise Refused("organisation", "organisation_refused")
    said = optional("note", note)
    # Two presses at once are one claim, not a broken constraint.
    Person.objects.select_for_update(no_key=True).get(pk=acting.pk)
    claimed = Membership.objects.select_for_update(no_key=True).filter(person=acting, organisation=organisation)
    membership = claimed.first()
    if membership is None:
        if acting.memberships.filter(standing=Membership.Standing.CLAIMED).count() >= _MOST_WAITING:
            raise Refused("organisation", "too_many_claims", limit=_MOST_WAITING)
        membership = Membership(person=acting, organisation=organisation)
    elif membership.standing == Membership.Standing.CONFIRMED:
        return membership
    elif membership.standing == Membership.Standing.CLAIMED and not letter and not said:
        return membership  # pressed twice
    membership.standing = Membership.Standing.CLAIMED
    membership.letter = letter or membership.letter
    membership.grounds = _grounds(acting, organisation, membership.letter)
    membership.note, membership.claimed_at = said, now
    membership.decided_at = membership.decided_by = None
    membership.save()
    _tell("membership.claimed", membership, acting=acting, now=now)
    return membership


@transaction.atomic
def add_letter(*, membership: Membership, letter: str, acting: Person, now: dt.datetime) -> Membership:
    """Rest one's own waiting claim on a letter (id of a stored file). Raises NotAllowed, Refused: already_decided."""
    membership = Membership.objects.select_for_update(no_key=True).select_related("organisation").get(pk=membership.pk)
    if membership.person_id != acting.pk:
        raise permissions.NotAllowed
    if membership.standing != Membership.Standing.CLAIMED:
        raise Refused("letter", "already_decided")
    membership.letter = letter
    membership.grounds = _grounds(acting, membership.organisation, letter)
    membership.save(update_fields=["letter", "grounds"])
    _tell("membership.letter_added", membership, acting=acting, now=now)
    return membership


@transaction.atomic
def decide_membership(
    *, membership: Membership, confirm: bool, note: str, acting: Person, now: dt.datetime
) -> Membership:
    """Confirm or refuse a claim; a refusal says why in `note`. A confirmed membership can be refused later, and again.

    Raises NotAllowed, Refused: required (the reason), already_decided, organisation_not_registered (to be decided
    first).
    """
    membership = Membership.objects.select_for_update(no_key=True).select_related("organisation").get(pk=membership.pk)
    if not permissions.may_decide(acting, membership):
        raise permissions.NotAllowed
    said = optional("note", note) if confirm else required("note", note)
    if confirm and membership.organisation.standing != Organisation.Standing.REGISTERED:
        raise Refused("organisation", "organisation_not_registered")
    standing = Membership.Standing.CONFIRMED if confirm else Membership.Standing.REFUSED
    if membership.standing == standing:
        raise Refused("membership", "already_decided")
    before = str(membership.standing)
    membership.standing, membership.note = standing, said
    membership.decided_at, membership.decided_by = now, acting
    membership.save(update_fields=["standing", "note", "decided_at", "decided_by"])
    _tell(f"membership.{standing}", membership, acting=acting, now=now, before={"standing": before})
    return membership


def _grounds(person: Person, organisation: Organisation, letter: str) -> str:
    if queries.domain_grounds(person, organisation):
        return "domain"
    return "letter" if letter else ""


def _tell(
    kind: str, membership: Membership, *, acting: Person, now: dt.datetime, before: dict[str, str] | None = None
) -> None:
    audit.record(
        act=kind, thing="membership", thing_id=membership.id, acting=acting, now=now, before=before,
        after={
            "person": membership.person_id, "organisation": membership.organisation_id,
            "standing": str(membership.standing), "grounds": membership.grounds, "letter": membership.letter,
        },
        reason=membership.note,
    )  # fmt: skip
    events.emit(
        kind=kind, subject=membership.id, now=now,
        payload={"person": membership.person_id, "organisation": membership.organisation_id},
    )  # fmt: skip
