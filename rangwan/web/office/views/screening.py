"""Screening: the queue, one entry on one page with its verdict, the second person, and taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rangwan.entries.queries import (
    EntryItem,
    NoSuchEntry,
    answers_of,
    correction_notes,
    duplicates_of,
    membership_waits,
)
from rangwan.entries.rules import State
from rangwan.entries.wording import state_name
from rangwan.kernel.text import Text
from rangwan.screening import actions
from rangwan.screening.queries import (
    clarifications_of,
    entry_to_screen,
    points_of,
    proposed_verdict,
    queue,
    verdicts_of,
)
from rangwan.screening.rules import Verdict
from rangwan.screening.wording import explain
from rangwan.web.kit import languages
from rangwan.web.office import verdicts
from rangwan.web.office.door import SCREENERS, Office, OfficeRequest, door, page, refused
from rangwan.web.office.views.entries import by_slot, facts, files_url, readings, survey_rows

get_or_post = require_http_methods(["GET", "HEAD", "POST"])

_DONE: dict[Verdict, str | Promise] = {
    Verdict.ELIGIBLE: gettext_lazy("The entry is eligible and goes on to the judges."),
    Verdict.INELIGIBLE: gettext_lazy("Proposed. A second person must agree before the entry is ineligible."),
    Verdict.RETURN: gettext_lazy("Returned for correction. The coordinator is told by mail."),
}


@require_safe
@door(*SCREENERS)
def to_screen(request: OfficeRequest, office: Office) -> HttpResponseBase:
    """List what waits for screening, and what was screened."""
    rows = queue(request.user, office.edition)
    language = languages.active()
    for row in rows:
        row["organisation"] = Text(th=row["organisation__name_th"], en=row["organisation__name_en"]).pick(language)
        row["province"] = Text(th=row["organisation__province_th"], en=row["organisation__province_en"]).pick(language)
        row["overdue"] = bool(row["return_due"] and row["return_due"] <= request.received_at)
        row["unanswered"] = bool(row["clarify_by"] and row["clarify_by"] <= request.received_at)
    groups: list[dict[str, Any]] = [
        {"state": state, "name": state_name(state, staff=True), "rows": [row for row in rows if row["state"] == state]}
        for state in (State.CONFIRMED, State.RETURNED, State.ELIGIBLE, State.INELIGIBLE)
    ]
    base = reverse("office:queue", args=[office.edition.slug])
    return page(request, office, "queue", {"groups": [group for group in groups if group["rows"]], "base": base})


def _to_screen(request: OfficeRequest, office: Office, entry_id: str) -> EntryItem:
    entry = entry_to_screen(request.user, entry_id)
    if entry.edition_id != office.edition.pk:
        raise NoSuchEntry
    return entry


@get_or_post
@door(*SCREENERS)
def screen(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Show one entry with its files and answers, and the verdict's form; a POST gives the verdict."""
    found = _to_screen(request, office, entry)
    if request.method != "POST":
        return _page(request, office, found, verdicts.Typed())
    typed = verdicts.typed_in(points_of(found), request.POST)
    if typed.verdict not in set(Verdict):
        typed.errors["verdict"] = _("Choose a verdict.")
        return _page(request, office, found, typed)
    verdict = Verdict(typed.verdict)
    returns = verdict is Verdict.RETURN
    due = verdicts.due_of(typed) if returns else None
    seconds = verdict is Verdict.INELIGIBLE and proposed_verdict(found) is not None
    try:
        actions.screen_entry(
            entry=found, verdict=verdict, findings=typed.findings, note=typed.note, due=due,
            parts=typed.parts if returns else [], acting=request.user, now=request.received_at,
        )  # fmt: skip
    except actions.UnableToJudge as lacking:
        verdicts.refuse(typed, lacking)
        return _page(request, office, found, typed)
    messages.success(request, _("The entry is ineligible.") if seconds else str(_DONE[verdict]))
    return redirect("office:queue", office.edition.slug)


def _page(request: OfficeRequest, office: Office, entry: EntryItem, typed: verdicts.Typed) -> HttpResponseBase:
    proposed = proposed_verdict(entry) if entry.state == State.CONFIRMED else None
    mine = proposed is not None and proposed.by_id == request.user.pk
    context = {
        "entry": entry,
        "state": state_name(entry.state, staff=True),
        "state_kind": verdicts.TAGS.get(entry.state, "plain"),
        "open": entry.state == State.CONFIRMED,
        "facts": facts(entry),
        "files": by_slot(entry),
        "files_url": files_url(office, entry),
        "sheets": answers_of(entry),
        "survey": survey_rows(entry),
        **readings(entry),
        "alike": duplicates_of(entry, request.user),
        "cards": verdicts.cards(entry, typed),
        "parts": verdicts.parts_of(entry),
        "choices": verdicts.choices(proposed is not None and not mine),
        "found_choices": [{"key": "yes", "label": _("In order")}, {"key": "no", "label": _("Not in order")}],
        "typed": typed,
        "problems": typed.problems(points_of(entry)),
        "proposed": verdicts.shown(entry, proposed) if proposed else None,
        "mine": mine,
        "past": [verdicts.shown(entry, verdict) for verdict in verdicts_of(request.user, entry) if verdict != proposed],
        "membership_waits": membership_waits(entry),
        "notes": correction_notes(entry),
        "clarifications": clarifications_of(request.user, entry),
        "screens": True,
        "now": request.received_at,
        "overdue": entry.state == State.RETURNED and entry.return_due and entry.return_due <= request.received_at,
    }
    return page(request, office, "screen", context, status=422 if typed.errors else 200)


@require_POST
@door(*SCREENERS)
def second(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Agree or disagree, as the second person, with a proposed ineligible verdict."""
    found = _to_screen(request, office, entry)
    agree = {"agree": True, "disagree": False}.get(request.POST.get("answer", ""))
    if agree is None:
        return redirect("office:screen", office.edition.slug, found.id)
    try:
        actions.second_verdict(
            entry=found, agree=agree, note=request.POST.get("note", ""), acting=request.user, now=request.received_at
        )
    except actions.UnableToJudge as unable:
        return refused(request, office, *[explain(code) for _key, code in unable.missing])
    messages.success(
        request, _("The entry is ineligible.") if agree else _("You did not agree: the entry is to be screened again.")
    )
    return redirect("office:queue", office.edition.slug)


@get_or_post
@door(*SCREENERS)
def revoke(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Ask for the reason, and take an ineligible entry back into screening."""
    found = _to_screen(request, office, entry)
    context: dict[str, Any] = {"entry": found}
    status = 200
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            actions.revoke_ineligible(entry=found, reason=reason, acting=request.user, now=request.received_at)
        except actions.UnableToJudge as lacking:
            words = str(explain(lacking.missing[0][1]))
            context |= {"reason": reason, "error": words, "problems": [{"message": words, "id": "reason"}]}
            status = 422
        else:
            messages.success(request, _("The entry is back in screening."))
            return redirect("office:screen", office.edition.slug, found.id)
    return page(request, office, "revoke", context, status=status)


@require_POST
@door(*SCREENERS)
def take_back(request: OfficeRequest, office: Office, entry: str) -> HttpResponseBase:
    """Go on with a returned entry as it stands, its date being over."""
    found = _to_screen(request, office, entry)
    try:
        actions.take_back(entry=found, acting=request.user, now=request.received_at)
    except actions.UnableToJudge as unable:
        return refused(request, office, *[explain(code) for _key, code in unable.missing])
    messages.success(request, _("The entry is back in screening."))
    return redirect("office:screen", office.edition.slug, found.id)
