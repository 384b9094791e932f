"""Who is calling: a bearer token, and nothing else (no cookie opens the API)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from django.http import HttpRequest
from ninja.security import HttpBearer

from rangwan.accounts.queries import PersonItem, person_for_token


class Bearer(HttpBearer):
    """Authorization: Bearer TOKEN."""

    def authenticate(self, request: HttpRequest, token: str) -> PersonItem | None:  # noqa: ARG002 -- ninja calls it so
        """Return the person whose token it is. One query."""
        return person_for_token(token.strip())


class OptionalBearer(Bearer):
    """A token may be given where everybody may read; a wrong one is refused all the same."""

    def __call__(self, request: HttpRequest) -> PersonItem | Literal["anybody"] | None:
        """Return the person, or "anybody" where no token was given."""
        if not request.headers.get("Authorization"):
            return "anybody"
        found: PersonItem | None = super().__call__(request)
        return found


def caller(request: HttpRequest) -> PersonItem:
    """Return the person who calls."""
    person = request.auth  # type: ignore[attr-defined]
    if not isinstance(person, PersonItem):
        raise TypeError("this operation needs a person")
    return person


def received_at(request: HttpRequest) -> dt.datetime:
    """Return when the request reached the server; this moment decides whether it was in time."""
    moment: dt.datetime = request.received_at  # type: ignore[attr-defined]
    return moment
