"""A later closing for one organisation, and the grace period of a page that was open when entries closed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import Organisation, Person
from rangwan.kernel import audit, events
from rangwan.kernel.text import storable
from rangwan.programmes.actions.editions import UnableToChangeCalendar
from rangwan.programmes.models import Edition, Extension
from rangwan.programmes.permissions import Role, require
from rangwan.programmes.queries import closing_for
from rangwan.programmes.rules import LONGEST_GRACE


@transaction.atomic
def extend_for_organisation(
    *,
    edition: Edition,
    organisation: Organisation,
    closes_at: dt.datetime,
    reason: str,
    acting: Person,
    now: dt.datetime,
) -> Extension:
    """Let one organisation enter until later, at once. The months of use are counted as for everybody.

    The reason is read by that organisation and by staff; it is not published.
    Raises NotAllowed, UnableToChangeCalendar (not_later: than its closing as it is; in_the_past, reason, decided).
    """
    require(acting, edition, Role.ORGANISER)
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if edition.state != Edition.State.RUNNING:
        raise UnableToChangeCalendar("decided")
    before = closing_for(edition, organisation)
    if closes_at <= before:
        raise UnableToChangeCalendar("not_later")
    if closes_at <= now:
        raise UnableToChangeCalendar("in_the_past")
    reason = storable(reason).strip()
    if not reason:
        raise UnableToChangeCalendar("reason")
    extension = Extension.objects.create(
        edition=edition, organisation=organisation, closes_at=closes_at, reason=reason, by=acting, at=now
    )
    audit.record(
        act="edition.extended_for", thing="edition", thing_id=edition.id, edition=edition.id, acting=acting, now=now,
        before={"organisation": organisation.id, "closes_at": before.isoformat()}, reason=reason,
        after={"organisation": organisation.id, "closes_at": closes_at.isoformat()},
    )  # fmt: skip
    events.emit(kind="edition.extended_for", subject=edition.id, now=now, payload={"extension": extension.pk})
    return extension


@transaction.atomic
def set_grace(*, edition: Edition, minutes: int, reason: str, acting: Person, now: dt.datetime) -> Edition:
    """Set for how many minutes after closing a page that was open is still accepted; published at once.

    Raises NotAllowed, UnableToChangeCalendar (decided, closed: nobody can rely on it any more; bad_grace, reason).
    """
    require(acting, edition, Role.ORGANISER)
    edition = Edition.objects.select_for_update(no_key=True).get(pk=edition.pk)
    if edition.state != Edition.State.RUNNING:
        raise UnableToChangeCalendar("decided")
    if now >= edition.closes_at:
        raise UnableToChangeCalendar("closed")
    if not 0 <= minutes * 60 <= LONGEST_GRACE:
        raise UnableToChangeCalendar("bad_grace")
    reason = storable(reason).strip()
    if not reason:
        raise UnableToChangeCalendar("reason")
    before, edition.grace_seconds = edition.grace_seconds, minutes * 60
    edition.save(update_fields=["grace_seconds"])
    audit.record(
        act="edition.grace_set", thing="edition", thing_id=edition.id, edition=edition.id, acting=acting, now=now,
        before={"grace_seconds": before}, after={"grace_seconds": edition.grace_seconds}, reason=reason,
    )  # fmt: skip
    events.emit(kind="edition.grace_set", subject=edition.id, now=now)
    return edition
