"""Mails about what happened to a person's organisations. Called twice for one event, they write one message."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rangwan.accounts import queries as accounts
from rangwan.kernel.events import receives
from rangwan.kernel.models import Event
from rangwan.kernel.text import Text
from rangwan.kernel.tongues import in_both
from rangwan.notices import actions


@receives("membership.claimed")
def tell_colleagues(event: Event, now: dt.datetime) -> None:
    """Ask the confirmed members of the organisation to answer; where there are none, staff see it in their list."""
    try:
        membership = accounts.membership_by_id(event.subject)
    except accounts.NoSuchMembership:
        return
    if membership.standing != "claimed":
        return
    person, name = membership.person, membership.organisation.name
    who = " · ".join(part for part in (person.name, person.position, person.email) if part)

    def subject() -> str:
        return _("%(person)s asks to join %(name)s") % {"person": person, "name": _picked(name)}

    def body() -> str:
        address = f"{settings.RANGWAN_BASE_URL}/account/claims/{membership.id}/"
        said = _("%(who)s says that they work for %(name)s.") % {"who": who, "name": _picked(name)}
        asks = _("You are a confirmed member. Do you know them? Please confirm or refuse: %(address)s")
        return _paragraphs(f"{said}\n\n{asks % {'address': address}}", note=membership.note)

    for colleague in accounts.members_of(membership.organisation):
        if colleague.pk != person.pk:
            _write(event, to_id=colleague.pk, subject=in_both(subject), body=in_both(body), now=now)


@receives("membership.confirmed", "membership.refused")
def tell_member(event: Event, now: dt.datetime) -> None:
    """Tell the person that their claim was confirmed, or refused and why."""
    try:
        membership = accounts.membership_by_id(event.subject)
    except accounts.NoSuchMembership:
        return
    confirmed = event.kind == "membership.confirmed"
    name = membership.organisation.name

    def subject() -> str:
        if confirmed:
            return _("You now belong to %(name)s") % {"name": _picked(name)}
        return _("Your request to join %(name)s was not confirmed") % {"name": _picked(name)}

    def body() -> str:
        said = (
            _("You can now submit projects for %(name)s.") if confirmed else _("Your request for %(name)s was refused.")
        )
        return _paragraphs(said % {"name": _picked(name)}, note=membership.note)

    _write(event, to_id=membership.person_id, subject=in_both(subject), body=in_both(body), now=now)


@receives("organisation.registered", "organisation.refused")
def tell_requester(event: Event, now: dt.datetime) -> None:
    """Tell who asked for an organisation that it was added, or refused and why."""
    organisation = accounts.organisation_of_any_standing(event.subject)
    if organisation is None or not event.payload.get("person"):
        return
    added = event.kind == "organisation.registered"
    name = organisation.name

    def subject() -> str:
        if added:
            return _("%(name)s was added to the list of organisations") % {"name": _picked(name)}
        return _("%(name)s was not added to the list of organisations") % {"name": _picked(name)}

    def body() -> str:
        if added:
            said = _("Next, staff confirm that you belong to it. You can go on drafting meanwhile.")
        else:
            said = _("The organisation that you asked for was not added.")
        return _paragraphs(said, note=str(event.payload.get("note") or ""))

    _write(event, to_id=str(event.payload["person"]), subject=in_both(subject), body=in_both(body), now=now)


@receives("file.refused")
def tell_sender_of_letter(event: Event, now: dt.datetime) -> None:
    """Tell who claims to belong to an organisation that a check refused their letter. (Of entries, entries tell.)"""
    membership = accounts.membership_with_letter(event.subject)
    if membership is None:
        return
    words = event.payload["words"]

    def subject() -> str:
        return _("Your letter cannot be opened: %(name)s") % {"name": event.payload["name"]}

    def body() -> str:
        name = _picked(membership.organisation.name)
        said = _("Your request for %(name)s waits for another letter.") % {"name": name}
        return _paragraphs(f"{_picked(Text(**words))}\n\n{said}", note="")

    _write(event, to_id=membership.person_id, subject=in_both(subject), body=in_both(body), now=now)


def _picked(name: Text) -> str:
    return name.pick(get_language())


def _paragraphs(said: str, *, note: str) -> str:
    parts = [_("Dear user of Rangwan,"), said]
    if note:
        parts.append(_("Note: %(note)s") % {"note": note})
    return "\n\n".join([*parts, _("Rangwan, the award system")])


def _write(event: Event, *, to_id: str, subject: Text, body: Text, now: dt.datetime) -> None:
    with transaction.atomic():
        actions.queue_message(
            to=accounts.person_by_id(to_id), kind=event.kind, subject=subject, body=body, event=event.number, now=now
        )
