"""Entries as staff see them: the list with scores, what was never confirmed, and one entry whole."""

from __future__ import annotations

from typing import Any

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from rangwan.accounts.queries import names_of
from rangwan.entries.permissions import may_disqualify, may_hand_over
from rangwan.entries.queries import (
    EntryItem,
    NoSuchEntry,
    answers_of,
    correction_notes,
    datasets_of,
    definition_for,
    duplicates_of,
    entry_for,
    file_of,
    files_of,
    form_reading,
    proposed_disqualification,
    receipts_of,
    unconfirmed_rows,
)
from rangwan.entries.rules import RECEIVED, State
from rangwan.entries.wording import state_name
from rangwan.entries.wording.datasets import dataset_rows
from rangwan.entries.wording.signed_form import form_notice
from rangwan.forms.rules import readable
from rangwan.kernel.audit import history_of
from rangwan.kernel.text import Text
from rangwan.programmes.queries import definition_of, phase_of
from rangwan.results.queries import entries_with_scores
from rangwan.screening.permissions import may_screen
from rangwan.screening.queries import QUEUE, clarifications_of, verdicts_of
from rangwan.web.kit import file_pages, languages
from rangwan.web.office import happenings, paging, verdicts
from rangwan.web.office.door import Office, OfficeRequest, door, page

LISTED = [state for state in State if state in RECEIVED or state is State.WITHDRAWN]


