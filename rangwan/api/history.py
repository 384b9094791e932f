"""The history of an entry: every save, the answers as they were, and bringing them back; and who is at the entry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.entries import version_meant
from rangwan.api.problems import listed, problem
from rangwan.api.shapes.base import Page, in_bangkok
from rangwan.api.shapes.history import PresentOut, Restored, Restoring, RevisionOut, RevisionRow
from rangwan.entries import actions, queries
from rangwan.entries.queries import RevisionItem

router = Router(tags=["entries"])


@router.get("/entries/{entry_id}/revisions", response=Page[RevisionRow], summary="Every save of an entry")
def revisions(request: HttpRequest, entry_id: str, before: int | None = None) -> dict[str, Any]:
    """List the saves, the newest first; `before` is the version to go on from."""
    found = queries.entry_for(caller(request), entry_id)
    items = queries.revisions_of(found, received_at(request), before=before, limit=lists.PAGE + 1)
    rows = [_row(item) for item in items]
    last = rows[: lists.PAGE][-1]["version"] if rows else 0
    return lists.page(request, rows, limit=lists.PAGE, before=str(last))


def _row(item: RevisionItem) -> dict[str, Any]:
    return {
        "version": item.version, "at": in_bangkok(item.at), "by": item.by,
        "questions": [question.key for question in item.questions],
        "marks": [{"kind": mark.kind, "at": in_bangkok(mark.at), "number": mark.number} for mark in item.marks],
        "restored": item.restored or None,
    }  # fmt: skip


@router.get("/entries/{entry_id}/revisions/{version}", response=RevisionOut, summary="The answers as they were")
def revision(request: HttpRequest, entry_id: str, version: int) -> dict[str, Any]:
    """Show one save with all answers as they were after it."""
    found = queries.entry_for(caller(request), entry_id)
    item = queries.revision_of(found, version, received_at(request))
    return {**_row(item), "answers": queries.answers_at(found, version)}


@router.post(
    "/entries/{entry_id}/revisions/{version}/restore",
    response=Restored,
    summary="Bring answers back (If-Match: the version seen)",
)
def restore_revision(
    request: HttpRequest, entry_id: str, version: int, response: HttpResponse, body: Restoring | None = None
) -> dict[str, Any] | HttpResponse:
    """Bring back the answers of a version as a new save. What somebody else changed meanwhile is not covered: 412."""
    found = queries.entry_for(caller(request), entry_id)
    given = request.headers.get("If-Match", "").strip()
    if not given:
        return problem(request, 428)
    restored = actions.restore_revision(
        entry=found, version=version, questions=body.questions if body else None, acting=caller(request),
        base_version=version_meant(given, found.version), now=received_at(request),
    )  # fmt: skip
    response.headers["ETag"] = f'"{restored.version}"'
    return {
        "version": restored.version,
        "questions": sorted(restored.saved),
        "problems": listed(restored.problems, queries.definition_for(found)),
    }


@router.get("/entries/{entry_id}/presence", response=Page[PresentOut], summary="Who is at the entry at this moment")
def presence(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List who has a page of the entry open; only those who enter it may know."""
    found = queries.entrant_entry(caller(request), entry_id)
    people = queries.present_in(found, received_at(request))
    return lists.whole(
        [
            {"name": one.name, "section": one.section or None, "since": in_bangkok(one.since), "holds": one.holds}
            for one in people
        ]
    )
