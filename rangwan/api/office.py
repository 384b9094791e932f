"""The organiser's office: entries with scores, the calendar, roles, and what the award declares."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router
from ninja.responses import Status

from rangwan.accounts.queries import person_by_email
from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.awards import edition_out, round_key
from rangwan.api.entries import router as entries_router
from rangwan.api.problems import coded, problem
from rangwan.api.shapes.awards import AppointmentIn, AppointmentOut, AwardRow, ExtensionIn, RevisionIn, VersionOut
from rangwan.api.shapes.base import Page, in_bangkok, in_bangkok_or_none
from rangwan.api.shapes.results import EntryFilter, ScoredRow
from rangwan.kernel.text import Text
from rangwan.programmes import actions, queries
from rangwan.programmes.permissions import NotAllowed, Role, may_see_office, require
from rangwan.results.queries import entries_with_scores

router = Router(tags=["office"])

_NO_ACCOUNT = _("Nobody has an account with this address yet. Ask the person to sign up first.")
_PAGE = 100


def _office(request: HttpRequest, slug: str) -> queries.EditionItem:
    """Return the edition, for who has a place in its office. Raises NoSuchEdition, NotAllowed."""
    edition = queries.edition_by_slug(slug)
    if not may_see_office(caller(request), edition):
        raise NotAllowed
    return edition


# One address, one router: entries are begun there too.
@entries_router.get(
    "/awards/{edition}/entries", response=Page[ScoredRow], tags=["office"], summary="Entries received, with mean totals"
)
def received_entries(request: HttpRequest, edition: str, wanted: Query[EntryFilter]) -> dict[str, Any]:
    """List received entries: the best first for who may see scores, else by reference."""
    chosen, start = _office(request, edition), wanted.offset
    found, number = entries_with_scores(
        caller(request), chosen, offset=start, limit=_PAGE, search=wanted.q, state=wanted.state,
        round_key=round_key(chosen, wanted.round) if wanted.round else "",
    )  # fmt: skip
    rows: list[dict[str, Any]] = [
        {
            "id": row["id"], "reference": row["reference"], "title": row["title"], "state": row["state"],
            "organisation": {"th": row["organisation__name_th"], "en": row["organisation__name_en"]},
            "province": {"th": row["organisation__province_th"], "en": row["organisation__province_en"]},
            "confirmed_at": in_bangkok_or_none(row["confirmed_at"]), "sheets": row["sheets"],
            "finished": row["finished"], "mean": row["mean"],
        }
        for row in found
    ]  # fmt: skip
    if start + _PAGE < number:
        rows.append({})  # never shown: it says that there is a next page
    return lists.page(request, rows, limit=_PAGE, offset=start + _PAGE)


@router.post("/awards/{edition}/extension", response=AwardRow, summary="Move the closing later, for all and at once")
def extend(request: HttpRequest, edition: str, body: ExtensionIn) -> dict[str, Any]:
    """Extend the closing (organiser)."""
    actions.extend_closing(
        edition=queries.edition_by_slug(edition), closes_at=body.closes_at, moves_count=body.moves_count,
        reason=Text(th=body.reason.th, en=body.reason.en), acting=caller(request), now=received_at(request),
    )  # fmt: skip
    moved = queries.edition_by_slug(edition)
    return edition_out(moved, queries.announced_phase(moved, received_at(request)))


@router.get("/awards/{edition}/definitions", response=Page[VersionOut], summary="Definition versions")
def definitions(request: HttpRequest, edition: str) -> dict[str, Any]:
    """List the versions of what the award declares, newest first."""
    versions = queries.versions_of(_office(request, edition))
    return lists.whole([_version(version) for version in versions])


def _version(version: Any) -> dict[str, Any]:
    return {
        "number": version.number, "made_at": in_bangkok(version.made_at), "digest": version.digest,
        "made_by": str(version.made_by) if version.made_by else None,
    }  # fmt: skip


@router.post(
    "/awards/{edition}/definitions", response={201: VersionOut}, summary="Change numbers of prizes, required questions"
)
def revise(request: HttpRequest, edition: str, body: RevisionIn) -> Status[dict[str, Any]]:
    """Make a new definition version (organiser). Entries that were begun keep the one they follow."""
    chosen = queries.edition_by_slug(edition)
    form = queries.definition_of(chosen.version_id).form
    standing = {question.key for question in form.by_key.values() if question.required}
    made = actions.revise_definition(
        edition=chosen, prizes=body.prizes, required=standing if body.required is None else set(body.required),
        acting=caller(request), now=received_at(request),
    )  # fmt: skip
    return Status(201, _version(made))


@router.get("/awards/{edition}/appointments", response=Page[AppointmentOut], summary="Who holds which role")
def appointments(request: HttpRequest, edition: str) -> dict[str, Any]:
    """List the roles of the edition, by role and name."""
    return lists.whole([_appointment(item) for item in queries.appointments_in(_office(request, edition))])


def _appointment(item: Any) -> dict[str, Any]:
    return {
        "id": item.id, "person": item.person_id, "name": item.person.name, "email": item.person.email,
        "role": item.role, "appointed_at": in_bangkok(item.appointed_at),
    }  # fmt: skip


@router.post("/awards/{edition}/appointments", response={201: AppointmentOut}, summary="Give a person a role")
def appoint(request: HttpRequest, edition: str, body: AppointmentIn) -> Status[dict[str, Any]] | HttpResponse:
    """Appoint a person who has an account (organiser). A second time changes nothing."""
    chosen = queries.edition_by_slug(edition)
    require(caller(request), chosen, Role.ORGANISER)  # asked first: who has an account is nobody else's business
    person = person_by_email(body.email)
    if person is None:
        return problem(request, 422, problems=coded([("email", "no_account")], lambda _code: _NO_ACCOUNT))
    made = actions.appoint(
        person=person, edition=chosen, role=body.role, acting=caller(request), now=received_at(request)
    )
    return Status(201, _appointment(made))


@router.delete("/awards/{edition}/appointments/{appointment_id}", response={204: None}, summary="End a person's role")
def dismiss(request: HttpRequest, edition: str, appointment_id: str) -> Status[None]:
    """End a role; its history stays (organiser)."""
    found = queries.appointment_in(_office(request, edition), appointment_id)
    actions.dismiss(appointment=found, acting=caller(request), now=received_at(request))
    return Status(204, None)
