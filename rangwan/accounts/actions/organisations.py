"""Organisations: the register's import, and those that entrants ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from rangwan.accounts import permissions, queries, register, rules
from rangwan.accounts.actions.memberships import claim_membership
from rangwan.accounts.models import Membership, Organisation, Person
from rangwan.accounts.rules import Refused, optional, required
from rangwan.kernel import audit, events
from rangwan.kernel.text import Text

_MOST_REQUESTED = 5  # organisations that one person has asked for and nobody has decided


@dataclass(frozen=True)
class ImportReport:
    """What an import did: numbers of organisations, and the lines left out with the reason for each."""

    created: int
    updated: int
    unchanged: int
    problems: list[tuple[int, Text]]


@transaction.atomic
def import_organisations(
    *,
    acting: Person | None,
    now: dt.datetime,
    path: Path | None = None,
    rows: Iterable[Mapping[str, str | None]] | None = None,
) -> ImportReport:
    """Bring the register in from a CSV file or from its rows (the first is line 2); a second time changes nothing.

    A line that cannot be stored whole is left out and reported; the others are stored. Organisations that the file
    does not name stay as they are. Raises OSError when the file cannot be read. The caller has seen that `acting` may.
    """
    if path is not None:
        good, problems = register.read(path)
    else:
        good, problems = register.check(enumerate(rows or (), start=2))
    known = {_identity(organisation): organisation for organisation in _registered()}
    created: list[Organisation] = []
    updated: list[Organisation] = []
    for row in good:
        organisation = known.get(row.identity)
        if organisation is None:
            organisation = Organisation(standing=Organisation.Standing.REGISTERED)
            created.append(organisation)
        elif all(getattr(organisation, name) == getattr(row, name) for name in register.FIELDS):
            continue
        else:
            updated.append(organisation)
        _fill(organisation, row)
    Organisation.objects.bulk_create(created, batch_size=500)
    Organisation.objects.bulk_create(
        updated, batch_size=500, update_conflicts=True, unique_fields=["id"],
        update_fields=[*register.FIELDS, "search", "bare_name"],
    )  # fmt: skip
    report = ImportReport(
        created=len(created), updated=len(updated), unchanged=len(good) - len(created) - len(updated),
        problems=[(problem.line, problem.reason) for problem in problems],
    )  # fmt: skip
    if created or updated:
        counts = {"created": report.created, "updated": report.updated, "left_out": len(problems)}
        audit.record(
            act="organisations.imported",
            thing="register",
            thing_id="organisations",
            acting=acting,
            now=now,
            after=counts,
        )
        events.emit(kind="organisations.imported", subject="organisations", now=now, payload=counts)
    return report


def _registered() -> Iterable[Organisation]:
    return Organisation.objects.filter(standing=Organisation.Standing.REGISTERED).iterator(chunk_size=2000)


def _identity(organisation: Organisation) -> tuple[str, ...]:
    if organisation.code:
        return (organisation.code,)
    return ("", organisation.type, organisation.name_th, organisation.province_th)


def _fill(organisation: Organisation, row: register.Row) -> None:
    for name in register.FIELDS:
        setattr(organisation, name, getattr(row, name))
    _fold(organisation)


def _fold(organisation: Organisation) -> None:
    organisation.bare_name = rules.bare_name(organisation.name_th, organisation.type)
    organisation.search = rules.search_text(
        type=organisation.type, name_th=organisation.name_th, name_en=organisation.name_en,
        places=(
            organisation.tambon_th, organisation.amphoe_th, organisation.amphoe_en,
            organisation.province_th, organisation.province_en, organisation.code or "",
        ),
    )  # fmt: skip


@transaction.atomic
def request_organisation(
    *,
    name: str,
    type: str,  # noqa: A002  the column's name
    province: str,
    amphoe: str,
    tambon: str,
    acting: Person,
    now: dt.datetime,
    letter: str = "",
    name_en: str = "",
) -> Membership:
    """Ask for an organisation that is not in the register, and claim it; both wait for staff, drafting does not.

    Asking again for the same (type, name, province) gives the first request back. Raises NotAllowed,
    Refused: required, too_long, unusable_character, type_unknown, province_unknown, in_the_register, too_many_requests.
    """
    if not queries.has_verified_email(acting):
        raise permissions.NotAllowed
    wanted = Organisation(
        type=type, name_th=required("organisation_name", name), province_th=required("province", province),
        name_en=optional("organisation_name", name_en), amphoe_th=optional("amphoe", amphoe),
        tambon_th=optional("tambon", tambon), standing=Organisation.Standing.REQUESTED,
        requested_by=acting, requested_at=now,
    )  # fmt: skip
    _check_request(wanted)
    _fold(wanted)
    Person.objects.select_for_update(no_key=True).get(pk=acting.pk)  # two presses at once are one request
    same = Organisation.objects.filter(
        type=wanted.type, bare_name=wanted.bare_name, province_th=wanted.province_th, amphoe_th=wanted.amphoe_th
    )
    if same.filter(standing=Organisation.Standing.REGISTERED).exists():
        raise Refused("organisation_name", "in_the_register")
    mine = same.filter(standing=Organisation.Standing.REQUESTED, requested_by=acting).first()
    if mine is None:
        if _requests_of(acting) >= _MOST_REQUESTED:
            raise Refused("organisation_name", "too_many_requests", limit=_MOST_REQUESTED)
        wanted.save(force_insert=True)
        _tell("organisation.requested", wanted, acting=acting, now=now)
    return claim_membership(organisation=mine or wanted, letter=letter, acting=acting, now=now)


def _check_request(wanted: Organisation) -> None:
    if wanted.type not in rules.TYPES:
        raise Refused("type", "type_unknown")
    known = queries.provinces()
    english = next((text.en for text in known if text.th == wanted.province_th), None)
    if english is None and known:
        raise Refused("province", "province_unknown")
    wanted.province_en = english or ""


def _requests_of(person: Person) -> int:
    return Organisation.objects.filter(standing=Organisation.Standing.REQUESTED, requested_by=person).count()


@transaction.atomic
def decide_organisation(
    *, organisation: Organisation, agree: bool, note: str, acting: Person, now: dt.datetime
) -> Organisation:
    """Take a requested organisation into the register, or refuse it with a reason; its claims are refused with it.

    Raises NotAllowed, Refused: required (the reason), already_decided.
    """
    if not permissions.may_decide_claims(acting):
        raise permissions.NotAllowed
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    said = optional("note", note) if agree else required("note", note)
    if organisation.standing != Organisation.Standing.REQUESTED:
        raise Refused("organisation", "already_decided")
    organisation.standing = Organisation.Standing.REGISTERED if agree else Organisation.Standing.REFUSED
    organisation.save(update_fields=["standing"])
    if not agree:
        organisation.memberships.filter(standing=Membership.Standing.CLAIMED).update(
            standing=Membership.Standing.REFUSED, note=said, decided_at=now, decided_by=acting
        )
    kind = "organisation.registered" if agree else "organisation.refused"
    _tell(kind, organisation, acting=acting, now=now, note=said)
    return organisation


def _tell(kind: str, organisation: Organisation, *, acting: Person, now: dt.datetime, note: str = "") -> None:
    audit.record(
        act=kind, thing="organisation", thing_id=organisation.id, acting=acting, now=now, reason=note,
        after={
            "type": organisation.type, "name": organisation.name_th, "province": organisation.province_th,
            "standing": str(organisation.standing),
        },
    )  # fmt: skip
    requester = organisation.requested_by_id or ""
    events.emit(kind=kind, subject=organisation.id, now=now, payload={"person": requester, "note": note})
