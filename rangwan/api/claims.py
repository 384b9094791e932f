"""Who belongs to which organisation: claims, organisations that are asked for, and decisions about both."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import File, Router, UploadedFile
from ninja.responses import Status

from rangwan.accounts import actions, queries
from rangwan.accounts.permissions import NotAllowed, may_decide, may_decide_claims
from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.problems import problem
from rangwan.api.shapes.base import Page, in_bangkok, in_bangkok_or_none
from rangwan.api.shapes.people import ClaimIn, ClaimOut, DecisionOnClaim, RequestIn, RequestOut
from rangwan.files.actions import receive_file
from rangwan.files.queries import file_by_id
from rangwan.files.serving import serve

router = Router(tags=["claims"])
_LETTER_TYPES, _LETTER_BYTES = ("pdf", "jpg", "png"), 10_000_000


@router.get("/organisations/claims", response=Page[ClaimOut], summary="Claims that the caller may decide")
def claims(request: HttpRequest) -> dict[str, Any]:
    """List the claims that wait, the oldest first."""
    return lists.whole([_claim(item) for item in queries.claims_waiting(decided_by=caller(request))])


def _claim(item: Any) -> dict[str, Any]:
    return {
        "id": item.id, "organisation": {"id": item.organisation_id, "name": item.organisation.name.as_dict()},
        "person": item.person.name, "email": item.person.email, "standing": item.standing, "grounds": item.grounds,
        "note": item.note, "claimed_at": in_bangkok(item.claimed_at),
    }  # fmt: skip


@router.post(
    "/organisations/{organisation}/claims", response={201: ClaimOut}, summary="Claim to belong to an organisation"
)
def claim(request: HttpRequest, organisation: str, body: ClaimIn | None = None) -> Status[dict[str, Any]]:
    """Claim to belong to an organisation. One may draft meanwhile; a second claim changes nothing."""
    person = caller(request)
    found = queries.organisation_by_id(organisation, seen_by=person)
    note = body.note if body else ""
    made = actions.claim_membership(organisation=found, acting=person, now=received_at(request), note=note)
    return Status(201, _claim(queries.membership_by_id(made.id)))


@router.post("/organisations/claims/{claim_id}/letter", response=ClaimOut, summary="Rest a claim on a letter")
def add_letter(request: HttpRequest, claim_id: str, file: File[UploadedFile]) -> dict[str, Any]:
    """Add a letter (.pdf, .jpg or .png) to one's own claim."""
    person, now = caller(request), received_at(request)
    membership = queries.membership_by_id(claim_id)
    if membership.person_id != person.id:
        raise queries.NoSuchMembership
    stored = receive_file(upload=file, allowed_types=_LETTER_TYPES, max_bytes=_LETTER_BYTES, acting=person, now=now)
    actions.add_letter(membership=membership, letter=stored.id, acting=person, now=now)
    return _claim(queries.membership_by_id(claim_id))


@router.get("/organisations/claims/{claim_id}/letter", summary="The letter of a claim")
def letter(request: HttpRequest, claim_id: str) -> HttpResponseBase:
    """Send the letter to who sent it and to who decides about the claim."""
    stored = file_by_id(queries.letter_of(claim_id, caller(request)))
    return serve(stored, request=request) if stored else problem(request, 404)


@router.post("/organisations/claims/{claim_id}/decision", response=ClaimOut, summary="Confirm or refuse a claim")
def decide_claim(request: HttpRequest, claim_id: str, body: DecisionOnClaim) -> dict[str, Any]:
    """Decide on a claim: staff of an organiser, or a confirmed colleague. A refusal says why."""
    person = caller(request)
    membership = queries.membership_by_id(claim_id)
    if not may_decide(person, membership):
        if membership.person_id == person.id:
            raise NotAllowed
        raise queries.NoSuchMembership
    actions.decide_membership(
        membership=membership, confirm=body.confirm, note=body.note, acting=person, now=received_at(request)
    )
    return _claim(queries.membership_by_id(claim_id))


@router.get("/organisations/requests", response=Page[RequestOut], summary="Organisations that were asked for")
def organisation_requests(request: HttpRequest) -> dict[str, Any]:
    """List the organisations that wait for a decision, the oldest first (staff of an organiser)."""
    if not may_decide_claims(caller(request)):
        raise NotAllowed
    return lists.whole([_request(item) for item in queries.requested_organisations()])


def _request(item: Any) -> dict[str, Any]:
    return {
        "id": item.id, "name": item.name.as_dict(), "type": item.type,
        "province": {"th": item.province_th, "en": item.province_en},
        "amphoe": {"th": item.amphoe_th, "en": item.amphoe_en},
        "requested_by": str(item.requested_by or ""), "requested_at": in_bangkok_or_none(item.requested_at),
    }  # fmt: skip


@router.post(
    "/organisations/requests", response={201: ClaimOut}, summary="Ask for an organisation that is not in the register"
)
def request_organisation(request: HttpRequest, body: RequestIn) -> Status[dict[str, Any]]:
    """Ask for an organisation and claim it; one may draft for it meanwhile."""
    made = actions.request_organisation(**body.model_dump(), acting=caller(request), now=received_at(request))
    return Status(201, _claim(queries.membership_by_id(made.id)))


@router.post("/organisations/{organisation}/decision", response=RequestOut, summary="Decide on an organisation")
def decide_organisation(request: HttpRequest, organisation: str, body: DecisionOnClaim) -> dict[str, Any]:
    """Take a requested organisation into the register, or refuse it with a reason (staff of an organiser)."""
    person = caller(request)
    found = queries.organisation_by_id(organisation, seen_by=person)
    decided = actions.decide_organisation(
        organisation=found, agree=body.confirm, note=body.note, acting=person, now=received_at(request)
    )
    return _request(decided)
