"""Entries: begin, read, answer, add files."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from ninja import Body, File, Form, Router, UploadedFile
from ninja.responses import Status

from rangwan.accounts.actions import claim_membership
from rangwan.accounts.permissions import may_draft_for
from rangwan.accounts.queries import PersonItem, organisation_by_id
from rangwan.api import lists
from rangwan.api.auth import caller, received_at
from rangwan.api.problems import listed, problem
from rangwan.api.shapes.base import Page, in_bangkok, in_bangkok_or_none
from rangwan.api.shapes.entries import EntryBegun, EntryOut, EntryRow, FileOut, NewEntry, Saved
from rangwan.entries import actions, queries
from rangwan.entries.permissions import is_coordinator, may_write
from rangwan.entries.queries import EntryItem as Entry
from rangwan.entries.queries import FileItem, PinItem
from rangwan.entries.rules import EDITABLE, State
from rangwan.entries.wording import state_name
from rangwan.entries.wording.signed_form import form_title
from rangwan.files.serving import serve
from rangwan.kernel.text import storable
from rangwan.kernel.tongues import in_both
from rangwan.programmes.permissions import NotAllowed
from rangwan.programmes.queries import edition_by_slug, offices_of

router = Router(tags=["entries"])

_TAG = re.compile(r'(?:W/)?"?([^",]*)"?')


def own(request: HttpRequest, entry_id: str) -> Entry:
    """Return an entry that the caller coordinates. Raises NoSuchEntry, NotAllowed (may see it, not change it)."""
    found = queries.entry_for(caller(request), entry_id)
    if not is_coordinator(caller(request), found):
        raise NotAllowed
    return found


def written(request: HttpRequest, entry_id: str) -> Entry:
    """Return an entry that the caller writes in. Raises NoSuchEntry, NotAllowed (may see it, not change it)."""
    found = queries.entry_for(caller(request), entry_id)
    if not may_write(caller(request), found):
        raise NotAllowed
    return found


@router.post("/awards/{edition}/entries", response={201: EntryBegun}, exclude_unset=True, summary="Begin an entry")
def begin(request: HttpRequest, edition: str, body: NewEntry) -> Status[dict[str, Any]]:
    """Begin a draft for an organisation. Who does not belong to it claims so by this, and may draft meanwhile."""
    person, now = caller(request), received_at(request)
    chosen = edition_by_slug(edition)
    if body.copy_from:
        source = queries.entrant_entry(person, storable(body.copy_from))
        if source.organisation_id != body.organisation:
            raise NotAllowed
        copied = actions.copy_entry(source=source, edition=chosen, acting=person, now=now)
        return Status(201, {**_begun(copied.entry), "left_out": copied.left_out})
    organisation = organisation_by_id(body.organisation, seen_by=person)
    with transaction.atomic():  # no claim without its entry
        if not may_draft_for(person, organisation):
            claim_membership(organisation=organisation, acting=person, now=now)
        made = actions.create_entry(edition=chosen, organisation=organisation, title=body.title, acting=person, now=now)
    return Status(201, _begun(made))


def _begun(made: Entry) -> dict[str, Any]:
    return {"id": made.id, "state": made.state, "version": made.version}


@router.get("/entries", response=Page[EntryRow], summary="The entries that the caller sees")
def entries(request: HttpRequest, edition: str = "", after: str = "") -> dict[str, Any]:
    """List entries, by id."""
    person = caller(request)
    chosen = edition_by_slug(edition) if edition else None
    found = queries.visible_entries(person, chosen, after=after, limit=lists.PAGE + 1)
    offices = {office.id for office in offices_of(person)} if found else set()
    rows = [_row(entry, person, offices) for entry in found]
    return lists.page(request, rows, limit=lists.PAGE, after=rows[: lists.PAGE][-1]["id"] if rows else "")


def _row(entry: Entry, person: PersonItem, offices: set[str]) -> dict[str, Any]:
    """Return an entry as a list shows it; what the committee found is told to entrants when results are released."""
    staff = entry.edition_id in offices and not is_coordinator(person, entry)
    state = entry.state if staff else queries.seen_state(entry)
    return {
        "id": entry.id, "edition": entry.edition.slug, "title": entry.title, "version": entry.version,
        "reference": entry.reference, **state_out(state, staff=staff),
        "organisation": {"id": entry.organisation_id, "name": entry.organisation.name.as_dict()},
    }  # fmt: skip


def state_out(state: str, *, staff: bool = False) -> dict[str, Any]:
    """Return a state with its name."""
    return {"state": str(state), "state_name": in_both(state_name(state, staff=staff)).as_dict()}


@router.get("/entries/{entry_id}", response=EntryOut, summary="One entry")
def entry(request: HttpRequest, entry_id: str, response: HttpResponse) -> dict[str, Any]:
    """Show an entry with answers, files and what is still missing or wrong. The ETag is the version."""
    person = caller(request)
    found = queries.entry_for(person, entry_id)
    open_to_change = found.state in EDITABLE
    problems = queries.problems_before_sending(found, received_at(request)) if open_to_change else []
    response.headers["ETag"] = f'"{found.version}"'
    return {
        **_row(found, person, {office.id for office in offices_of(person)}),
        "answers": found.answers,
        "survey": found.survey,
        "files": files_out(found),
        "pins": pins_out(queries.pins_of(found)),
        "problems": listed(problems, queries.definition_for(found)),
        "closes_at": in_bangkok(queries.closing_of(found)),
        "created_at": in_bangkok(found.created_at),
        "submitted_at": in_bangkok_or_none(found.submitted_at),
        "confirmed_at": in_bangkok_or_none(found.confirmed_at),
        "returned": _returned(found),
    }


def _returned(found: Entry) -> dict[str, Any] | None:
    if found.state != State.RETURNED:
        return None
    return {"parts": found.return_parts, "due": in_bangkok_or_none(found.return_due), "note": found.return_note}


def files_out(found: Entry) -> list[dict[str, Any]]:
    """Return the files of an entry, and beside the signed form what was read on it."""
    reading = queries.form_reading(found)
    return [
        file_out(found.id, item) | {"form_match": form_match(reading) if is_form else None}
        for item in queries.files_of(found)
        for is_form in [reading is not None and reading.attachment == item.id]
    ]


def form_match(reading: queries.FormReading | None) -> dict[str, Any] | None:
    """Return what was read on the signed form as the API shows it."""
    if reading is None:
        return None
    return {
        "standing": reading.standing, "version": reading.version, "signature": reading.signature or None,
        "changed": [question.key for question in reading.changed], "read_at": in_bangkok_or_none(reading.read_at),
        "message": in_both(lambda: form_title(reading)).as_dict(),
    }  # fmt: skip


def file_out(entry_id: str, item: FileItem, *, sheet: str = "") -> dict[str, Any]:
    """Return a file as the API shows it; for a judge, its address is under the scoresheet."""
    if sheet:
        url = reverse("api-1:judged_file", kwargs={"assignment_id": sheet, "file_id": item.id})
    else:
        url = reverse("api-1:download", kwargs={"entry_id": entry_id, "file_id": item.id})
    return {
        "id": item.id, "kind": item.kind, "question": item.question, "name": item.name, "type": item.type,
        "size": item.size, "sha256": item.sha256, "status": item.status, "url": url,
    }  # fmt: skip


def pins_out(pins: dict[str, list[PinItem]]) -> list[dict[str, Any]]:
    """Return pins as the API shows them: which criterion is shown on which pages of which file."""
    listed = [pin for each in pins.values() for pin in each]
    return [{"criterion": pin.criterion, "file": pin.file, "pages": pin.pages} for pin in listed]


@router.patch("/entries/{entry_id}/answers", response=Saved, summary="Save answers (If-Match: the version seen)")
def answers(
    request: HttpRequest, entry_id: str, body: Body[dict[str, Any]], response: HttpResponse
) -> dict[str, Any] | HttpResponse:
    """Keep answers as they are, valid or not; what is not valid is listed in problems. Null clears an answer."""
    found = written(request, entry_id)
    given = request.headers.get("If-Match", "").strip()
    if not given:
        return problem(request, 428)
    saved = actions.save_answers(
        entry=found, answers=body, base_version=version_meant(given, found.version), acting=caller(request),
        now=received_at(request),
    )  # fmt: skip
    response.headers["ETag"] = f'"{saved.version}"'
    return {"version": saved.version, "problems": listed(saved.problems, queries.definition_for(found))}


def version_meant(header: str, current: int) -> int:
    """Return the version that If-Match means: "3", W/"3", 3 or a list of them; * is whatever stands now; else 0."""
    tags = [match.group(1) for part in header.split(",") if (match := _TAG.fullmatch(part.strip()))]
    if "*" in tags or str(current) in tags:
        return current
    numbers = [int(tag) for tag in tags if tag.isascii() and tag.isdigit() and len(tag) < 10]
    return max((number for number in numbers if number < current), default=0)


@router.post("/entries/{entry_id}/files", response={201: FileOut}, summary="Add a file")
def add_file(
    request: HttpRequest, entry_id: str, kind: Form[str], file: File[UploadedFile], question: Form[str] = ""
) -> Status[dict[str, Any]]:
    """Take a file into a slot of the form: presentation, submission_form or evidence (of a question)."""
    person, now = caller(request), received_at(request)
    found = written(request, entry_id)
    attachment = actions.add_file(entry=found, kind=kind, question=question, upload=file, acting=person, now=now)
    return Status(201, file_out(found.id, queries.file_of(found, attachment.id)))


@router.get("/entries/{entry_id}/files", response=Page[FileOut], summary="The files of an entry")
def files(request: HttpRequest, entry_id: str) -> dict[str, Any]:
    """List the files that are in place, in the order they came."""
    found = queries.entry_for(caller(request), entry_id)
    return lists.whole(files_out(found))


@router.get("/entries/{entry_id}/files/{file_id}", url_name="download", summary="Download a file")
def download(request: HttpRequest, entry_id: str, file_id: str) -> HttpResponseBase:
    """Send the file as it was received, under its own name."""
    found = queries.entry_for(caller(request), entry_id)
    return serve(queries.file_of(found, file_id).stored, request=request)


@router.delete("/entries/{entry_id}/files/{file_id}", response={204: None}, summary="Take a file out")
def take_file_out(request: HttpRequest, entry_id: str, file_id: str) -> Status[None]:
    """Take a file out of the entry."""
    found = written(request, entry_id)
    actions.remove_file(entry=found, attachment_id=file_id, acting=caller(request), now=received_at(request))
    return Status(204, None)
