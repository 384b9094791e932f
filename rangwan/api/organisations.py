"""Organisations of the register, who the caller is, and what was written to them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router

from rangwan.accounts.actions import update_profile
from rangwan.accounts.queries import memberships_of, organisation_by_id, person_by_id, search_organisations
from rangwan.api import lists
from rangwan.api.auth import OptionalBearer, caller, received_at
from rangwan.api.shapes.base import Page, in_bangkok
from rangwan.api.shapes.people import Me, MessageOut, MessageRow, OrganisationOut, ProfileIn
from rangwan.notices.queries import message_for, messages_for
from rangwan.programmes.queries import all_roles_of

router = Router(tags=["organisations"])
LIMIT = 50
_LAST = 100_000  # nobody pages further


@router.get(
    "/organisations", response=Page[OrganisationOut], auth=OptionalBearer(),
    summary="Search the register (q), in Thai or English",
)  # fmt: skip
def organisations(request: HttpRequest, q: str = "", offset: int = 0, province: str = "") -> dict[str, Any]:
    """List organisations, the likeliest first."""
    start = max(0, min(offset, _LAST))
    rows = search_organisations(q[:200], limit=LIMIT + 1, offset=start, province=province or None)
    return lists.page(request, rows, limit=LIMIT, offset=start + LIMIT)


@router.get("/me", response=Me, summary="Who the token belongs to")
def me(request: HttpRequest) -> dict[str, Any]:
    """Show the caller, their organisations and roles."""
    return _me(caller(request).id)


@router.patch("/me", response=Me, summary="Change what one says of oneself")
def change_me(request: HttpRequest, body: ProfileIn) -> dict[str, Any]:
    """Change name, position, telephone or language; what is left out stays as it is."""
    person = caller(request)
    said: dict[str, Any] = {name: getattr(person, name) for name in ("name", "position", "phone", "language")}
    said |= {key: value for key, value in body.model_dump().items() if value is not None}
    update_profile(person=person, **said, acting=person, now=received_at(request))
    return _me(person.id)


def _me(person_id: str) -> dict[str, Any]:
    person = person_by_id(person_id)
    return {
        "id": person.id, "email": person.email, "name": person.name, "phone": person.phone,
        "position": person.position, "language": person.language, "reminders": person.reminders,
        "roles": sorted(all_roles_of(person)),
        "organisations": [
            {"id": m.organisation_id, "name": m.organisation.name.as_dict(), "standing": m.standing, "claim": m.id}
            for m in memberships_of(person)
        ],
    }  # fmt: skip


@router.get("/me/messages", response=Page[MessageRow], summary="Messages to the caller")
def messages(request: HttpRequest, page: int = 1) -> dict[str, Any]:
    """List the messages that were sent to the caller, the newest first."""
    number = max(1, min(page, _LAST))
    rows = messages_for(caller(request), limit=LIMIT, page=number)
    items = [row | {"created_at": in_bangkok(row["created_at"])} for row in rows]
    if len(items) == LIMIT:
        items.append({})  # never shown: there may be a next page
    return lists.page(request, items, limit=LIMIT, page=number + 1)


@router.get("/me/messages/{message_id}", response=MessageOut, summary="A message to the caller")
def message(request: HttpRequest, message_id: str) -> dict[str, Any]:
    """Show a message."""
    found = message_for(caller(request), message_id)
    return {
        "id": found.id, "kind": found.kind, "subject": found.subject, "state": found.state,
        "created_at": in_bangkok(found.created_at), "body": found.body_text,
    }  # fmt: skip


@router.get(
    "/organisations/{organisation}", response=OrganisationOut, auth=OptionalBearer(), summary="One organisation"
)
def organisation(request: HttpRequest, organisation: str) -> dict[str, Any]:
    """Show an organisation that the caller may see."""
    person = request.auth  # type: ignore[attr-defined]
    found = organisation_by_id(organisation, seen_by=None if person == "anybody" else person)
    return {
        "id": found.id, "code": found.code, "name": found.name.as_dict(), "type": found.type,
        "province": {"th": found.province_th, "en": found.province_en},
        "amphoe": {"th": found.amphoe_th, "en": found.amphoe_en}, "tambon": found.tambon_th,
        "standing": found.standing,
    }  # fmt: skip
