"""Bearer tokens for the API."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from rangwan.accounts.models import ApiToken, Person
from rangwan.accounts.permissions import NotAllowed
from rangwan.accounts.rules import Refused, required, token_digest
from rangwan.kernel import audit, events
from rangwan.kernel.ids import new_secret

_MOST = 20  # living tokens of one person


@transaction.atomic
def make_token(*, person: Person, label: str, acting: Person | None, now: dt.datetime) -> str:
    """Make a token for a person (themselves, or the command line) and return its secret, which nobody can show again.

    Raises NotAllowed, Refused: required, too_long, unusable_character, too_many_tokens.
    """
    if acting is not None and acting.pk != person.pk:
        raise NotAllowed
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)  # so that nobody counts at the same time
    if person.tokens.filter(revoked_at__isnull=True).count() >= _MOST:
        raise Refused("label", "too_many_tokens", limit=_MOST)
    secret = new_secret()
    token = ApiToken.objects.create(
        person=person, label=required("label", label), digest=token_digest(secret), made_at=now
    )
    audit.record(
        act="token.made", thing="token", thing_id=token.id, acting=acting, now=now,
        after={"person": person.id, "label": token.label},
    )  # fmt: skip
    events.emit(kind="token.made", subject=token.id, now=now)
    return secret


@transaction.atomic
def revoke_token(*, token_id: str, acting: Person, now: dt.datetime) -> None:
    """Make one of one's own tokens useless, for good; a second time changes nothing. Raises NotAllowed."""
    token = ApiToken.objects.select_for_update(no_key=True).filter(pk=token_id, person_id=acting.pk).first()
    if token is None:
        raise NotAllowed
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])
        audit.record(act="token.revoked", thing="token", thing_id=token.id, acting=acting, now=now)
        events.emit(kind="token.revoked", subject=token.id, now=now)