@require_safe
@door()
def entries(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List the received entries, with scores for who may see them."""
    shown = paging.asked_page(request)
    search, state = request.GET.get("q", "").strip()[:200], request.GET.get("state", "")
    state = state if state in LISTED else ""
    rounds = definition_of(office.edition.version_id).rounds
    found, total = entries_with_scores(
        request.user, office.edition, offset=shown.offset, limit=shown.size, search=search, state=state,
        round_key=rounds[0].key if rounds else "",
    )  # fmt: skip
    context = {
        "rows": [_row(row, names) for names in [_state_names()] for row in found],
        "base": reverse("office:entries", args=[office.edition.slug]),
        "total": total,
        "q": search,
        "state": state,
        "states": [{"key": key, "label": state_name(key, staff=True)} for key in LISTED],
        "scores": office.may_read_marks,
        "sizes": paging.sizes(request, shown),
        "size": shown.size,
        "closed": phase_of(office.edition, request.received_at) == "closed",
        **paging.neighbours(request, shown, total),
    }
    return page(request, office, "entries", context)


def _state_names() -> dict[str, str]:
    return {state: str(state_name(state, staff=True)) for state in State}


def _row(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return a row ready to be written: the list's budget has no room for filters in every row."""
    language = languages.active()
    return {
        "id": row["id"],
        "reference": row["reference"],
        "title": row["title"] or "–",
        "organisation": Text(th=row["organisation__name_th"], en=row["organisation__name_en"]).pick(language),
        "province": Text(th=row["organisation__province_th"], en=row["organisation__province_en"]).pick(language),
        "state": names[row["state"]],
        "finished": row["finished"],
        "sheets": row["sheets"],
        "mean": "–" if row["mean"] is None else f"{row['mean']:.2f}",
    }


@require_safe
@door()
def unconfirmed(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List what was sent but not confirmed, and drafts, once the calendar has closed."""
    closed = phase_of(office.edition, request.received_at) == "closed"
    rows = unconfirmed_rows(office.edition, request.received_at) if closed else []
    for row in rows:
        row["organisation"] = Text(th=row["organisation__name_th"], en=row["organisation__name_en"])
    groups: list[dict[str, Any]] = [
        {"state": state, "name": state_name(state, staff=True), "rows": [row for row in rows if row["state"] == state]}
        for state in (State.SUBMITTED, State.DRAFT)
    ]
    return page(request, office, "unconfirmed", {"groups": groups, "closed": closed})


def entry_in(request: OfficeRequest, office: Office, entry_id: str) -> EntryItem:
    """Return a received entry of this edition. Raises NoSuchEntry."""
    found = entry_for(request.user, entry_id)
    if found.edition_id != office.edition.pk or (found.state not in RECEIVED and found.reference is None):
        raise NoSuchEntry
    return found


@require_safe
@door()
def entry(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Show one entry whole: answers, files, on-screen answers, receipts, verdicts, and what happened to it."""
    found = entry_in(request, office, entry)
    history = [row for row in history_of("entry", found.id) if row.act not in happenings.EVERYDAY]
    names = names_of(row.actor for row in history)
    context = {
        "entry": found,
        "state": state_name(found.state, staff=True),
        "state_kind": verdicts.TAGS.get(found.state, "plain"),
        "facts": facts(found),
        "sheets": answers_of(found),
        "files": by_slot(found),
        "files_url": files_url(office, found),
        "survey": survey_rows(found),
        **readings(found),
        "receipts": receipts_of(found),
        "verdicts": [verdicts.shown(found, verdict) for verdict in verdicts_of(request.user, found)],
        "history": [happenings.line(row, names) for row in history],
        "screens": found.state in QUEUE and may_screen(request.user, found),
        "hands_over": found.state in RECEIVED and office.may_organise and may_hand_over(request.user, found),
        "disqualifies": may_disqualify(request.user, found),
        "proposed": proposed_disqualification(found),
        "alike": duplicates_of(found, request.user),
        "notes": correction_notes(found),
        "clarifications": clarifications_of(request.user, found),
        "now": request.received_at,
    }
    return page(request, office, "entry", context)


def facts(entry: EntryItem) -> list[dict[str, Any]]:
    """Return who entered the project, for a summary list."""
    person = entry.coordinator
    contact = " · ".join(part for part in (person.name, person.position, person.phone, person.email) if part)
    return [
        {"label": verdicts.ORGANISATION, "lines": [entry.organisation.name, entry.organisation.place]},
        {"label": verdicts.COORDINATOR, "value": contact},
    ]


def by_slot(entry: EntryItem) -> list[dict[str, Any]]:
    """Return the file slots of the form with the files that are in them; evidence on a question says which."""
    form = definition_for(entry).form
    files = files_of(entry)
    slots = []
    for slot in form.files:
        items = []
        for item in files:
            if item.kind == slot.key:
                question = form.by_key.get(item.question)
                url = reverse("office:pages", args=[entry.edition.slug, entry.id, item.id])
                state = file_pages.status(item, url=url)
                items.append({"item": item, "question": question.label if question else None, "state": state})
        slots.append({"slot": slot, "files": items})
    return slots


def readings(entry: EntryItem) -> dict[str, Any]:
    """Return what was read: the code on the signed form, and the catalogue's word on the data sets."""
    return {
        "form_slot": definition_for(entry).entering.signed_form,
        "form_notice": form_notice(form_reading(entry), staff=True),
        "datasets": dataset_rows(datasets_of(entry)),
    }


def files_url(office: Office, entry: EntryItem) -> str:
    """Return the address under which the files of an entry lie."""
    return reverse("office:entry", args=[office.edition.slug, entry.id]) + "files/"


def survey_rows(entry: EntryItem) -> list[dict[str, Any]]:
    """Return the on-screen questions with what was ticked."""
    return [
        {"label": question.label, "shown": readable(question, entry.survey.get(question.key))}
        for question in definition_for(entry).survey
    ]


@require_safe
@door()
def file(request: OfficeRequest, office: Office, entry: str, file_id: str) -> HttpResponseBase:
    """Show or download a file of an entry."""
    found = entry_in(request, office, entry)
    back = reverse("office:entry", args=[office.edition.slug, found.id])
    inline = "download" not in request.GET
    return file_pages.give(file_of(found, file_id).stored, request=request, back=back, inline=inline)
