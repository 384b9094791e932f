"""The closing: later for one organisation, grace, reminders; entries alike; the way of an entry; lost mails."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.responses import Status

from rangwan.accounts.queries import organisation_by_id
from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.awards import edition_out
from rangwan.api.shapes.awards import AwardRow
from rangwan.api.shapes.base import Page, in_bangkok, in_bangkok_or_none
from rangwan.api.shapes.deadline import (
    DuplicateOut,
    FailedMail,
    GraceIn,
    LaterIn,
    LaterOut,
    RemindersOut,
    StatusOut,
)
from rangwan.entries.queries import duplicates_of, entry_for, reminding
from rangwan.entries.queries.story import Stage, happened_to, stages_to_come
from rangwan.entries.wording.story import happened, stage_words
from rangwan.kernel.text import storable
from rangwan.kernel.tongues import in_both
from rangwan.notices.actions import retry
from rangwan.notices.queries import failed_message, failed_messages
from rangwan.programmes import actions, queries
from rangwan.programmes.permissions import NotAllowed, Role, may_see_office, require
from rangwan.programmes.queries.calendar import extensions_of

router = Router(tags=["deadline"])

_PAGE = 100


def _office(request: HttpRequest, slug: str) -> queries.EditionItem:
    edition = queries.edition_by_slug(slug)
    if not may_see_office(caller(request), edition):
        raise NotAllowed
    return edition


@router.get("/awards/{edition}/extensions", response=Page[LaterOut], summary="Later closings of single organisations")
def extensions(request: HttpRequest, edition: str) -> dict[str, Any]:
    """List them, the last one first (staff)."""
    return lists.whole([_later(each) for each in extensions_of(_office(request, edition))])


def _later(each: Any) -> dict[str, Any]:
    return {
        "organisation": {"id": each.organisation_id, "name": each.organisation.name.as_dict()},
        "closes_at": in_bangkok(each.closes_at), "reason": each.reason, "at": in_bangkok(each.at), "by": str(each.by),
    }  # fmt: skip


@router.post(
    "/awards/{edition}/extensions", response={201: LaterOut}, summary="Let one organisation enter until later, at once"
)
def extend_for(request: HttpRequest, edition: str, body: LaterIn) -> Status[dict[str, Any]]:
    """Extend the closing for one organisation (organiser); its members and coordinators get a mail."""
    person, now = caller(request), received_at(request)
    made = actions.extend_for_organisation(
        edition=queries.edition_by_slug(edition), closes_at=body.closes_at, reason=body.reason, acting=person, now=now,
        organisation=organisation_by_id(body.organisation, seen_by=person),
    )  # fmt: skip
    return Status(201, _later(made))


@router.post("/awards/{edition}/grace", response=AwardRow, summary="Set the grace period of pages that were open")
def set_grace(request: HttpRequest, edition: str, body: GraceIn) -> dict[str, Any]:
    """Set for how many minutes after the closing what was begun is accepted (organiser); published at once."""
    changed = actions.set_grace(
        edition=queries.edition_by_slug(edition), minutes=body.minutes, reason=body.reason, acting=caller(request),
        now=received_at(request),
    )  # fmt: skip
    return edition_out(changed, queries.announced_phase(changed, received_at(request)))


@router.get("/awards/{edition}/reminders", response=RemindersOut, summary="Reminders sent and to be sent")
def reminders(request: HttpRequest, edition: str) -> dict[str, Any]:
    """Show which rounds went out, which will and when, and how many people each would reach today (staff)."""
    chosen = _office(request, edition)
    return {
        "sent": [_round(each) | {"kind": each.kind, "people": each.count} for each in reminding.reminders_sent(chosen)],
        "planned": [_round(each) for each in reminding.reminders_planned(chosen, received_at(request))],
        "today": reminding.reminded_today(chosen),
    }


def _round(each: reminding.Planned) -> dict[str, Any]:
    return {"days": each.days, "closes_at": in_bangkok(each.closes_at), "at": in_bangkok(each.at)}


@router.get("/entries/{entry_id}/duplicates", response=Page[DuplicateOut], summary="Entries that look like this one")
def duplicates(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List entries with the same title or the very same file: for entrants of their organisation, for staff all."""
    person = caller(request)
    return lists.whole(
        [
            {
                "id": each.entry.id, "edition": each.entry.edition.slug, "title": each.entry.title,
                "reference": each.entry.reference, "same_title": each.same_title, "files": list(each.files),
                "organisation": {"id": each.entry.organisation_id, "name": each.entry.organisation.name.as_dict()},
                "copied_from": each.is_source,
            }
            for each in duplicates_of(entry_for(person, entry_id), person)
        ]
    )  # fmt: skip


@router.get("/awards/{edition}/failed-mails", response=Page[FailedMail], summary="Mails that were given up")
def failed_mails(request: HttpRequest, edition: str, offset: int = 0) -> dict[str, Any]:
    """List mails of the award, and about accounts, that could not be delivered, the newest first (organiser)."""
    chosen, start = queries.edition_by_slug(edition), max(offset, 0)
    require(caller(request), chosen, Role.ORGANISER)
    number = start // _PAGE + 1
    rows = failed_messages(edition=chosen.id, limit=_PAGE, page=number)
    more = failed_messages(edition=chosen.id, limit=_PAGE, page=number + 1) if len(rows) == _PAGE else []
    return lists.page(request, [_mail(row) for row in [*rows, *more[:1]]], limit=_PAGE, offset=number * _PAGE)


def _mail(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"], "to": row["to_address"], "kind": row["kind"], "subject": row["subject"],
        "failure": row["failure"], "created_at": in_bangkok(row["created_at"]),
    }  # fmt: skip


@router.post("/awards/{edition}/failed-mails/{message_id}/retry", response={204: None}, summary="Try a mail again")
def retry_mail(request: HttpRequest, edition: str, message_id: str) -> Status[None]:
    """Let a mail that was given up be tried again from the start (organiser)."""
    chosen = queries.edition_by_slug(edition)
    require(caller(request), chosen, Role.ORGANISER)
    retry(message=failed_message(storable(message_id), edition=chosen.id), now=received_at(request))
    return Status(204, None)


@router.get("/entries/{entry_id}/status", response=StatusOut, summary="What happened to an entry, and what comes next")
def status(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """Show the way of the entry as its entrants read it: with dates where the calendar knows them."""
    found = entry_for(caller(request), entry_id)
    return {
        "happened": [
            {"act": item.act, "at": in_bangkok(item.at), "words": in_both(happened(item.act)).as_dict()}
            for item in happened_to(found)
        ],
        "coming": [_stage(stage) for stage in stages_to_come(found, received_at(request))],
    }


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "stage": stage.kind, "now": stage.is_now, "until": in_bangkok_or_none(stage.at),
        "name": in_both(lambda: stage_words(stage)[0]).as_dict(),
        "words": in_both(lambda: stage_words(stage)[1]).as_dict(),
    }  # fmt: skip
