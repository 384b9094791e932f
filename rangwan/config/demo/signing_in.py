"""Who can sign in to the demonstration, kept beside its data: tokens are hashed in the database, and shown here."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rangwan.accounts.actions import make_token, revoke_token
from rangwan.accounts.models import Membership, Person
from rangwan.accounts.queries import person_for_token
from rangwan.config.demo.plan import Plan
from rangwan.config.demo.world import address

_LABEL = "demo"
_ENTRANT = "entrant"


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as. `organisation` is the id of an entrant's organisation."""

    role: str
    email: str
    password: str
    token: str
    organisation: str | None
    name: str
    organisation_name: dict[str, str] | None
    waiting: bool = False  # the claim is not decided yet: this entrant can draft, and send nothing


@dataclass(frozen=True)
class People:
    """The people of the demonstration, and the edition that is open."""

    edition: str
    people: tuple[DemoPerson, ...] = field(default=())

    def as_json(self) -> list[dict[str, Any]]:
        """Return those who can do all that their role can, as plain data."""
        return [
            {key: value for key, value in asdict(person).items() if key != "waiting"}
            for person in self.people
            if not person.waiting
        ]


def kept(path: Path) -> People | None:
    """Return the people as they were kept, or None where a token of theirs is not valid any more."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        people = People(content["edition"], tuple(DemoPerson(**person) for person in content["people"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    for person in people.people:
        found = person_for_token(person.token)
        if found is None or found.email != person.email:
            return None
    return people


def issue(plan: Plan, edition: str, path: Path, now: dt.datetime) -> People:
    """Give everybody a new token and keep them in `path`, for its owner alone to read."""
    coordinators = plan.said.coordinators
    wanted = [(staff.role, staff.key, False) for staff in plan.said.staff]
    wanted += [(_ENTRANT, coordinator.key, bool(coordinator.waits)) for coordinator in coordinators]
    made = []
    for role, key, waiting in wanted:
        person = Person.objects.get(email=address(key))
        membership = Membership.objects.select_related("organisation").filter(person=person).first()
        organisation = membership.organisation if membership else None
        made.append(
            DemoPerson(
                role=role, email=person.email, password=plan.said.password, token=_token(person, now),
                organisation=organisation.id if organisation else None, name=person.name,
                organisation_name=organisation.name.as_dict() if organisation else None, waiting=waiting,
            )
        )  # fmt: skip
    people = People(edition, tuple(made))
    _write(path, {"edition": edition, "people": [asdict(person) for person in people.people]})
    return people


def _token(person: Person, now: dt.datetime) -> str:
    for old in person.tokens.filter(label=_LABEL, revoked_at__isnull=True).values_list("pk", flat=True):
        revoke_token(token_id=old, acting=person, now=now)
    return make_token(person=person, label=_LABEL, acting=None, now=now)


def _write(path: Path, content: dict[str, Any]) -> None:
    """Write the whole file or nothing of it."""
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
